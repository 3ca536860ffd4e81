"""Makes, opens and proposes register files."""

from __future__ import annotations

import contextlib
import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.base.paths import documents_dir
from desktop_app.base.settings import Settings
from desktop_app.services.desk import Desk
from desktop_app.storage.files import SUFFIX, RegisterFile, create_register, find_register
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.homes import Whereabouts
from desktop_app.storage.server import RegisterServer, find_server
from desktop_app.storage.server_address import SCHEMES, USUAL_PORT, ServerAddress, parse_address

if TYPE_CHECKING:
    from desktop_app.storage.register import Register

__all__ = ["SUFFIX", "USUAL_PORT", "Registers", "ServerAddress", "Whereabouts", "whereabouts"]


class Registers:
    """The register files that this user works with."""

    def __init__(self, settings: Settings, gazetteer: Gazetteer) -> None:
        self._settings = settings
        self._gazetteer = gazetteer

    @property
    def user(self) -> str:
        """Return the name that stands in the history."""
        return self._settings.text("user_name") or getpass.getuser()

    def last(self) -> Whereabouts | None:
        """Return the register that was open last, where it is still there."""
        text = self._settings.text("last_register")
        if not text:
            return None
        with contextlib.suppress(UserError):
            found = whereabouts(text)
            return found if isinstance(found, ServerAddress) or found.is_file() else None
        return None

    def proposed(self, *, example: bool = False) -> Path:
        """Return a free file name in the documents folder."""
        stem = translate(N_("Example register")) if example else translate(N_("Partnership register"))
        names = (documents_dir() / f"{stem}{f' {number}' if number > 1 else ''}{SUFFIX}" for number in range(1, 1000))
        return next(name for name in names if not name.exists())

    def create(self, path: Path) -> Desk:
        """Make a new register, open it and remember it for the next start."""
        path = with_suffix(path)
        if path.parent == documents_dir():
            with contextlib.suppress(OSError):  # what is in the way is told when the register is made
                path.parent.mkdir(parents=True, exist_ok=True)
        create_register(path, who=self.user).close()
        return self.open(path)

    def create_example(self, path: Path) -> Desk:
        """Make a new register with example data, open it and remember it for the next start."""
        from desktop_app.services.example import fill_example  # noqa: PLC0415  used once, and large

        desk = self.create(path)
        fill_example(desk.register)
        return desk

    def move(self, register: Register, target: Whereabouts) -> str:
        """Copy a register to where none is yet, remember that for the next start; return the checksum that both have.

        Raises StorageError, and keeps nothing, where the copy cannot be made or is not equal.
        """
        from desktop_app.storage.moving import copy_register  # noqa: PLC0415  needed once in a register's life

        target = target if isinstance(target, ServerAddress) else with_suffix(target)
        digest = copy_register(register, target)
        self._settings.set("last_register", target.url if isinstance(target, ServerAddress) else str(target.absolute()))
        return digest

    def find(self, where: Whereabouts) -> RegisterFile | RegisterServer:
        """Look whether a register is there; raises StorageError where none is, or none that may be opened."""
        return find_server(where) if isinstance(where, ServerAddress) else find_register(where)

    def open(self, where: Whereabouts) -> Desk:
        """Open a register and remember it, without a password, for the next start."""
        home = self.find(where)
        self._settings.set("last_register", home.address)
        return Desk(home, self._gazetteer, who=self.user, office=self._settings.text("office_name"))


def whereabouts(text: str) -> Whereabouts:
    """Return where a text says that a register is: a path, or the URL of a server; raises UserError."""
    return parse_address(text) if text.startswith(SCHEMES) else Path(text)


def with_suffix(path: Path) -> Path:
    """Return the path with the ending of register files."""
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
