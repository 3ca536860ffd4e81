"""Answers what the first page asks with plain SQL, so that the program starts without SQLAlchemy.

The lists behind its figures are queries like all others; tests compare the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import ListRow
from desktop_app.storage.homes import Ask, Home

_AFTER_ANY_DAY = "\uffff"
"""Follows a date in a comparison, so that all its days and months are within it."""
_SILENT = "trashed_at IS NULL AND status IN ('active', 'signed') AND (last_contact IS NULL OR last_contact <= ?)"


@contextmanager
def glancing(home: Home) -> Iterator[Glance]:
    """Read several things as they stand at one moment."""
    with home.glancing() as ask:
        yield Glance(ask)


class Glance:
    """Questions of the first page; made by `glancing`."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def count(self, record: str) -> int:
        """Return how many records of a type there are outside the trash."""
        statement = f"SELECT count(*) FROM {record} WHERE trashed_at IS NULL"  # noqa: S608  a record type's name
        return int(self._ask(statement, ()).fetchone()[0])

    def open_tasks(self, limit: int) -> list[ListRow]:
        """Return (subject, due, responsible) of tasks that are not done, the most urgent first."""
        rows = self._ask(
            "SELECT id, subject, due, responsible FROM task "
            "WHERE trashed_at IS NULL AND done IS NULL AND due IS NOT NULL ORDER BY due, id LIMIT ?",
            (limit,),
        )
        return [ListRow(row[0], (row[1], PartialDate.parse_iso(row[2]), row[3])) for row in rows]

    def silent(self, until: PartialDate, limit: int) -> list[ListRow]:
        """Return (title, last contact, responsible) of partnerships without contact since a day, longest first."""
        rows = self._ask(
            f"SELECT id, title, last_contact, responsible FROM partnership WHERE {_SILENT} "  # noqa: S608  no data in it
            "ORDER BY last_contact NULLS FIRST, id LIMIT ?",
            (until.iso + _AFTER_ANY_DAY, limit),
        )
        return [ListRow(row[0], (row[1], PartialDate.parse_iso(row[2]) if row[2] else None, row[3])) for row in rows]

    def silent_count(self, until: PartialDate, limit: int) -> int:
        """Return how many partnerships had no contact since a day; counts no further than `limit`."""
        statement = f"SELECT count(*) FROM (SELECT 1 FROM partnership WHERE {_SILENT} LIMIT ?) AS found"  # noqa: S608  no data in it
        return int(self._ask(statement, (until.iso + _AFTER_ANY_DAY, limit)).fetchone()[0])

    def operations(self, limit: int) -> list[dict[str, Any]]:
        """Return the latest operations, newest first, as mappings of their columns."""
        names = ("done_at", "done_by", "verb", "record_type", "record_id", "title", "records")
        statement = f"SELECT {', '.join(names)} FROM operation ORDER BY id DESC LIMIT ?"  # noqa: S608  no data in it
        return [dict(zip(names, row, strict=True)) for row in self._ask(statement, (limit,))]
