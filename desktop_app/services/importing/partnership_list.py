"""Reads a list of partnerships as municipal associations keep it: one row for each link of two places."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import GERMAN, THIRD, UKRAINIAN, Milestone, Partnership, Party, status_of
from desktop_app.services.importing.drafts import Draft, Reading
from desktop_app.services.importing.findings import NO_COLUMN, TableRow
from desktop_app.services.importing.list import ListTable
from desktop_app.services.importing.partners import GERMAN_SIDE, UKRAINIAN_SIDE, Partners, ThirdPartner
from desktop_app.services.importing.places import PlaceRef
from desktop_app.services.importing.values import ValueReader
from desktop_app.storage.register import Reader

_LEVELS = frozenset({"municipal", "district", "regional", "institution"})
_FORMS = frozenset({"P", "F", "K", "PP", "AE", "U"})
_LABEL = re.compile(r"[A-Z]{3}")
_UNSURE = "?"

_RESOLUTION = re.compile(
    r"(?P<same>(?:Datum|дата|date)\s*=\s*)?"
    r"(?:Gemeinde|Stadt|Kreistags)?(?:[Rr]atsbeschluss|рішення ради|council resolution)"
    r"(?:\s+(?:(?P<month>[A-ZÄ][a-zä]{2})[a-zä]*\.?\s+)?(?P<day>\d{4}(?:-\d\d){0,2}))?"
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"), start=1
    )
}


@dataclass(slots=True)
class _Line:
    """What one row says of a partnership; `sides` are the German and the Ukrainian place that the row leads with."""

    row: TableRow
    sides: tuple[PlaceRef, PlaceRef]
    third: list[ThirdPartner]
    form: _Form
    milestones: tuple[Milestone, ...]
    source: str

    @property
    def places(self) -> list[PlaceRef]:
        """Return all places of the row."""
        return [*self.sides, *(one.place for one in self.third if one.place)]

    def mirrors(self, other: _Line) -> bool:
        """Say whether the row tells of the partnership of another that has the same parties, from another side."""
        mine, its = ((one.form.legal_form, one.form.labels, one.form.level) for one in (self, other))
        return self.sides != other.sides and mine == its


@dataclass(frozen=True, slots=True)
class _Form:
    """What a list's word for the form of a partnership means."""

    legal_form: str = "U"
    labels: tuple[str, ...] = ()
    level: str = ""
    milestone: str = ""
    unsure: bool = False

    @classmethod
    def of(cls, meaning: str) -> _Form:
        words = meaning.split()
        return cls(
            legal_form=next((word for word in words if word in _FORMS), "U"),
            labels=tuple(word for word in words if _LABEL.fullmatch(word)),
            level=next((word for word in words if word in _LEVELS), ""),
            milestone=next((word for word in words if word.islower() and word not in _LEVELS), ""),
            unsure=_UNSURE in words,
        )


