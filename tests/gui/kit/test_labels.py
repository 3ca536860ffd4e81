"""Text of the user is shown letter by letter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from desktop_app.gui.kit.action_button import ActionButton
from desktop_app.gui.kit.labels import ElidedLabel, PlainLabel, action_text, set_tooltip, without_mnemonic
from desktop_app.gui.kit.mnemonics import with_mnemonics

MARKUP = '<b>Müller</b> & <img src="file:///etc/passwd">'


def test_that_a_label_shows_markup_as_text(qtbot):
    label = PlainLabel(MARKUP)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == MARKUP


def test_that_a_tooltip_shows_markup_as_text_and_is_read_out(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    set_tooltip(button, MARKUP)
    assert "<img" not in button.toolTip()
    assert "&lt;img" in button.toolTip()
    assert button.accessibleDescription() == MARKUP


def test_that_an_ampersand_stays_one():
    assert action_text("Müller & Söhne") == "Müller && Söhne"
    assert without_mnemonic("&Müller && Söhne") == "Müller & Söhne"


def test_that_a_label_gives_way(qtbot):
    label = ElidedLabel("a very long sentence that nobody has room for")
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < label.sizeHint().width() / 4
    label.resize(60, 20)
    label.grab()
    assert label.text().startswith("a very long")


def test_that_each_label_gets_a_letter_of_its_own():
    labels = with_mnemonics(["Name", "Number", "Notes & more", "Назва"], taken="d")
    letters = [label[label.replace("&&", "  ").index("&") + 1].casefold() for label in labels]
    assert len(set(letters)) == 4
    assert "d" not in letters
    assert labels[0] == "&Name"
    assert without_mnemonic(labels[2]) == "Notes & more"


def test_that_a_label_without_a_free_letter_stays_as_it_is():
    assert with_mnemonics(["ab"], taken="ab") == ["ab"]


@pytest.mark.parametrize("enabled", [True, False])
def test_that_a_button_follows_its_action(qtbot, enabled: bool):
    action = QAction("&Print …")
    action.setObjectName("action.print")
    action.setShortcut("Ctrl+P")
    button = ActionButton(action)
    qtbot.addWidget(button)
    action.setEnabled(enabled)
    assert button.isEnabled() is enabled
    assert button.accessibleName() == "Print …"
    assert button.objectName() == "action.print.button"
    assert "Ctrl+P" in button.toolTip()
    with qtbot.assertNotEmitted(action.triggered) if not enabled else qtbot.waitSignal(action.triggered):
        button.click()
