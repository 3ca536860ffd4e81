"""Opens registers for the window, and asks what to do where one is open elsewhere or cannot be opened where it lies."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.feedback import Answer
from desktop_app.gui.kit.tasks import Cancelled, Progress, TaskRunner
from desktop_app.gui.kit.waiting import wait_for
from desktop_app.services.desk import Desk
from desktop_app.services.registers import (
    NotHere,
    Occupied,
    Registers,
    RegisterServer,
    ServerAddress,
    Whereabouts,
)

R = TypeVar("R")


class _Way(Enum):
    READ = auto()
    AGAIN = auto()
    CANCEL = auto()


class Opening:
    """The ways to a register, each with the words for what stands in it; None where the user does not take it."""

    def __init__(self, registers: Registers, runner: TaskRunner) -> None:
        self._registers = registers
        self._runner = runner

    def open(self, where: Whereabouts, parent: QWidget | None) -> Desk | None:
        """Open a register to write it, or to read along where another window writes it."""
        return self._connect(where, parent) if isinstance(where, ServerAddress) else self._occupy(where, parent)

    def _occupy(self, path: Path, parent: QWidget | None) -> Desk | None:
        while True:
            try:
                return self._registers.occupy(path)
            except Occupied as error:
                way = _ask_occupied(parent, error)
            except NotHere as error:
                if self._ask_to_copy(parent, error):
                    return self.copy(path, parent)
                return None
            except UserError as error:
                feedback.tell_error(parent, error)
                return None
            if way is _Way.READ:
                return self.read_along(path, parent)
            if way is _Way.CANCEL:
                return None

    def open_found(self, home: RegisterServer, _parent: QWidget | None) -> Desk | None:
        """Open a register that was found on a server."""
        return self._registers.open_found(home)

    def _connect(self, address: ServerAddress, parent: QWidget | None) -> Desk | None:
        """Look beside the window whether a register is on a server, and open it."""
        words = translate("Connecting to {host} …", host=address.host)
        try:
            found = wait_for(self._runner, partial(self._find, address), words, parent)
        except Cancelled:
            return None
        except UserError as error:
            feedback.tell_error(parent, error)
            return None
        return self.open_found(found, parent)

    def _find(self, address: ServerAddress, _progress: Progress) -> RegisterServer:
        return self._registers.find_on_server(address)

    def read_along(self, where: Whereabouts, parent: QWidget | None) -> Desk | None:
        """Open a register that another window writes, for reading only."""
        return _told(partial(self._registers.read_along, where), parent)

    def create(self, path: Path, parent: QWidget | None) -> Desk | None:
        """Make a register and open it."""
        made = _told(partial(self._registers.make, path), parent)
        return self.open(made, parent) if made is not None else None

    def create_example(self, path: Path, parent: QWidget | None) -> Desk | None:
        """Make a register with example data and open it."""
        return _told(partial(self._registers.create_example, path), parent)

    def copy(self, path: Path, parent: QWidget | None) -> Desk | None:
        """Copy a register to this computer and open the copy; no window may have the register open."""
        words = translate("{file} is being copied to this computer …", file=path.name)
        try:
            copy = wait_for(self._runner, partial(self._copy, path), words, parent)
        except Cancelled:
            return None
        except UserError as error:
            feedback.tell_error(parent, error)
            return None
        return self.open(copy, parent)

    def _ask_to_copy(self, parent: QWidget | None, error: NotHere) -> bool:
        details = translate(
            "A copy can be opened in the folder {folder}. From then on there are two registers: what is entered in one "
            "does not appear in the other. Work on the copy only, and tell the others.",
            folder=str(self._registers.proposed().parent),
        )
        answers = {
            True: Answer(translate("Copy to this computer and open"), "copy", primary=True),
            False: Answer(translate("Cancel"), "cancel", escape=True),
        }
        return feedback.ask(parent, error.message(), answers, details)

    def _copy(self, path: Path, progress: Progress) -> Path:
        return self._registers.copy_here(path, progress.tell)


def _told(get: Callable[[], R], parent: QWidget | None) -> R | None:
    try:
        return get()
    except UserError as error:
        feedback.tell_error(parent, error)
        return None


def _ask_occupied(parent: QWidget | None, occupied: Occupied) -> _Way:
    details = translate(
        "Only one window writes a register. You can read along: what is saved there appears here as well."
    )
    answers = {
        _Way.READ: Answer(translate("Read along"), "read_along", primary=True),
        _Way.AGAIN: Answer(translate("Try again"), "again"),
        _Way.CANCEL: Answer(translate("Cancel"), "cancel", escape=True),
    }
    return feedback.ask(parent, occupied.message(), answers, details)
