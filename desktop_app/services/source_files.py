"""Opens the files that people add, wherever they lie, and says in words why one cannot be taken."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_file_size
from desktop_app.base.i18n import N_

_SHARING_VIOLATIONS = frozenset({32, 33})
"""Windows: in use, locked."""
_LIVE = ("", "-wal", "-shm", "-journal", ".lock")
"""What belongs to an open register: to close one of these files drops the locks that the program holds."""

_GONE = N_("“{name}” is not there any more. It was not added.")
_FOLDER = N_("“{name}” is a folder. Add the files in it.")
_EMPTY = N_("In the folder “{name}” are no files. Nothing was added.")
_TOO_MANY = N_("In the folder “{name}” are more than {most} files. Nothing was added. Add those that are needed.")
_MOST = 200
_LITTER = frozenset({"thumbs.db", "desktop.ini"})
_NO_FILE = N_("“{name}” is no file whose content could be kept. It was not added.")
_LIVE_FILE = N_("“{name}” belongs to the open register itself. It was not added.")
_LARGE = N_(
    "“{name}” has {size}; files of at most {most} are taken. It was not added. "
    "Make it smaller, or allow more in the settings."
)
_IN_USE = N_("“{name}” is locked by another program. It was not added. Close it there, then try again.")
_FORBIDDEN = N_("“{name}” may not be read with your account. It was not added.")
_OTHER = N_("“{name}” cannot be read ({reason}). It was not added.")


def files_within(paths: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[UserError, ...]]:
    """Return the files that are meant by paths, those in folders (and in theirs) in the order of their names.

    Hidden files and links are left out of folders. What is said of folders without files, or with too many, comes
    second.
    """
    found: list[Path] = []
    refused: list[UserError] = []
    for path in paths:
        try:
            found += _within(path) if path.is_dir() else [path]
        except UserError as error:
            refused.append(error)
    return tuple(found), tuple(refused)


def _within(folder: Path) -> list[Path]:
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        found += [Path(place) / name for name in sorted(names) if _is_meant(Path(place) / name)]
        if len(found) > _MOST:
            raise UserError(_TOO_MANY, name=folder.name, most=_MOST)
    if not found:
        raise UserError(_EMPTY, name=folder.name)
    return found


def _is_meant(path: Path) -> bool:
    return not path.name.startswith(".") and path.name.casefold() not in _LITTER and not path.is_symlink()


@contextmanager
def opened(path: Path, register: Path | None, most: int) -> Iterator[IO[bytes]]:
    """Open a file to read it; raises UserError for what is no file, larger than `most` bytes, or cannot be opened.

    A file of the open register at `register` is never opened; a register on a server has none.
    """
    name = path.name
    if belongs_to_register(path, register):
        raise UserError(_LIVE_FILE, name=name)
    try:
        status = path.stat()  # before it is opened: a pipe would wait for ever
        if stat.S_ISDIR(status.st_mode):
            raise UserError(_FOLDER, name=name)
        if not stat.S_ISREG(status.st_mode):
            raise UserError(_NO_FILE, name=name)
        if status.st_size > most:
            raise UserError(_LARGE, name=name, size=format_file_size(status.st_size), most=format_file_size(most))
        file = path.open("rb")
    except OSError as error:
        raise _refusal(name, error) from error
    with file:
        yield file


def belongs_to_register(path: Path, register: Path | None) -> bool:
    """Say whether a path leads to the open register, by whatever name."""
    return register is not None and any(_is_same(path, register.with_name(register.name + tail)) for tail in _LIVE)


def size_of(path: Path) -> int:
    """Return the size of a file in bytes; 0 where it cannot be told."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def is_open_elsewhere(path: Path) -> bool:
    """Say whether an office program has marked a file as open: what is not saved there is not in the file."""
    name = path.name
    marks = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#")  # Excel, Word with a long name, LibreOffice
    return any(_exists(path.with_name(mark)) for mark in marks if len(mark) > len("~$"))


def state_of(file: IO[bytes]) -> tuple[int, int]:
    """Return what changes of an open file when it is written to: its size in bytes and its time in nanoseconds."""
    status = os.fstat(file.fileno())
    return status.st_size, status.st_mtime_ns


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long for one
        return False


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _refusal(name: str, error: OSError) -> UserError:
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return UserError(_IN_USE, name=name)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UserError(_GONE, name=name)
    if isinstance(error, PermissionError):
        return UserError(_FORBIDDEN, name=name)
    return UserError(_OTHER, name=name, reason=error.strerror or str(error.errno))
