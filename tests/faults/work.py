"""What every kind of work has that faults befall: a beginning, steps, and what must be right."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop_app.base.settings import Settings
from desktop_app.domain.query import Query
from desktop_app.services.desk import Desk
from desktop_app.services.registers import Registers
from desktop_app.storage.files import SUFFIX, create_register
from desktop_app.storage.gazetteer import Gazetteer
from tests import builders
from tests.faults.states import State, litter, state

WHO = "Anna"
FILE = f"register{SUFFIX}"

Step = Callable[[int], None]
"""Does the step of a number, counted from 0; when it returns, the step is confirmed."""


class Work(ABC):
    """One kind of work; what a step does follows from its number and from what the folder holds, and nothing else."""

    name: str
    steps: int | None = None
    """How many steps there are; None where they go on for ever."""

    @abstractmethod
    def prepare(self, folder: Path) -> None:
        """Make what the work starts from."""

    @abstractmethod
    def begun(self, folder: Path) -> Any:
        """Return the context in which steps are done."""

    @abstractmethod
    def start(self, folder: Path) -> None:
        """Start the program anew and end it: after a fault that has to go well, and to clear away what was left."""

    def state(self, folder: Path) -> State:
        """Return all that must be right."""
        return state(folder)

    def leftovers(self, folder: Path) -> list[str]:
        """Return the files that nobody should find after the next start."""
        return litter(folder)

    def __repr__(self) -> str:
        return self.name


class DeskWork(Work):
    """Work at an open register, as a window does it."""

    def prepare(self, folder: Path) -> None:
        create_register(folder / FILE, who=WHO).close()
        with at_desk(folder) as desk:
            self.furnish(desk)

    def furnish(self, desk: Desk) -> None:
        """Put in what the work starts from."""
        builders.stock(desk.register)

    @contextmanager
    def begun(self, folder: Path) -> Iterator[Step]:
        with at_desk(folder) as desk:
            yield lambda number: self.step(desk, number)

    @abstractmethod
    def step(self, desk: Desk, number: int) -> None:
        """Do one step."""

    def start(self, folder: Path) -> None:
        with at_desk(folder) as desk, desk.register.reading() as reader:
            reader.identity()


@contextmanager
def at_desk(folder: Path) -> Iterator[Desk]:
    """Open the register of a folder in a window, which it says to other windows, and close it."""
    settings = Settings(folder.with_name("settings") / "settings.json")
    settings.set("user_name", WHO)
    desk = Registers(settings, Gazetteer()).occupy(folder / FILE)
    try:
        yield desk
    finally:
        desk.close()


def outside(desk: Desk, name: str) -> Path:
    """Return a path beside the folder of the register."""
    return Path(desk.home.place).with_name(name)


def add_partnerships(desk: Desk, count: int) -> None:
    """Save new partnerships as one operation."""
    with desk.register.changing(origin="form", verb="save") as unit:
        unit.add_all([builders.partnership(builders.Stock(1, 2, 1)) for _ in range(count)])


def latest(desk: Desk, name: str) -> Any:
    """Return the record that was made last."""
    with desk.register.reading() as reader:
        return reader.record(name, max(row.id for row in reader.every(Query(name))))
