"""A small table of files inside a form, with what can be done with them by keyboard, buttons and dropping."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.action_button import ActionButton
from desktop_app.gui.kit.file_model import ADDED, NAME, NOTE, SIZE, FileEntry, FileModel
from desktop_app.gui.kit.flow import FlowLayout
from desktop_app.gui.kit.fold_button import FoldButton
from desktop_app.gui.kit.icons import icon_size, set_icon
from desktop_app.gui.kit.labels import ElidedLabel, PlainLabel, set_state
from desktop_app.gui.kit.shortcuts import (
    ADD_FILES,
    COPY_FILE,
    EDIT_FILE,
    FILES,
    OPEN_FILE,
    PASTE_FILES,
    PREVIEW,
    REMOVE_FILES,
    Shortcut,
    give_keys,
    set_hint,
)
from desktop_app.gui.kit.toast import show_toast

_MOST_ROWS_SHOWN = 8
_PICTURE = 40
"""Pixels of the longer side of a file made small."""
_ALL_COLUMNS_FROM = 84
"""Width of the table in characters from which it says when and by whom files were added; the tooltip always does."""


class FileTable(QTableView):
    """Whole rows are selected; a double click opens; Tab leaves the table. Its actions bring their keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.setItemDelegateForColumn(NAME, _NameDelegate(self))

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Give names and notes the room that sizes and moments leave."""
        super().setModel(model)
        modes = QHeaderView.ResizeMode
        for column, mode in (
            (NAME, modes.Stretch),
            (NOTE, modes.Stretch),
            (SIZE, modes.ResizeToContents),
            (ADDED, modes.ResizeToContents),
        ):
            self.horizontalHeader().setSectionResizeMode(column, mode)

    def show_columns(self) -> None:
        """Leave out the columns that have nothing to say or no room."""
        model = self.model()
        self.setColumnHidden(NOTE, isinstance(model, FileModel) and not model.has_notes)
        self.setColumnHidden(ADDED, self.width() < self.fontMetrics().averageCharWidth() * _ALL_COLUMNS_FROM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many columns as there is room for."""
        super().resizeEvent(event)
        self.show_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Esc to the form."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _NameDelegate(QStyledItemDelegate):
    """Cuts a long name in its middle: its ending stays."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class FileList(QWidget):
    """A folded part of a form that says in its heading how many files there are; it opens where there are some.

    It tells what the user wants: files by their ids, paths as they were dropped or pasted, a picture that is no file
    yet (`pictured`). `set_hint` says what adding needs.
    """

    add_requested = Signal()
    dropped = Signal(list)
    open_requested = Signal(int)
    copy_requested = Signal(int)
    edit_requested = Signal(int)
    remove_requested = Signal(list)
    pictured = Signal(QImage)
    preview_requested = Signal()
    current_changed = Signal()

    def __init__(self, heading: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._heading = heading
        self._read_only = False
        self._previewing = False
        self._content = QFrame(self)
        self._content.setProperty("look", "files")
        self._fold = FoldButton(heading, self._content, self)
        set_hint(self._fold, FILES)
        self._model = FileModel(self)
        self._table = FileTable(self)
        self._table.setObjectName(f"{name}.table")
        self._table.setAccessibleName(heading)
        self._table.setModel(self._model)
        self._hint = PlainLabel("", self, role="muted", wrap=True)
        self._invitation = ElidedLabel(translate("Drag files here"), self, role="muted")
        self._make_actions()
        self._arrange()
        self._connect()
        self._show()

    def table(self) -> QTableView:
        """Return the table itself."""
        return self._table

    @property
    def heading(self) -> str:
        """Return the heading with the count of files."""
        count = self._model.rowCount()
        return f"{self._heading} ({count})" if count else self._heading

    def set_entries(self, entries: Sequence[FileEntry], *, afresh: bool) -> None:
        """Show files, those of another record where `afresh`; otherwise what is selected stays so."""
        current, place = self._current_id(), self._table.currentIndex().row()
        self._table.selectionModel().blockSignals(True)  # until another one is current, there is none
        self._model.set_entries(entries)
        self._table.selectionModel().blockSignals(False)
        if afresh and entries:
            self._fold.set_open(True)
        if entries:
            row = self._model.row_of(current or 0) if not afresh else 0
            self._select(row if row >= 0 else min(max(0, place), len(entries) - 1))
        self._show()
        self.current_changed.emit()

    def select(self, file_id: int) -> None:
        """Make a file the current one, unfolded."""
        self._fold.set_open(True)
        if (row := self._model.row_of(file_id)) >= 0:
            self._select(row)

    def focus(self) -> None:
        """Unfold the list and put the keyboard there."""
        self._fold.set_open(True)
        if self._model.rowCount():
            self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._fold.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def current_id(self) -> int | None:
        """Return the id of the current file; None where there is none."""
        return self._current_id()

    def set_previewing(self, previewing: bool) -> None:
        """Say whether files are shown beside the form."""
        self._preview.setText(translate("Hide the preview") if previewing else translate("Show the preview"))
        self._previewing = previewing
        self._show()

    def set_hint(self, words: str) -> None:
        """Say something about adding, quietly; nothing for no words."""
        self._hint.setText(words)
        self._hint.setVisible(bool(words))

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid changes; opening and copying stay."""
        self._read_only = read_only
        self.setAcceptDrops(not read_only)
        self._show()

    # -- dropping ----------------------------------------------------------------------------------------------

    def takes(self, data: QMimeData) -> bool:
        """Say whether something that is dragged can be added here."""
        return not self._read_only and (bool(dropped_paths(data)) or data.hasImage())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer, and pictures."""
        if self.takes(event.mimeData()):
            set_state(self._content, "state", "drop")
            self._fold.set_open(True)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take them anywhere on the list."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        set_state(self._content, "state", "")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files were dropped; the other program keeps its own."""
        set_state(self._content, "state", "")
        if self.takes(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._take(event.mimeData())

    def changeEvent(self, event: QEvent) -> None:
        """Keep the table's height when the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    # -- building ----------------------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self._add = self._action(ADD_FILES, translate("Add …"), "plus")
        self._open = self._action(OPEN_FILE, translate("Open"), "external-link")
        self._copy = self._action(COPY_FILE, translate("Save a copy …"), "copy")
        self._edit = self._action(EDIT_FILE, translate("Name and remark …"), "pencil")
        self._paste = self._action(PASTE_FILES, translate("Paste"), "file-import")
        self._remove = self._action(REMOVE_FILES, translate("Remove"), "trash")
        self._preview = self._action(PREVIEW, translate("Show the preview"), "photo")
        self._preview.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._paste.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addActions([self._paste, self._preview])
        self._add.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(self._add)  # also where there is no file yet, and so no table

    def _action(self, keys: Shortcut, words: str, icon_name: str) -> QAction:
        action = QAction(words, self)
        action.setObjectName(f"action.{keys.verb}")
        give_keys(action, keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        set_icon(action, icon_name)
        self._table.addAction(action)
        return action

    def _arrange(self) -> None:
        buttons = FlowLayout()
        for action in (self._add, self._open, self._copy, self._edit, self._remove, self._preview):
            buttons.addWidget(ActionButton(action, self._content))
        lines = QVBoxLayout(self._content)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(self._table)
        lines.addWidget(self._hint)
        lines.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._fold)
        head.addWidget(self._invitation)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(self._content)

    def _connect(self) -> None:
        self._add.triggered.connect(self.add_requested)
        self._open.triggered.connect(self._on_open)
        self._copy.triggered.connect(self._on_copy)
        self._edit.triggered.connect(self._on_edit)
        self._remove.triggered.connect(self._on_remove)
        self._paste.triggered.connect(self.paste)
        self._preview.triggered.connect(self.preview_requested)
        self._table.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self._table.doubleClicked.connect(self._open.trigger)

    # -- showing -----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        filled = self._model.rowCount() > 0
        self._fold.set_heading(self.heading)
        self._table.setVisible(filled)
        self._table.show_columns()
        writable = not self._read_only
        self._invitation.setVisible(writable and not filled)
        self._preview.setVisible(filled or self._previewing)
        offered = ((self._add, writable), (self._paste, writable), (self._open, filled), (self._copy, filled))
        for action, wanted in (*offered, (self._edit, filled and writable), (self._remove, filled and writable)):
            action.setVisible(wanted)
            action.setEnabled(wanted)  # a hidden action still does what its key asks for
        self._fit()

    def _select(self, row: int) -> None:
        index = self._model.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        self._table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _fit(self) -> None:
        table = self._table
        height = max(table.fontMetrics().height() + 12, _PICTURE + 6 if self._model.has_pictures else 0)
        side = _PICTURE if self._model.has_pictures else icon_size()
        table.setIconSize(QSize(side, side))
        table.verticalHeader().setDefaultSectionSize(height)
        rows = max(1, min(_MOST_ROWS_SHOWN, self._model.rowCount()))
        table.setFixedHeight(table.horizontalHeader().sizeHint().height() + rows * height + 2 * table.frameWidth())

    def _current_id(self) -> int | None:
        index: QModelIndex = self._table.currentIndex()
        return self._model.entry(index.row()).id if index.isValid() else None

    @Slot()
    def paste(self) -> None:
        """Add what is on the clipboard: files, or else a picture."""
        data = QGuiApplication.clipboard().mimeData()
        if not self._take(data):
            show_toast(self.window(), translate("There is no file and no picture on the clipboard."))

    def _take(self, data: QMimeData) -> bool:
        """Tell of what can be added; return whether there is anything."""
        if paths := dropped_paths(data):
            self.dropped.emit(paths)
        elif data.hasImage():
            self.pictured.emit(QImage(data.imageData()))
        else:
            return False
        return True

    # -- slots -------------------------------------------------------------------------------------------------

    @Slot()
    def _on_current_changed(self) -> None:
        self.current_changed.emit()

    @Slot()
    def _on_open(self) -> None:
        if (current := self._current_id()) is not None:
            self.open_requested.emit(current)

    @Slot()
    def _on_copy(self) -> None:
        if (current := self._current_id()) is not None:
            self.copy_requested.emit(current)

    @Slot()
    def _on_edit(self) -> None:
        if (current := self._current_id()) is not None:
            self.edit_requested.emit(current)

    @Slot()
    def _on_remove(self) -> None:
        rows = sorted({index.row() for index in self._table.selectionModel().selectedRows()})
        if rows:
            self.remove_requested.emit([self._model.entry(row).id for row in rows])


def dropped_paths(data: QMimeData) -> list[Path]:
    """Return the files of this computer that are dragged; none where anything else is among them."""
    urls = data.urls() if data.hasUrls() else []
    if not all(url.isLocalFile() for url in urls):
        return []
    return [Path(url.toLocalFile()) for url in urls]
