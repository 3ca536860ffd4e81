"""Says in the user's words why a backup could not be made: the register itself is unharmed each time."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from desktop_app.base.file_failures import NotConfirmed, NotWritten
from desktop_app.base.i18n import N_
from desktop_app.storage.failures import StorageError


class BackupFailed(StorageError):
    """No backup was made; the register and the backups made before are as they were."""


class NotRestored(StorageError):
    """No register was made from a backup; the backup is as it was."""


FULL = N_(
    "No backup of {file} was made, because the disk of {folder} is full. The register is unharmed. "
    "Make room there or choose another folder."
)
_REFUSED = N_(
    "No backup of {file} was made, because {folder} cannot be written. The register is unharmed. "
    "Check that you may write there, or choose another folder."
)
_GONE = N_(
    "No backup of {file} was made, because {folder} is not there. The register is unharmed. "
    "Connect the disk or choose another folder."
)
_DAMAGED = N_(
    "No backup of {file} was made, because the register is damaged. The backups made before are kept. "
    "Restore one of them into a new file."
)
_DISK = N_(
    "No backup of {file} was made, because the disk of {folder} does not answer. The register is unharmed. "
    "Check the disk or choose another folder."
)
DAMAGED_BACKUP = N_("The backup {file} is damaged and cannot be used. Nothing was changed. Choose another backup.")

_NO_ROOM_TO_RESTORE = N_(
    "{file} was not made from the backup, because the disk of {folder} is full. The backup is unharmed. "
    "Make room there or choose another folder."
)
_NOT_RESTORED = N_(
    "{file} was not made from the backup, because {folder} could not be written or the backup could not be read. "
    "The backup is unharmed. Check both disks or choose another folder."
)

_BY_NUMBER = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EACCES: _REFUSED,
    errno.EPERM: _REFUSED,
    errno.EROFS: _REFUSED,
    errno.EEXIST: _REFUSED,
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
}
_BY_WORDS = (
    ("disk is full", FULL),
    ("readonly", _REFUSED),
    ("unable to open", _REFUSED),
    ("malformed", _DAMAGED),
    ("not a database", _DAMAGED),
)


@contextmanager
def telling(register: str, folder: Path) -> Iterator[None]:
    """Let what the system and the engine say while a backup is made leave as BackupFailed."""
    try:
        yield
    except (OSError, NotWritten, NotConfirmed, sqlite.Error) as error:
        raise BackupFailed(_sentence(error), file=register, folder=str(folder)) from error


@contextmanager
def telling_of_restoring(target: Path) -> Iterator[None]:
    """Let what the system and the engine say while a backup is restored leave as NotRestored."""
    try:
        yield
    except (OSError, NotWritten, NotConfirmed, sqlite.Error) as error:
        sentence = _NO_ROOM_TO_RESTORE if _sentence(error) is FULL else _NOT_RESTORED
        raise NotRestored(sentence, file=target.name, folder=str(target.parent)) from error


def _sentence(error: BaseException) -> str:
    cause = error.__cause__ if isinstance(error, (NotWritten, NotConfirmed)) else error
    if isinstance(cause, OSError):
        return _BY_NUMBER.get(cause.errno or 0, _DISK)
    said = str(cause).lower()
    return next((sentence for words, sentence in _BY_WORDS if words in said), _DISK)
