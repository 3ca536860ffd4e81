"""Makes backups of a register, copies them, thins them out: whole files in a folder, each with a note beside it.

A backup has its name only when it has been checked, compared and brought to the disk, and its note before that. A file
without a note was laid there by somebody else and is left alone, as are the backups of other registers.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from desktop_app.base.patience import patiently
from desktop_app.storage.backup_contents import contents_in, has, remove_all_but, take
from desktop_app.storage.backup_contents import is_whole as is_whole_content
from desktop_app.storage.backup_failures import DAMAGED_BACKUP, BackupFailed, telling
from desktop_app.storage.backup_notes import (
    NOTE_SUFFIX,
    REGISTER_SUFFIX,
    Backup,
    Reason,
    every_note_in,
    named,
    note_of,
    notes_in,
    write_note,
)
from desktop_app.storage.disk import sync
from desktop_app.storage.file_store import FileStore, FolderStore, folder_of
from desktop_app.storage.folder_lock import alone_in
from desktop_app.storage.thinning import thinned
from desktop_app.storage.whole_copy import Heard, State, remove_copy, unheard, write_copy

FOLDER_SUFFIX = ".backups"
_PART = ".part"
_BLOCK = 1 << 20
_READ_ONLY, _WRITABLE = 0o444, 0o644
_SURELY_LEFT = 24 * 3600
"""Seconds after which a part is left over in a folder where nobody can tell whether another computer writes it."""
_SPARE = 16_000_000
"""Bytes that a backup leaves free on its disk, where the register may have to grow."""


class Source(Protocol):
    """The home of a register, as backups see it."""

    @property
    def name(self) -> str:
        """Return what the register is called."""

    @property
    def folder(self) -> Path:
        """Return where its backups lie."""

    def size(self) -> int:
        """Return about how many bytes a copy takes."""

    def copy_into(self, target: Path, heard: Heard) -> State:
        """Write a whole, checked copy into a register file and say what it holds."""

    @property
    def contents(self) -> FileStore:
        """Return where the contents of its files are; those that a copy needs are there once it is made."""


class FileSource:
    """A register file; `alone` where nothing can be written beside it."""

    def __init__(self, path: Path, *, alone: bool = False) -> None:
        self.path = path
        self._alone = alone

    @property
    def name(self) -> str:
        """Return the file's name without its ending."""
        return self.path.stem

    @property
    def folder(self) -> Path:
        """Return the folder beside the file."""
        return self.path.with_name(self.path.name + FOLDER_SUFFIX)

    def size(self) -> int:
        """Return how large the file and its log are."""
        files = (self.path, self.path.with_name(f"{self.path.name}-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def copy_into(self, target: Path, heard: Heard) -> State:
        """Write a whole, checked copy; see `write_copy`."""
        return write_copy(self.path, target, alone=self._alone, heard=heard)

    @property
    def contents(self) -> FileStore:
        """Return the folder of files beside the register."""
        return FolderStore(folder_of(self.path))


def make_backup(source: Source, folder: Path, reason: Reason, *, heard: Heard = unheard) -> Backup:
    """Make a backup in a folder, which is made where it is missing; the one above has to be there.

    Raises StorageError where it cannot be made; then nothing is left of it, and the register is as it was.
    """
    with telling(source.name, folder), _part(folder, source.size(), heard) as part:
        state = source.copy_into(part, heard)
        contents = (*sorted(state.contents), *sorted(state.remembered & set(source.contents.hashes())))
        lacking = take(contents_in(folder), contents, source.contents, heard)
        made = Backup(
            path=part,
            made=datetime.now(UTC),
            reason=reason.value,
            register=state.identity,
            operation=state.operation,
            size=part.stat().st_size,
            digest=digest_of(part, heard),
            sound=state.linked and not lacking,
            contents=tuple(each for each in contents if each not in lacking),
        )
        return _publish(made, named(made, folder, source.name))


def copy_backup(backup: Backup, folder: Path, name: str, *, heard: Heard = unheard) -> Backup:
    """Copy a backup into another folder, read it again there and return the copy; `name` is that of its register.

    Raises StorageError where that fails; then nothing is left of it.
    """
    with telling(name, folder), _part(folder, backup.size, heard) as part:
        with backup.path.open("rb") as source, part.open("xb") as target:
            while block := source.read(_BLOCK):
                heard()
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
        if digest_of(part, heard) != backup.digest:
            raise BackupFailed(DAMAGED_BACKUP, file=backup.path.name)
        lacking = take(contents_in(folder), backup.contents, contents_in(backup.path.parent), heard)
        contents = tuple(each for each in backup.contents if each not in lacking)
        copy = replace(backup, path=part, contents=contents, sound=backup.sound and not lacking)
        return _publish(copy, named(copy, folder, name))


def is_whole(backup: Backup, heard: Heard = unheard) -> bool:
    """Read a backup to its end and say whether it is, byte for byte, what was checked when it was made.

    What files on records hold lies beside it and is another question: see `has_contents`.
    """
    try:
        return backup.in_place and digest_of(backup.path, heard) == backup.digest
    except OSError:
        return False


def has_contents(backup: Backup, heard: Heard = unheard, *, reading: bool = False) -> bool:
    """Say whether the contents that a backup needs are there, with `reading` also whether they are whole."""
    store = contents_in(backup.path.parent)
    if reading:
        return all(is_whole_content(store, content, heard) for content in backup.contents)
    return all(has(store, content) for content in backup.contents)


def remove_backup(backup: Backup) -> None:
    """Take a backup away, its note last; raises OSError where the system refuses."""
    with contextlib.suppress(FileNotFoundError):
        backup.path.chmod(_WRITABLE)  # Windows removes no read-only file
        patiently(backup.path.unlink)
    patiently(partial(note_of(backup.path).unlink, missing_ok=True))


def thin(folder: Path, register: str, now: datetime, *, heard: Heard = unheard) -> list[Backup]:
    """Remove the backups of a register that need not be kept (see `thinned`), and return them.

    Each goes only when the one that stays in its place has been read and found whole. One that cannot be removed
    stays. What a killed program left goes as well.
    """
    with alone_in(folder, heard) as alone:
        _sweep(folder, 0 if alone else _SURELY_LEFT)
        found = {backup.path: backup for backup in reversed(notes_in(folder, register))}
        removed = []
        for path in _places(found, now, heard):
            with contextlib.suppress(OSError):
                remove_backup(found[path])
                removed.append(found[path])
        if (known := every_note_in(folder)) is not None:
            needed = {content for each in known for content in each.contents}
            remove_all_but(contents_in(folder), needed)
    return removed


def _places(found: dict[Path, Backup], now: datetime, heard: Heard) -> dict[Path, Path]:
    """Return which backups, given the oldest first, may go, each with a whole one that stays in its place."""
    made = {path: backup.made for path, backup in found.items()}
    bad = {path for path, backup in found.items() if not backup.in_place}
    sound = [path for path, backup in found.items() if backup.sound and path not in bad]
    whole: set[Path] = set()
    while True:
        places = thinned(made, bad, now, precious=sound[-1:])
        doubtful = set(places.values()) - whole
        if not doubtful:
            return places
        whole |= {path for path in doubtful if is_whole(found[path], heard)}
        bad |= doubtful - whole


def digest_of(path: Path, heard: Heard = unheard) -> str:
    """Return the SHA-256 of a file that nobody writes, as hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            heard()
            digest.update(block)
    return digest.hexdigest()


# -- how a backup comes to its name ------------------------------------------------------------------------------------


@contextlib.contextmanager
def _part(folder: Path, size: int, heard: Heard) -> Iterator[Path]:
    """Give a free name in a folder that has room for so many bytes; what still has that name at the end is removed."""
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        sync(folder.parent)
    with alone_in(folder, heard) as alone:
        _sweep(folder, 0 if alone else _SURELY_LEFT)
        if shutil.disk_usage(folder).free < size + _SPARE:
            # A disk filled to its end would keep the register itself from being saved meanwhile.
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
        part = folder / f".{os.urandom(8).hex()}{_PART}"
        try:
            yield part
        finally:
            with contextlib.suppress(OSError):
                remove_copy(part)


def _publish(part: Backup, backup: Backup) -> Backup:
    """Give a part that is whole and on the disk its note and its name, and bring both names to the disk."""
    write_note(backup)
    try:
        with contextlib.suppress(OSError):  # against being opened and changed; not every disk knows it
            part.path.chmod(_READ_ONLY)
        patiently(partial(part.path.replace, backup.path))
        sync(backup.path.parent)
    except BaseException:
        remove_backup(backup)
        raise
    return backup


def _sweep(folder: Path, still_for: float) -> None:
    """Remove what a killed program left: parts, and notes whose backup never came to its name.

    Only what nobody has written for so many seconds.
    """
    orphans = (note for note in folder.glob(f"*{REGISTER_SUFFIX}{NOTE_SUFFIX}") if not note.with_suffix("").exists())
    begun = (*folder.glob(f".*{_PART}*"), *contents_in(folder).folder.glob(f"??/.*{_PART}"))
    for leftover in (*begun, *orphans):
        with contextlib.suppress(OSError):
            if leftover.stat().st_mtime <= time.time() - still_for:
                leftover.chmod(_WRITABLE)
                leftover.unlink()
