"""Fills the file of a new register: tables, format number, shipped code lists."""

from __future__ import annotations

import uuid
from pathlib import Path

from sqlalchemy import Engine, insert

from desktop_app.domain.choices import CODE_LISTS
from desktop_app.domain.code_value import CodeValue
from desktop_app.storage.engine import APPLICATION_ID, connect, open_engine
from desktop_app.storage.failures import speaking
from desktop_app.storage.register import Register
from desktop_app.storage.tables import ABOUT, IDENTITY, METADATA
from desktop_app.storage.upgrade import REVISION


def fill(path: Path, who: str) -> None:
    """Make an empty file an empty register."""
    with speaking(path):
        connection = connect(path)
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        finally:
            connection.close()
        engine = open_engine(path)
        register = Register(path, engine, read_only=False, who=who)
        try:
            _make_tables(engine, who)
            with register.changing(origin="program", verb="create") as unit:
                unit.add_all(_shipped_codes())
                unit.derived_today()
        finally:
            register.close()


def _make_tables(engine: Engine, who: str) -> None:
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        METADATA.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {REVISION}")
        facts = {"made_by": who, IDENTITY: uuid.uuid4().hex}
        connection.execute(insert(ABOUT), [{"name": name, "value": value} for name, value in facts.items()])


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
