"""Work with records at an open register."""

from __future__ import annotations

import os
import time
from pathlib import Path

from desktop_app.domain.delivery import DeliveryItem
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Activity, Milestone
from desktop_app.domain.query import Query
from desktop_app.domain.record import changed
from desktop_app.services.contents import clear
from desktop_app.services.desk import Desk
from tests import builders
from tests.faults.states import State, litter, rows
from tests.faults.work import FILE, DeskWork, add_partnerships, at_desk, latest, outside


class Save(DeskWork):
    """Saves records with child rows: new ones, changed ones, and a place whose name others show."""

    name = "save"

    def step(self, desk: Desk, number: int) -> None:
        stock = builders.Stock(1, 2, 1)
        turn = number % 4
        if turn == 0:
            visit = Activity(kind="visit", subject=f"Besuch {number}")
            desk.records.save(builders.partnership(stock, activities=(visit,)))
        elif turn == 1:
            item = latest(desk, "partnership")
            signed = Milestone(kind="signing", day=PartialDate(2022, 1 + number % 12))
            desk.records.save(changed(item, milestones=(signed,), activities=(), remarks=f"Nummer {number}"), item)
        elif turn == 2:
            goods = tuple(DeliveryItem(category="MED", name_de=f"Gerät {each}") for each in range(3))
            desk.records.save(builders.delivery(stock, number=f"2026-{number:04}", items=goods))
        else:
            place = desk.records.load("territory", stock.german)
            desk.records.save(changed(place, name_de=f"Helsa {number}"), place)


class Import(DeskWork):
    """Imports one list of partnerships after the other, none twice."""

    name = "import"
    ROWS = 40
    HEADER = "nr;de_name;de_schluessel;ua_name_uk;ua_katottg;partnerschaftsart;datum;status;quelle"
    CODES = ("13074026", "09663000", "01002000")

    def step(self, desk: Desk, number: int) -> None:
        lines = [
            f"{row};;{self.CODES[row % 3]};;UA74080030000040714;Städtepartnerschaft;2023-05;aktiv;Liste {number}"
            for row in range(self.ROWS)
        ]
        table = outside(desk, "list.csv")
        table.write_text("\n".join([self.HEADER, *lines]), encoding="utf-8")
        desk.importer.run(table, "partnership")

    def state(self, folder: Path) -> State:
        """Return the register alone; a backup is made before each import, and proved by the work that makes backups."""
        return {FILE: rows(folder / FILE)}

    def leftovers(self, folder: Path) -> list[str]:
        """Return what is left beside the register: what is begun in the folder of backups goes with the next backup."""
        return [name for name in litter(folder) if (folder / name).exists()]


class UndoRedo(DeskWork):
    """Takes back all that was done, one after the other, does it again, and so on."""

    name = "undo and redo"
    DONE = 8

    def furnish(self, desk: Desk) -> None:
        super().furnish(desk)
        saving = Save()
        for number in range(self.DONE - 2):
            saving.step(desk, number)
        item = desk.records.save(builders.partnership(builders.Stock(1, 2, 1)))
        desk.records.trash("partnership", [item.id or 0])

    def step(self, desk: Desk, number: int) -> None:
        outcome = desk.history.undo() if number // self.DONE % 2 == 0 else desk.history.redo()
        assert outcome is not None
        assert outcome.left == ()


class Trash(DeskWork):
    """Moves all records to the trash, one after the other, takes them out again, and so on."""

    name = "trash"
    RECORDS = 5

    def furnish(self, desk: Desk) -> None:
        super().furnish(desk)
        add_partnerships(desk, self.RECORDS)

    def step(self, desk: Desk, number: int) -> None:
        record_id = 1 + number % self.RECORDS
        if number // self.RECORDS % 2 == 0:
            desk.records.trash("partnership", [record_id])
        else:
            desk.trash.restore([("partnership", record_id)])


class EmptyTrash(DeskWork):
    """Fills the trash with some records and deletes them for good, and so on."""

    name = "empty trash"
    RECORDS = 5

    def step(self, desk: Desk, number: int) -> None:
        if number % 3 == 0:
            add_partnerships(desk, self.RECORDS)
        elif number % 3 == 1:
            with desk.register.reading() as reader:
                ids = [row.id for row in reader.every(Query("partnership"))]
            desk.records.trash("partnership", ids)
        else:
            assert desk.trash.empty().count == self.RECORDS


class CodeList(DeskWork):
    """Extends a code list, renames and reorders a code that is in use."""

    name = "code list"

    def furnish(self, desk: Desk) -> None:
        super().furnish(desk)
        signed = (Milestone(kind="signing"),)
        desk.records.save(builders.partnership(builders.Stock(1, 2, 1), milestones=signed))

    def step(self, desk: Desk, number: int) -> None:
        if number % 2 == 0:
            desk.records.save(builders.code_value(code=f"archive-{number}", rank=number))
            return
        with desk.register.reading() as reader:
            rows = reader.values("code-value", ("code_list", "code"))
            used = next(row[0] for row in rows if row[1:] == ("milestone_kind", "signing"))
        item = desk.records.load("code-value", used)
        desk.records.save(changed(item, label_de=f"Unterzeichnung {number}", rank=number), item)


class Attach(DeskWork):
    """Adds files to records, some with a content that is there, and deletes them for good."""

    name = "attach"
    SIZE = 150_000

    def furnish(self, desk: Desk) -> None:
        super().furnish(desk)
        add_partnerships(desk, 2)

    def step(self, desk: Desk, number: int) -> None:
        turn = number % 4
        if turn < 2:
            source = outside(desk, f"letter {number}.txt")
            source.write_bytes(f"Brief {number - turn}\n".encode() * (self.SIZE // 10))
            added = desk.attachments.add(("partnership", 1 + turn), [source])
            if added.refused:
                raise added.refused[0]
        elif turn == 2:
            with desk.register.reading() as reader:
                ids = [row.id for row in reader.every(Query("attachment"))]
            desk.attachments.trash(ids)
        else:
            assert desk.trash.empty().count == 2

    def start(self, folder: Path) -> None:
        hours_ago = time.time() - 7200  # as if the next start were not at once
        for name in litter(folder):
            for file in folder.rglob(name):
                os.utime(file, (hours_ago, hours_ago))
        with at_desk(folder) as desk:
            clear(desk.register)

    def state(self, folder: Path) -> State:
        """Return the register alone; all the contents that it needs have to be there, and each what its name says."""
        found = super().state(folder)
        register = found.pop(FILE)
        assert all(Path(name).name == content for name, content in found.items())
        contents = {row[register["columns"]["attachment"].index("content")] for row in register["attachment"]}
        assert contents <= {Path(name).name for name in found}
        return {FILE: register}
