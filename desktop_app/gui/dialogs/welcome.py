"""The first page: make a register, open one, or try the program with example data."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.i18n import LANGUAGES, language, translate
from desktop_app.base.options import OPTIONS
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.placing import scrolling
from desktop_app.services.registers import SUFFIX, Registers


class WelcomePage(QWidget):
    """Asks for a register and tells which file to make or open; `language_chosen` asks to speak another language."""

    create_requested = Signal(Path)
    open_requested = Signal(Path)
    connect_requested = Signal()
    example_requested = Signal(Path)
    language_chosen = Signal(str)

    def __init__(self, registers: Registers) -> None:
        super().__init__()
        self.setObjectName("page.welcome")
        self._registers = registers
        content = QWidget(self)
        card = QFrame(content)
        card.setProperty("look", "card")
        card.setMaximumWidth(self.fontMetrics().averageCharWidth() * 90)
        box = QVBoxLayout(card)
        box.setContentsMargins(32, 28, 32, 28)
        box.setSpacing(0)
        box.addLayout(self._head(card))
        box.addSpacing(12)
        words = translate(
            "The register of German–Ukrainian municipal partnerships: who is partnered with whom, who carries it, "
            "and which aid went over."
        )
        box.addWidget(PlainLabel(words, card, wrap=True))
        self._add_ways(box, card)
        line = QHBoxLayout(content)
        line.addStretch(1)
        line.addWidget(card, 10, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(content, self))

    def _head(self, parent: QWidget) -> QHBoxLayout:
        self._language = QComboBox(parent)
        self._language.setObjectName("option.language")
        self._language.setAccessibleName(translate("Language"))
        names = {code: name for option in OPTIONS if option.name == "language" for code, name in option.choices}
        for code in LANGUAGES:
            self._language.addItem(names[code], code)
        self._language.setCurrentIndex(self._language.findData(language()))
        self._language.activated.connect(self._on_language)
        line = QHBoxLayout()
        line.addWidget(PlainLabel("Brückenbuch", parent, role="title"), 1)
        line.addWidget(self._language)
        return line

    def _add_ways(self, box: QVBoxLayout, parent: QWidget) -> None:
        new = self._button(translate("&New register …"), "action.create", "plus", self._on_create)
        new.setProperty("look", "primary")
        set_icon(new, "plus", "on_accent")
        new.setDefault(True)
        open_ = self._button(translate("&Open a register …"), "action.open", "folder-open", self._on_open)
        server = self._button(translate("&Connect to a server …"), "action.connect", "database", self._on_connect)
        example = self._button(translate("&Try it with example data"), "action.example", "book", self._on_example)
        ways = (
            (new, translate("Begin with an empty register; proposed in your documents folder.")),
            (open_, translate("A file that ends in {suffix}.", suffix=SUFFIX)),
            (server, translate("A register that many desks share, on a PostgreSQL server.")),
            (example, translate("Makes a copy of the example register; all names in it are invented.")),
        )
        for before, after in pairwise((new, open_, server, example, self._language)):
            QWidget.setTabOrder(before, after)
        self.setFocusProxy(new)
        for button, words in ways:
            box.addSpacing(20)
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            box.addSpacing(4)
            box.addWidget(PlainLabel(words, parent, role="muted", wrap=True))

    def _button(self, text: str, name: str, icon: str, slot: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(True)  # Enter presses it
        set_icon(button, icon)
        button.clicked.connect(slot)
        return button

    @Slot(int)
    def _on_language(self, place: int) -> None:
        chosen = str(self._language.itemData(place))
        if chosen != language():
            self.language_chosen.emit(chosen)

    @Slot()
    def _on_create(self) -> None:
        if path := ask_new_file(self, self._registers):
            self.create_requested.emit(path)

    @Slot()
    def _on_open(self) -> None:
        if path := ask_register_file(self, self._registers):
            self.open_requested.emit(path)

    @Slot()
    def _on_connect(self) -> None:
        self.connect_requested.emit()

    @Slot()
    def _on_example(self) -> None:
        self.example_requested.emit(self._registers.proposed(example=True))


def ask_new_file(parent: QWidget, registers: Registers) -> Path | None:
    """Ask where a new register shall lie; None where the user calls it off."""
    kinds = translate("Registers (*{suffix})", suffix=SUFFIX)
    name, _ = QFileDialog.getSaveFileName(parent, translate("New register"), str(registers.proposed()), kinds)
    return Path(name) if name else None


def ask_register_file(parent: QWidget, registers: Registers) -> Path | None:
    """Ask which register shall be opened; None where the user calls it off."""
    kinds = translate("Registers (*{suffix})", suffix=SUFFIX)
    name, _ = QFileDialog.getOpenFileName(parent, translate("Open a register"), str(registers.proposed().parent), kinds)
    return Path(name) if name else None
