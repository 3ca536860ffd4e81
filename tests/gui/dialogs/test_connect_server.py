"""The way to a register on a server: asked for field by field or as one address, tried before the window goes there."""

from __future__ import annotations

import socket
import threading

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.gui.dialogs.connect_server import ServerDialog
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.services import registers
from desktop_app.services.registers import ServerAddress
from tests.postgres import Postgres
from tests.robots.keyboard import Key, press, type_text
from tests.robots.office import Office, office

__all__ = ["office"]


@pytest.fixture
def dialog(office: Office, qtbot: QtBot) -> ServerDialog:
    office.program.welcome()
    made = ServerDialog(office.program._registers, office.program._runner, None, office.program.window)
    made.show()
    return made


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def line(dialog: ServerDialog, name: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, f"server.{name}")
    assert isinstance(found, QLineEdit)
    return found


def test_that_a_pasted_address_is_taken_apart(dialog: ServerDialog):
    line(dialog, "host").setFocus()
    type_text("postgresql://kern@db.example.org:6543/register?sslmode=require")
    press(Key.Key_Tab)
    assert (line(dialog, "host").text(), line(dialog, "port").text()) == ("db.example.org", "6543")
    assert (line(dialog, "database").text(), line(dialog, "user").text()) == ("register", "kern")
    assert dialog.findChild(QComboBox, "server.tls").currentData() == "require"


def test_that_what_is_missing_is_said_and_focused(dialog: ServerDialog):
    line(dialog, "host").setText("localhost")
    press(Key.Key_Return)
    assert dialog.focusWidget() is line(dialog, "database")
    assert any("have to be filled in" in label.text() for label in dialog.findChildren(PlainLabel))


def test_that_a_server_that_is_not_there_is_told_and_everything_typed_stays(
    dialog: ServerDialog, office: Office, qtbot: QtBot, closed_port: int
):
    for name, text in (("host", "127.0.0.1"), ("database", "register"), ("user", "kern"), ("password", "geheim")):
        line(dialog, name).setText(text)
    line(dialog, "port").setText(str(closed_port))
    dialog.findChild(QComboBox, "server.tls").setCurrentIndex(3)
    connect = dialog.findChild(QPushButton, "action.connect")
    with office.boxes.answer("close"):
        connect.click()
        assert not connect.isEnabled()
        qtbot.waitUntil(connect.isEnabled)
    assert "127.0.0.1 does not answer" in office.boxes.told[-1]
    assert "geheim" not in office.boxes.told[-1]
    assert dialog.found is None
    assert line(dialog, "password").text() == "geheim"


def test_that_the_next_start_asks_for_the_password_of_the_last_server(office: Office, closed_port: int):
    address = ServerAddress("127.0.0.1", "register", "kern", port=closed_port, tls="disable", password="geheim")
    office.settings.set("last_register", address.url)
    assert "geheim" not in address.url
    seen: list[tuple[str, str, bool]] = []

    def look(dialog: ServerDialog) -> None:
        password = line(dialog, "password")
        seen.append((line(dialog, "host").text(), password.text(), dialog.focusWidget() is password))
        dialog.reject()

    with office.boxes.expect(ServerDialog, look):
        office.program.start(None)
    assert seen == [("127.0.0.1", "", True)]
    assert office.program.window is not None
    assert office.program.window.objectName() == "window.welcome"


def test_that_a_register_is_looked_for_once_and_beside_the_window(
    dialog: ServerDialog, office: Office, qtbot: QtBot, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
):
    address = postgres.fresh()
    looked: list[bool] = []
    find = registers.find_server

    def find_server(where: ServerAddress) -> object:
        looked.append(threading.current_thread() is threading.main_thread())
        return find(where)

    monkeypatch.setattr(registers, "find_server", find_server)

    def connect(shown: ServerDialog) -> None:
        line(shown, "host").setFocus()
        type_text(address.url)
        press(Key.Key_Tab)
        shown.findChild(QPushButton, "action.connect").click()

    dialog.close()
    with office.boxes.expect(ServerDialog, connect):
        assert office.program.connect_server()
    assert looked == [False]
    assert office.desk.home.name == address.database
    office.program._show_anew()
    assert looked == [False]
    assert office.program.open(address)
    assert looked == [False, False]
    office.program.welcome()
    postgres.drop(address)
