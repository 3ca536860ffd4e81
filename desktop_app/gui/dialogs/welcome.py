"""The first page: make a register, open one, or try the program with example data."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.i18n import translate
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.services.registers import SUFFIX, Registers


class WelcomePage(QWidget):
    """Asks for a register; tells which file to make or open."""

    create_requested = Signal(Path)
    open_requested = Signal(Path)
    example_requested = Signal(Path)

    def __init__(self, registers: Registers) -> None:
        super().__init__()
        self.setObjectName("page.welcome")
        self._registers = registers
        card = QFrame(self)
        card.setProperty("look", "card")
        card.setMaximumWidth(self.fontMetrics().averageCharWidth() * 90)
        box = QVBoxLayout(card)
        box.setContentsMargins(32, 28, 32, 28)
        box.setSpacing(12)
        box.addWidget(PlainLabel("Brückenbuch", card, role="title"))
        box.addWidget(PlainLabel(translate("The register of German–Ukrainian municipal partnerships: who is partnered with whom, who carries it, and which aid went over."), card, wrap=True))
        box.addSpacing(8)
        self._add(box, translate("&New register …"), "action.create", "plus", translate("Begin with an empty register; proposed in your documents folder."), self._on_create, primary=True)
        self._add(box, translate("&Open a register …"), "action.open", "book", translate("A file that ends in {suffix}.", suffix=SUFFIX), self._on_open)
        self._add(box, translate("&Try it with example data"), "action.example", "heart-handshake", translate("Makes a copy of the example register; all names in it are invented."), self._on_example)
        line = QHBoxLayout(self)
        line.addStretch(1)
        line.addWidget(card, 10, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)

    def _add(self, box: QVBoxLayout, text: str, name: str, icon: str, help_text: str, slot: object, *, primary: bool = False) -> None:
        button = QPushButton(text, self)
        button.setObjectName(name)
        set_icon(button, icon, "on_accent" if primary else "text")
        if primary:
            button.setProperty("look", "primary")
        button.clicked.connect(slot)
        box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(PlainLabel(help_text, self, role="muted", wrap=True))

    @Slot()
    def _on_create(self) -> None:
        if path := ask_new_file(self, self._registers):
            self.create_requested.emit(path)

    @Slot()
    def _on_open(self) -> None:
        if path := ask_register_file(self, self._registers):
            self.open_requested.emit(path)

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
