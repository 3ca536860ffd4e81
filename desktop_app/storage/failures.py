"""Turns what a database driver says into an error that speaks to the user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlite

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_


class StorageError(UserError):
    """The register could not be read or written; nothing was changed."""


BEING_WRITTEN = N_(
    "The register {file} is being written by another program. Nothing was changed. Try again in a moment."
)
DISK_FULL = N_("The disk is full. Nothing was changed in {file}. Make room and try again.")
NO_REGISTER = N_("{file} is not a register of Brückenbuch. It was not changed.")

_SENTENCES = (
    ("locked", BEING_WRITTEN),
    ("busy", BEING_WRITTEN),
    ("disk is full", DISK_FULL),
    (
        "readonly",
        N_("The register {file} is read-only here. Nothing was changed. Copy it to a folder in which you may write."),
    ),
    ("not a database", NO_REGISTER),
    ("malformed", N_("The register {file} is damaged. Nothing was changed. Restore a backup of it.")),
    (
        "unable to open",
        N_(
            "The register {file} cannot be opened. "
            "Check that the file and its folder are there and may be read and written."
        ),
    ),
    (
        "i/o error",
        N_("The disk does not answer. Nothing was changed in {file}. Check the disk or the connection to it."),
    ),
    (
        "unique constraint",
        N_("A number or code was saved that another record already has. Nothing was changed in {file}."),
    ),
)
_OTHER = N_("The register {file} could not be read or written. Nothing was changed.")


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Let driver errors about the register file of that name leave as StorageError."""
    try:
        yield
    except Exception as error:
        cause = getattr(error, "orig", error)  # where SQLAlchemy keeps the driver's own error
        if not isinstance(cause, sqlite.Error):
            raise
        raise StorageError(_sentence(str(cause).lower()), file=name) from error


def _sentence(said: str) -> str:
    return next((sentence for words, sentence in _SENTENCES if words in said), _OTHER)
