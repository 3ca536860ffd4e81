"""Tells whether the server of a register answers, and asks it again."""

from __future__ import annotations

from desktop_app.base.errors import UserError
from desktop_app.storage.contact import Contact
from desktop_app.storage.failures import Unreachable
from desktop_app.storage.homes import Home

__all__ = ["Contact", "Unreachable", "answers"]


def answers(home: Home) -> bool:
    """Look whether the home of a register can be read; its contact hears of it."""
    try:
        with home.glancing() as ask:
            ask("SELECT 1", ())
    except UserError:
        return False
    return True
