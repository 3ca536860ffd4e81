"""The example register, open for rules that look at every page; slow to set up, so shared by a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from desktop_app.base.i18n import LANGUAGES, language, set_language
from desktop_app.gui.kit.fonts import apply_font
from desktop_app.gui.kit.theme import apply_theme
from tests.robots.office import Office
from tests.robots.window import WindowRobot


def _shown(
    application: QApplication, folder: Path, language_code: str, font: QFont | None = None
) -> Iterator[WindowRobot]:
    before = language()
    set_language(language_code)
    office = Office(application, folder)
    if font is not None:
        application.setFont(font)
        apply_theme(application, "light")
    assert office.program.create_example(folder / "example.bruecke")
    try:
        yield office.window()
    finally:
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


@pytest.fixture(
    scope="module",
    params=[("de", 1.0), ("uk", 1.0), ("en", 1.0), ("de", 1.5), ("uk", 1.5)],
    ids=lambda one: f"{one[0]}-{one[1]:.0%}",
)
def scaled(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WindowRobot]:
    """The example register in each language, also with letters half as large again."""
    code, scale = request.param
    usual = apply_font(qapp)
    larger = QFont(usual)
    larger.setPointSizeF(usual.pointSizeF() * scale)
    window = _shown(qapp, tmp_path_factory.mktemp("scaled"), code, larger)
    yield next(window)
    window.close()
    qapp.setFont(usual)
