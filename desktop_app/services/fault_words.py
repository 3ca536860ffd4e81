"""Puts into words what a check found: what is wrong, where, and the cure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from desktop_app.base.formats import format_count, format_integer, format_timestamp
from desktop_app.base.i18n import N_, ntranslate, translate
from desktop_app.base.paths import safe_write
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Kind
from desktop_app.domain.findings import Difference, Fault, Finding, Severity
from desktop_app.domain.record import Child, child_fields, field_map
from desktop_app.services.checking import Report
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.value_words import in_words
from desktop_app.storage.register import Register
from desktop_app.storage.reverting import value_of

_BACKUP = N_("Compare it with a backup and put it right there, or accept it as it is.")

_KINDS: dict[Fault, tuple[str, str, str]] = {
    Fault.FILE: (
        N_("The file is damaged"),
        "",
        N_(
            "Restore a backup, or salvage what can be read into a new register. A repair writes nothing into this file."
        ),
    ),
    Fault.DAMAGED: (
        N_("A record is not as it was saved"),
        N_("What was saved was found again, which its checksum proves; it is put back."),
        _BACKUP,
    ),
    Fault.LOST: (N_("A record is gone that nobody deleted"), "", N_("Take it from a backup, or accept the loss.")),
    Fault.HISTORY: (
        N_("A record was changed past the history"),
        N_("The change is noted in the history; from there the earlier values can be restored."),
        "",
    ),
    Fault.SEAL: (N_("The history is not as it was written"), "", _BACKUP),
    Fault.LINK: (
        N_("A link leads nowhere"),
        N_("The link is emptied; the history keeps where it led."),
        N_("Open the record and choose another one."),
    ),
    Fault.ORPHAN: (
        N_("A row belongs to no record"),
        N_("The row is taken away; the history keeps what it held."),
        _BACKUP,
    ),
    Fault.CODE: (
        N_("A code is in no code list"),
        "",
        N_("Add the code to its code list, or choose another one in the record."),
    ),
    Fault.CHECKSUM: (N_("A record is right, but its checksum is damaged"), N_("The checksum is written anew."), ""),
    Fault.INDEX: (N_("An index does not fit its table"), N_("The index is built anew."), ""),
    Fault.DERIVED: (N_("Names or figures shown are out of date"), N_("They are worked out anew."), ""),
    Fault.SEARCH: (N_("The search does not know a record as it is"), N_("Its search words are written anew."), ""),
    Fault.SORTING: (N_("A record is sorted in the wrong place"), N_("Its sort keys are written anew."), ""),
    Fault.NUMBER: (N_("A number that was given is not kept as given"), N_("It is kept from now on."), ""),
    Fault.SEQUENCE: (N_("The next records would get ids that are taken"), N_("The next id is raised."), ""),
    Fault.TRASHED_LINK: (
        N_("A link leads into the trash"),
        "",
        N_("Nothing has to be done. Where the linked record is still needed, take it out of the trash."),
    ),
    Fault.FILE_MISSING: (
        N_("The content of a file is missing"),
        "",
        N_("Restore it from a backup, or add the file anew and remove this one."),
    ),
    Fault.FILE_CHANGED: (
        N_("The content of a file is damaged or was changed outside of the program"),
        "",
        N_("Restore it from a backup, or add the file anew and remove this one."),
    ),
    Fault.FILE_ORPHANED: (
        N_("A content that is kept belongs to no file"),
        N_("It is removed."),
        N_("It may be that of a file that was lost: it stays."),
    ),
}
"""What each kind of fault is, how the program cures it, and what a person does where the program cannot."""

_SEVERITIES = {
    Severity.DAMAGE: N_("Damage"),
    Severity.FAULT: N_("To put right"),
    Severity.NOTE: N_("Worth knowing"),
}
_ALL_WELL = N_("All is well")
_UNREADABLE = "disk image is malformed"
"""What the engine says where it meets a page that is none."""
_MOST_PLACES = 200
"""So many places of one kind of fault are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one kind that have the same cure, in words."""

    fault: Fault
    heading: str
    cure: str
    curable: bool
    places: tuple[str, ...]
    count: int

    def lines(self, most: int) -> tuple[str, ...]:
        """Return the first places, and how many more there are."""
        rest = self.count - most
        if rest <= 0 or not self.places:
            return self.places
        return (*self.places[:most], format_count("and {count} more", "and {count} more", rest))


class FaultWords:
    """Speaks of the findings in one register."""

    def __init__(self, register: Register, codes: CodeLists) -> None:
        self._register = register
        self._codes = codes

    def groups(self, findings: Iterable[Finding]) -> tuple[Group, ...]:
        """Return findings in words, the gravest first."""
        order = list(Fault)
        ranked = sorted(findings, key=lambda each: (order.index(each.fault), not each.curable))
        found = groupby(ranked, key=lambda each: (each.fault, each.curable))
        return tuple(self._group(fault, list(some), curable=curable) for (fault, curable), some in found)

    def _group(self, fault: Fault, findings: Sequence[Finding], *, curable: bool) -> Group:
        heading, cure, advice = _KINDS[fault]
        words = translate(heading)
        if len(findings) > 1:
            words = f"{words} ({format_integer(len(findings))})"
        places = tuple(dict.fromkeys(filter(None, map(self.place, findings[:_MOST_PLACES]))))
        return Group(fault, words, translate(cure if curable else advice), curable, places, len(findings))

    def save(self, report: Report, path: Path) -> None:
        """Write a report into a text file; raises NotWritten where the system refuses."""
        with safe_write(path) as file:
            file.write("\r\n".join((*self.lines(report), "")).encode("utf-8-sig"))

    def place(self, finding: Finding) -> str:
        """Return where a finding is and what tells more of it: the record, the values."""
        if not finding.record:
            unreadable = finding.fault is Fault.FILE and _UNREADABLE in finding.said
            return translate(N_("a part of it cannot be read")) if unreadable else finding.said
        if not finding.record_id:
            return translate(TYPES[finding.record].PLURAL)
        title = finding.title or f"#{finding.record_id}"
        where = translate(N_("{kind} “{title}”"), kind=translate(TYPES[finding.record].LABEL), title=title)
        said = _label(finding.record, finding.said) if finding.fault is Fault.LINK else finding.said
        told = "; ".join((*filter(None, (said,)), *self._values(finding.differences)))
        return f"{where}: {told}" if told else where

    def _values(self, differences: Iterable[Difference]) -> Iterator[str]:
        for each in differences:
            record_type = TYPES[each.row]
            row = translate(record_type.LABEL) if issubclass(record_type, Child) else ""
            if not each.field:
                words = N_("row “{title}” too many") if each.known is None else N_("row “{title}” missing")
                yield f"{row}: {translate(words, title=each.found or each.known)}"
                continue
            fields = field_map(record_type)
            if each.field not in fields:
                yield translate(N_("an older state of the record"))
                continue
            found, known = (self._value(each.row, each.field, text) for text in (each.found, each.known))
            label = translate(fields[each.field].label)
            label = f"{row}, {label}" if row else label
            yield translate(N_("{field} is “{found}”, was “{known}”"), field=label, found=found, known=known)

    def _value(self, row: str, name: str, text: str | None) -> str:
        field = field_map(TYPES[row])[name]
        if text is None:
            return ""
        try:
            if field.kind is Kind.LINK:
                target = json.loads(text)
                with self._register.reading() as reader:
                    return reader.titles(field.target, [target]).get(target, f"#{target}")
            return in_words(field, value_of(TYPES[row], name, text), self._codes)
        except (ValueError, TypeError, ArithmeticError):  # damaged: it is shown as it is
            return text

    def lines(self, report: Report, name: str = "") -> Iterator[str]:
        """Yield a report as lines of text; `name` is that of the register where it is another one."""
        file = name or self._register.home.name
        yield translate(N_("Check of {file}, {time}"), file=file, time=format_timestamp(report.at))
        yield looked_at(report)
        yield summary(report)
        severity = None
        for group in self.groups(report.findings):
            if group.fault.severity is not severity:
                severity = group.fault.severity
                yield ""
                yield severity_words(severity).upper()
            yield from self.group_lines(group)

    @staticmethod
    def group_lines(group: Group) -> Iterator[str]:
        """Yield a group of findings as lines of text."""
        yield f"• {group.heading}"
        yield from (f"    {line}" for line in group.lines(_MOST_PLACES))
        yield f"    → {group.cure}"


def _label(record: str, name: str) -> str:
    """Return the label of a field of a record, or of one of its child rows."""
    own = TYPES[record]
    for record_type in (own, *(TYPES[field.target] for field in child_fields(own))):
        if name in field_map(record_type):
            return translate(field_map(record_type)[name].label)
    return name


def severity_words(severity: Severity) -> str:
    """Return the heading of findings that are equally grave."""
    return translate(_SEVERITIES[severity])


def summary(report: Report) -> str:
    """Return in one sentence how the register is."""
    count = len(report.faults)
    if not count:
        return translate(_ALL_WELL)
    return ntranslate("{count} fault was found", "{count} faults were found", count, count=format_integer(count))


def looked_at(report: Report) -> str:
    """Return what a check looked at."""
    looked = report.looked
    records = format_count("{count} record", "{count} records", looked.records)
    rows = format_count("{count} row", "{count} rows", looked.rows)
    if not looked.whole:
        return translate(N_("Looked at quickly: the file, the links, {records} in {rows}"), records=records, rows=rows)
    operations = format_count("{count} operation", "{count} operations", looked.operations)
    words = N_("Looked at: the file, links, search, numbers, {records} in {rows}, {operations} of the history")
    return translate(words, records=records, rows=rows, operations=operations)
