"""What matters today: counts, tasks due, partnerships without contact, latest changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import Between, Empty, ListRow, OneOf, Order, Query
from desktop_app.storage.glance import glancing
from desktop_app.storage.homes import Home

MONTHS_WITHOUT_CONTACT = 12
MOST_COUNTED = 100
"""Where more partnerships had no contact, the figure is no use and would take its time."""
_ROWS = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that greets, with the query whose list stands behind it."""

    label: str
    value: int
    query: Query


@dataclass(frozen=True, slots=True)
class LatestChange:
    """One thing that somebody did."""

    at: datetime
    by: str
    verb: str
    record: str
    record_id: int | None
    title: str
    records: int


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the overview page shows; `silent_count` is `MOST_COUNTED` + 1 where it is any number above."""

    figures: tuple[Figure, ...]
    tasks: tuple[ListRow, ...]
    silent: tuple[ListRow, ...]
    silent_count: int
    changes: tuple[LatestChange, ...]


def overview(home: Home, labels: dict[str, str], today: date) -> Overview:
    """Return the overview; `labels` gives the plural of each record type that is counted."""
    until = _a_year_before(today)
    with glancing(home) as glance:
        return Overview(
            figures=tuple(Figure(label, glance.count(name), Query(name)) for name, label in labels.items()),
            tasks=tuple(glance.open_tasks(_ROWS)),
            silent=tuple(glance.silent(until, _ROWS)),
            silent_count=glance.silent_count(until, MOST_COUNTED + 1),
            changes=tuple(_latest(row) for row in glance.operations(_ROWS)),
        )


def tasks_query() -> Query:
    """Return the tasks that are not done, the most urgent first."""
    return Query(
        "task",
        ("subject", "due", "responsible"),
        filters=(Empty("done"), Empty("due", empty=False)),
        order=(Order("due"),),
    )


def silent_query(today: date) -> Query:
    """Return the active partnerships without contact for twelve months."""
    return Query(
        "partnership",
        ("title", "last_contact", "responsible"),
        filters=(
            OneOf("status", ("active", "signed")),
            Between("last_contact", None, _a_year_before(today), or_empty=True),
        ),
        order=(Order("last_contact"),),
    )


def _a_year_before(today: date) -> PartialDate:
    return PartialDate(today.year - 1, today.month, 28 if today.month == 2 and today.day > 28 else today.day)


def _latest(row: dict[str, Any]) -> LatestChange:
    return LatestChange(
        at=datetime.fromisoformat(row["done_at"]),
        by=row["done_by"],
        verb=row["verb"],
        record=row["record_type"],
        record_id=row["record_id"],
        title=row["title"],
        records=row["records"],
    )
