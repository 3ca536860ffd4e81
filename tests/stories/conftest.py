"""Stories are told in an office of their own, and nothing in them may keep the window from turning to its user."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.robots.office import office
from tests.robots.watchdog import Watchdog
from tests.stories.known_stays import is_known

__all__ = ["office"]


@pytest.fixture(autouse=True)
def never_kept(qapp: QApplication) -> Iterator[None]:
    """Fail a story in which the thread of the window was kept longer than the limit, for no declared reason."""
    watchdog = Watchdog()
    with watchdog.watching():
        yield
    unknown = [stay for stay in watchdog.stays if not is_known(stay)]
    if unknown:
        pytest.fail("the window was kept for\n" + "\n".join(stay.told() for stay in unknown))
