"""Turns what a database driver says into an error that speaks to the user."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_


class StorageError(UserError):
    """The register could not be read or written; nothing was changed."""


class Unreachable(StorageError):
    """The server of the register does not answer for the time being; nothing was changed."""


class NotHere(StorageError):
    """A register cannot be opened where it lies; a copy of it on this computer can."""


BEING_WRITTEN = N_(
    "Something else is being written into the register {file}. Nothing was changed. Try again in a moment."
)
DISK_FULL = N_("The disk is full. Nothing was changed in {file}. Make room and try again.")
DAMAGED = N_("The register {file} is damaged. Nothing was changed. Restore a backup of it.")
NO_REGISTER = N_("{file} is not a register of Brückenbuch. It was not changed.")

_UNANSWERED = "i/o error"
_ROOM_FOR_THE_ENGINE = 65_536
_SENTENCES = (
    ("locked", BEING_WRITTEN),
    ("busy", BEING_WRITTEN),
    ("disk is full", DISK_FULL),
    (
        "readonly",
        N_("The register {file} is read-only here. Nothing was changed. Copy it to a folder in which you may write."),
    ),
    ("not a database", NO_REGISTER),
    ("malformed", DAMAGED),
    ("could not decode", DAMAGED),
    (
        "unable to open",
        N_(
            "The register {file} cannot be opened. "
            "Check that the file and its folder are there and may be read and written."
        ),
    ),
    (
        _UNANSWERED,
        N_("The disk does not answer. Nothing was changed in {file}. Check the disk or the connection to it."),
    ),
    (
        "unique constraint",
        N_("Another record has this number or code already. Nothing was changed in {file}."),
    ),
)
_OTHER = N_("The register {file} could not be read or written. Nothing was changed.")


@contextmanager
def speaking(path: Path) -> Iterator[None]:
    """Let driver errors about the register file at `path` leave as StorageError."""
    try:
        yield
    except Exception as error:
        cause = getattr(error, "orig", error)  # where SQLAlchemy keeps the driver's own error
        if not isinstance(cause, sqlite.Error):
            raise
        raise StorageError(_sentence(str(cause).lower(), path), file=path.name) from error


def _sentence(said: str, path: Path) -> str:
    if _UNANSWERED in said and _is_full(path.parent):
        return DISK_FULL
    return next((sentence for words, sentence in _SENTENCES if words in said), _OTHER)


def _is_full(folder: Path) -> bool:
    """Say whether a disk has no room for what the engine keeps beside a register: then it only says that it failed."""
    try:
        return shutil.disk_usage(folder).free < _ROOM_FOR_THE_ENGINE
    except OSError:
        return False
