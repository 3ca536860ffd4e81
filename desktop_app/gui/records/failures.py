"""Tells why something could not be read that nobody asked for in so many words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import UserError
from desktop_app.gui.kit import feedback
from desktop_app.services.contact import Unreachable


def tell_failure(parent: QWidget, error: UserError) -> None:
    """Show a message, but for a server that does not answer: the window says so as long as that lasts."""
    if not isinstance(error, Unreachable):
        feedback.tell_error(parent, error)
