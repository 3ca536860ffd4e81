"""Makes, recognises and opens register files; refuses what is none, unchanged."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.base.i18n import N_
from desktop_app.base.patience import patiently
from desktop_app.storage.backup_notes import note_of
from desktop_app.storage.engine import APPLICATION_ID, Outside, connect, open_engine
from desktop_app.storage.failures import DAMAGED, NO_REGISTER, NotHere, StorageError, speaking
from desktop_app.storage.homes import Ask, Barred
from desktop_app.storage.location import refuse_unsafe
from desktop_app.storage.migrations import REVISION
from desktop_app.storage.new_file import drop_second_name, give_name, logs_of, part_of, refuse_taken
from desktop_app.storage.newcomers import FileNewcomers, Newcomers, OutsideNewcomers
from desktop_app.storage.volume import is_read_only_medium

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from desktop_app.storage.file_store import FileStore
    from desktop_app.storage.register import Register

# What needs SQLAlchemy is imported where it is used: the program starts without it.

SUFFIX = ".bruecke"
_UNFINISHED = N_(
    "{file} was not closed properly, and where nothing can be written its last changes cannot be read. "
    "Nothing was changed. Copy it to this computer, together with the files beside it that begin with its name."
)


_MOVED = N_(
    "The register {file} is not in {folder} any more: it was moved, renamed, deleted or replaced while it was open. "
    "Nothing was saved. Put it back under its name and save again; what is typed here stays."
)


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A file that was found to be a register of this program's format; `alone` is read without any lock.

    `barred` says why it can only be read, None where it can be written. `inode` tells the file from another one that
    takes its place.
    """

    path: Path
    barred: Barred | None
    alone: bool
    inode: tuple[int, int] = (0, 0)

    @property
    def read_only(self) -> bool:
        """Say whether it can only be read."""
        return self.barred is not None

    @property
    def name(self) -> str:
        """Return the file's name."""
        return self.path.name

    @property
    def place(self) -> str:
        """Return the folder."""
        return str(self.path.parent)

    @property
    def address(self) -> str:
        """Return the path."""
        return str(self.path)

    @property
    def found_at(self) -> Path:
        """Return the path."""
        return self.path

    @property
    def contact(self) -> None:
        """Return nothing: no server has to answer."""

    def open(self, who: str) -> Register:
        """Open the register."""
        from desktop_app.storage.register import Register  # noqa: PLC0415  see above

        with self.speaking():
            seen = partial(_seen_from_outside, self.path) if self.alone else None
            return Register(self, open_engine(self.path, read_only=self.read_only, seen=seen), who=who)

    def refuse_moved(self) -> None:
        """Raise StorageError where another file, or none, has the register's name: what is saved would not be there."""
        if self.inode != _inode(self.path):
            raise StorageError(_MOVED, file=self.path.name, folder=str(self.path.parent))

    def file_store(self, engine: Engine) -> FileStore:  # noqa: ARG002  for registers on a server
        """Return the store in the folder beside the file."""
        from desktop_app.storage.file_store import FolderStore, folder_of  # noqa: PLC0415  see above

        return FolderStore(folder_of(self.path))

    def speaking(self) -> AbstractContextManager[None]:
        """Let the driver's errors inside leave as StorageError."""
        return speaking(self.path)

    @contextmanager
    def glancing(self) -> Iterator[Ask]:
        """Read a few things as they stand at one moment."""
        with self.speaking():
            connection = connect(self.path, read_only=self.read_only, alone=self.read_only and is_alone(self.path))
            try:
                connection.execute("BEGIN")
                yield connection.execute
            finally:
                connection.close()

    def newcomers(self) -> Newcomers | None:
        """Return what asks the file now and then."""
        if self.alone:
            return OutsideNewcomers(self.path, partial(_seen_from_outside, self.path))
        return FileNewcomers(self.path, partial(connect, self.path, read_only=self.read_only))


_SQLITE = b"SQLite format 3\0"
_HEADER = 72
_NUMBERS = ((16, 18), (60, 64), (68, 72))
"""Bytes of a file's header that hold its page size, our revision and the application's number, which ends what we read
(SQLite, Database File Format)."""


class _Numbers(NamedTuple):
    application: int
    revision: int
    page: int


def create_register(path: Path, *, who: str) -> Register:
    """Make a new register with the shipped code lists and open it; refuses to overwrite anything."""
    from desktop_app.storage.filling import furnish  # noqa: PLC0415  see above

    make_register_file(path, lambda connection: furnish(connection, who))
    return open_register(path, who=who)


def make_register_file(path: Path, write: Callable[[Connection], None]) -> None:
    """Make a register file whose empty tables `write` fills, all of it or nothing; refuses to overwrite anything."""
    from desktop_app.storage.filling import fill  # noqa: PLC0415  see above

    refuse_unsafe(path)
    refuse_taken(path)
    part = part_of(path)
    try:
        part.unlink(missing_ok=True)
        part.touch()
    except OSError as error:
        raise StorageError(
            N_("{file} cannot be made in {folder}. Check that you may write there."),
            file=path.name,
            folder=str(path.parent),
        ) from error
    try:
        fill(part, write)
        give_name(part, path)
    except BaseException:
        for leftover in (part, *(part.with_name(part.name + tail) for tail in ("-wal", "-shm", "-journal"))):
            patiently(partial(leftover.unlink, missing_ok=True))
        raise


