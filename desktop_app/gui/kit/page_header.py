"""The head of a page: title, count in words, search field, buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.action_button import ActionButton
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import ElidedLabel, PlainLabel
from desktop_app.gui.kit.search_bar import SearchBar


class PageHeader(QWidget):
    """Title and count on the left; search, plain buttons, a menu and at most one primary button on the right."""

    def __init__(self, title: str, search: SearchBar | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel(title, self, role="title")
        self._count = ElidedLabel("", self, role="muted")
        self._menu: QMenu | None = None
        self._menu_button: QPushButton | None = None
        self._primary: ActionButton | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._count, 1, Qt.AlignmentFlag.AlignVCenter)
        if search is not None:
            self._layout.addWidget(search)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)

    def set_count(self, words: str) -> None:
        """Show how many records there are, in words."""
        self._count.setText(words)

    def count(self) -> str:
        """Return the words shown for the count."""
        return self._count.text()

    def add_action(self, action: QAction, *, primary: bool = False) -> ActionButton:
        """Add a button for an action; the primary one stands last."""
        button = ActionButton(action, self, primary=primary)
        if primary:
            self._primary = button
            self._layout.addWidget(button)
        else:
            self._layout.insertWidget(self._place_of_plain(), button)
        return button

    def add_menu_action(self, action: QAction) -> None:
        """Add an action to the menu behind the dots."""
        if self._menu is None:
            self._menu = QMenu(self)
            self._menu_button = QPushButton(self)
            self._menu_button.setObjectName("action.more")
            self._menu_button.setAccessibleName(translate("More"))
            self._menu_button.setMenu(self._menu)
            set_icon(self._menu_button, "dots")
            place = self._layout.count() - (1 if self._primary else 0)
            self._layout.insertWidget(place, self._menu_button)
        self._menu.addAction(action)

    def _place_of_plain(self) -> int:
        return self._layout.count() - (1 if self._primary else 0) - (1 if self._menu_button else 0)
