"""Brings an older register up to date: on a copy, checked, then swapped in."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.base.i18n import N_
from desktop_app.base.patience import patiently
from desktop_app.storage.backup_failures import FULL, BackupFailed
from desktop_app.storage.backup_notes import Backup, Reason
from desktop_app.storage.backups import FileSource, make_backup, remove_backup
from desktop_app.storage.disk import sync
from desktop_app.storage.engine import connect, open_engine
from desktop_app.storage.failures import BEING_WRITTEN, DISK_FULL, StorageError, speaking
from desktop_app.storage.whole_copy import remove_copy, state_of, write_copy

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NOT_UPGRADED = N_(
    "The register {file} is of an older version and could not be brought up to date. It was not changed. "
    "Check that you may write in its folder."
)

Migration = Callable[[], None]


def migrations() -> tuple[Migration, ...]:
    """Return the migrations in order; the first makes an empty register."""
    from desktop_app.storage.migrations import (  # noqa: PLC0415  loaded where it is used: it would slow every start
        r0001_first,
    )

    return (r0001_first.upgrade,)


def upgrade(path: Path, through: Sequence[Migration] | None = None) -> Path:
    """Migrate a register through all migrations and return the backup of the old one.

    The file itself is replaced in one step at the end: killed before, it is the old one; after, the new one. Raises
    StorageError, and leaves the register as it was, where another program has it open or anything else fails.
    """
    through = migrations() if through is None else through
    copy = path.with_name(f".{path.name}.upgrade")
    backup: Backup | None = None
    with speaking(path):
        guard = connect(path)
        try:
            guard.execute("BEGIN IMMEDIATE")  # from here on nobody else writes
            seen = _state(guard)
            backup = _backed_up(path)
            _refuse_damaged(path, whole=backup.sound)
            write_copy(path, copy)
            _migrate(copy, through)
            _refuse_damaged(path, whole=state_of(copy).linked)
            sync(copy)
            guard.execute("ROLLBACK")
            guard.execute("PRAGMA journal_mode = DELETE")  # fails where anybody else has the register open
            guard.execute("BEGIN IMMEDIATE")
            _refuse_changed(guard, seen, path)
            if os.name == "nt":  # no file that is open can be replaced there
                guard.close()
            patiently(partial(copy.replace, path))
        except BaseException as error:
            remove_copy(copy)
            if backup is not None:
                remove_backup(backup)
            if isinstance(error, OSError):
                raise StorageError(
                    DISK_FULL if error.errno == errno.ENOSPC else _NOT_UPGRADED, file=path.name
                ) from error
            raise
        finally:
            guard.close()
        sync(path.parent)
    return backup.path


def _backed_up(path: Path) -> Backup:
    source = FileSource(path)
    try:
        return make_backup(source, source.folder, Reason.MIGRATION)
    except BackupFailed as error:
        raise StorageError(DISK_FULL if error.msgid == FULL else _NOT_UPGRADED, file=path.name) from error


def _state(connection: Any) -> Any:
    """Return a number that changes when another connection changes the file."""
    return connection.execute("PRAGMA data_version").fetchone()[0]


def _refuse_changed(connection: Any, seen: Any, path: Path) -> None:
    if _state(connection) != seen:
        raise StorageError(BEING_WRITTEN, file=path.name)


def _migrate(path: Path, through: Sequence[Migration]) -> None:
    from desktop_app.storage.dialect import given_ids, keep_given_ids  # noqa: PLC0415  as Alembic below

    engine = open_engine(path, foreign_keys=False)  # with keys on, batch mode deletes child rows in silence
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            done = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            given = given_ids(connection)
            migrate(connection, through[done:])
            keep_given_ids(connection, given)
            connection.exec_driver_sql(f"PRAGMA user_version = {len(through)}")
    finally:
        engine.dispose()


def migrate(connection: Connection, through: Sequence[Migration]) -> None:
    """Run migrations in a transaction that is open, on either engine."""
    from alembic.migration import MigrationContext  # noqa: PLC0415  loaded where it is used: it would slow every start
    from alembic.operations import Operations  # noqa: PLC0415  loaded where it is used: it would slow every start

    context = MigrationContext.configure(connection, opts={"transactional_ddl": True, "render_as_batch": True})
    with Operations.context(context):
        for each in through:
            each()


def _refuse_damaged(path: Path, *, whole: bool) -> None:
    if not whole:
        raise StorageError(
            N_("The register {file} is damaged and could not be brought up to date. It was not changed."),
            file=path.name,
        )
