"""What the command `check` does."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.errors import CountedError, UserError
from desktop_app.base.i18n import NN_, translate
from desktop_app.command_line.opening import open_desk
from desktop_app.services.registers import Registers, with_suffix

if TYPE_CHECKING:
    from desktop_app.services.checking import Report
    from desktop_app.services.desk import Desk
    from desktop_app.services.fault_words import FaultWords


def check_register(options: argparse.Namespace, registers: Registers) -> None:
    """List the faults of a register with their cures, do what was asked for, and fail where some are left."""
    try:
        desk = open_desk(options, registers)
    except UserError:
        _salvage_remains(options, registers)
        raise
    report = desk.checker.check()
    print("\n".join(desk.fault_words.lines(report)))
    if options.salvage:
        target = with_suffix(options.salvage)
        salvaged = desk.checker.salvage(target)
        print("", *desk.fault_words.lines(salvaged, target.name), sep="\n")
    if cured := list(_cured(desk, report, options)):
        print("", *cured, sep="\n")
        report = desk.checker.check()
        print("", translate("After that:"), *desk.fault_words.lines(report), sep="\n")
    name = desk.home.name
    desk.close()
    if report.faults:
        forms = NN_("{count} fault was found in {file}.", "{count} faults were found in {file}.")
        raise CountedError(*forms, len(report.faults), file=name)


def _salvage_remains(options: argparse.Namespace, registers: Registers) -> None:
    """Salvage what is left of a file that cannot even be opened, where that is asked for."""
    where = options.register or registers.last()
    if options.salvage and isinstance(where, Path) and where.is_file():
        target = with_suffix(options.salvage)
        try:
            with registers.remains(where) as desk:
                print("\n".join(desk.fault_words.lines(desk.checker.salvage(target), target.name)))
        except UserError as error:
            print(error.message(), file=sys.stderr)
        except OSError:
            print(translate("There is no room to copy {file}. Nothing was salvaged.", file=where), file=sys.stderr)


def _cured(desk: Desk, report: Report, options: argparse.Namespace) -> Iterator[str]:
    """Put right what was asked for and yield in lines what was."""
    taken = [desk.checker.repair(report.findings)] if options.repair else []
    if options.accept and report.acceptable:
        taken.append(desk.checker.accept(report.acceptable))
    words: FaultWords = desk.fault_words
    if cured := [finding for each in taken for finding in each.cured]:
        yield translate("Put right:")
        for group in words.groups(cured):
            yield from words.group_lines(group)
