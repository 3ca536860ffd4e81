"""The part of a form that shows what links to its record, and leads there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_integer
from desktop_app.base.i18n import translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.record import Record
from desktop_app.gui.kit.flow import FlowLayout
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import ElidedLabel, PlainLabel, action_text, set_tooltip
from desktop_app.gui.kit.latest import Latest
from desktop_app.gui.kit.link_button import LinkButton
from desktop_app.gui.kit.shortcuts import LINKED, listening
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.services.desk import Desk
from desktop_app.services.linked import Beginning, LinkedKind, LinkedRecord

_INDENT = 16
_ICON = 16
Shown = tuple[tuple[str, int], tuple[LinkedKind, ...]]


class LinkedSection(QObject):
    """Reads beside the window what links to the record that the form shows.

    `part` is the part of the form. `opened` tells a record (type, id), `listed` the query of a list, `begun` a new
    record that shall link here.
    """

    opened = Signal(str, int)
    listed = Signal(object)
    begun = Signal(object)

    def __init__(self, record: str, desk: Desk, runner: TaskRunner, form: QWidget) -> None:
        super().__init__(form)
        self._record = record
        self._desk = desk
        self._form = form
        self._place: tuple[str, int] | None = None
        self._latest = Latest(runner, self)
        self._latest.answered.connect(self._on_answered)
        self._latest.failed.connect(self._on_failed)
        self._buttons: dict[QPushButton, LinkedRecord | LinkedKind | Beginning] = {}
        self._shown: Shown | None = None
        self._wanted = False
        """Whether the keyboard shall come here as soon as there is something."""
        self.part = QWidget(form)
        self.part.setObjectName(f"{record}.linked")
        self._rows = QWidget(self.part)
        self._layout = QVBoxLayout(self._rows)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        whole = QVBoxLayout(self.part)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(PlainLabel(translate("Linked here"), self.part, role="heading"))
        whole.addWidget(self._rows)
        self.part.hide()
        form.installEventFilter(self)
        for shortcut in listening(LINKED, form):
            shortcut.activated.connect(self.focus)

    @property
    def is_asking(self) -> bool:
        """Say whether an answer is still to come."""
        return self._latest.asking

    def show(self, item: Record | None) -> None:
        """Show what links to a record; to a new one nothing does."""
        place = (item.NAME, item.id) if item is not None and item.id is not None else None
        if place != self._place:
            self._clear()
            self._wanted = False
            self.part.hide()
        self._place = place
        self.look_again()

    @Slot()
    def focus(self) -> None:
        """Put the keyboard on the first thing that leads on, as soon as it is there."""
        self._wanted = self._shown is None and self._place is not None
        around = self.part.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(self.part, 0, 0)
        self._focus("")

    def _focus(self, name: str) -> None:
        """Put the keyboard on what has a name, on the first where nothing has."""
        found = sorted(self._buttons, key=lambda button: button.objectName() != name)
        for button in found[:1]:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, _form: QObject, event: QEvent) -> bool:
        """Look again when the form comes to the front: much may link here since."""
        if event.type() == QEvent.Type.Show:
            self.look_again()
        return False

    def look_again(self) -> None:
        """Look what links to the record now; a form that is not in sight looks when it comes to be."""
        if self._place is None:
            self._latest.stop()
        elif self._form.isVisible():
            self._latest.ask(partial(self._read, self._place))

    def _read(self, place: tuple[str, int], _progress: Progress) -> Shown:
        return place, self._desk.links.to(*place)

    @Slot(object)
    def _on_answered(self, shown: Shown) -> None:
        place, kinds = shown
        if place != self._place or shown == self._shown:
            return
        focused = next((each.objectName() for each in self._buttons if each.hasFocus()), "")
        self._clear()
        self._shown = shown
        for kind in kinds:
            self._add_kind(kind)
        if not kinds:
            self._layout.addWidget(PlainLabel(translate("Nothing links to this record yet."), self._rows, role="muted"))
        if not self._desk.read_only:
            self._add_beginnings(self._desk.links.beginnings(*place))
        self.part.show()
        self._chain()
        if self._wanted:
            self.focus()
        elif focused:
            self._focus(focused)

    def _chain(self) -> None:
        """Let Tab come here where the part stands: what is made late would come last."""
        before: QWidget | None = self.part.previousInFocusChain()
        while before is not None and before is not self.part and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain()
        for each in self._buttons:
            if before is not None and before is not self.part:
                QWidget.setTabOrder(before, each)
            before = each

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        """Show nothing: why the register cannot be read is told by the list."""
        self._clear()
        self.part.hide()
        if not isinstance(error, UserError):
            raise error

    def _add_kind(self, kind: LinkedKind) -> None:
        words = translate("{records} · {count}", records=kind.words, count=format_integer(kind.count))
        self._add_link(kind, words, f"linked.{kind.relation}", 0)
        for each in kind.newest:
            self._add_link(each, each.title, f"linked.{kind.relation}.{each.id}", _INDENT, each.detail)

    def _add_link(self, what: LinkedKind | LinkedRecord, words: str, name: str, indent: int, detail: str = "") -> None:
        line = QHBoxLayout()
        line.setContentsMargins(indent, 0, 0, 0)
        button = LinkButton(words, self._rows)
        button.setObjectName(f"action.{name}")
        button.clicked.connect(self._on_clicked)
        self._buttons[button] = what
        line.addWidget(button)
        if detail:
            button.setAccessibleName(f"{words}, {detail}")
            line.addWidget(ElidedLabel(detail, self._rows, role="muted"), 1)
        else:
            line.addStretch(1)
        self._layout.addLayout(line)

    def _add_beginnings(self, beginnings: tuple[Beginning, ...]) -> None:
        if not beginnings:
            return
        buttons = QWidget(self._rows)
        flow = FlowLayout(buttons)
        for each in beginnings:
            label = translate(TYPES[each.record].LABEL)
            button = QPushButton(action_text(label), buttons)
            button.setObjectName(f"action.begin.{each.record}")
            button.setAutoDefault(True)  # Enter presses it
            button.setIconSize(QSize(_ICON, _ICON))
            set_icon(button, "plus")
            words = translate("New record that links here: {record}", record=label)
            button.setAccessibleName(words)
            set_tooltip(button, words)
            button.clicked.connect(self._on_clicked)
            self._buttons[button] = each
            flow.addWidget(button)
        self._layout.addWidget(buttons)

    def _clear(self) -> None:
        self._buttons.clear()
        self._shown = None
        empty(self._layout)

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        match self._buttons.get(button) if isinstance(button, QPushButton) else None:
            case LinkedRecord(record=record, id=number):
                self.opened.emit(record, number)
            case LinkedKind(query=query):
                self.listed.emit(query)
            case Beginning() as beginning:
                self.begun.emit(beginning)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            empty(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()
