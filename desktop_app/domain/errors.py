"""The errors that the register's own rules raise; each speaks to the user."""

from __future__ import annotations

from desktop_app.base.errors import CountedError, UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.problems import Problem

__all__ = ["Conflict", "CountedError", "Invalid", "NotFound", "UserError"]


class Invalid(UserError):
    """A record that cannot be saved as it is; `problems` says why, field by field."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(N_("The record was not saved: {reasons}"), reasons="")
        self.problems = problems

    def message(self) -> str:
        """Return the reasons in the user's language."""
        reasons = " ".join(problem.text() for problem in self.problems if problem.error)
        return translate(self.msgid, reasons=reasons)


class Conflict(UserError):
    """Somebody else changed the same field meanwhile; nothing was written."""


class NotFound(UserError):
    """The record is not in the register, or not any more."""
