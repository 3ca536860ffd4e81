"""A table model over a sorted and filtered list that holds only the pages of rows being looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as declared
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.query import Colour, ColourRule, Filter, ListRow, Order, Query
from desktop_app.gui.kit.labels import tooltip_text
from desktop_app.gui.kit.status_chip import TONE_ROLE
from desktop_app.gui.kit.tasks import Progress, Task, TaskRunner
from desktop_app.gui.kit.tokens import DARK, Tone, tokens_for

PAGE = 100
"""Rows read at once."""

_PAGES_KEPT = 30
_LOOKED_AT = 2
"""Pages that a window shows at once, at most."""
_MOST_ASKED = 4
"""Pages asked for at once."""
_RIGHT = frozenset({Kind.INTEGER, Kind.DECIMAL})
_TOLD = frozenset({Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole})
_RULED = frozenset({Qt.ItemDataRole.BackgroundRole}) | _TOLD
_ROLES = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, TONE_ROLE}) | _RULED

_SHADE = 0.4
"""How much of a chip's ground, made for a word, a whole row takes in the dark look."""

COLOUR_TONES = {
    Colour.BLUE: Tone.INFO,
    Colour.GREEN: Tone.SUCCESS,
    Colour.YELLOW: Tone.WARNING,
    Colour.RED: Tone.DANGER,
    Colour.GREY: Tone.NEUTRAL,
}
"""The tone in which rows of a colour are drawn."""

Index = QModelIndex | QPersistentModelIndex


class Rows(Protocol):
    """Where the rows come from."""

    def meant(self, query: Query) -> Query:
        """Return a query that finds the words of its search in other spellings too."""

    def count(self, query: Query) -> int:
        """Return how many rows a query finds."""

    def page(self, query: Query, first: int, size: int) -> list[ListRow]:
        """Return `size` rows from row `first`."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: a field and how its values are shown."""

    field: Field
    shown: Callable[[Field, Any], str]
    tones: Mapping[str, Tone] = declared(default_factory=dict)


class PageRead:
    """Reads one page beside the window."""

    def __init__(self, rows: Rows, query: Query, number: int) -> None:
        self.number = number
        self.page: list[ListRow] = []
        self.failure: UserError | None = None
        self.task: Task | None = None
        self._rows = rows
        self._query = query

    def run(self, _progress: Progress) -> PageRead:
        """Read; whoever asked looks here how it went."""
        try:
            self.page = self._rows.page(self._query, self.number * PAGE, PAGE)
        except UserError as error:
            self.failure = error
        return self


