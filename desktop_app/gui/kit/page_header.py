"""The head of a page: title, count in words, search field, buttons."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.action_button import ActionButton
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import ElidedLabel, PlainLabel, set_tooltip
from desktop_app.gui.kit.lettered_menu import LetteredMenu
from desktop_app.gui.kit.search_bar import SearchBar
from desktop_app.gui.kit.shortcuts import MORE, listening, set_hint, with_keys

_SPACING = 12


class PageHeader(QWidget):
    """Title and count on the left; search, plain buttons, a menu and at most one primary button on the right.

    Where there is no room for all of them side by side, the tools stand in a line below the title.
    """

    def __init__(self, title: str, search: SearchBar | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel(title, self, role="title")
        self._count = ElidedLabel("", self, role="muted")
        self._menu: LetteredMenu | None = None
        self._menu_button: QPushButton | None = None
        self._primary: ActionButton | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words = _line()
        self._words.addWidget(self._title)
        self._words.addWidget(self._count, 1, Qt.AlignmentFlag.AlignVCenter)
        self._tools = _line()
        if search is not None:
            self._tools.addWidget(search, 1)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_SPACING)
        self._layout.addLayout(self._words, 1)
        self._layout.addLayout(self._tools)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)

    def set_count(self, words: str) -> None:
        """Show how many records there are, in words."""
        self._count.setText(words)
        self._arrange()

    def count(self) -> str:
        """Return the words shown for the count."""
        return self._count.text()

    def add_action(self, action: QAction, *, primary: bool = False, icon_only: bool = False) -> ActionButton:
        """Add a button for an action; the primary one stands last."""
        button = ActionButton(action, self, primary=primary, icon_only=icon_only)
        if primary:
            self._primary = button
            self._tools.addWidget(button)
        else:
            self._tools.insertWidget(self._place_of_plain(), button)
        self._chain()
        return button

    def add_button(self, button: QPushButton) -> None:
        """Add a plain button that does more than one action."""
        self._tools.insertWidget(self._place_of_plain(), button)
        self._chain()

    def add_menu_action(self, action: QAction) -> None:
        """Add an action to the menu behind the dots."""
        if self._menu is None:
            self._menu = LetteredMenu("", self)
            self._menu_button = QPushButton(self)
            self._menu_button.setObjectName("action.more")
            self._menu_button.setAccessibleName(translate("More"))
            self._menu_button.setAutoDefault(True)  # Enter presses it
            self._menu_button.setMenu(self._menu)
            set_icon(self._menu_button, "dots")
            set_hint(self._menu_button, MORE)
            set_tooltip(self._menu_button, with_keys(translate("More"), MORE.named()))
            for shortcut in listening(MORE, self):
                shortcut.activated.connect(self._menu_button.showMenu)
            place = self._tools.count() - (1 if self._primary else 0)
            self._tools.insertWidget(place, self._menu_button)
            self._chain()
        self._menu.addAction(action)

    def minimumSizeHint(self) -> QSize:
        """Return the size that the wider of the two lines needs."""
        lines = (self._words.minimumSize(), self._tools.minimumSize())
        return QSize(max(line.width() for line in lines), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one line or two, as there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        needed = self._words.sizeHint().width() + _SPACING + self._tools.minimumSize().width()
        directions = QBoxLayout.Direction
        in_one_line = needed <= self.width()
        self._layout.setDirection(directions.LeftToRight if in_one_line else directions.TopToBottom)
        # Side by side the search field gives way, and not the count.
        self._count.setMinimumWidth(self._count.sizeHint().width() if in_one_line else 0)

    def _chain(self) -> None:
        """Let Tab go from tool to tool as they stand."""
        items = [self._tools.itemAt(place) for place in range(self._tools.count())]
        tools = [each.widget() for each in items if each is not None]
        for before, after in pairwise(each for each in tools if each is not None):
            QWidget.setTabOrder(before, after)

    def _place_of_plain(self) -> int:
        return self._tools.count() - (1 if self._primary else 0) - (1 if self._menu_button else 0)


def _line() -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(_SPACING)
    return line
