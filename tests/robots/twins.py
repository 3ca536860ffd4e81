"""Duplicates in the user's words: the hint in a form, two records side by side, the search."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.person import ContactPoint, Role
from desktop_app.gui.dialogs.find_twins import FindTwinsWindow
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.link_button import LinkButton
from desktop_app.gui.records.form_panel import FormPanel
from desktop_app.gui.records.merge_dialog import MergeDialog
from desktop_app.gui.records.twin_line import TwinLine
from tests import builders
from tests.robots.dialogs import part
from tests.robots.keyboard import Key, press
from tests.robots.past import PastRobot
from tests.robots.window import WindowRobot

_TURN, _TURNS = 20, 500
"""Milliseconds between two looks, and how many of these at most."""


class HintRobot:
    """The line of a form that names likely twins."""

    def __init__(self, form: FormPanel, qtbot: QtBot) -> None:
        line = form.findChild(TwinLine)
        assert line is not None
        self._line = line
        self._qtbot = qtbot

    def said(self) -> str:
        """What stands before the names; nothing where the line is not shown."""
        label = self._line.findChild(PlainLabel)
        return label.text() if label is not None and self._line.isVisible() else ""

    def named(self) -> list[str]:
        """Who is named."""
        return [link.text() for link in self._line._links]

    def wait_for(self, said: str, *named: str) -> None:
        """Wait until the line says so."""
        self._qtbot.waitUntil(lambda: (self.said(), tuple(self.named())) == (said, named))

    def wait_for_silence(self) -> None:
        """Wait until it was looked for twins and nobody is named."""
        self._qtbot.waitUntil(lambda: not self._line._timer.isActive() and not self._line._latest.asking)
        assert self.said() == ""

    def follow(self, name: str) -> None:
        """Press a name with the keyboard."""
        link = next(link for link in self._line.findChildren(LinkButton) if link.text() == name and link.isVisible())
        link.setFocus(Qt.FocusReason.TabFocusReason)
        press(Key.Key_Return)


class MergeRobot:
    """Two records side by side."""

    def __init__(self, dialog: MergeDialog, qtbot: QtBot) -> None:
        self.dialog = dialog
        self._qtbot = qtbot
        self.wait_until_read()

    def wait_until_read(self) -> None:
        """Wait until both records are shown."""
        self._qtbot.waitUntil(part(self.dialog, QPushButton, "action.swap").isEnabled)

    def texts(self) -> list[str]:
        """What can be read."""
        return [label.text() for label in self.dialog.findChildren(PlainLabel) if label.isVisible()]

    def result(self, field: str) -> str:
        """What the record would have in a field."""
        return part(self.dialog, PlainLabel, f"result.{field}").text()

    def choose(self, field: str, choice: str) -> None:
        """Walk with the arrow keys to what shall stand."""
        wanted = part(self.dialog, QRadioButton, f"choice.{field}.{choice}")
        checked = next(
            button
            for button in self.dialog.findChildren(QRadioButton)
            if button.isChecked() and button.objectName().startswith(f"choice.{field}.")
        )
        checked.setFocus(Qt.FocusReason.TabFocusReason)
        for key in (Key.Key_Left, Key.Key_Left, Key.Key_Right, Key.Key_Right):
            if not wanted.isChecked():
                press(key)
        assert wanted.isChecked(), f"{choice} cannot be reached"

    def do(self, verb: str) -> None:
        """Press a button."""
        button = part(self.dialog, QPushButton, f"action.{verb}")
        assert button.isEnabled(), f"{verb} cannot be pressed"
        button.click()
        QApplication.processEvents()

    def merge(self) -> None:
        """Merge with Enter, and wait until that is done."""
        part(self.dialog, QPushButton, "action.merge_now").setFocus()
        press(Key.Key_Return)
        self._qtbot.waitUntil(lambda: not self.dialog.isVisible())


def comparing(
    window: WindowRobot, qtbot: QtBot, meeting: Callable[[MergeRobot], None], begin: Callable[[], None]
) -> None:
    """Begin to compare two records, and do something there."""

    def met(dialog: MergeDialog) -> None:
        meeting(MergeRobot(dialog, qtbot))
        if dialog.isVisible():
            press(Key.Key_Escape)

    with window.boxes.expect(MergeDialog, met):
        begin()


def find_duplicates(window: WindowRobot, qtbot: QtBot) -> PastRobot:
    """Open the search for duplicates, and wait for its end."""
    window.window._finding_twins.action.trigger()
    dialog = window.window._finding_twins._shown
    assert isinstance(dialog, FindTwinsWindow)
    qtbot.waitUntil(lambda: not dialog.is_searching)
    return PastRobot(dialog)


def about_twins(window: WindowRobot, kind: str) -> QDialog:
    """Make the search for duplicates, where something was found ("duplicates"), or two records side by side."""
    desk, runner = window.desk, window.window._runner
    place = desk.records.save(builders.territory(name_de=f"Musterstadt {kind}"))
    role = Role(function="mayor", territory=place.id, since=PartialDate(2020))
    mail = ContactPoint(kind="email", value=f"rathaus@{kind}.example")
    one, two = (
        desk.records.save(builders.person(roles=(role,), contact_points=(mail,), remarks=f"Bemerkung {n}"))
        for n in range(2)
    )
    desk.records.save(builders.task(person=one.id))
    if kind == "duplicates":
        shown = FindTwinsWindow(desk.twins, "person", runner, window.window)
        _wait_until(lambda: not shown.is_searching)
        return shown
    dialog = MergeDialog("person", one.id or 0, two.id or 0, desk.twins, runner, window.window)
    _wait_until(lambda: dialog.sides is not None)
    part(dialog, QCheckBox, "merge.every").setChecked(True)
    return dialog


def _wait_until(ready: Callable[[], bool]) -> None:
    for _ in range(_TURNS):
        if ready():
            return
        QTest.qWait(_TURN)
    raise AssertionError("it is not read")
