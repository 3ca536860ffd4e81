"""Reads tables into the register: all of a table or, where anything is wrong with it, nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from desktop_app.base.clock import today
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.record import Child
from desktop_app.exchange.reading import RawTable, read_table
from desktop_app.services.backups import Backups, Reason
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.importing.bodies import Bodies
from desktop_app.services.importing.delivery_list import DeliveryList
from desktop_app.services.importing.drafts import Reading, TableReader
from desktop_app.services.importing.findings import NO_COLUMN, Findings, filled_rows
from desktop_app.services.importing.goods import Goods
from desktop_app.services.importing.links import LinkFinder
from desktop_app.services.importing.list import ListTable
from desktop_app.services.importing.partners import Partners
from desktop_app.services.importing.partnership_list import PartnershipList
from desktop_app.services.importing.places import PlaceFinder
from desktop_app.services.importing.profiles import (
    DELIVERIES,
    PARTNERSHIPS,
    ChosenProfile,
    choose_profile,
    shipped_profiles,
)
from desktop_app.services.importing.records import RecordTable
from desktop_app.services.importing.report import ImportFailed, ImportProblem, ImportReport
from desktop_app.services.importing.values import ValueReader
from desktop_app.services.importing.writing import Writing
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.journal import About
from desktop_app.storage.register import Reader, Register

__all__ = ["ImportFailed", "ImportProblem", "ImportReport", "Importer"]


class Progress(Protocol):
    """Hears how many of how many rows are done, and in words what else is."""

    def __call__(self, done: int, total: int, words: str = "") -> None:
        """Hear how far it is; what this raises ends the import."""


_STEP = 200


class Importer:
    """Imports tables; each run is one transaction, before which the register is backed up where `backups` are kept."""

    def __init__(
        self, register: Register, gazetteer: Gazetteer, codes: CodeLists, backups: Backups | None = None
    ) -> None:
        self._register = register
        self._gazetteer = gazetteer
        self._codes = codes
        self._backups = backups

    @staticmethod
    def profiles(record_name: str) -> list[tuple[str, str]]:
        """Return the shipped profiles of a record type: the name to give to `run`, and what people call it."""
        return [(one.key, one.label) for one in shipped_profiles() if one.profile.record == record_name]

    def run(
        self,
        path: Path,
        record_name: str,
        profile: str | None = None,
        *,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Import the table at `path` as records of a type and return what was done.

        `profile` is the name of a shipped profile, in any language, or the path of a saved one; without it the header
        tells. A dry run checks everything and keeps nothing. Raises NotReadable for a file that is no table,
        ImportFailed with all problems where anything is wrong; then nothing was written.
        """
        with _without_collector():
            return self._run(path, record_name, profile, dry_run=dry_run, progress=progress)

    def _run(
        self, path: Path, record_name: str, profile: str | None, *, dry_run: bool, progress: Progress | None
    ) -> ImportReport:
        run = _Run(read_table(path, progress=progress), record_name, self._codes)
        chosen = choose_profile(profile, record_name, run.table.header)
        if not dry_run:
            self._back_up(run.findings, progress)
        with self._register.reading() as reader:
            run.read(reader, self._gazetteer, chosen, progress)
        about = About(record_name, path.name)
        with self._register.changing(origin="import", verb="import", dry_run=dry_run, about=about) as unit:
            run.write(Writing(unit, run.findings))
            if run.findings.failed:
                raise ImportFailed(run.report(chosen))
        report = run.report(chosen)
        if progress:
            progress(report.rows_read, report.rows_read)
        return report

    def _back_up(self, findings: Findings, progress: Progress | None) -> None:
        """Back the register up; an import that can be taken back waits for nothing that stands in the way of that."""
        if self._backups is None:
            return
        words = translate("The register is being backed up …")
        heard = partial(progress, 0, 0, words) if progress else lambda: None
        if failure := self._backups.before(Reason.IMPORT, datetime.now(UTC), heard=heard):
            findings.note(None, NO_COLUMN, failure.message(), error=False)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Pause the search for reference circles: an import makes records by the ten thousand, and none is in a circle."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


class _Run:
    """One import on its way from the table to the register."""

    def __init__(self, table: RawTable, record_name: str, codes: CodeLists) -> None:
        self.table = table
        self.findings = Findings(table)
        self._type = TYPES[record_name]
        self._codes = codes
        self._rows = filled_rows(table)
        self._reading = Reading([])
        self._owners: dict[int, Any] = {}
        self._created: dict[str, int] = {}
        if not table.encoding_certain:
            self.findings.doubt(
                None, NO_COLUMN, N_("The letters were read as {encoding}; check the umlauts."), encoding=table.encoding
            )

    def read(self, reader: Reader, gazetteer: Gazetteer, chosen: ChosenProfile, progress: Progress | None) -> None:
        """Understand the table: what it asks for, and what is wrong with it."""
        self._places = PlaceFinder(reader, gazetteer)
        self._links = LinkFinder(reader, self._places)
        source = self._source(reader, chosen)
        self._reading = source.read(self._told(progress))
        if issubclass(self._type, Child):
            ids = {draft.build().owner_id for draft in self._reading.drafts} - {None}
            self._owners = reader.records(self._type.OWNER, sorted(ids))

    def write(self, writing: Writing) -> None:
        """Make the records."""
        writing.places(self._places)
        writing.organisations(self._links)
        if issubclass(self._type, Child):
            writing.children(self._type, self._reading, self._owners)
        else:
            writing.records(self._reading)
        self._created = {} if self.findings.failed else writing.created

    def report(self, chosen: ChosenProfile) -> ImportReport:
        """Return what was found and done."""
        return ImportReport(
            file=self.table.file.name,
            rows_read=len(self._rows),
            created=self._created,
            skipped=self._reading.skipped,
            joined=self._reading.joined,
            problems=self.findings.problems(),
            kept_in_remarks=self._reading.kept_in_remarks if self._reading.drafts else (),
            profile=chosen.label,
        )

    def _source(self, reader: Reader, chosen: ChosenProfile) -> TableReader:
        values = ValueReader(self._codes, today())
        profile, findings = chosen.profile, self.findings
        if chosen.form == PARTNERSHIPS:
            rows = ListTable(self.table, profile, values, findings)
            countries = frozenset(code for code, _ in self._codes.options("country"))
            return PartnershipList(rows, Partners(rows, self._places, countries), values, reader)
        if chosen.form == DELIVERIES:
            rows = ListTable(self.table, profile, values, findings)
            return DeliveryList(rows, Bodies(rows, self._places, self._links, reader), Goods(rows, values), reader)
        return RecordTable(self._type, self.table, profile, values=values, links=self._links, findings=findings)

    def _told(self, progress: Progress | None) -> Callable[[int], None]:
        count = len(self._rows)

        def tell(done: int) -> None:
            if progress and done % _STEP == 0:
                progress(done, count)

        return tell
