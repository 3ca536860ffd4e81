"""Records that a table asks for, before their links have ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from desktop_app.services.importing.findings import NO_COLUMN, TableRow
from desktop_app.services.importing.links import RecordRef


@dataclass(slots=True)
class Draft:
    """One record of a table: `build` makes it once all that it links to has an id.

    `needs` are records of the same table that have to be made before it; `ref` stands for this one.
    """

    row: TableRow
    build: Callable[[], Any]
    needs: tuple[RecordRef, ...] = ()
    ref: RecordRef | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table asks for: drafts, with the column of each field to place problems at.

    `skipped` and `joined` are numbers of rows: those in the register already, and those that add to another's draft.
    """

    drafts: list[Draft]
    columns: Mapping[str, int] = field(default_factory=dict)
    skipped: int = 0
    joined: int = 0
    kept_in_remarks: tuple[str, ...] = ()

    def column_of(self, field_name: str) -> int:
        """Return the column to show a problem of a field at; `parties[0].territory` belongs to `parties`."""
        return self.columns.get(field_name.partition("[")[0], NO_COLUMN)


class TableReader(Protocol):
    """Understands a table of one form."""

    def read(self, progress: Callable[[int], None]) -> Reading:
        """Return what the table asks for; problems go to the findings. `progress` hears the rows done."""
