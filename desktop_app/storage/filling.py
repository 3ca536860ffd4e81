"""Fills a new register: tables, facts about itself, shipped code lists."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, insert

from desktop_app.domain.choices import CODE_LISTS
from desktop_app.domain.code_value import CodeValue
from desktop_app.storage.engine import APPLICATION_ID, connect, open_engine
from desktop_app.storage.failures import speaking
from desktop_app.storage.migrations import REVISION
from desktop_app.storage.tables import ABOUT, IDENTITY, METADATA
from desktop_app.storage.unit_of_work import UnitOfWork


def fill(path: Path, write: Callable[[Connection], None]) -> None:
    """Make an empty file a register: its tables are made, then `write` fills them.

    Links may be written before the rows to which they lead; `write` sees to it that none leads nowhere in the end.
    """
    with speaking(path):
        make_file(path)
        engine = open_engine(path, foreign_keys=False)
        try:
            with engine.connect().execution_options(writes=True) as connection, connection.begin():
                make_tables(connection)
                write(connection)
        finally:
            engine.dispose()


def make_file(path: Path) -> None:
    """Mark an empty file as one of this program, of the format that it writes."""
    connection = connect(path)
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {REVISION}")
    finally:
        connection.close()


def make_tables(connection: Connection) -> None:
    """Make all tables and indexes."""
    METADATA.create_all(connection)


def furnish(connection: Connection, who: str) -> None:
    """Write what a new register begins with into its empty tables; the caller commits."""
    facts = {"made_by": who, IDENTITY: uuid.uuid4().hex}
    connection.execute(insert(ABOUT), [{"name": name, "value": value} for name, value in facts.items()])
    now = datetime.now(UTC).replace(microsecond=0)
    unit = UnitOfWork(connection, who=who, origin="program", verb="create", now=now)
    unit.add_all(_shipped_codes())
    unit.derived_today()
    unit.finish()


def _shipped_codes() -> list[CodeValue]:
    return [
        CodeValue(
            code_list=code_list.name,
            code=choice.code,
            label_de=choice.de,
            label_uk=choice.uk,
            label_en=choice.en,
            rank=rank,
        )
        for code_list in CODE_LISTS
        for rank, choice in enumerate(code_list.codes, start=1)
    ]
