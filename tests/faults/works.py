"""What the program does to registers, in steps: whatever faults befall it, each step is there whole or not at all."""

from __future__ import annotations

import os
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from desktop_app.base.settings import Settings
from desktop_app.domain.delivery import DeliveryItem
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Activity, Milestone
from desktop_app.domain.query import Query
from desktop_app.domain.record import changed
from desktop_app.exchange.csv_text import write_csv
from desktop_app.exchange.sheet import Column, Sheet
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.history import History
from desktop_app.services.importing.importer import Importer
from desktop_app.services.records import Records
from desktop_app.storage import backups
from desktop_app.storage.backup_notes import Reason, every_note_in
from desktop_app.storage.backups import FileSource, has_contents, is_whole, make_backup, thin
from desktop_app.storage.file_store import Condition, FolderStore, condition, folder_of, put
from desktop_app.storage.files import SUFFIX, create_register, open_register
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register
from desktop_app.storage.restoring import restore
from desktop_app.storage.upgrade import migrations, upgrade
from tests import builders
from tests.faults.states import State, litter, rows, state
from tests.storage.test_upgrade import add_a_column

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


class RegisterWork(Work):
    """Work on an open register."""

    def prepare(self, folder: Path) -> None:
        register = create_register(folder / FILE, who=WHO)
        self.furnish(register)
        register.close()

    def furnish(self, register: Register) -> None:
        """Put in what the work starts from."""
        builders.stock(register)

    @contextmanager
    def begun(self, folder: Path) -> Iterator[Step]:
        register = open_register(folder / FILE, who=WHO)
        try:
            yield lambda number: self.step(register, number)
        finally:
            register.close()

    @abstractmethod
    def step(self, register: Register, number: int) -> None:
        """Do one step."""

    def start(self, folder: Path) -> None:
        register = open_register(folder / FILE, who=WHO)
        with register.reading() as reader:
            reader.identity()
        register.close()


class Save(RegisterWork):
    """Saves records with child rows: new ones, changed ones, and a place whose name others show."""

    name = "save"

    def step(self, register: Register, number: int) -> None:
        records = Records(register)
        stock = builders.Stock(1, 2, 1)
        turn = number % 4
        if turn == 0:
            records.save(builders.partnership(stock, activities=(Activity(kind="visit", subject=f"Besuch {number}"),)))
        elif turn == 1:
            item = latest(register, "partnership")
            signed = Milestone(kind="signing", day=PartialDate(2022, 1 + number % 12))
            records.save(changed(item, milestones=(signed,), activities=(), remarks=f"Nummer {number}"), item)
        elif turn == 2:
            goods = tuple(DeliveryItem(category="MED", name_de=f"Gerät {each}") for each in range(3))
            records.save(builders.delivery(stock, number=f"2026-{number:04}", items=goods))
        else:
            place = records.load("territory", stock.german)
            records.save(changed(place, name_de=f"Helsa {number}"), place)


class Import(RegisterWork):
    """Imports one list of partnerships after the other, none twice."""

    name = "import"
    ROWS = 40
    HEADER = "nr;de_name;de_schluessel;ua_name_uk;ua_katottg;partnerschaftsart;datum;status;quelle"
    CODES = ("13074026", "09663000", "01002000")

    def step(self, register: Register, number: int) -> None:
        lines = [
            f"{row};;{self.CODES[row % 3]};;UA74080030000040714;Städtepartnerschaft;2023-05;aktiv;Liste {number}"
            for row in range(self.ROWS)
        ]
        table = Path(register.home.place).parent / "list.csv"
        table.write_text("\n".join([self.HEADER, *lines]), encoding="utf-8")
        Importer(register, Gazetteer(), CodeLists(register)).run(table, "partnership")


class UndoRedo(RegisterWork):
    """Takes back all that was done, one after the other, does it again, and so on."""

    name = "undo and redo"
    DONE = 8

    def furnish(self, register: Register) -> None:
        super().furnish(register)
        saving = Save()
        for number in range(self.DONE - 2):
            saving.step(register, number)
        records = Records(register)
        item = records.save(builders.partnership(builders.Stock(1, 2, 1)))
        records.trash("partnership", [item.id or 0])

    def step(self, register: Register, number: int) -> None:
        history = History(register, CodeLists(register))
        outcome = history.undo() if number // self.DONE % 2 == 0 else history.redo()
        assert outcome is not None
        assert outcome.left == ()


class Trash(RegisterWork):
    """Moves all records to the trash, one after the other, takes them out again, and so on."""

    name = "trash"
    RECORDS = 5

    def furnish(self, register: Register) -> None:
        super().furnish(register)
        with register.changing(origin="form", verb="save") as unit:
            for _ in range(self.RECORDS):
                unit.add(builders.partnership(builders.Stock(1, 2, 1)))

    def step(self, register: Register, number: int) -> None:
        record_id = 1 + number % self.RECORDS
        records = Records(register)
        if number // self.RECORDS % 2 == 0:
            records.trash("partnership", [record_id])
        else:
            records.restore("partnership", [record_id])


