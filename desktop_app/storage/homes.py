"""Says where a register lives: in a file, or on a server."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.storage.contact import Contact
from desktop_app.storage.newcomers import Newcomers
from desktop_app.storage.server_address import ServerAddress

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from desktop_app.storage.file_store import FileStore

Whereabouts = Path | ServerAddress
"""Where to look for a register."""

Ask = Callable[[str, tuple[Any, ...]], Any]
"""Runs a statement of plain SQL with `?` for each value, and returns its rows."""


class Barred(Enum):
    """Why a register can only be read."""

    PROTECTED = auto()
    """Its file or folder may not be written by this user."""
    MEDIUM = auto()
    """Nothing can be written to the whole disk."""
    OCCUPIED = auto()
    """Another window writes it; this one reads along."""
    RIGHTS = auto()
    """The server lets this user read only."""


class Home(Protocol):
    """A place where a register was found."""

    @property
    def name(self) -> str:
        """Return the name by which people know the register."""

    @property
    def place(self) -> str:
        """Return where it is: a folder, or a server."""

    @property
    def address(self) -> str:
        """Return what finds it again; never with a password."""

    @property
    def found_at(self) -> Whereabouts:
        """Return what opens it again, with the password where one was needed."""

    @property
    def barred(self) -> Barred | None:
        """Return why it can only be read there, None where it can be written."""

    @property
    def read_only(self) -> bool:
        """Say whether it can only be read there."""

    @property
    def contact(self) -> Contact | None:
        """Return what knows whether the server answers; None where there is none to answer."""

    def refuse_moved(self) -> None:
        """Raise StorageError where it is not there any more, though a connection to it still stands."""

    def file_store(self, engine: Engine) -> FileStore:
        """Return what keeps the contents of the register's files; `engine` is that of the open register."""

    def speaking(self) -> AbstractContextManager[None]:
        """Let the driver's errors inside leave as StorageError."""

    def glancing(self) -> AbstractContextManager[Ask]:
        """Read a few things as they stand at one moment, without all that an open register needs."""

    def newcomers(self) -> Newcomers | None:
        """Return what hears of new operations from now on; None where nobody else can change the register."""
