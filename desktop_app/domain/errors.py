"""The errors that a change of the register can end with; each speaks to the user."""

from __future__ import annotations

from desktop_app.base.errors import CountedError, UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.merging import FieldConflict
from desktop_app.domain.problems import Problem
from desktop_app.domain.record import Record

__all__ = ["Conflict", "CountedError", "Invalid", "NotFound", "Unanswered", "UserError"]


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
    """Somebody else changed the same fields meanwhile; nothing was written.

    `stored` is the record as it is now; `conflicts` are the values in dispute, none where it is not known what the
    editor started from.
    """

    def __init__(self, msgid: str, stored: Record, conflicts: tuple[FieldConflict, ...]) -> None:
        super().__init__(msgid, title=stored.title, who=stored.changed_by)
        self.stored = stored
        self.conflicts = conflicts


class NotFound(UserError):
    """The record is not in the register, or not any more."""


class Unanswered(UserError):
    """The register was told to keep a change, and did not answer: whether it was kept can be asked by its `uid`."""

    def __init__(self, uid: str, **values: object) -> None:
        super().__init__(
            N_(
                "The connection to {place} broke off, and it is not known whether {name} has kept the change. Look "
                "into the history when the connection is back. A form can be saved again: nothing is saved twice."
            ),
            **values,
        )
        self.uid = uid
