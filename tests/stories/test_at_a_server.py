"""At a window on a server, colleagues' saves and their presence are seen without a word or a move too many."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.base.settings import Settings
from desktop_app.domain.record import changed
from desktop_app.services.desk import Desk
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.server_address import ServerAddress
from tests import builders
from tests.postgres import Postgres
from tests.robots.office import Office, office
from tests.robots.window import WindowRobot

__all__ = ["office"]

_SEEN = 1_000
"""Milliseconds until a window shows it; how soon it knows of it, a benchmark measures."""
_SOON = 2_000


@pytest.fixture
def address(postgres: Postgres) -> Iterator[ServerAddress]:
    made = postgres.fresh()
    yield made
    postgres.drop(made)


@pytest.fixture
def kern(address: ServerAddress, tmp_path: Path) -> Iterator[Desk]:
    """A colleague at another desk."""
    settings = Settings(tmp_path / "kern.json")
    settings.set("user_name", "M. Kern")
    desk = Registers(settings, Gazetteer()).open(address)
    desk.watch()
    yield desk
    desk.close()


@pytest.fixture
def window(address: ServerAddress, kern: Desk, office: Office) -> WindowRobot:
    for subject in ("Bericht", "Vertrag"):
        kern.records.save(builders.task(subject=subject))
    return office.open(address)


def words(window: WindowRobot, name: str) -> str:
    return "".join(each.text() for each in window.window.findChildren(QLabel, name) if each.isVisible())


def test_that_a_colleagues_save_is_seen_in_list_and_form(qtbot: QtBot, window: WindowRobot, kern: Desk) -> None:
    page = window.go_to("task")
    form = page.choose("Bericht")
    task = kern.records.load("task", 1)
    begun = time.monotonic()
    kern.records.save(changed(task, subject="Jahresbericht", remarks="bis Mai"), task)
    qtbot.waitUntil(lambda: form.text("subject") == "Jahresbericht", timeout=_SEEN)
    assert time.monotonic() - begun < _SEEN / 1_000
    assert form.text("remarks") == "bis Mai"
    assert any("Jahresbericht" in row for row in page.rows())
    assert words(window, "status.changed").endswith("changed by M. Kern")


def test_that_what_is_typed_stays_when_a_colleague_saves(qtbot: QtBot, window: WindowRobot, kern: Desk) -> None:
    form = window.go_to("task").choose("Bericht")
    form.enter("remarks", "meine Worte")
    task = kern.records.load("task", 1)
    kern.records.save(changed(task, responsible="M. Kern"), task)
    qtbot.waitUntil(lambda: "M. Kern" in words(window, "status.changed"), timeout=_SEEN)
    assert form.text("remarks") == "meine Worte"
    form.save()
    stored = kern.records.load("task", 1)
    assert (stored.remarks, stored.responsible) == ("meine Worte", "M. Kern")


def test_that_a_form_names_who_has_its_record_open_too(qtbot: QtBot, window: WindowRobot, kern: Desk) -> None:
    page = window.go_to("task")
    page.choose("Bericht")
    kern.presence.enter("form", "task", 1)
    qtbot.waitUntil(lambda: words(window, "others_here") == "M. Kern has this record open too.", timeout=_SOON)
    qtbot.waitUntil(lambda: kern.presence.others("task", 1) == (window.desk.user,), timeout=_SOON)
    page.choose("Vertrag")
    assert words(window, "others_here") == ""
    qtbot.waitUntil(lambda: kern.presence.others("task", 1) == (), timeout=_SOON)
    page.choose("Bericht")
    qtbot.waitUntil(lambda: words(window, "others_here") != "", timeout=_SOON)
    window.go_to("person")
    qtbot.waitUntil(lambda: kern.presence.others("task", 1) == (), timeout=_SOON)
    window.go_to("task")
    qtbot.waitUntil(lambda: kern.presence.others("task", 1) != (), timeout=_SOON)
    kern.close()
    qtbot.waitUntil(lambda: words(window, "others_here") == "", timeout=_SOON)