class EmptyTrash(RegisterWork):
    """Fills the trash with some records and takes them out of the register for good, and so on."""

    name = "empty trash"
    RECORDS = 5

    def step(self, register: Register, number: int) -> None:
        if number % 2 == 0:
            with register.changing(origin="form", verb="save") as unit:
                made = [builders.partnership(builders.Stock(1, 2, 1)) for _ in range(self.RECORDS)]
                unit.trash("partnership", [item.id or 0 for item in unit.add_all(made)])
            return
        with register.changing(origin="form", verb="delete") as unit, register.reading() as reader:
            ids = [row.id for row in reader.every(Query("partnership", trashed=True))]
            for item in reader.records("partnership", ids).values():
                assert unit.remove(item)


class CodeList(RegisterWork):
    """Extends a code list, renames and reorders a code that is in use."""

    name = "code list"

    def furnish(self, register: Register) -> None:
        super().furnish(register)
        with register.changing(origin="form", verb="save") as unit:
            unit.add(builders.partnership(builders.Stock(1, 2, 1), milestones=(Milestone(kind="signing"),)))

    def step(self, register: Register, number: int) -> None:
        records = Records(register)
        if number % 2 == 0:
            records.save(builders.code_value(code=f"archive-{number}", rank=number))
            return
        with register.reading() as reader:
            rows = reader.values("code-value", ("code_list", "code"))
            used = next(row[0] for row in rows if row[1:] == ("milestone_kind", "signing"))
        item = records.load("code-value", used)
        records.save(changed(item, label_de=f"Unterzeichnung {number}", rank=number), item)


class Create(Work):
    """Makes a new register."""

    name = "create"
    steps = 1

    def prepare(self, folder: Path) -> None:
        """Leave the folder empty."""

    @contextmanager
    def begun(self, folder: Path) -> Iterator[Step]:
        yield lambda _: create_register(folder / FILE, who=WHO).close()

    def start(self, folder: Path) -> None:
        path = folder / FILE
        register = open_register(path, who=WHO) if path.exists() else create_register(path, who=WHO)
        register.close()


class Upgrade(Work):
    """Brings an older register up to date."""

    name = "upgrade"
    steps = 1

    def prepare(self, folder: Path) -> None:
        register = create_register(folder / FILE, who=WHO)
        stock = builders.stock(register)
        name = builders.CHILDREN["territory-name"]
        places = [builders.territory(name_de=f"Ort {number}", other_names=(name(stock),)) for number in range(100)]
        with register.changing(origin="form", verb="save") as unit:
            unit.add_all(places)
            unit.add(builders.partnership(stock))
        register.close()

    @contextmanager
    def begun(self, folder: Path) -> Iterator[Step]:
        yield lambda _: self._upgrade(folder)

    def start(self, folder: Path) -> None:
        if self.state(folder)[FILE][""] == len(migrations()):
            self._upgrade(folder)

    def state(self, folder: Path) -> State:
        """Return the register alone; the backups beside it have to be what it was."""
        register = rows(folder / FILE)
        source = FileSource(folder / FILE)
        listed = [backup for backup in every_note_in(source.folder) or () if backup.in_place]
        assert all(is_whole(backup) and rows(backup.path) == _older(register) for backup in listed)
        assert listed or register == _older(register)
        return {FILE: register}

    def leftovers(self, folder: Path) -> list[str]:
        """Return what is left beside the register: what is begun in the folder of backups goes with the next backup."""
        return [name for name in litter(folder) if (folder / name).exists()]

    def _upgrade(self, folder: Path) -> None:
        upgrade(folder / FILE, (*migrations(), add_a_column))


class BackUp(RegisterWork):
    """Adds a file to a record, makes a backup, adds another file, and so on."""

    name = "backup"

    @contextmanager
    def begun(self, folder: Path) -> Iterator[Step]:
        spare, backups._SPARE = backups._SPARE, 0
        try:
            with super().begun(folder) as step:
                yield step
        finally:
            backups._SPARE = spare

    def step(self, register: Register, number: int) -> None:
        if number % 2 == 0:
            add_file(register, f"content {number}".encode())
            return
        source = FileSource(Path(register.home.address))
        make_backup(source, source.folder, Reason.CHANGE)

    def start(self, folder: Path) -> None:
        register = open_register(folder / FILE, who=WHO)
        register.files.tidy()
        with register.reading() as reader:
            identity = reader.identity()
        register.close()
        source = FileSource(folder / FILE)
        if source.folder.exists():
            thin(source.folder, identity, datetime.now(UTC))

    def state(self, folder: Path) -> State:
        """Return the register and how many backups of it there are; each has to be whole, with its files."""
        register = rows(folder / FILE)
        notes = every_note_in(FileSource(folder / FILE).folder)
        assert notes is not None
        listed = sorted((backup for backup in notes if backup.in_place), key=lambda backup: backup.operation)
        assert all(is_whole(backup) and has_contents(backup, reading=True) for backup in listed)
        assert [len(backup.contents) for backup in listed] == list(range(1, len(listed) + 1))
        assert all(len(rows(each.path)["attachment"]) == len(each.contents) for each in listed)
        assert len(listed) < len(register["attachment"]) or not listed or rows(listed[-1].path) == register
        return {FILE: register, "backups": str(len(listed))}

    def leftovers(self, folder: Path) -> list[str]:
        """Return what is left of backups; a content that was being added is tidied up a minute later."""
        return litter(FileSource(folder / FILE).folder)


