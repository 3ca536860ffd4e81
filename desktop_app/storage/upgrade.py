"""Brings an older register up to date: on a copy, checked, then swapped in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from desktop_app.base.i18n import N_
from desktop_app.storage.engine import connect, open_engine
from desktop_app.storage.failures import StorageError, speaking

REVISION = 1
"""The register format that this program writes; the number of the last migration."""


def upgrade(path: Path) -> Path:
    """Migrate a register to the present format and return the backup of the old one, which lies beside it.

    The file itself is replaced in one step at the end: killed before, it is the old one; after, the new one.
    """
    copy = path.with_name(f".{path.name}.upgrade")
    backup = _free_name(path)
    with speaking(path):
        _vacuum_into(path, backup)
        _vacuum_into(path, copy)
        _migrate(copy)
        _check(copy)
        _fold_log(path)
        _sync(copy)
        copy.replace(path)
        _sync(path.parent)
    return backup


def _free_name(path: Path) -> Path:
    candidates = (path.with_name(f"{path.stem}.before-{REVISION}{number or ''}{path.suffix}") for number in range(1000))
    return next(name for name in candidates if not name.exists())


def _vacuum_into(path: Path, target: Path) -> None:
    """Write a whole, consistent copy: to a part file, checked, then renamed."""
    part = target.with_name(target.name + ".part")
    for leftover in (part, target) if target.name.startswith(".") else (part,):
        leftover.unlink(missing_ok=True)
    source = connect(path)
    try:
        source.execute("VACUUM INTO ?", (str(part),))
    finally:
        source.close()
    _check(part)
    _sync(part)
    part.replace(target)
    _sync(target.parent)


def _migrate(path: Path) -> None:
    from alembic.migration import MigrationContext  # noqa: PLC0415  loaded where it is used: it would slow every start
    from alembic.operations import Operations  # noqa: PLC0415  loaded where it is used: it would slow every start

    engine = open_engine(path, foreign_keys=False)  # with keys on, batch mode deletes child rows in silence
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            done = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            context = MigrationContext.configure(connection, opts={"transactional_ddl": True, "render_as_batch": True})
            with Operations.context(context):
                for step in steps()[done:]:
                    step()
            connection.exec_driver_sql(f"PRAGMA user_version = {REVISION}")
    finally:
        engine.dispose()


def steps() -> tuple[Any, ...]:
    """Return the migrations in order; the first makes an empty register."""
    from desktop_app.storage.migrations import r0001_first  # noqa: PLC0415  loaded where it is used: it would slow every start

    return (r0001_first.upgrade,)


def _check(path: Path) -> None:
    connection = connect(path)
    try:
        whole = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        linked = connection.execute("PRAGMA foreign_key_check").fetchone() is None
    finally:
        connection.close()
    if not (whole and linked):
        path.unlink()
        raise StorageError(
            N_("The register {file} is damaged and could not be brought up to date. It was not changed."),
            file=path.name,
        )


def _fold_log(path: Path) -> None:
    """Move what is in the write-ahead log into the file, and hold no connection when it is replaced."""
    connection = connect(path)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
