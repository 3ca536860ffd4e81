"""Makes a new register file from a backup; what is there already is never written over."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.i18n import N_
from desktop_app.storage.backup_contents import contents_in, take
from desktop_app.storage.backup_failures import DAMAGED_BACKUP, telling_of_restoring
from desktop_app.storage.backup_notes import Backup, note_of, read_note
from desktop_app.storage.backups import is_whole
from desktop_app.storage.engine import APPLICATION_ID, connect
from desktop_app.storage.failures import DAMAGED, NO_REGISTER, StorageError, speaking
from desktop_app.storage.file_store import FolderStore, folder_of
from desktop_app.storage.files import RegisterFile
from desktop_app.storage.homes import Barred
from desktop_app.storage.location import refuse_unsafe
from desktop_app.storage.migrations import REVISION
from desktop_app.storage.new_file import give_name, part_of, refuse_taken
from desktop_app.storage.whole_copy import Heard, remove_copy, unheard, write_copy

if TYPE_CHECKING:
    from desktop_app.storage.register import Register

_OTHER_VERSION = N_(
    "{file} was made by another version of Brückenbuch and cannot be compared as it is. Nothing was changed. "
    "Restore it into a new file, open that once, then compare it."
)
_MISSING = N_("The backup {file} is not there. Check its name and its disk.")


def refuse_damaged(path: Path, heard: Heard = unheard) -> Backup | None:
    """Return the note of a backup that is whole; None for a register file without one.

    Raises StorageError for a file that is missing, no register, or not what it was when it was made.
    """
    if not path.is_file():
        raise StorageError(_MISSING, file=path.name)
    backup = read_note(note_of(path))
    if backup is not None and not is_whole(backup, heard):
        raise StorageError(DAMAGED_BACKUP, file=path.name)
    if backup is None:
        with _speaking_of_a_backup(path), closing(connect(path, read_only=True)) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise StorageError(NO_REGISTER, file=path.name)
    return backup


@contextmanager
def _speaking_of_a_backup(path: Path) -> Iterator[None]:
    """Let the driver's errors about a file to restore leave as StorageError; one that is damaged is not to be taken."""
    try:
        with speaking(path):
            yield
    except StorageError as error:
        if error.msgid == DAMAGED:
            raise StorageError(DAMAGED_BACKUP, file=path.name) from error
        raise


def open_backup(path: Path, *, heard: Heard = unheard) -> Register:
    """Open a backup for reading; nothing is written into it or beside it.

    Raises StorageError for what `refuse_damaged` refuses, and for a backup of another version of the program.
    """
    alone = refuse_damaged(path, heard) is not None
    with speaking(path), closing(connect(path, read_only=True, alone=alone)) as connection:
        if connection.execute("PRAGMA user_version").fetchone()[0] != REVISION:
            raise StorageError(_OTHER_VERSION, file=path.name)
    return RegisterFile(path, Barred.PROTECTED, alone=alone).open(who="")


def restore(path: Path, target: Path, *, heard: Heard = unheard) -> int:
    """Write what a backup holds to a new register file at `target`, checked and compared; `path` stays as it is.

    Returns how many contents of files on records are missing or damaged in the backup; the others come along.
    A register file without a note is taken as well, such as a backup that was renamed. Raises StorageError where
    `target` exists or lies where a register is not safe, where the backup is damaged, and where the disk refuses; then
    nothing is left at `target`.
    """
    refuse_unsafe(target)
    refuse_taken(target)
    backup = refuse_damaged(path, heard)
    part, files = part_of(target), FolderStore(folder_of(target))
    new = not files.folder.exists()
    try:
        with telling_of_restoring(target):
            state = write_copy(path, part, alone=backup is not None, heard=heard)
            source = contents_in(path.parent) if backup is not None else FolderStore(folder_of(path))
            remembered = state.remembered & set(source.hashes())
            lacking = take(files, sorted(state.contents | remembered), source, heard, reading=True)
            give_name(part, target)
            return len(lacking)
    except BaseException:
        if new:
            shutil.rmtree(files.folder, ignore_errors=True)
        raise
    finally:
        remove_copy(part)
