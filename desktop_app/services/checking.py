"""Looks for faults in a register: the file, its links, the search words, the stored titles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import RECORDS
from desktop_app.storage.register import Register


class Fault(StrEnum):
    """What kind of thing is wrong."""

    FILE = "file"
    LINK = "link"
    SEARCH = "search"


_SENTENCES = {
    Fault.FILE: N_("The file is damaged: {what}"),
    Fault.LINK: N_("A link leads nowhere: {what}"),
    Fault.SEARCH: N_("The search does not know some records: {what}"),
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
    """Return all faults found; none when all is well. Nothing is changed."""
    with register.reading() as reader:
        found = [Finding(Fault.FILE, what) for what in reader.file_faults()]
        found += [Finding(Fault.LINK, what) for what in reader.link_faults()]
        for record_type in RECORDS:
            if missing := reader.unsearchable(record_type.NAME):
                found.append(Finding(Fault.SEARCH, f"{translate(record_type.PLURAL)}: {missing}"))
    return tuple(found)
