"""The server falls silent under an open window: it stays alive, keeps what is typed, and goes on by itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.task import Task
from desktop_app.gui.kit.notice import Notice
from desktop_app.gui.kit.server_wait import WaitingPanel
from desktop_app.storage import register as storage_register
from desktop_app.storage.server import find_server
from desktop_app.storage.server_address import ServerAddress
from tests import builders
from tests.line import Line, Loss
from tests.postgres import Postgres
from tests.robots.form import FormRobot
from tests.robots.heartbeat import Heartbeat
from tests.robots.keyboard import Key, press, type_text
from tests.robots.office import Office, office
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot

__all__ = ["office"]

_BLOCKED_AT_MOST = 0.1
"""Seconds that the network may take from the window at a stretch."""
_SILENT = 0.6
_LONGER = 1.6
"""Seconds of silence that go by untold, and that are told of."""
_FEW, _MANY = 8, 1_200
OFTEN = [1, pytest.param(50, marks=pytest.mark.nightly)]


@pytest.fixture
def address(postgres: Postgres, request: pytest.FixtureRequest) -> Iterator[ServerAddress]:
    made = postgres.fresh()
    opened = find_server(made).open("Anna")
    with opened.changing(origin="form", verb="save") as unit:
        unit.add_all(
            [builders.task(subject=f"Aufgabe {number:04}") for number in range(getattr(request, "param", _FEW))]
        )
    opened.close()
    yield made
    postgres.drop(made)


@pytest.fixture
def line(address: ServerAddress) -> Iterator[Line]:
    with Line(address) as line:
        yield line


@pytest.fixture
def window(line: Line, office: Office) -> Iterator[WindowRobot]:
    assert office.program.open(line.address)
    yield office.window()
    line.mend()


@pytest.fixture
def page(window: WindowRobot, qtbot: QtBot) -> PageRobot:
    page = window.go_to("task")
    wait_for_rows(page, qtbot)
    page.choose("Aufgabe 0001")
    return page


def wait_for_rows(page: PageRobot, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not any(row == [""] * len(row) for row in visible(page)), timeout=5_000)


def visible(page: PageRobot) -> list[list[str]]:
    table = page.table
    first = max(0, table.rowAt(0))
    last = table.rowAt(table.viewport().height() - 1)
    last = last if last >= 0 else page.model.rowCount() - 1
    columns = range(page.model.columnCount())
    return [[str(page.model.index(row, each).data() or "") for each in columns] for row in range(first, last + 1)][:5]


def subjects(address: ServerAddress, beginning: str) -> list[str]:
    """What the register has now, asked past the line."""
    opened = find_server(address).open("Boris")
    with opened.reading() as reader:
        found = [title for _, title in reader.values("task", ["subject"]) if title.startswith(beginning)]
    opened.close()
    return found


def stretches(line: Line, step: Callable[[], None], *, silent: float) -> float:
    """Do a step while the line is silent for some seconds; return how long the window stood still at most."""
    if silent:
        line.freeze()
        threading.Timer(silent, line.mend).start()
    began = time.monotonic()
    with Heartbeat() as heart:
        step()
    if silent:
        assert time.monotonic() - began > silent / 2, "the line was not missed"
    return heart.longest


def alive(calm: float, frozen: float) -> bool:
    """Say whether the network took little from a window that stood still for `calm` seconds of its own accord."""
    return frozen <= _BLOCKED_AT_MOST + calm


def notice(window: WindowRobot) -> Notice:
    found = window.window.findChild(Notice, "no_contact")
    assert found is not None
    return found


def test_that_a_save_goes_on_when_the_line_does(
    window: WindowRobot, page: PageRobot, line: Line, address: ServerAddress
) -> None:
    form = page.form
    calm = max(save_as(form, f"Bericht {number}", line, silent=0) for number in range(3))
    frozen = save_as(form, "Bericht 3", line, silent=_LONGER)
    assert alive(calm, frozen), (calm, frozen)
    assert form.state.startswith("Saved")
    assert subjects(address, "Bericht") == ["Bericht 3"]
    assert notice(window).isHidden()


def save_as(form: FormRobot, subject: str, line: Line, *, silent: float) -> float:
    form.enter("subject", subject)
    frozen = stretches(line, form.save, silent=silent)
    assert form.text("subject") == subject
    return frozen


@pytest.mark.parametrize("address", [_MANY], indirect=True)
def test_that_a_list_is_scrolled_over_a_silent_line(page: PageRobot, line: Line, qtbot: QtBot) -> None:
    bar = page.table.verticalScrollBar()

    def scroll(*to: int) -> Callable[[], None]:
        def step() -> None:
            for place in to:
                bar.setValue(bar.maximum() * place // 100)
                qtbot.wait(60)
            wait_for_rows(page, qtbot)

        return step

    calm = stretches(line, scroll(20, 30), silent=0)
    frozen = stretches(line, scroll(100, 80, 60, 50), silent=_SILENT)
    assert alive(calm, frozen), (calm, frozen)
    assert visible(page)


def test_that_a_form_opens_when_the_line_goes_on(page: PageRobot, line: Line) -> None:
    def go_down() -> None:
        press(Key.Key_Down)

    page.page.focus_list()
    calm = max(stretches(line, go_down, silent=0) for _ in range(3))
    frozen = stretches(line, go_down, silent=_SILENT)
    assert alive(calm, frozen), (calm, frozen)
    assert page.form.text("subject") == "Aufgabe 0005"


def test_that_a_picker_proposes_when_the_line_goes_on(page: PageRobot, line: Line) -> None:
    form = page.form
    form.go_to("person")
    calm = max(stretches(line, partial(type_text, letter), silent=0) for letter in "Mus")
    frozen = stretches(line, partial(type_text, "t"), silent=_SILENT)
    assert alive(calm, frozen), (calm, frozen)
    assert form.text("person") == "Must"
    press(Key.Key_Escape)


@pytest.mark.parametrize("times", OFTEN)
def test_that_who_waits_no_longer_saves_later_and_once(
    window: WindowRobot, page: PageRobot, line: Line, address: ServerAddress, qtbot: QtBot, times: int
) -> None:
    form = page.form
    for number in range(times):
        form.enter("subject", f"Bericht {number}")
        line.freeze()
        with Heartbeat() as heart:
            heart.soon(1.3, lambda: click(window.window))
            with window.boxes.answer("close"):
                form.save()
        assert "does not answer" in window.boxes.told[-1]
        assert (form.text("subject"), form.state) == (f"Bericht {number}", "Not saved")
        assert "No connection to the server 127.0.0.1 since" in notice(window).text()
        assert page.count == "8 records"
        assert heart.longest < 0.5
        line.mend()
        qtbot.waitUntil(notice(window).isHidden, timeout=10_000)
        assert form.text("subject") == f"Bericht {number}"
        form.save()
        assert form.state.startswith("Saved")
        assert subjects(address, "Bericht") == [f"Bericht {number}"]


def click(window: QWidget) -> None:
    panel = window.findChild(WaitingPanel)
    assert panel is not None, "nothing says what the window waits for"
    button = panel.findChild(QPushButton, "action.stop_waiting")
    assert button is not None
    button.click()


@pytest.mark.parametrize("times", OFTEN)
def test_that_a_restarted_server_goes_on_under_the_window(
    postgres: Postgres, address: ServerAddress, office: Office, qtbot: QtBot, times: int
) -> None:
    assert office.program.open(address)
    window = office.window()
    page = window.go_to("task")
    wait_for_rows(page, qtbot)
    form = page.choose("Aufgabe 0001")
    for number in range(times):
        form.enter("subject", f"Bericht {number}")
        postgres.stop(at_once=number % 2 == 1)
        with window.boxes.answer("close"):
            form.save()
        assert (form.text("subject"), form.state) == (f"Bericht {number}", "Not saved")
        assert notice(window).isVisible()
        page.table.verticalScrollBar().setValue(0)
        assert visible(page)[0][0].startswith("Aufgabe")
        postgres.start()
        qtbot.waitUntil(notice(window).isHidden, timeout=10_000)
        form.save()
        assert form.state.startswith("Saved")
        assert subjects(address, "Bericht") == [f"Bericht {number}"]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage_register, "_PATIENCE", 0.3)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("times", OFTEN)
def test_that_a_record_whose_answer_was_lost_is_saved_once(
    window: WindowRobot, page: PageRobot, line: Line, address: ServerAddress, qtbot: QtBot, times: int
) -> None:
    for number in range(times):
        form = page.new()
        form.enter("subject", f"Bericht {number}")
        line.lose_commit(Loss.ANSWER if number % 2 == 0 else Loss.QUESTION, shut=True)
        with window.boxes.answer("close"):
            form.save()
        assert "nothing is saved twice" in window.boxes.told[-1]
        assert (form.text("subject"), form.state) == (f"Bericht {number}", "Not saved")
        line.mend()
        qtbot.waitUntil(notice(window).isHidden, timeout=10_000)
        form.save()
        assert form.state.startswith("Saved")
        assert sorted(subjects(address, "Bericht")) == sorted(f"Bericht {each}" for each in range(number + 1))


def test_that_what_cannot_be_shown_after_a_save_is_saved_all_the_same(
    window: WindowRobot, page: PageRobot, line: Line, address: ServerAddress, qtbot: QtBot
) -> None:
    form = page.new()
    form.enter("subject", "Bericht")
    window.desk.register.subscribe(lambda _committed: line.freeze())
    with Heartbeat() as heart:
        heart.soon(1.3, lambda: click(window.window))
        form.save()
    assert (form.text("subject"), form.state[:5]) == ("Bericht", "Saved")
    assert notice(window).isVisible()
    assert page.count == "8 records"
    line.mend()
    qtbot.waitUntil(notice(window).isHidden, timeout=10_000)
    qtbot.waitUntil(lambda: page.count == "9 records")
    assert subjects(address, "Bericht") == ["Bericht"]


def test_that_a_window_opens_over_a_silent_line(line: Line, office: Office, qtbot: QtBot) -> None:
    home = office.program._registers.find_on_server(line.address)
    line.freeze()
    with Heartbeat() as heart:
        threading.Timer(_SILENT, line.mend).start()
        assert office.program._show(partial(office.program._opening.open_found, home))
    assert heart.longest < _SILENT
    window = office.window()
    qtbot.waitUntil(lambda: window.window.findChild(QWidget, "overview.content") is not None, timeout=10_000)
    page = window.go_to("task")
    wait_for_rows(page, qtbot)
    assert page.count == "8 records"


def test_that_what_comes_meanwhile_comes_afterwards(
    window: WindowRobot, page: PageRobot, line: Line, qtbot: QtBot
) -> None:
    """A task that ends while the window waits is told of when it waits no more."""
    told: list[str] = []
    form = page.form
    form.enter("subject", "Bericht")
    window.window._runner.run(lambda _progress: time.sleep(0.3), done=Ear(window.window, told).hear)
    with Heartbeat() as heart:
        heart.soon(0.5, lambda: told.append("waiting"))
        line.freeze()
        threading.Timer(_SILENT + 0.2, line.mend).start()
        form.save()
    qtbot.waitUntil(lambda: len(told) == 2, timeout=2_000)
    assert told == ["waiting", "done"]
    assert isinstance(window.desk.records.load("task", page.page.form.record_id or 0), Task)


class Ear(QWidget):
    def __init__(self, parent: QWidget, told: list[str]) -> None:
        super().__init__(parent)
        self._told = told

    def hear(self, _result: object) -> None:
        self._told.append("done")
