"""Work that makes or replaces whole files: registers, backups, settings, lists."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from desktop_app.base.settings import Settings
from desktop_app.exchange.csv_text import write_csv
from desktop_app.exchange.sheet import Column, Sheet
from desktop_app.services.desk import Desk
from desktop_app.storage import backups
from desktop_app.storage.backup_notes import Reason, every_note_in
from desktop_app.storage.backups import FileSource, has_contents, is_whole, make_backup, thin
from desktop_app.storage.file_store import Condition, FolderStore, condition, folder_of, put
from desktop_app.storage.files import SUFFIX, create_register, open_register
from desktop_app.storage.register import Register
from desktop_app.storage.restoring import restore
from desktop_app.storage.upgrade import migrations, upgrade
from tests import builders
from tests.faults.states import State, litter, rows
from tests.faults.work import FILE, WHO, DeskWork, Step, Work, at_desk
from tests.storage.test_upgrade import add_a_column


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


class BackUp(DeskWork):
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

    def step(self, desk: Desk, number: int) -> None:
        if number % 2 == 0:
            add_file(desk.register, f"content {number}".encode())
            return
        source = FileSource(Path(desk.home.address))
        make_backup(source, source.folder, Reason.CHANGE)

    def start(self, folder: Path) -> None:
        with at_desk(folder) as desk:
            desk.register.files.tidy()
            with desk.register.reading() as reader:
                identity = reader.identity()
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
        builders.stock(register)
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
    columns = register["columns"] | {"territory": register["columns"]["territory"][:-1]}
    places = [row[:-1] for row in register["territory"]]
    return register | {"": len(migrations()), "columns": columns, "territory": places}


def add_file(register: Register, data: bytes) -> None:
    """Add a file to the first place."""
    stored = put(register.files, BytesIO(data))
    with register.changing(origin="form", verb="save") as unit:
        unit.add(builders.attachment(territory=1, content=stored.hash, size=stored.size))
