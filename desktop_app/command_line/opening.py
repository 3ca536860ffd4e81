"""Opens the register that a command works on."""

from __future__ import annotations

import argparse

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_
from desktop_app.command_line.passwords import reachable
from desktop_app.services.desk import Desk
from desktop_app.services.registers import Registers


def open_desk(options: argparse.Namespace, registers: Registers) -> Desk:
    """Open the register that is named, or the last one; raises UserError where there is none."""
    where = options.register or registers.last()
    if where is None:
        raise UserError(N_("No register is named and none was open before. Name one with --register FILE."))
    return registers.open(reachable(where))