class PartnershipList:
    """Makes a partnership of each row, with its parties and milestones; the rest goes into the remarks.

    A partnership of several towns may stand in the list once under each of them, with the others as further partners:
    such rows make one partnership.
    """

    def __init__(self, table: ListTable, partners: Partners, values: ValueReader, reader: Reader) -> None:
        self._table = table
        self._partners = partners
        self._values = values
        self._forms: dict[str, _Form | None] = {}
        self._known = _known(reader)

    def read(self, progress: Callable[[int], None]) -> Reading:
        """Return one draft for each partnership that can be read and is not in the register yet."""
        if self._table.column("form") == NO_COLUMN:
            self._table.doubt_file(N_("No column tells the form of the partnerships; it is read as unclear."))
        lines = []
        for done, row in enumerate(self._table.rows):
            if line := self._line(row):
                lines.append(line)
            progress(done)
        drafts, skipped, joined = [], 0, 0
        for group in self._partnerships(lines):
            if draft := self._draft(group):
                drafts.append(draft)
                joined += len(group) - 1
            else:
                skipped += len(group)
        table = self._table
        columns = {
            "parties": table.column("german.name"),
            "milestones": table.column("day"),
            "legal_form": table.column("form"),
            "labels": table.column("form"),
            "status_override": table.column("status"),
            "status_reason": table.column("status"),
            "source": table.column("source"),
            "remarks": table.column("remark"),
        }
        return Reading(drafts, columns, skipped, joined, table.kept())

    def _line(self, row: TableRow) -> _Line | None:
        table = self._table
        german = self._partners.side(row, GERMAN_SIDE)
        ukrainian = self._partners.side(row, UKRAINIAN_SIDE)
        for ref, path in ((german, "german.name"), (ukrainian, "ukrainian.name_de")):
            if ref is None:
                table.error(row, path, N_("The row names no place for this side."))
        day = table.day(row, "day")
        if german is None or ukrainian is None or self._table.is_wrong(row):
            return None
        third = [one for one in self._partners.third(row, german.level) if one.place not in (german, ukrainian)]
        form = self._form(row)
        milestones = self._milestones(row, form, day)
        return _Line(row, (german, ukrainian), third, form, milestones, table.text(row, "source"))

    def _partnerships(self, lines: list[_Line]) -> list[list[_Line]]:
        """Put the rows together that tell of one partnership; list those, and what only looks like it."""
        groups: list[list[_Line]] = []
        by_parties: dict[frozenset[PlaceRef], list[list[_Line]]] = {}
        for line in lines:
            same = by_parties.setdefault(frozenset(line.places), [])
            group = next((group for group in same if all(line.mirrors(other) for other in group)), None)
            if group is not None:
                message = N_("This is the partnership of row {row}, seen from another side; both rows make one.")
                self._table.doubt(line.row, "german.name", message, row=group[0].row.number)
                group.append(line)
                continue
            if same:
                message = N_("Row {row} names the same parties; check whether both are one partnership.")
                self._table.doubt(line.row, "german.name", message, row=same[0][0].row.number)
            same.append([line])
            groups.append(same[-1])
        return groups

    def _draft(self, group: list[_Line]) -> Draft | None:
        """Return the partnership of some rows; None where the register has it already. The first row leads."""
        line = group[0]
        row, (german, ukrainian), form, source = line.row, line.sides, line.form, line.source
        third = [one for one in line.third if one.place]
        every_third = [one for each in group for one in each.third]
        milestones = _joined([milestone for each in group for milestone in each.milestones])
        override, reason, status_kept = self._status(row, milestones)
        remarks = self._remarks(line, status_kept=status_kept)
        for other in group[1:]:
            remarks += (words for words in self._remarks_of_mirror(other, line) if words not in remarks)
        said = "\n".join(remarks)
        if self._is_known(group, (source, said)):
            return None
        labels = dict.fromkeys((*form.labels, *(("DRE",) if any(one.triangle for one in every_third) else ())))
        level = form.level or ("district" if german.level == "district" else "municipal")

        def build() -> Partnership:
            return Partnership(
                partnership_level=level,
                legal_form=form.legal_form,
                labels=tuple(labels),
                status_override=override,
                status_reason=reason,
                parties=(
                    Party(side=GERMAN, territory=german.id),
                    Party(side=UKRAINIAN, territory=ukrainian.id),
                    *(_party(one) for one in third),
                ),
                milestones=milestones,
                brought_about_by="third_partner" if any(one.common for one in every_third) else "",
                source=source,
                remarks=said,
            )

        return Draft(row, build)

    # -- the form and the milestones ---------------------------------------------------------------------------

    def _form(self, row: TableRow) -> _Form:
        said = self._table.text(row, "form")
        if said not in self._forms:
            self._forms[said] = self._form_of(said)
        form = self._forms[said]
        if form is None:
            known = self._values.words("legal_form") + self._values.words("programme_label")
            self._table.doubt_word(row, "form", N_("This form is not known; it is kept in the remarks."), known)
            return _Form(unsure=True)
        if form.unsure:
            self._table.doubt(
                row,
                "form",
                N_("The legal form was read as “{form}”; check it."),
                form=self._values.label("legal_form", form.legal_form),
            )
        if form.legal_form == "P" and form.level:
            remark = self._table.text(row, "remark").casefold()
            meaning = next((own for word, own in self._table.words_of("remark") if word in remark), "")
            if meaning:
                return _Form.of(f"{meaning} {form.level}")
        return form

    def _form_of(self, said: str) -> _Form | None:
        """Return the meaning of a word for the form: by the profile, then by the code lists; None for no known word."""
        if not said:
            return _Form()
        if meaning := self._table.mapped("form", said):
            return _Form.of(meaning)
        if code := self._values.code("legal_form", said):
            return _Form(legal_form=code)
        if code := self._values.code("programme_label", said):
            return _Form(labels=(code,))
        return None

    def _milestones(self, row: TableRow, form: _Form, day: PartialDate | None) -> tuple[Milestone, ...]:
        kind = form.milestone or "signing"
        resolution = _RESOLUTION.search(self._table.text(row, "remark"))
        decided = _resolution_day(resolution) if resolution else None
        if resolution and day and (resolution["same"] or decided == day):
            kind = "council_resolution"
        found = [Milestone(kind=kind, day=day)] if day or form.milestone == "memorandum" else []
        if decided and decided != day:
            found.insert(0, Milestone(kind="council_resolution", day=decided))
        return tuple(found)

    def _status(self, row: TableRow, milestones: tuple[Milestone, ...]) -> tuple[str, str, bool]:
        """Return the status to set by hand, its reason, and whether the list's word has to be kept in the remarks.

        Status and reason are empty where the milestones tell the status.
        """
        said = self._table.text(row, "status")
        if not said:
            return "", "", False
        word = said.rstrip("? ")
        status = self._table.mapped("status", word) or self._values.code("partnership_status", word)
        if status is None:
            known = self._values.words("partnership_status")
            self._table.doubt_word(row, "status", N_("This status is not known; it is kept in the remarks."), known)
            return "", "", True
        doubtful = word != said
        if doubtful:
            self._table.doubt(row, "status", N_("The list itself doubts this status; it is kept in the remarks."))
        if status == status_of(milestones, self._values.today):
            return "", "", doubtful
        return status, translate("from the imported list: {status}", status=said), doubtful

    # -- the rest ----------------------------------------------------------------------------------------------

    def _remarks_of_mirror(self, line: _Line, first: _Line) -> list[str]:
        """Return what a further row of a partnership adds to the remarks."""
        table, row = self._table, line.row
        differs = table.text(row, "status") != table.text(first.row, "status")
        remarks = self._remarks(line, status_kept=differs)
        return [*remarks, table.labelled(row, "source")] if line.source != first.source else remarks

    def _remarks(self, line: _Line, *, status_kept: bool) -> list[str]:
        table, row, form, third = self._table, line.row, line.form, line.third
        lines = [table.number(row), table.plain(row, "remark"), table.labelled(row, "certainty")]
        if form.unsure:
            lines.append(table.labelled(row, "form"))
        if status_kept:
            lines.append(table.labelled(row, "status"))
        if any(one.said_more or one.place is None for one in third):
            lines.append(table.labelled(row, "third"))
        return table.remarks(row, lines)

    def _is_known(self, group: list[_Line], said: tuple[str, str]) -> bool:
        """Say whether the register has a partnership already; list a doubt where it only looks like it."""
        places = group[0].places
        known = self._known.get(frozenset(ref.id for ref in places if ref.id is not None)) if self._known else None
        if not known or any(ref.id is None for ref in places):
            return False
        if said not in known:
            message = N_("The register has a partnership of the same parties already.")
            self._table.doubt(group[0].row, "german.name", message)
            return False
        for line in group:
            message = N_("This partnership is in the register already; the row is left out.")
            self._table.doubt(line.row, "german.name", message)
        return True


