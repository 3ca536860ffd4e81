"""Every migration stands on its own, and together they make the tables of today."""

from __future__ import annotations

import ast
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from desktop_app.storage import migrations as package
from desktop_app.storage.engine import APPLICATION_ID, connect, open_engine
from desktop_app.storage.migrations import REVISION
from desktop_app.storage.server import server_engine
from desktop_app.storage.tables import METADATA
from desktop_app.storage.upgrade import migrate, migrations, upgrade
from tests.postgres import Postgres

FILES = sorted(Path(package.__path__[0]).glob("r*.py"))


def schema(connection: Connection) -> dict[tuple[str, str], list[str]]:
    """Return what makes each table and index; the order of a table's constraints says nothing."""
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    return {(kind, name): parts(sql) if kind == "table" else [sql] for kind, name, sql in rows}


def parts(sql: str) -> list[str]:
    lines = [line.strip().rstrip(",") for line in sql.splitlines()]
    constraints = [line for line in lines if line.startswith("CONSTRAINT")]
    return [line for line in lines if line not in constraints and line] + sorted(constraints)


def empty_register(path: Path) -> Path:
    """Make a file that is a register of revision 0: no tables yet."""
    path.touch()
    connection = connect(path)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.close()
    return path


def test_that_every_migration_is_in_the_list_and_counted() -> None:
    names = [migrate.__module__.rpartition(".")[2] for migrate in migrations()]
    assert names == [file.stem for file in FILES]
    assert len(names) == REVISION
    assert [int(name[1:5]) for name in names] == list(range(1, REVISION + 1))


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_that_a_migration_freezes_its_own_tables(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= {"__future__", "alembic", "sqlalchemy"}


def test_that_all_migrations_make_the_same_tables_as_the_declarations(tmp_path: Path) -> None:
    path = empty_register(tmp_path / "old.bruecke")
    upgrade(path)
    migrated = open_engine(path)
    with migrated.connect() as connection:
        after_migrations = schema(connection)
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == REVISION
    migrated.dispose()
    path = empty_register(tmp_path / "new.bruecke")
    declared = open_engine(path)
    with declared.connect().execution_options(writes=True) as connection, connection.begin():
        METADATA.create_all(connection)
        assert after_migrations == schema(connection)
    declared.dispose()


def test_that_all_migrations_make_the_same_tables_on_a_server(postgres: Postgres) -> None:
    made = []
    for make in (METADATA.create_all, partial(migrate, through=migrations())):
        address = postgres.fresh(furnished=False)
        engine = server_engine(address)
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            make(connection)
            made.append(server_schema(connection))
        engine.dispose()
        postgres.drop(address)
    assert len(made[0]) > 500
    assert made[0] == made[1]


def server_schema(connection: Connection) -> list[tuple[str, ...]]:
    """Return each column, index and constraint as the server itself tells it."""
    return [tuple(row) for row in connection.exec_driver_sql(_SERVER_SCHEMA)]


_SERVER_SCHEMA = """
SELECT table_name, column_name, concat_ws(' ', data_type, is_nullable, column_default, collation_name)
FROM information_schema.columns WHERE table_schema = 'public'
UNION SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2, 3
"""
