"""What is wrong or doubtful with a record, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong (`error`) or doubtful (a warning that can be kept).

    `message` is an English msgid with `{name}` placeholders filled from `values`; `field` is a field
    name, `children[2].field` for a row of a child table, or empty for the record as a whole.
    """

    message: str
    field: str = ""
    values: tuple[tuple[str, str], ...] = ()
    error: bool = True

    def text(self) -> str:
        """Return the sentence in the user's language."""
        return translate(self.message, **dict(self.values))

    def at(self, field: str) -> Problem:
        """Return the same problem, placed at a field."""
        return replace(self, field=field)


def wrong(message: str, field: str = "", **values: str) -> Problem:
    """Return a problem that blocks saving."""
    return Problem(message, field, tuple(values.items()))


def doubtful(message: str, field: str = "", **values: str) -> Problem:
    """Return a doubt, shown as a warning that can be kept."""
    return Problem(message, field, tuple(values.items()), error=False)


def in_order(first: PartialDate | None, last: PartialDate | None, field: str) -> tuple[Problem, ...]:
    """Return a problem at `field` where the last date lies before the first, however unknown parts are filled in."""
    if first and last and first.is_after(last):
        return (wrong(N_("This date lies before {first}."), field, first=first.shown()),)
    return ()
