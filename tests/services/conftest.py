"""What the tests of services share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.storage.register import Register
from tests.homes import HOMES, new_register
from tests.services.importing_desk import ImportingDesk


@pytest.fixture(params=HOMES)
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    """A new register of Anna's, in a file and on a server."""
    with new_register(request, tmp_path) as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ImportingDesk]:
    """An empty register with an importer."""
    opened = ImportingDesk(tmp_path)
    yield opened
    opened.close()
