"""A table model over a sorted and filtered list that holds only the pages of rows being looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as declared
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.query import Colour, ColourRule, Filter, ListRow, Order, Query
from desktop_app.gui.kit.labels import spoken, tooltip_text
from desktop_app.gui.kit.status_chip import TONE_ROLE
from desktop_app.gui.kit.tasks import Progress, Task, TaskRunner
from desktop_app.gui.kit.tokens import DARK, Tone, tokens_for
from desktop_app.gui.models.held_rows import HeldRows

PAGE = 100
"""Rows read at once."""

_PAGES_KEPT = 30
_WORDS_KEPT = 1_000
"""Rows of which the words are kept."""
_LOOKED_AT = 2
"""Pages that a window shows at once, at most."""
_MOST_ASKED = 4
"""Pages asked for at once."""
_RIGHT = frozenset({Kind.INTEGER, Kind.DECIMAL})
_MOST_HELD = 1_000
"""Rows that keep their place at once, at most."""
_WORDS = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})
_TOLD = frozenset({Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole})
_RULED = frozenset({Qt.ItemDataRole.BackgroundRole}) | _TOLD
_INK = frozenset({Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.FontRole})
_PLAIN = frozenset({TONE_ROLE, Qt.ItemDataRole.TextAlignmentRole}) | _WORDS
"""Roles in which every cell has something to say; in the others, those that a rule or a mark is about."""
_ALIGNED_LEFT, _ALIGNED_RIGHT = (
    int(side | Qt.AlignmentFlag.AlignVCenter) for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
)
_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_NEVER_TYPED = frozenset({Kind.TIMESTAMP, Kind.CHILDREN})
"""Kinds that no cell is edited in."""

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

    def positions(self, query: Query, ids: Collection[int]) -> dict[int, int]:
        """Return the places of some records in the list, of those that the query finds."""

    def rows(self, query: Query, ids: Collection[int]) -> list[ListRow]:
        """Return rows of some records, also of those that the query leaves out, but not of those in the trash."""

    def ids(self, query: Query, first: int, size: int) -> list[int]:
        """Return `size` ids from row `first`."""


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

    A record that was changed in this window keeps its row, whatever the query makes of it now, until another order or
    filter is chosen; one that the query does not find any more is shown in grey.
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
        self._held = HeldRows(0, {}, {})
        self._held_rows: dict[int, ListRow] = {}
        self._pages: OrderedDict[int, list[ListRow]] = OrderedDict()
        self._editable = False
        self._unsaved: dict[tuple[int, str], tuple[str, str]] = {}
        self._words: dict[int, tuple[str, ...]] = {}
        """What the rows say that were drawn last, by row."""
        self._find_flags()
        self._find_roles()

    @property
    def query(self) -> Query:
        """Return the query whose rows are shown."""
        return self._query

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        """Return the columns shown."""
        return self._columns

    @property
    def found(self) -> int:
        """Return how many records the query finds: those in grey do not count."""
        return self._held.found

    def refresh(self, changed: Collection[int] = (), *, anew: bool = False) -> None:
        """Read again what the query finds; raises UserError, and shows what it showed, where that cannot be.

        Records that were `changed` here, and those held already, keep their rows, unless the list begins `anew`.
        """
        wanted: dict[int, int] = {} if anew else {**self._rows_now(changed), **self._held.rows}
        count = self._rows.count(self._query)
        pages = self._pages_looked_at(count)
        held, held_rows = self._hold(wanted, count, pages)
        self._ask_no_more()
        self.beginResetModel()
        self._pages = pages
        self._held, self._held_rows = held, held_rows
        self._words.clear()
        self._find_roles()
        self.endResetModel()

    def _rows_now(self, ids: Collection[int]) -> dict[int, int]:
        """Return the rows of those records that have been looked at."""
        if not ids:
            return {}
        shown = {
            row.id: self._held.row_of(number * PAGE + place)
            for number, page in self._pages.items()
            for place, row in enumerate(page)
            if row.id in ids
        }
        return dict(list(shown.items())[:_MOST_HELD])

    def _hold(
        self, wanted: Mapping[int, int], count: int, pages: OrderedDict[int, list[ListRow]]
    ) -> tuple[HeldRows, dict[int, ListRow]]:
        """Return which records keep their rows: none where all of them stand where they stood by themselves."""
        kept = {row.id: row for row in self._rows.rows(self._query, list(wanted))} if wanted else {}
        rows = {record_id: row for record_id, row in wanted.items() if record_id in kept}
        for row in rows.values():
            number = row // PAGE
            if number not in pages and number * PAGE < count:
                pages[number] = self._rows.page(self._query, number * PAGE, PAGE)
        if all(_stands(pages, row, record_id) for record_id, row in rows.items()):
            return HeldRows(count, {}, {}), {}
        return HeldRows(count, rows, self._rows.positions(self._query, list(rows))), kept

    def set_columns(self, columns: Sequence[TableColumn]) -> None:
        """Show other columns."""
        before, self._columns = self._columns, tuple(columns)
        self._find_flags()
        try:
            self._show(replace(self._query, columns=tuple(column.field.name for column in columns)))
        except UserError:
            self._columns = before
            self._find_flags()
            raise

    def set_filter(self, search: str, filters: tuple[Filter, ...], order: tuple[Order, ...] | None = None) -> None:
        """Show only what these words and filters find, in another order where one is given."""
        order = self._query.order if order is None else order
        if (search, filters, order) != (self._query.search, self._query.filters, self._query.order):
            self._show(self._rows.meant(replace(self._query, search=search, filters=filters, order=order)))

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
            self.refresh(anew=replace(query, columns=()) != replace(before, columns=()))
        except UserError:
            self._query = before
            raise

    def record_id(self, row: int) -> int | None:
        """Return the id of the record in a row, or None outside the table."""
        found = self._row(row)
        return found.id if found else None

    def record_ids(self, first: int, last: int) -> list[int]:
        """Return the ids of the records in some rows, the last one included."""
        if last - first < PAGE or self._held.rows:
            return [found for row in range(first, last + 1) if (found := self.record_id(row)) is not None]
        return self._rows.ids(self._query, first, last + 1 - first)

    def rows_of(self, ids: Collection[int], near: Mapping[int, int] | None = None) -> dict[int, int]:
        """Return the rows in which records stand, of those that are in the list; `near` says where they stood."""
        rows = {record_id: row for record_id, row in self._held.rows.items() if record_id in ids}
        stood = {record_id: row for record_id, row in (near or {}).items() if record_id in ids}
        rows |= {record_id: row for record_id, row in stood.items() if self.record_id(row) == record_id}
        others = [record_id for record_id in ids if record_id not in rows]
        if others:
            places = self._rows.positions(self._query, others)
            rows |= {record_id: self._held.row_of(place) for record_id, place in places.items()}
        return rows

    def row_at(self, place: int) -> int:
        """Return the row before which all records stand that the query has before a place, but for those held."""
        return self._held.count if place >= self._held.found else self._held.row_of(place)

    def no_longer_fits(self, row: int) -> bool:
        """Say whether a row stands for a record that the query does not find any more."""
        return self._held.held_at(row) in self._held.gone

    # -- cells -------------------------------------------------------------------------------------------------

    def set_editable(self, editable: bool) -> None:
        """Allow or forbid that cells are edited."""
        self._editable = editable
        self._find_flags()

    def keep_unsaved(self, record_id: int, name: str, typed: str, why: str) -> None:
        """Show in a cell what was typed there and could not be saved, and why."""
        self._unsaved[record_id, name] = (typed, why)
        self._tell_of_all()

    def forget_unsaved(self, record_id: int, name: str) -> None:
        """Show in a cell again what the record has."""
        if self._unsaved.pop((record_id, name), None) is not None:
            self._tell_of_all()

    def unsaved(self, record_id: int, name: str) -> tuple[str, str] | None:
        """Return what was typed in a cell and could not be saved, and why not; None where there is nothing."""
        return self._unsaved.get((record_id, name))

    @property
    def unsaved_cells(self) -> tuple[tuple[int, str], ...]:
        """Return the cells, by record and field name, in which something stands that could not be saved."""
        return tuple(self._unsaved)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return self._flags[index.column()] if index.isValid() else Qt.ItemFlag.NoItemFlags

    def _find_roles(self) -> None:
        """Work out in which roles any cell has something to say."""
        spoken_for = bool(self._query.colours or self._unsaved or self._held.gone)
        self._roles = _PLAIN | _RULED | _INK if spoken_for else _PLAIN

    def _find_flags(self) -> None:
        """Work out what each column allows; views ask for it at each cell that they draw."""
        fields = (column.field for column in self._columns)
        self._flags = tuple(
            _FLAGS | Qt.ItemFlag.ItemIsEditable
            if self._editable and not field.derived and field.kind not in _NEVER_TYPED
            else _FLAGS
            for field in fields
        )

    def _tell_of_all(self) -> None:
        self._find_roles()
        if self._held.count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._held.count - 1, len(self._columns) - 1))

    # -- what views ask ----------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._held.count

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in self._roles:
            return None  # soon said, as it is asked for each cell that is drawn
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNED_RIGHT if column.field.kind in _RIGHT else _ALIGNED_LEFT
        if role == TONE_ROLE and not column.tones:
            return None
        if role == Qt.ItemDataRole.DisplayRole and self._roles is _PLAIN:
            words = self._words.get(index.row()) or self._find_words(index.row())
            return words[index.column()] if words else None
        row = self._row_to_show(index.row())
        return self._told(row, column, row.values[index.column()], role) if row is not None else None

    def _told(self, row: ListRow, column: TableColumn, value: Any, role: int) -> Any:
        """Return what a cell tells in one of the roles that depend on its row."""
        unsaved = self._unsaved.get((row.id, column.field.name)) if self._unsaved else None
        if unsaved is not None or (self._held.gone and row.id in self._held.gone):
            return _marked(role, column.shown(column.field, value).replace("\n", " "), unsaved)
        if role in _RULED:
            return self._ruled(row, role)
        if role == TONE_ROLE:
            return column.tones.get(value)
        words = column.shown(column.field, value).replace("\n", " ") if role in _WORDS else None
        return spoken(words or "") if role == Qt.ItemDataRole.AccessibleTextRole else words

    def _find_words(self, number: int) -> tuple[str, ...]:
        """Return the words of a row, kept for when it is drawn again; none for one that has yet to come."""
        row = self._row_to_show(number)
        if row is None:
            return ()
        if len(self._words) >= _WORDS_KEPT:
            self._words.clear()
        words = tuple(
            column.shown(column.field, value).replace("\n", " ")
            for column, value in zip(self._columns, row.values, strict=True)
        )
        self._words[number] = words
        return words

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
        number = self._held.place_of(row) // PAGE
        if self._runner is None or number in self._pages or self._held.held_at(row) is not None:
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
        first = self._held.row_of(read.number * PAGE)
        last = min(first + PAGE + len(self._held.rows), self._held.count) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def _pages_looked_at(self, count: int) -> OrderedDict[int, list[ListRow]]:
        """Read the pages that were shown last; from a file each is read when it is drawn."""
        if self._runner is None or not count:
            return OrderedDict()
        numbers = [number for number in list(self._pages)[-_LOOKED_AT:] if number * PAGE < count] or [0]
        return OrderedDict((number, self._rows.page(self._query, number * PAGE, PAGE)) for number in numbers)

    def _row(self, row: int) -> ListRow | None:
        held = self._held.held_at(row)
        if held is not None:
            return self._held_rows[held]
        number, place = divmod(self._held.place_of(row), PAGE)
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


def _stands(pages: Mapping[int, Sequence[ListRow]], row: int, record_id: int) -> bool:
    """Say whether a record stands in a row by itself."""
    page = pages.get(row // PAGE, ())
    return row % PAGE < len(page) and page[row % PAGE].id == record_id


def _marked(role: int, shown: str, unsaved: tuple[str, str] | None) -> Any:
    """Return what a cell says that could not be saved, or one of a row that the query does not find any more."""
    typed, why = unsaved or (shown, translate("No longer in the filter; F5 reads the list anew."))
    if role == Qt.ItemDataRole.DisplayRole:
        return typed.replace("\n", " ")
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{typed}. {why}"
    if role == Qt.ItemDataRole.ToolTipRole:
        return tooltip_text(why)
    if role == Qt.ItemDataRole.ForegroundRole:
        tokens = tokens_for(QGuiApplication.palette())
        return QColor(tokens.danger if unsaved else tokens.muted)
    if role == Qt.ItemDataRole.FontRole and unsaved is None:
        font = QFont(QGuiApplication.font())
        font.setItalic(True)
        return font
    return None
