"""The one bridge to files: where they are kept, how they are written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

from desktop_app.base import file_failures
from desktop_app.base.patience import patiently
from desktop_app.base.resources import resource

if sys.platform == "darwin":
    import fcntl

__all__ = ["config_dir", "documents_dir", "log_dir", "remove_leftovers", "resource", "safe_write", "state_dir"]

_APP = "brueckenbuch"
_BEING_WRITTEN = 3600.0
"""Seconds after which nobody can be writing a file any more that has not grown since."""
_FOLDER_SYNC_UNKNOWN = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF})
"""What file systems answer that cannot bring a folder to the disk by itself, as some network folders."""


def config_dir() -> Path:
    """Return the folder of the user's settings; it may not exist yet."""
    from platformdirs import user_config_path  # noqa: PLC0415  10 ms that a start without settings need not spend

    return user_config_path(_APP, appauthor=False, roaming=True)


def log_dir() -> Path:
    """Return the folder of the program's log files; it may not exist yet."""
    from platformdirs import user_log_path  # noqa: PLC0415  as above

    return user_log_path(_APP, appauthor=False)


def state_dir() -> Path:
    """Return the folder of what this computer remembers of registers; it may not exist yet."""
    from platformdirs import user_state_path  # noqa: PLC0415  as above

    return user_state_path(_APP, appauthor=False)


def documents_dir() -> Path:
    """Return the folder in which the user keeps documents; it may not exist yet."""
    from platformdirs import user_documents_path  # noqa: PLC0415  as above

    return user_documents_path()


@contextlib.contextmanager
def safe_write(path: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
    """Give a binary file, readable and seekable, that takes the place of `path` when the block ends without an error.

    Until then `path` keeps what it held: the bytes go to a new file in the same folder, are brought to the disk and put
    in place in one step. An error in the block removes the new file and goes on to the caller. A link is followed; an
    existing file keeps its permissions, a new one that is `private` can be read by this account alone. Raises
    NotWritten when the system refuses, NotConfirmed when the file is in place but its folder could not be brought to
    the disk.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{os.urandom(8).hex()}.part")
    try:
        mode = _mode_of(target)
        with _removed_on_error(temporary):
            with _create(temporary) as file:
                if private:
                    temporary.chmod(stat.S_IRUSR | stat.S_IWUSR)
                yield file
                file.flush()
                _to_disk(file.fileno())
            if mode is not None:
                temporary.chmod(mode)
            patiently(partial(temporary.replace, target))
    except OSError as failure:
        if failure.filename is not None and os.fspath(failure.filename) not in {str(temporary), str(target)}:
            raise
        raise file_failures.not_written(path, failure) from failure
    try:
        _folder_to_disk(target.parent)
    except OSError as failure:
        raise file_failures.not_confirmed(path, failure) from failure


def remove_leftovers(folder: Path) -> None:
    """Remove from a folder of the program's own what `safe_write` left where the program was ended while it wrote."""
    for leftover in folder.glob(".*.part"):
        with contextlib.suppress(OSError):
            if leftover.stat().st_mtime < time.time() - _BEING_WRITTEN:
                leftover.unlink()


def _mode_of(target: Path) -> int | None:
    """Return the permissions of an existing file; raises OSError for one that must not be replaced."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return stat.S_IMODE(mode)


def _create(temporary: Path) -> IO[bytes]:
    return temporary.open("x+b")


@contextlib.contextmanager
def _removed_on_error(temporary: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            patiently(temporary.unlink)
        raise


def _to_disk(descriptor: int) -> None:
    if sys.platform == "darwin":
        # fsync leaves the bytes in the drive's own memory there.
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def _folder_to_disk(folder: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as failure:
        if failure.errno not in _FOLDER_SYNC_UNKNOWN:
            raise
    finally:
        os.close(descriptor)