class RecordTableModel(QAbstractTableModel):
    """Shows what a query finds; sorting and filtering are done by the query, never here.

    `failed` tells why rows could not be read; they are shown empty. Where rows come over a network, a `runner` reads
    pages beside the window: they are shown when they come, and what cannot be read anew stays as it was.
    """

    failed = Signal(Exception)

    def __init__(
        self, rows: Rows, columns: Sequence[TableColumn], query: Query, runner: TaskRunner | None = None
    ) -> None:
        super().__init__()
        self._rows = rows
        self._runner = runner
        self._asked: OrderedDict[int, PageRead] = OrderedDict()
        self._columns = tuple(columns)
        self._query = replace(query, columns=tuple(column.field.name for column in columns))
        self._rule_words: tuple[str, ...] = ()
        self._count = 0
        self._pages: OrderedDict[int, list[ListRow]] = OrderedDict()

    @property
    def query(self) -> Query:
        """Return the query whose rows are shown."""
        return self._query

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        """Return the columns shown."""
        return self._columns

    def refresh(self) -> None:
        """Read anew what the query finds; raises UserError, and shows what it showed, where that cannot be."""
        count = self._rows.count(self._query)
        pages = self._pages_looked_at(count)
        self._ask_no_more()
        self.beginResetModel()
        self._pages = pages
        self._count = count
        self.endResetModel()

    def set_columns(self, columns: Sequence[TableColumn]) -> None:
        """Show other columns."""
        before, self._columns = self._columns, tuple(columns)
        try:
            self._show(replace(self._query, columns=tuple(column.field.name for column in columns)))
        except UserError:
            self._columns = before
            raise

    def set_filter(self, search: str, filters: tuple[Filter, ...]) -> None:
        """Show only what these words and filters find."""
        if (search, filters) != (self._query.search, self._query.filters):
            self._show(self._rows.meant(replace(self._query, search=search, filters=filters)))

    def set_colours(self, colours: tuple[ColourRule, ...], words: Sequence[str]) -> None:
        """Let rows stand out for which a rule holds; `words` tell each rule."""
        self._rule_words = tuple(words)
        if colours != self._query.colours:
            self._show(replace(self._query, colours=colours))

    def set_order(self, order: tuple[Order, ...]) -> None:
        """Sort by other keys, the first one first."""
        if order != self._query.order:
            self._show(replace(self._query, order=order))

    def _show(self, query: Query) -> None:
        """Show what another query finds, or, where that cannot be read, still what was shown."""
        before, self._query = self._query, query
        try:
            self.refresh()
        except UserError:
            self._query = before
            raise

    def record_id(self, row: int) -> int | None:
        """Return the id of the record in a row, or None outside the table."""
        found = self._row(row)
        return found.id if found else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.field.kind in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        row = self._row_to_show(index.row()) if role in _ROLES else None
        if row is None:
            return None
        value = row.values[index.column()]
        if role in _RULED:
            return self._ruled(row, role)
        if role == TONE_ROLE:
            return column.tones.get(value)
        return column.shown(column.field, value).replace("\n", " ")

    def _ruled(self, row: ListRow, role: int) -> Any:
        """Return the ground or the words of the colour rule that holds for a row."""
        if row.rule is None:
            return None
        if role in _TOLD:
            words = self._rule_words[row.rule]
            return tooltip_text(words) if role == Qt.ItemDataRole.ToolTipRole else words
        tokens = tokens_for(QGuiApplication.palette())
        ground = QColor(tokens.chip(COLOUR_TONES[self._query.colours[row.rule].colour])[0])
        if tokens is DARK:
            ground.setAlphaF(_SHADE)
        return ground

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical or section >= len(self._columns):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return translate(self._columns[section].field.label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _row_to_show(self, row: int) -> ListRow | None:
        """Return a row to be drawn; where it comes over a network it is asked for, and drawn when it has come."""
        number = row // PAGE
        if self._runner is None or number in self._pages:
            return self._row(row)
        if number not in self._asked:
            read = PageRead(self._rows, self._query, number)
            self._asked[number] = read
            read.task = self._runner.run(read.run, done=self._on_read)
            self._drop_oldest()
        return None

    def _drop_oldest(self) -> None:
        """Leave out what was scrolled past before its turn came."""
        waiting = [read for read in self._asked.values() if read.task is not None]
        for read in waiting[:-_MOST_ASKED]:
            self._drop(read)
            del self._asked[read.number]

    def _ask_no_more(self) -> None:
        for read in self._asked.values():
            self._drop(read)
        self._asked.clear()

    @staticmethod
    def _drop(read: PageRead) -> None:
        if read.task is not None:
            read.task.cancel()

    @Slot(object)
    def _on_read(self, read: PageRead) -> None:
        task, read.task = read.task, None
        if task is None or self._asked.get(read.number) is not read:
            return  # the list has changed since
        if read.failure is not None:
            self.failed.emit(read.failure)  # it stays among those asked, so that it is not asked at each drawing
            return
        del self._asked[read.number]
        self._keep(read.number, read.page)
        first = read.number * PAGE
        last = min(first + PAGE, self._count) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def _pages_looked_at(self, count: int) -> OrderedDict[int, list[ListRow]]:
        """Read the pages that were shown last; from a file each is read when it is drawn."""
        if self._runner is None or not count:
            return OrderedDict()
        numbers = [number for number in list(self._pages)[-_LOOKED_AT:] if number * PAGE < count] or [0]
        return OrderedDict((number, self._rows.page(self._query, number * PAGE, PAGE)) for number in numbers)

    def _row(self, row: int) -> ListRow | None:
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._read(number)
        else:
            self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    def _read(self, number: int) -> list[ListRow]:
        """Read a page; where the register cannot be read, tell why and give no rows."""
        try:
            page = self._rows.page(self._query, number * PAGE, PAGE)
        except UserError as error:
            self.failed.emit(error)
            if self._runner is not None:
                return []
            page = []
        self._keep(number, page)
        return page

    def _keep(self, number: int, page: list[ListRow]) -> None:
        self._pages[number] = page
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
