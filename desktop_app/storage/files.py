"""Makes, recognises and opens register files; refuses what is none, unchanged."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.i18n import N_
from desktop_app.storage.disk import sync
from desktop_app.storage.engine import APPLICATION_ID, connect, open_engine
from desktop_app.storage.failures import NO_REGISTER, StorageError, speaking
from desktop_app.storage.homes import Ask
from desktop_app.storage.location import refuse_unsafe
from desktop_app.storage.upgrade import REVISION, upgrade

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop_app.storage.register import Register

# What needs SQLAlchemy is imported where it is used: the program starts without it.

SUFFIX = ".bruecke"
_EXISTS = N_("{file} exists already. Nothing was changed. Choose another name.")


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A file that was found to be a register of this program's format; `alone` is read without any lock."""

    path: Path
    read_only: bool
    alone: bool

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

    def open(self, who: str) -> Register:
        """Open the register."""
        from desktop_app.storage.register import Register  # noqa: PLC0415  see above

        with self.speaking():
            return Register(self, open_engine(self.path, read_only=self.read_only, alone=self.alone), who=who)

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


_SQLITE = b"SQLite format 3\0"
_HEADER = 72
"""Bytes of a file's header up to the end of the application's number (SQLite, Database File Format)."""


def create_register(path: Path, *, who: str) -> Register:
    """Make a new register with the shipped code lists and open it; refuses to overwrite anything."""
    from desktop_app.storage.filling import furnish  # noqa: PLC0415  see above

    make_register_file(path, lambda connection: furnish(connection, who))
    return open_register(path, who=who)


def make_register_file(path: Path, write: Callable[[Connection], None]) -> None:
    """Make a register file whose empty tables `write` fills, all of it or nothing; refuses to overwrite anything."""
    from desktop_app.storage.filling import fill  # noqa: PLC0415  see above

    refuse_unsafe(path)
    if path.exists():
        raise StorageError(_EXISTS, file=path.name)
    if not path.parent.is_dir():
        raise StorageError(
            N_("{file} cannot be made, because the folder {folder} does not exist."),
            file=path.name,
            folder=str(path.parent),
        )
    part = path.with_name(f".{path.name}.new")
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
        _move_new(part, path)
    except BaseException:
        for leftover in (part, *(part.with_name(part.name + tail) for tail in ("-wal", "-shm", "-journal"))):
            leftover.unlink(missing_ok=True)
        raise


def _move_new(part: Path, path: Path) -> None:
    """Give the finished file its name, without overwriting one that appeared meanwhile."""
    try:
        os.link(part, path)
        part.unlink()
    except OSError as error:  # the name is taken, or the disk knows no second names
        if path.exists():
            raise StorageError(_EXISTS, file=path.name) from error
        part.rename(path)
    sync(path.parent)


def open_register(path: Path, *, who: str) -> Register:
    """Open a register; see `find_register`."""
    return find_register(path).open(who)


def find_register(path: Path) -> RegisterFile:
    """Look whether a file is a register, and bring an older one up to date on a copy.

    Raises StorageError, and changes nothing, for a file that is missing, no register, newer than the program, or on
    a network or synchronised folder. A file or folder that cannot be written opens for reading only.
    """
    path = path.resolve()  # a link is followed, so that the upgrade replaces the file and not the link
    refuse_unsafe(path)
    revision = _revision(path)
    if revision > REVISION:
        raise StorageError(
            N_(
                "{file} was made by a newer version of Brückenbuch. It was not changed. "
                "Install the newer version to open it."
            ),
            file=path.name,
        )
    read_only = not (os.access(path.parent, os.W_OK) and os.access(path, os.W_OK))
    if revision < REVISION:
        if read_only:
            raise StorageError(
                N_(
                    "{file} is of an older version and cannot be updated where it may not be written. "
                    "It was not changed."
                ),
                file=path.name,
            )
        upgrade(path)
    with speaking(path):
        if not read_only:
            connection = connect(path)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            finally:
                connection.close()
    return RegisterFile(path, read_only=read_only, alone=is_alone(path))


def is_alone(path: Path) -> bool:
    """Say whether a register is read without locks: where none can be made beside it, and nobody has it open."""
    return not os.access(path.parent, os.W_OK) and not _log(path).exists()


def _revision(path: Path) -> int:
    """Return the format number of a register without changing a byte; raises StorageError for other files.

    The engine reads the file, not we ourselves: to close a file that the program has open drops its locks.
    """
    if path.is_dir():
        raise StorageError(NO_REGISTER, file=path.name)
    identity, revision = _identity_with_log(path) if _log(path).exists() else _identity(path, alone=True)
    if identity != APPLICATION_ID:
        raise StorageError(NO_REGISTER, file=path.name)
    return revision


def _identity_with_log(path: Path) -> tuple[int, int]:
    """Read a file together with its log; where a killed program left that half folded in, a writer finishes it first.

    Until then the file alone may be a mix of old and new pages: only its first bytes tell whether it is a register.
    """
    try:
        return _identity(path, alone=False)
    except StorageError:
        if not os.access(path, os.W_OK) or not _begins_like_a_register(path):
            raise
        return _identity(path, alone=False, writing=True)


def _begins_like_a_register(path: Path) -> bool:
    """Look at the header without the engine: nobody has a file open whose log cannot be read, so no lock is lost."""
    with path.open("rb") as file:
        header = file.read(_HEADER)
    return header.startswith(_SQLITE) and header[-4:] == APPLICATION_ID.to_bytes(4, "big")


def _identity(path: Path, *, alone: bool, writing: bool = False) -> tuple[int, int]:
    with speaking(path):
        connection = connect(path, read_only=not writing, alone=alone)
        try:
            numbers = [
                connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
            ]
        finally:
            connection.close()
    return numbers[0], numbers[1]


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")
