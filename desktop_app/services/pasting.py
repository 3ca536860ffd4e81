"""Takes blocks of cells out of lists and puts blocks of a spreadsheet into them, after saying what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from desktop_app.base.clock import today
from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.base.text import clean
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind, nothing
from desktop_app.domain.problems import Problem
from desktop_app.domain.query import Query
from desktop_app.domain.record import list_fields
from desktop_app.exchange.clipboard_table import block_html, block_text, read_block
from desktop_app.services.browsing import Browser
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.importing.values import ValueReader
from desktop_app.services.mass_change import Change, MassChange, Progress, Trial
from desktop_app.services.pickers import Pickers

__all__ = ["Block", "Pasted", "PastedCell", "PastedRow", "Pasting", "Placed", "read_block"]

_AS_THEY_ARE = TEXT_KINDS | {Kind.CHOICE, Kind.CHOICES, Kind.LINK, Kind.DATE}
"""Kinds that a spreadsheet must not make numbers of: codes have leading zeros, 5/2026 is no day of May."""
_OF_LINES = frozenset({Kind.LONG_TEXT, Kind.CHOICES})


@dataclass(frozen=True, slots=True)
class Block:
    """Cells for the clipboard, as text and as HTML."""

    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Placed:
    """The cells of a block laid over a list: the records of its rows and the fields of its columns.

    Where the block goes beyond the list there are None.
    """

    query: Query
    cells: Sequence[Sequence[str]]
    ids: Sequence[int | None]
    names: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class PastedCell:
    """What one cell would become: the words there now and then; why they do not fit, or what is doubtful with them."""

    field: str
    old: str
    new: str
    changes: bool = False
    problem: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A row of the block and the record that it would go into; None where the list has none there."""

    record_id: int | None
    title: str
    cells: tuple[PastedCell, ...]


@dataclass(frozen=True, slots=True)
class Pasted:
    """A block as it would go into a list; `fields` are its columns, `changes` what fits."""

    fields: tuple[Field | None, ...]
    rows: tuple[PastedRow, ...]
    changes: tuple[Change, ...]

    @property
    def unfit(self) -> int:
        """Return how many cells do not fit."""
        return sum(1 for row in self.rows for cell in row.cells if cell.problem)

    @property
    def changing(self) -> int:
        """Return how many cells would change."""
        return sum(1 for row in self.rows for cell in row.cells if cell.changes)


class Pasting:
    """Blocks of cells of one register."""

    def __init__(self, browser: Browser, mass: MassChange, codes: CodeLists, pickers: Pickers) -> None:
        self._browser = browser
        self._mass = mass
        self._codes = codes
        self._pickers = pickers

    def copy(self, query: Query, ids: Sequence[int], names: Sequence[str], *, headings: bool) -> Block:
        """Return the cells of some records in some columns, as a list shows them, in the order of the ids."""
        fields = {field.name: field for field in list_fields(TYPES[query.record])}
        columns = [fields[name] for name in names]
        found = {row.id: row for row in self._browser.rows(replace(query, columns=tuple(names)), ids)}
        rows = [
            [self._browser.shown(field, value) for field, value in zip(columns, found[each].values, strict=True)]
            for each in ids
            if each in found
        ]
        if headings:
            rows.insert(0, [translate(field.label) for field in columns])
        return Block(block_text(rows), block_html(rows, [field.kind in _AS_THEY_ARE for field in columns]))

    def read(self, placed: Placed, progress: Progress | None = None) -> Pasted:
        """Return what would become of a list; nothing is written."""
        query = placed.query
        declared = {field.name: field for field in list_fields(TYPES[query.record])}
        fields = tuple(declared[name] if name is not None else None for name in placed.names)
        present = [field.name for field in fields if field is not None]
        known = [each for each in placed.ids if each is not None]
        words = {row.id: row.values for row in self._browser.rows(replace(query, columns=("title", *present)), known)}
        typed = [field.name for field in fields if field is not None and not field.derived]
        values = self._mass.values(query.record, known, typed, progress)
        reader = _Cells(self._codes, self._pickers)
        rows, changes = [], []
        for texts, record_id in zip(placed.cells, placed.ids, strict=True):
            title, *shown = words.get(record_id or 0, ("", *[None] * len(present)))
            olds = dict(zip(present, shown, strict=True))
            row, change = self._row(reader, fields, texts, olds, values.get(record_id or 0), record_id)
            rows.append(replace(row, title=title))
            changes += [change] if change is not None else []
        trial = self._mass.attempt(query.record, changes, progress)
        told = tuple(_with_trial(row, trial) for row in rows)
        fitting = tuple(each for each in changes if each.record_id not in trial.refused)
        return Pasted(fields, told, fitting)

    def _row(
        self,
        reader: _Cells,
        fields: Sequence[Field | None],
        texts: Sequence[str],
        shown: Mapping[str, Any],
        before: Mapping[str, Any] | None,
        record_id: int | None,
    ) -> tuple[PastedRow, Change | None]:
        cells, wanted = [], {}
        for field, text in zip_longest(fields, texts):
            if text is None:  # this row of the block is shorter than others
                cells.append(PastedCell(field.name if field is not None else "", "", ""))
                continue
            old = self._browser.shown(field, shown[field.name]) if field is not None and before is not None else ""
            cell, value = reader.read(field, text, old, before)
            cells.append(cell)
            if cell.changes and field is not None:
                wanted[field.name] = value
        change = None
        if wanted and before is not None and record_id is not None:
            change = Change(record_id, wanted, {name: before[name] for name in wanted})
        return PastedRow(record_id, "", tuple(cells)), change


