"""A form in the user's words: fill in, pick, add rows, save."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QListView,
    QPushButton,
    QTableView,
    QWidget,
)

from desktop_app.gui.kit.child_table import ChildTable
from desktop_app.gui.kit.editors.choices import ChoicesEditor
from desktop_app.gui.kit.editors.link import LinkEditor
from desktop_app.gui.kit.editors.protocol import Editor
from desktop_app.gui.kit.fold_button import FoldButton
from desktop_app.gui.kit.problem_list import ProblemLink
from desktop_app.gui.kit.save_state import SaveState
from desktop_app.gui.records.form_panel import FormPanel
from tests.robots.keyboard import CTRL, Key, press, type_text


class FormRobot:
    """The form of one record, on its page or in a window of its own."""

    def __init__(self, panel: FormPanel) -> None:
        self.panel = panel
        self._record = panel.objectName().removeprefix("form.")

    @property
    def title(self) -> str:
        """The heading."""
        return self.panel.title

    @property
    def state(self) -> str:
        """What the form says of being saved."""
        state = self.panel.findChild(SaveState)
        assert state is not None
        return state.text()

    def problems(self) -> list[str]:
        """The list of what keeps the record from being saved."""
        shown = [link for link in self.panel.findChildren(ProblemLink) if link.isVisibleTo(self.panel)]
        return [link.text().replace("&&", "&") for link in shown]

    def widget(self, name: str) -> QWidget:
        """The editor of a field."""
        found = cast("QWidget | None", self.panel.findChild(QWidget, f"{self._record}.{name}"))
        assert found is not None, f"{self._record} has no editor of {name}"
        return found

    def editor(self, name: str) -> Editor:
        """The editor of a field, to ask it for its value."""
        return cast("Editor", self.widget(name))

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self.editor(name).typed()

    def go_to(self, name: str) -> QWidget:
        """Put the keyboard into a field, unfolding what hides it."""
        widget = self.widget(name)
        if not widget.isVisible():
            self._unfold(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        assert widget.hasFocus() or (focused is not None and widget.isAncestorOf(focused)), f"{name} takes no keyboard"
        return widget

    def enter(self, name: str, text: str) -> None:
        """Type into a field, over what stands there, and go on to the next."""
        fill(self.go_to(name), text)
        press(Key.Key_Tab)

    def pick(self, name: str, typed: str, wanted: str) -> None:
        """Type into a picker and take the proposal that begins with `wanted`, with the arrow keys and Enter."""
        widget = self.go_to(name)
        assert isinstance(widget, LinkEditor)
        pick(typed, wanted)
        press(Key.Key_Tab)

    def table(self, name: str) -> ChildRobot:
        """The table of a field with rows."""
        widget = self.widget(name)
        assert isinstance(widget, ChildTable)
        return ChildRobot(self, name, widget)

    def save(self) -> None:
        """Save with the keyboard."""
        press(Key.Key_S, CTRL)

    def _unfold(self, widget: QWidget) -> None:
        for fold in self.panel.findChildren(FoldButton):
            section = fold.parentWidget()
            if not fold.is_open and section is not None and section.isAncestorOf(widget):
                fold.setFocus(Qt.FocusReason.TabFocusReason)
                press(Key.Key_Space)


class ChildRobot:
    """A table inside a form."""

    def __init__(self, form: FormRobot, name: str, table: ChildTable) -> None:
        self._form = form
        self._name = name
        self._table = table

    @property
    def view(self) -> QTableView:
        """The table itself."""
        return self._table.view()

    @property
    def model(self) -> QAbstractItemModel:
        """What the table shows."""
        return self.view.model()

    def rows(self) -> list[list[str]]:
        """What the cells show."""
        columns = range(self.model.columnCount())
        return [
            [str(self.model.index(row, column).data() or "") for column in columns]
            for row in range(self.model.rowCount())
        ]

    def cell(self, row: int, name: str) -> str:
        """What one cell shows."""
        return self.rows()[row][self._column(name)]

    def headings(self) -> list[str]:
        """The labels of the columns, without the mark of required ones."""
        columns = range(self.model.columnCount())
        labels = [self.model.headerData(column, Qt.Orientation.Horizontal) for column in columns]
        return [str(label).removesuffix(" *") for label in labels]

    def add(self, **cells: str | tuple[str, str]) -> None:
        """Add a row by keyboard and fill it in; a pair is typed into a picker and its second part is taken.

        Fields that are no columns are filled in the panel below the table.
        """
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        press(Key.Key_Return)
        row = self.model.rowCount() - 1
        for name, content in cells.items():
            if self._column(name) >= 0:
                self._edit(row, name)
                enter(content)
        press(Key.Key_Return)
        self.detail(row, **{name: content for name, content in cells.items() if self._column(name) < 0})

    def detail(self, row: int, **values: str | tuple[str, str]) -> None:
        """Select a row and fill in fields of the panel below the table."""
        for name, content in values.items():
            self.view.setCurrentIndex(self.model.index(row, 0))
            self._form.go_to(f"{self._name}.{name}")
            enter(content)
            press(Key.Key_Tab)

    def detail_value(self, name: str) -> Any:
        """What stands in a field of the panel below the table."""
        return self._form.editor(f"{self._name}.{name}").typed()

    def _edit(self, row: int, name: str) -> None:
        """Walk to a cell with Tab, as the row is filled in from left to right."""
        column = self._column(name)
        for _ in range(self.model.columnCount()):
            index = self.view.currentIndex()
            if (index.row(), index.column()) == (row, column):
                focus = QApplication.focusWidget()
                if focus is not None and self.view.viewport().isAncestorOf(focus):
                    return
            press(Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {name}")

    def _column(self, name: str) -> int:
        return cast("Any", self.model).column(name)  # type: ignore[no-any-return]


def enter(content: str | tuple[str, str]) -> None:
    """Type into the editor that has the keyboard; a pair is typed into a picker and its second part is taken."""
    editor = QApplication.focusWidget()
    assert editor is not None
    if isinstance(content, tuple):
        assert isinstance(editor, LinkEditor), f"{editor.objectName()} is no picker"
        pick(*content)
    else:
        fill(editor, content)


def fill(editor: QWidget, text: str) -> None:
    """Type over what stands in an editor."""
    if isinstance(editor, QCheckBox):
        if editor.isChecked() != (text == "yes"):
            press(Key.Key_Space)
    elif isinstance(editor, QComboBox):
        choose(editor, text)
    elif isinstance(editor, ChoicesEditor):
        tick(editor, text)
    else:
        press(Key.Key_A, CTRL)
        press(Key.Key_Delete) if not text else type_text(text)


def choose(box: QComboBox, words: str) -> None:
    """Choose an entry with the arrow keys."""
    wanted = box.findText(words)
    assert wanted >= 0, f"{words} is not among {[box.itemText(place) for place in range(box.count())]}"
    press(Key.Key_Home)
    press(Key.Key_Down, times=wanted)
    assert box.currentText() == words


def tick(editor: ChoicesEditor, words: str) -> None:
    """Tick the named entries, given with commas, in the list that the button opens."""
    press(Key.Key_Space)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    entries = popup.findChild(QListView)
    assert entries is not None
    for word in words.split(", "):
        labels = [entries.model().index(row, 0).data() for row in range(entries.model().rowCount())]
        press(Key.Key_Home)
        press(Key.Key_Down, times=labels.index(word))
        press(Key.Key_Space)
    press(Key.Key_Escape)


def proposals() -> list[str]:
    """What the open picker proposes, each with what tells it apart."""
    popup = QApplication.activePopupWidget()
    if not isinstance(popup, QListView):
        return []
    model = popup.model()
    return [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


def pick(typed: str, wanted: str) -> None:
    """Type into a picker and take a proposal with the arrow keys and Enter."""
    press(Key.Key_A, CTRL)
    type_text(typed)
    offered = proposals()
    place = next((row for row, words in enumerate(offered) if words.startswith(wanted)), None)
    assert place is not None, f"{wanted} is not among {offered}"
    press(Key.Key_Down, times=place)
    press(Key.Key_Return)


def buttons(panel: QWidget) -> dict[str, QPushButton]:
    """The buttons of a panel by object name."""
    return {button.objectName(): button for button in panel.findChildren(QPushButton) if button.objectName()}
