"""What the tests of storage share: a new register, in a file and on a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop_app.storage.files import create_register
from desktop_app.storage.register import Register
from desktop_app.storage.server import find_server
from tests import builders
from tests.builders import Stock

HOMES = ("file", "server")
"""Where a register can live: what holds for one holds for the other."""


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


@contextmanager
def new_register(request: pytest.FixtureRequest, folder: Path) -> Iterator[Register]:
    if request.param == "file":
        opened = create_register(folder / "register.bruecke", who="Anna")
        yield opened
        opened.close()
        return
    postgres = request.getfixturevalue("postgres")
    address = postgres.fresh()
    opened = find_server(address).open("Anna")
    yield opened
    opened.close()
    postgres.drop(address)


@pytest.fixture
def stock(register: Register) -> Stock:
    """What the records of a test link to."""
    return builders.stock(register)
