"""The list of pages at the left of the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.icons import icon, icon_size, set_icon
from desktop_app.gui.kit.labels import set_tooltip, tooltip_text
from desktop_app.gui.kit.shortcuts import GO_TO_PAGE, ICONS_ONLY, native, set_hint, with_keys


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page in the list: its key, its words and the name of its icon."""

    key: str
    words: str
    icon_name: str


class PageShortcut(QShortcut):
    """Ctrl and a digit for one page."""

    chosen = Signal(str)

    def __init__(self, keys: QKeySequence, key: str, parent: QWidget) -> None:
        super().__init__(keys, parent)
        self._key = key
        self.activated.connect(self._on_activated)

    @Slot()
    def _on_activated(self) -> None:
        self.chosen.emit(self._key)


class Navigation(QFrame):
    """Pages by icon and word, or by icon alone when collapsed; Ctrl+1 … Ctrl+9 choose them.

    `page_chosen` asks for a page; the owner answers with `show_page`, or stays where it was.
    """

    page_chosen = Signal(str)
    collapsed_changed = Signal(bool)

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation_frame")
        self._entries = tuple(entries)
        self._collapsed = False
        self._narrow = False
        self._list = QListWidget(self)
        self._list.setObjectName("navigation")
        self._list.setAccessibleName(translate("Pages"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setTabKeyNavigation(False)
        self._toggle = QToolButton(self)
        self._toggle.setObjectName("action.collapse_navigation")
        self._toggle.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_hint(self._toggle, ICONS_ONLY)
        self._toggle.clicked.connect(self._on_toggle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 8, 4, 8)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._toggle)
        for entry in self._entries:
            item = QListWidgetItem(entry.words, self._list)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, entry.words)
        self._list.currentRowChanged.connect(self._on_row_changed)
        self._list.verticalScrollBar().rangeChanged.connect(self._fit)
        for keys, entry in zip(GO_TO_PAGE.sequences(), self._entries, strict=False):
            shortcut = PageShortcut(keys, entry.key, self)
            shortcut.chosen.connect(self._on_key)
        self._draw()

    @property
    def collapsed(self) -> bool:
        """Say whether icons stand alone."""
        return self._collapsed

    @property
    def _bare(self) -> bool:
        return self._collapsed or self._narrow

    def set_collapsed(self, collapsed: bool) -> None:
        """Show icons alone, or icons with words."""
        if collapsed != self._collapsed:
            self._collapsed = collapsed
            self._draw()
            self.collapsed_changed.emit(collapsed)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone as long as the window has no room for words, whatever was chosen."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._toggle.setVisible(not narrow)
            self._draw()

    def show_page(self, key: str) -> None:
        """Mark the page that is shown, without asking for it."""
        blocked = self._list.blockSignals(True)
        self._list.setCurrentRow(next((row for row, entry in enumerate(self._entries) if entry.key == key), -1))
        self._list.blockSignals(blocked)

    def current(self) -> str:
        """Return the key of the marked page, "" for none."""
        row = self._list.currentRow()
        return self._entries[row].key if row >= 0 else ""

    def key_areas(self) -> list[tuple[QRect, QKeySequence]]:
        """Return where each page with a key of its own stands."""
        rows = enumerate(GO_TO_PAGE.sequences()[: len(self._entries)])
        corner = self._list.viewport().mapTo(self, QPoint(0, 0))
        return [(self._list.visualItemRect(self._list.item(row)).translated(corner), keys) for row, keys in rows]

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the look or the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()

    @Slot(int)
    def _on_row_changed(self, row: int) -> None:
        if row >= 0:
            self.page_chosen.emit(self._entries[row].key)

    @Slot(str)
    def _on_key(self, key: str) -> None:
        """Ask for a page, and leave the keyboard to it."""
        self._list.clearFocus()
        self.page_chosen.emit(key)

    @Slot()
    def _on_toggle(self) -> None:
        self.set_collapsed(not self._collapsed)

    def _draw(self) -> None:
        side = icon_size()
        self._list.setIconSize(QSize(side, side))
        for row, entry in enumerate(self._entries):
            item = self._list.item(row)
            item.setIcon(icon(entry.icon_name))
            item.setText("" if self._bare else entry.words)
            keys = native(QKeySequence(*GO_TO_PAGE.keys[row : row + 1]))
            item.setToolTip(tooltip_text(with_keys(entry.words, keys)))
        words = translate("Show the words") if self._collapsed else translate("Show icons only")
        self._toggle.setAccessibleName(words)
        set_tooltip(self._toggle, with_keys(words, ICONS_ONLY.named()))
        set_icon(
            self._toggle,
            "layout-sidebar-left-expand" if self._collapsed else "layout-sidebar-left-collapse",
            "muted",
        )
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Be as wide as icons and words; a scroll bar stands beside the icons, not over them."""
        bar = self._list.verticalScrollBar()
        words = max((self.fontMetrics().horizontalAdvance(entry.words) for entry in self._entries), default=0) + 36
        room = bar.sizeHint().width() if bar.maximum() else 0
        self.setFixedWidth(icon_size() + 36 + (room if self._bare else words))
