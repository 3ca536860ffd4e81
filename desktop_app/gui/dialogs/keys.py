"""Shows the keys of the program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.i18n import N_, translate
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.placing import resize_within_screen, scrolling

Keys = tuple[tuple[str, str], ...]
_GROUPS: tuple[tuple[str, Keys], ...] = (
    (
        N_("Everywhere"),
        (
            ("Ctrl+K", N_("search everything: records and what can be done")),
            ("Ctrl+1 … Ctrl+8", N_("go to a page")),
            ("Ctrl+I", N_("import a table")),
            ("Ctrl+P", N_("print the partnership list")),
            ("Ctrl+O", N_("open a register")),
            ("Ctrl+Shift+N", N_("make a new register")),
            ("Ctrl+,", N_("settings")),
            ("Ctrl+Z Ctrl+Y", N_("undo, redo; in a field first what is typed there")),
            ("Esc", N_("one step back")),
            ("F1", N_("these keys")),
        ),
    ),
    (
        N_("On a page"),
        (
            ("Ctrl+F", N_("search; Enter goes to the first record found")),
            ("Ctrl+Shift+F", N_("put a filter together")),
            ("Ctrl+Shift+L", N_("clear the filter")),
            ("Ctrl+N", N_("new record")),
            ("Ctrl+E", N_("export the list as shown")),
            ("F6", N_("from the list into the form and back")),
            ("Alt+↓ Alt+↑", N_("next or previous record")),
        ),
    ),
    (
        N_("In the list"),
        (
            ("Enter", N_("open the record in a window of its own")),
            ("F2", N_("edit the cell; typing does it too, Enter saves, Tab goes on, Esc goes back")),
            ("Shift+F2", N_("change fields of all selected records")),
            ("Ctrl+C Ctrl+V", N_("copy the block, paste one; Shift and arrows make it wider")),
            ("Ctrl+D", N_("fill down what stands at the top of the block")),
            ("Shift+Space", N_("let the block have all columns")),
            ("Ctrl+Shift+D", N_("duplicate the record")),
            ("F5", N_("read the list anew")),
            ("Del", N_("move to the trash")),
            ("Alt+Shift+↑ Alt+Shift+↓", N_("fold or unfold all groups")),
        ),
    ),
    (
        N_("In the form"),
        (
            ("Ctrl+S", N_("save")),
            ("Ctrl+H", N_("history of the record")),
            ("Ctrl+Shift+H", N_("earlier values of the field")),
            ("Alt+↓", N_("in a field with a calendar or a list: open it")),
            ("Enter", N_("in a table of rows: add a row")),
            ("Del", N_("in a table of rows: remove the row")),
            ("Ctrl+Z", N_("in a table of rows: bring the row back")),
        ),
    ),
)


class KeysDialog(QDialog):
    """Lists what each key does, in groups of where it works."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.keys")
        self.setWindowTitle(translate("Keys"))
        content = QWidget()
        content.setProperty("look", "bare")
        columns = QHBoxLayout(content)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(40)
        for groups in (_GROUPS[:2], _GROUPS[2:]):
            columns.addLayout(_column(groups, content))
        scroll = scrolling(content, self)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setAccessibleName(translate("Keys"))
        close = QPushButton(translate("&Close"), self)
        close.setObjectName("action.close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(scroll, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        wanted = content.sizeHint()
        resize_within_screen(self, wanted.width() + 64, wanted.height() + close.sizeHint().height() + 64)


def _column(groups: Sequence[tuple[str, Keys]], parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    for place, (heading, keys) in enumerate(groups):
        if place:
            column.addSpacing(12)
        column.addWidget(PlainLabel(translate(heading), parent, role="heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (key, words) in enumerate(keys):
            grid.addWidget(PlainLabel(_native(key), parent, role="muted"), row, 0)
            grid.addWidget(PlainLabel(translate(words), parent), row, 1)
        column.addLayout(grid)
    column.addStretch(1)
    return column


def _native(keys: str) -> str:
    """Return the keys as they are called here: Strg instead of Ctrl, their signs on macOS."""
    return " ".join(
        QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key for key in keys.split(" ")
    )
