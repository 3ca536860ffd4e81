"""A new register in each of its homes: what holds for a file holds for a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop_app.storage.files import create_register
from desktop_app.storage.register import Register
from desktop_app.storage.server import find_server

HOMES = ("file", "server")


@contextmanager
def new_register(request: pytest.FixtureRequest, folder: Path) -> Iterator[Register]:
    """Open a new register of Anna's, in a file or on a server, as the parameter of a fixture says."""
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
