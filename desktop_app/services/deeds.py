"""Puts what was done into words: an operation, what it did to one record, where it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.base.formats import format_count, format_integer
from desktop_app.base.i18n import N_, NN_, ntranslate, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.changes import FILL, KEEP_APART, MERGE, REDO, UNDO
from desktop_app.domain.record import Child, Record

_MOST_FIELDS = 3
"""So many changed fields are named in the words of an operation."""

_DONE = {
    "create": NN_("{what} was added", "{what} were added"),
    "change": NN_("{what} was changed", "{what} were changed"),
    "trash": NN_("{what} was moved to the trash", "{what} were moved to the trash"),
    "restore": NN_("{what} was taken out of the trash", "{what} were taken out of the trash"),
    "delete": NN_("{what} was deleted for good", "{what} were deleted for good"),
    "renew": NN_("{what} was brought up to date", "{what} were brought up to date"),
}
_DEEDS = {
    "create": N_("Added"),
    "change": N_("Changed"),
    "trash": N_("Moved to the trash"),
    "restore": N_("Taken out of the trash"),
    "delete": N_("Deleted for good"),
    "renew": N_("Brought up to date"),
}
_ORIGINS = {
    "form": N_("form"),
    "table": N_("table"),
    "paste": N_("paste"),
    "import": N_("import"),
    "merge": N_("merge"),
    "command": N_("command line"),
    "program": N_("program"),
    "example": N_("example"),
    "check": N_("check"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field that an operation changed, as people read it; or a child row made or taken away, then without label.

    `row` names the child row, empty for the record itself; `place` is the type and id of the row that changed.
    `before` is the value that the field had, as the record had it.
    """

    row: str
    label: str
    field: str
    old: str
    new: str
    place: tuple[str, int]
    action: str = "field"
    before: Any = None

    def words(self) -> str:
        """Return the change in words: `Status → handed over`."""
        if not self.label:
            made = self.action == "create"
            return translate("{row} added", row=self.row) if made else translate("{row} removed", row=self.row)
        field = f"{self.row}, {self.label}" if self.row else self.label
        if not self.new:
            return translate("{field} emptied", field=field)
        return translate("{field} → {value}", field=field, value=self.new)


def operation_words(row: Mapping[str, Any], action: str, changes: Sequence[Change]) -> str:
    """Return an operation in words: `Aid delivery 2025-0014: Status → handed over`.

    `action` is what was done to its first record, `changes` what it did to it where it is the only one, or to some
    where all got the same values.
    """
    words = _plain_words(row, action, changes)
    return translate("Check: {what}", what=words) if row["verb"] == "repair" else words


def _plain_words(row: Mapping[str, Any], action: str, changes: Sequence[Change]) -> str:
    if words := _words_of_its_own(row):
        return words
    if row["record_id"] is None and not row["records"]:
        return translate("Nothing was changed")
    if row["record_id"] is not None:
        what = f"{translate(TYPES[row['record_type']].LABEL)} {row['title']}".strip()
    else:
        what = format_count(*TYPES.get(row["record_type"], Record).COUNTED, row["records"])
        changes = _alike(changes) if row["verb"] == FILL else ()
    if action == "change" and changes:
        return f"{what}: {named(changes)}"
    return done_words(action, what, 1 if row["record_id"] is not None else row["records"])


def _words_of_its_own(row: Mapping[str, Any]) -> str:
    """Return the words of an operation that tells more than what became of its records; else nothing."""
    verb, title = row["verb"], row["title"]
    if verb == "import" and row["record_id"] is None and title:
        return import_words(TYPES[row["record_type"]], title, row["records"])
    if verb == MERGE and title:
        record_type = TYPES[row["record_type"]]
        return translate("{what} merged: {title}", what=translate(record_type.PLURAL), title=title)
    if verb == KEEP_APART and title:
        return translate("Not the same: {title}", title=title)
    if row["origin"] == "program" and verb == "create":
        return translate("The register was made")
    return ""


def _alike(changes: Sequence[Change]) -> list[Change]:
    """Return the changes of records that got the same values, each once."""
    return list({(each.field, each.new): each for each in changes if not each.row}.values())


def record_words(row: Mapping[str, Any], action: str, changes: Sequence[Change]) -> str:
    """Return what an operation did to one record, without naming it: `Status → handed over`."""
    if action == "create" and row["verb"] == "import" and row["title"]:
        return translate("Imported from {file}", file=row["title"])
    if action == "create" and row["verb"] in {UNDO, REDO}:
        return translate("Brought back")
    if action == "change" and changes:
        return named(changes)
    if row["verb"] == MERGE and row["title"]:
        return translate("Merged: {title}", title=row["title"])
    return translate(_DEEDS.get(action, _DEEDS["change"]))


def import_words(record_type: type[Record], file: str, count: int) -> str:
    """Return what an import did: `Imported from deliveries.csv: 25 aid deliveries`."""
    if issubclass(record_type, Child):
        what = f"{translate(record_type.PLURAL)}: {format_integer(count)}"
    else:
        what = format_count(*record_type.COUNTED, count)
    return translate("Imported from {file}: {what}", file=file, what=what)


def done_words(action: str, what: str, count: int = 1) -> str:
    """Return what was done to one record, or to some: `3 tasks were moved to the trash`."""
    return ntranslate(*_DONE.get(action, _DONE["change"]), count, what=what)


def taken_back_words(verb: str, what: str) -> str:
    """Return that something was taken back, or done again."""
    return translate("Done again: {what}", what=what) if verb == REDO else translate("Undone: {what}", what=what)


def origin_words(origin: str, verb: str) -> str:
    """Return where a change came from, in a word."""
    if verb in {UNDO, REDO}:
        return translate("undone") if verb == UNDO else translate("done again")
    return translate(_ORIGINS[origin]) if origin in _ORIGINS else origin


def named(changes: Sequence[Change]) -> str:
    """Return changes in words, those of the record itself first, no more than a few of many."""
    gone = {change.place for change in changes if not change.label}
    telling = [change for change in changes if not change.label or change.place not in gone]
    telling.sort(key=lambda change: bool(change.row))
    more = " …" if len(telling) > _MOST_FIELDS else ""
    return ", ".join(change.words() for change in telling[:_MOST_FIELDS]) + more
