"""What the tests of services share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.importing_desk import ImportingDesk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ImportingDesk]:
    """An empty register with an importer."""
    opened = ImportingDesk(tmp_path)
    yield opened
    opened.close()