def _known(reader: Reader) -> dict[frozenset[int], set[tuple[str, str]]]:
    """Return source and remarks of the register's partnerships by their places, to tell rows that are in it already."""
    parties: dict[int, set[int]] = {}
    for _, owner, place in reader.values("party", ("owner_id", "territory")):
        if place is not None:
            parties.setdefault(owner, set()).add(place)
    known: dict[frozenset[int], set[tuple[str, str]]] = {}
    for record_id, source, remarks in reader.values("partnership", ("source", "remarks")):
        known.setdefault(frozenset(parties.get(record_id, ())), set()).add((source, remarks))
    return known


def _joined(milestones: list[Milestone]) -> tuple[Milestone, ...]:
    """Return milestones without those that another of their kind tells more exactly: 2023 beside 2023-03-02."""
    found: list[Milestone] = []
    for one in milestones:
        for place, other in enumerate(found):
            mine, its = (item.day.iso if item.day else "" for item in (one, other))
            if one.kind == other.kind and (mine.startswith(its) or its.startswith(mine)):
                found[place] = max(one, other, key=lambda item: len(item.day.iso) if item.day else 0)
                break
        else:
            found.append(one)
    return tuple(found)


def _party(partner: ThirdPartner) -> Party:
    place = partner.place
    country = place.country if place else ""
    side = {"DE": GERMAN, "UA": UKRAINIAN}.get(country, THIRD)
    return Party(side=side, territory=place.id if place else None, role=partner.role)


def _resolution_day(match: re.Match[str]) -> PartialDate | None:
    if not match["day"]:
        return None
    month = _MONTHS.get(match["month"] or "")
    try:
        day = PartialDate.parse_iso(match["day"])
    except ValueError:
        return None
    return PartialDate(day.year, month) if month and day.month is None else day
