"""Dresses the application for the tests of the kit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.base.i18n import language, set_language
from desktop_app.gui.kit.fonts import apply_font
from desktop_app.gui.kit.theme import apply_theme
from tests.gui.kit.small_world import Ear, SmallWorld


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application in its font and light look."""
    apply_font(qapp)
    apply_theme(qapp, "light")
    return qapp


@pytest.fixture
def world() -> SmallWorld:
    return SmallWorld()


@pytest.fixture
def ear() -> Ear:
    return Ear()
