"""Whether a server answers is told once each time that changes."""

from __future__ import annotations

from datetime import datetime

import pytest

from desktop_app.domain.query import Query
from desktop_app.services.contact import answers
from desktop_app.storage.failures import StorageError, Unreachable
from desktop_app.storage.server import find_server
from tests.line import Line
from tests.postgres import Postgres


def test_that_a_lost_and_a_found_server_are_told_once(postgres: Postgres) -> None:
    address = postgres.fresh()
    told: list[datetime | None] = []
    with Line(address) as line:
        home = find_server(line.address)
        home.contact.subscribe(told.append)
        register = home.open("Anna")
        line.shut()
        for _ in range(2):
            with pytest.raises(Unreachable), register.reading() as reader:
                reader.count(Query("task"))
        assert not answers(home)
        assert len(told) == 1
        assert told[0] is not None
        line.mend()
        assert answers(home)
        assert answers(home)
        assert told[1:] == [None]
        register.close()
    postgres.drop(address)


def test_that_a_server_that_refuses_is_there(postgres: Postgres) -> None:
    address = postgres.fresh()
    told: list[datetime | None] = []
    home = find_server(address)
    home.contact.subscribe(told.append)
    register = home.open("Anna")
    postgres.execute("DROP TABLE task CASCADE", database=address.database)
    with pytest.raises(StorageError, match="not as this program knows them"), register.reading() as reader:
        reader.count(Query("task"))
    assert told == []
    register.close()
    postgres.drop(address)
