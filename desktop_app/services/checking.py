"""Looks for faults in a register: the file, its links, the search words, the stored titles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.base.clock import today
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import RECORDS
from desktop_app.storage.register import Register

SAMPLE = 2_000
"""So many records of a type are derived anew and compared."""


class Fault(StrEnum):
    """What kind of thing is wrong."""

    FILE = "file"
    LINK = "link"
    SEARCH = "search"
    DERIVED = "derived"


_SENTENCES = {
    Fault.FILE: N_("The file is damaged: {what}"),
    Fault.LINK: N_("A link leads nowhere: {what}"),
    Fault.SEARCH: N_("The search does not know some records: {what}"),
    Fault.DERIVED: N_("Names or figures shown are out of date: {what}"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where."""

    fault: Fault
    what: str

    def text(self) -> str:
        """Return the finding in the user's language."""
        return translate(_SENTENCES[self.fault], what=self.what)


def check(register: Register) -> tuple[Finding, ...]:
    """Return all faults found; none when all is well. Nothing is changed.

    Of record types with more than SAMPLE records, some are looked at for what is out of date.
    """
    with register.reading() as reader:
        found = [Finding(Fault.FILE, what) for what in reader.file_faults()]
        found += [Finding(Fault.LINK, what) for what in reader.link_faults()]
        for record_type in RECORDS:
            if missing := reader.unsearchable(record_type.NAME):
                found.append(Finding(Fault.SEARCH, f"{translate(record_type.PLURAL)}: {missing}"))
            if outdated := reader.outdated(record_type.NAME, SAMPLE):
                found.append(Finding(Fault.DERIVED, f"{translate(record_type.PLURAL)}: {len(outdated)}"))
    return tuple(found)


def renew(register: Register) -> int:
    """Bring up to date what follows from a day that has come meanwhile; return how many records were.

    What was done for a day is not done again.
    """
    with register.reading() as reader:
        since = reader.derived_on()
        if since >= today():
            return 0
        overtaken = {record_type.NAME: reader.overtaken(record_type.NAME, since) for record_type in RECORDS}
    with register.changing(origin="program", verb="renew") as unit:
        for name, ids in overtaken.items():
            unit.renew(name, ids)
        unit.derived_today()
    return sum(map(len, overtaken.values()))