class Restore(Work):
    """Makes one register after the other from a backup, each with its files."""

    name = "restore"

    def prepare(self, folder: Path) -> None:
        register = create_register(folder / FILE, who=WHO)
        Save().furnish(register)
        add_file(register, b"content")
        register.close()
        source = FileSource(folder / FILE)
        make_backup(source, source.folder, Reason.BY_HAND)

    @contextmanager
    def begun(self, folder: Path) -> Iterator[Step]:
        (backup,) = FileSource(folder / FILE).folder.glob(f"*{SUFFIX}")
        yield lambda number: self._restore(backup, folder / f"restored-{number}{SUFFIX}")

    def start(self, folder: Path) -> None:
        for path in folder.glob(f"*{SUFFIX}"):
            open_register(path, who=WHO).close()

    def state(self, folder: Path) -> State:
        """Return the registers; each has to have its file."""
        found = {path.name: rows(path) for path in folder.glob(f"*{SUFFIX}")}
        for name in found:
            store = FolderStore(folder_of(folder / name))
            assert [condition(store, content) for content in store.hashes()] == [Condition.WHOLE]
        return found

    def leftovers(self, folder: Path) -> list[str]:
        """Return none: in a folder of the user's the program tidies up nothing until it writes the same file again."""
        return []

    def _restore(self, backup: Path, target: Path) -> None:
        assert restore(backup, target) == 0


class Preferences(Work):
    """Changes the user's settings."""

    name = "settings"

    def prepare(self, folder: Path) -> None:
        self._change(folder, -1)

    @contextmanager
    def begun(self, folder: Path) -> Iterator[Step]:
        yield lambda number: self._change(folder, number)

    def start(self, folder: Path) -> None:
        hours_ago = time.time() - 7200  # as if the next start were not at once
        for name in litter(folder):
            os.utime(folder / name, (hours_ago, hours_ago))
        assert self._settings(folder).table("person")

    def _change(self, folder: Path, number: int) -> None:
        self._settings(folder).set_table("person", {"widths": list(range(number, number + 400))})

    def _settings(self, folder: Path) -> Settings:
        return Settings(folder / "settings.json")


class Export(Work):
    """Writes a list over an earlier one."""

    name = "export"

    def prepare(self, folder: Path) -> None:
        self._write(folder, -1)

    @contextmanager
    def begun(self, folder: Path) -> Iterator[Step]:
        yield lambda number: self._write(folder, number)

    def start(self, folder: Path) -> None:
        assert (folder / "list.csv").stat().st_size

    def leftovers(self, folder: Path) -> list[str]:
        """Return none: in a folder of the user's the program tidies up nothing, not even its own hidden part file."""
        return []

    def _write(self, folder: Path, number: int) -> None:
        sheet = Sheet("Liste", (Column("Name"),), [(f"Ort {number} {row}",) for row in range(300)])
        write_csv(folder / "list.csv", sheet)


def _older(register: dict[str, Any]) -> dict[str, Any]:
    """Return the rows of a register without what the test's migration adds."""
    if register[""] == len(migrations()):
        return register
    return register | {"": len(migrations()), "territory": [row[:-1] for row in register["territory"]]}


def add_file(register: Register, data: bytes) -> None:
    """Add a file to the first place."""
    stored = put(register.files, BytesIO(data))
    with register.changing(origin="form", verb="save") as unit:
        unit.add(builders.attachment(territory=1, content=stored.hash, size=stored.size))


def latest(register: Register, name: str) -> Any:
    """Return the record that was made last."""
    with register.reading() as reader:
        return reader.record(name, max(row.id for row in reader.every(Query(name))))


WORKS: tuple[Work, ...] = (
    Save(), Import(), UndoRedo(), Trash(), EmptyTrash(), CodeList(), Create(), Upgrade(), BackUp(),
    Restore(), Preferences(), Export(),
)  # fmt: skip
"""Every kind of work, each met by every fault."""
