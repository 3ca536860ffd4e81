"""What the tests of storage share: a new register, in a file and on a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.storage.register import Register
from tests import builders
from tests.builders import Stock
from tests.homes import HOMES, new_register


@pytest.fixture(params=HOMES)
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    """A new register of Anna's."""
    with new_register(request, tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module", params=HOMES)
def shared_register(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register that all tests of a file read, and none changes."""
    with new_register(request, tmp_path_factory.mktemp("shared")) as opened:
        yield opened


@pytest.fixture
def stock(register: Register) -> Stock:
    """What the records of a test link to."""
    return builders.stock(register)