def open_register(path: Path, *, who: str) -> Register:
    """Open a register; see `find_register`."""
    return find_register(path).open(who)


def find_register(path: Path) -> RegisterFile:
    """Look whether a file is a register, and bring an older one up to date on a copy.

    Raises StorageError, and changes nothing, for a file that is missing, no register, newer than the program, or on
    a network or synchronised folder. A file or folder that cannot be written opens for reading only, as does a backup.
    """
    path = path.resolve()  # a link is followed, so that the upgrade replaces the file and not the link
    refuse_unsafe(path)
    revision = refuse_newer(path)
    barred = _barred(path)
    if revision < REVISION:
        if barred:
            raise StorageError(
                N_(
                    "{file} is of an older version and cannot be updated where it may not be written. "
                    "It was not changed."
                ),
                file=path.name,
            )
        from desktop_app.storage.upgrade import upgrade  # noqa: PLC0415  see above

        upgrade(path)
    with speaking(path):
        if not barred:
            drop_second_name(path)
            connection = connect(path)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            finally:
                connection.close()
    return RegisterFile(path, barred, is_alone(path), _inode(path))


def fold_log(path: Path) -> None:
    """Bring what stands in the log alone into the file, where nobody else has the register open."""
    with contextlib.suppress(StorageError), speaking(path):
        connection = connect(path)
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        finally:
            connection.close()  # the last one does it


def refuse_newer(path: Path) -> int:
    """Return the format number of a register; raises StorageError for one newer than the program, and other files."""
    revision = _revision(path)
    if revision > REVISION:
        raise StorageError(
            N_(
                "{file} was made by a newer version of Brückenbuch. It was not changed. "
                "Install the newer version to open it."
            ),
            file=path.name,
        )
    return revision


def _barred(path: Path) -> Barred | None:
    if _is_writable(path):
        return None
    return Barred.MEDIUM if is_read_only_medium(path.parent) else Barred.PROTECTED


def _is_writable(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) and os.access(path, os.W_OK) and not note_of(path).exists()


def is_alone(path: Path) -> bool:
    """Say whether a register is read without locks: where it may not be written, and nobody has it open.

    What an engine with locks would leave beside the file could keep its owner from writing it.
    """
    return not _is_writable(path) and not _has_log(path)


def _seen_from_outside(path: Path) -> Outside:
    """Look at a register that may not be written: alone until somebody who may write it does."""
    found = []
    for file in (path, *logs_of(path)):
        with contextlib.suppress(OSError):
            state = file.stat()
            found.append((file.suffix, state.st_ino, state.st_size, state.st_mtime_ns))
    return Outside(is_alone(path), tuple(found))


def _inode(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return found.st_dev, found.st_ino


def _revision(path: Path) -> int:
    """Return the format number of a register without changing a byte; raises StorageError for other files.

    The engine reads the file, not we ourselves: to close a file that the program has open drops its locks.
    """
    if path.is_dir():
        raise StorageError(NO_REGISTER, file=path.name)
    if _has_log(path):
        identity, revision, _ = _identity_with_log(path)
        torn = False
    else:
        identity, revision, page = _identity(path, alone=True)
        torn = path.stat().st_size % page > 0  # which the engine takes for a page of zeros
    if identity != APPLICATION_ID:
        raise StorageError(NO_REGISTER, file=path.name)
    if torn:
        raise StorageError(DAMAGED, file=path.name)
    return revision


def _identity_with_log(path: Path) -> _Numbers:
    """Read a file together with its log; where a killed program left that half folded in, a writer finishes it first.

    Until then the file alone may be a mix of old and new pages: only its first bytes tell whether it is a register.
    """
    try:
        return _identity(path, alone=False)
    except StorageError as error:
        found = _numbers_in_header(path)
        if found is None:
            raise
        if found.application != APPLICATION_ID or found.revision > REVISION:
            return found
        if _barred(path):
            raise NotHere(_UNFINISHED, file=path.name) from error
        return _identity(path, alone=False, writing=True)


def _numbers_in_header(path: Path) -> _Numbers | None:
    """Read the header without the engine: nobody has a file open whose log cannot be read, so no lock is lost."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError:
        return None
    if len(header) < _HEADER or not header.startswith(_SQLITE):
        return None
    page, revision, application = (int.from_bytes(header[start:end], "big") for start, end in _NUMBERS)
    return _Numbers(application, revision, page)


def _identity(path: Path, *, alone: bool, writing: bool = False) -> _Numbers:
    with speaking(path):
        connection = connect(path, read_only=not writing, alone=alone)
        try:
            names = ("application_id", "user_version", "page_size")
            return _Numbers(*(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names))
        finally:
            connection.close()


def _has_log(path: Path) -> bool:
    return any(log.exists() for log in logs_of(path))
