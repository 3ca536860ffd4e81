"""Makes, opens and proposes register files."""

from __future__ import annotations

import contextlib
import getpass
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.base.paths import documents_dir
from desktop_app.base.settings import Settings
from desktop_app.services.contact import Contact
from desktop_app.services.desk import Desk
from desktop_app.storage.copying import copy_register
from desktop_app.storage.failures import NotHere
from desktop_app.storage.files import SUFFIX, RegisterFile, create_register, find_register
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.homes import Barred, Whereabouts
from desktop_app.storage.location import is_safe, refuse_unsafe
from desktop_app.storage.occupancy import Occupancy, Occupied, occupy
from desktop_app.storage.server import RegisterServer, find_server
from desktop_app.storage.server_address import SCHEMES, USUAL_PORT, ServerAddress, parse_address

if TYPE_CHECKING:
    from desktop_app.storage.register import Register

__all__ = [
    "SUFFIX",
    "USUAL_PORT",
    "NotHere",
    "Occupied",
    "RegisterServer",
    "Registers",
    "ServerAddress",
    "Whereabouts",
    "whereabouts",
]

_OWN_FOLDER = "Brückenbuch"


class Registers:
    """The register files that this user works with."""

    def __init__(self, settings: Settings, gazetteer: Gazetteer) -> None:
        self._settings = settings
        self._gazetteer = gazetteer
        self._occupancy: Occupancy | None = None

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
        """Return a free file name in the documents folder, or a safe one where that is synchronised with a cloud."""
        return _free(translate(N_("Example register")) if example else translate(N_("Partnership register")))

    def copy_here(self, path: Path, progress: Callable[[int, int], None]) -> Path:
        """Copy a register that cannot be opened where it lies to a safe folder, and return where the copy lies."""
        target = _free(path.stem)
        _make_folder(target.parent)
        copy_register(path.resolve(), target, user=self.user, progress=progress)
        return target

    def make(self, path: Path) -> Path:
        """Make a new register and return where it lies."""
        path = with_suffix(path)
        if path.parent == _safe_folder():
            _make_folder(path.parent)
        create_register(path, who=self.user).close()
        return path

    def create(self, path: Path) -> Desk:
        """Make a new register, open it and remember it for the next start: for a command."""
        return self._furnished(find_register(self.make(path)))

    def create_example(self, path: Path) -> Desk:
        """Make a new register with example data, open it in a window and remember it for the next start."""
        from desktop_app.services.example import fill_example  # noqa: PLC0415  used once, and large

        desk = self.occupy(self.make(path))
        fill_example(desk.register)
        return desk

    def move(self, register: Register, target: Whereabouts) -> str:
        """Copy a register to where none is yet, remember that for the next start; return the checksum that both have.

        Raises StorageError, and keeps nothing, where the copy cannot be made or is not equal.
        """
        from desktop_app.storage.moving import move_register  # noqa: PLC0415  needed once in a register's life

        target = target if isinstance(target, ServerAddress) else with_suffix(target)
        digest = move_register(register, target)
        self._settings.set("last_register", target.url if isinstance(target, ServerAddress) else str(target.absolute()))
        return digest

    def find_on_server(self, address: ServerAddress) -> RegisterServer:
        """Look whether a register is on a server; raises StorageError where none is, or none that may be opened.

        That may take seconds: for a thread beside the window.
        """
        return find_server(address)

    def open_found(self, home: RegisterServer) -> Desk:
        """Open a register that was found on a server, and remember it for the next start; asks the server nothing."""
        return self._furnished(replace(home, contact=Contact()))

    @contextlib.contextmanager
    def remains(self, path: Path) -> Iterator[Desk]:
        """Open a copy of a register file that is too damaged to be opened itself, for reading what is left of it.

        Raises StorageError where even that cannot be read, OSError where there is no room for it.
        """
        from desktop_app.base.private_folder import PrivateFolder  # noqa: PLC0415  after an accident only
        from desktop_app.storage.inspection.remains import copy_remains  # noqa: PLC0415  see above

        folder = PrivateFolder()
        try:
            desk = self._desk_of(replace(find_register(copy_remains(path, folder.path)), barred=Barred.PROTECTED))
            try:
                yield desk
            finally:
                desk.close()
        finally:
            folder.close()

    def open(self, where: Whereabouts) -> Desk:
        """Open a register beside whoever else has it open, for a command; the next start opens the one of this one."""
        return self._desk_of(find_server(where) if isinstance(where, ServerAddress) else find_register(where))

    def occupy(self, where: Whereabouts) -> Desk:
        """Open a register in a window; its file is written by one alone, so Occupied is raised where another one does.

        Where no window can say that it writes, the register opens for reading only. On a server all windows write.
        """
        if isinstance(where, ServerAddress):
            return self.open_found(find_server(where))
        path = where.resolve()
        refuse_unsafe(path)
        try:
            occupancy = self._occupancy_of(path) if path.is_file() else None
        except OSError:
            file = find_register(path)
            return self._furnished(replace(file, barred=file.barred or Barred.PROTECTED))
        with contextlib.ExitStack() as stack:
            if occupancy is not None:
                stack.callback(occupancy.release)
            file = find_register(path)
            if file.read_only:
                return self._furnished(file)
            stack.pop_all()
            return self._furnished(file, occupancy)

    def read_along(self, where: Whereabouts) -> Desk:
        """Open a register that another window writes, for reading only."""
        if isinstance(where, ServerAddress):
            return self.open_found(find_server(where))
        file = find_register(where)
        return self._furnished(replace(file, barred=file.barred or Barred.OCCUPIED))

    def _occupancy_of(self, path: Path) -> Occupancy:
        if self._occupancy is None or not self._occupancy.share(path):
            self._occupancy = occupy(path, self.user)
        return self._occupancy

    def _furnished(self, home: RegisterFile | RegisterServer, occupancy: Occupancy | None = None) -> Desk:
        """Return the desk of a register, which is remembered for the next start, without a password."""
        self._settings.set("last_register", home.address)
        return self._desk_of(home, occupancy)

    def _desk_of(self, home: RegisterFile | RegisterServer, occupancy: Occupancy | None = None) -> Desk:
        return Desk(
            home,
            self._gazetteer,
            who=self.user,
            office=self._settings.text("office_name"),
            largest_file=int(self._settings.text("largest_file")) * 1_000_000,
            second_place=partial(self._settings.text, "backup_folder"),
            occupancy=occupancy,
        )


def _safe_folder() -> Path:
    """Return the documents folder, or one at home where that is no place for a register."""
    folders = (documents_dir(), Path.home() / _OWN_FOLDER)
    return next((folder for folder in folders if is_safe(folder)), folders[0])


def _make_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # what is in the way is told when the register is made
        folder.mkdir(parents=True, exist_ok=True)


def _free(stem: str) -> Path:
    folder = _safe_folder()
    names = (folder / f"{stem}{f' {number}' if number > 1 else ''}{SUFFIX}" for number in range(1, 1000))
    return next(name for name in names if not name.exists())


def whereabouts(text: str) -> Whereabouts:
    """Return where a text says that a register is: a path, or the URL of a server; raises UserError."""
    return parse_address(text) if text.startswith(SCHEMES) else Path(text)


def with_suffix(path: Path) -> Path:
    """Return the path with the ending of register files."""
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