class _Cells:
    """Understands the cells of one block."""

    def __init__(self, codes: CodeLists, pickers: Pickers) -> None:
        self._values = ValueReader(codes, today())
        self._pickers = pickers
        self._linked: dict[tuple[str, str], int] = {}

    def read(
        self, field: Field | None, text: str, old: str, before: Mapping[str, Any] | None
    ) -> tuple[PastedCell, Any]:
        """Return what a cell would become, and its value."""
        name = field.name if field is not None else ""
        new = clean(text, lines=field is not None and field.kind in _OF_LINES)
        if field is None:
            return PastedCell(name, old, new, problem=translate("The list has no column here.") if new else ""), None
        if before is None:
            return PastedCell(name, old, new, problem=translate("The list has no row here.") if new else ""), None
        if new == clean(old, lines=True):
            return PastedCell(name, old, new), None
        if field.derived:
            why = translate("This field follows from others and is not typed.")
            return PastedCell(name, old, new, problem=why), None
        doubts: list[str] = []
        try:
            value = self._value(field, new, doubts)
        except UserError as error:
            return PastedCell(name, old, new, problem=error.message()), None
        return PastedCell(name, old, new, changes=value != before[name], doubt=" ".join(doubts)), value

    def _value(self, field: Field, text: str, doubts: list[str]) -> Any:
        if not text:
            return nothing(field.kind)
        if field.kind is Kind.LINK:
            return self._link(field, text)
        if field.kind is Kind.CODE:
            return " ".join(text.split())
        return self._values.read(field, text, doubts.append)

    def _link(self, field: Field, text: str) -> int:
        place = (field.target, text.casefold())
        if place not in self._linked:
            fitting = self._pickers.candidates(field.target, text)
            same = [each.id for each in fitting if each.id is not None and each.title.casefold() == text.casefold()]
            if len(same) != 1:
                words = (
                    N_("“{text}” fits several records. Pick the right one in its cell.")
                    if same
                    else N_("“{text}” is not in the register. Make it first, or write it as lists show it.")
                )
                raise UserError(words, text=text)
            self._linked[place] = same[0]
        return self._linked[place]


def _with_trial(row: PastedRow, trial: Trial) -> PastedRow:
    """Return the row with what the checks of its record say."""
    refused, doubts = trial.refused.get(row.record_id or 0, ()), trial.doubts.get(row.record_id or 0, ())
    if refused:
        return replace(row, cells=tuple(_refused(cell, refused) for cell in row.cells))
    return replace(row, cells=tuple(_doubted(cell, doubts) for cell in row.cells)) if doubts else row


def _refused(cell: PastedCell, problems: Sequence[Problem]) -> PastedCell:
    """A record that a check speaks against stays as it is as a whole."""
    if not cell.changes:
        return cell
    own = list(_at(cell, problems)) or [each.text() for each in problems]
    return replace(cell, changes=False, problem=" ".join(own))


def _doubted(cell: PastedCell, doubts: Sequence[Problem]) -> PastedCell:
    return replace(cell, doubt=" ".join((cell.doubt, *_at(cell, doubts))).strip()) if cell.changes else cell


def _at(cell: PastedCell, problems: Sequence[Problem]) -> Iterator[str]:
    return (each.text() for each in problems if each.field == cell.field)
