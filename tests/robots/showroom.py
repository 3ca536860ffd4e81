"""The example register, open for rules that look at every page; slow to set up, so shared by a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.base.i18n import LANGUAGES, language, set_language
from tests.robots.office import Office
from tests.robots.window import WindowRobot


def _shown(application: QApplication, folder: Path, language_code: str) -> Iterator[WindowRobot]:
    before = language()
    set_language(language_code)
    office = Office(application, folder)
    assert office.program.create_example(folder / "example.bruecke")
    yield office.window()
    office.close()
    set_language(before)


@pytest.fixture(scope="module")
def showroom(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WindowRobot]:
    """The example register in English."""
    yield from _shown(qapp, tmp_path_factory.mktemp("showroom"), "en")


@pytest.fixture(scope="module", params=LANGUAGES)
def translated(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WindowRobot]:
    """The example register, in each language in turn."""
    yield from _shown(qapp, tmp_path_factory.mktemp(request.param), request.param)
