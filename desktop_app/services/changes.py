"""Puts changes of fields into words, and finds the values that a field had."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.record import field_map, typed_fields
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.deeds import Change
from desktop_app.services.value_words import in_words
from desktop_app.storage.register import Reader
from desktop_app.storage.reverting import Row, value_of

_GONE = N_("(no longer in the register)")
_MOST_VALUES = 200
"""So many earlier values are told; nobody looks for one of a hundred changes ago."""


@dataclass(frozen=True, slots=True)
class EarlierValue:
    """A value that a field had: as the record has it, as people read it, and who gave it when, as far as known.

    `possible` says that it can be given again: what a link led to may be gone.
    """

    value: Any
    shown: str
    at: datetime | None
    by: str
    possible: bool


def changes_in_words(reader: Reader, codes: CodeLists, rows: Iterable[Mapping[str, Any]]) -> tuple[Change, ...]:
    """Return the changes of one record as people read them, child rows made and taken away among them.

    What a row held when it was taken away is told too; what was done to the record as a whole is not.
    """
    told = [row for row in rows if _is_told(row)]
    names = _names(reader, {(row["row_type"], row["row_id"]): row for row in told}.values())
    return tuple(_change(reader, codes, row, names[_place(row)]) for row in told)


def first_values(reader: Reader, codes: CodeLists, rows: Sequence[Mapping[str, Any]]) -> tuple[Change, ...]:
    """Return what the record and the child rows that some changes made held at first, as changes of these."""
    made = [row for row in rows if row["action"] == "create"]
    for row in [row for row in made if row["row_type"] == row["record_type"]]:
        places = reader.first_rows(row["record_type"], row["record_id"], row["operation_id"])
        made += [{**row, "row_type": row_type, "row_id": row_id} for row_type, row_id in places]
    names = _names(reader, made)
    return tuple(each for row in made for each in _first(reader, codes, row, names[_place(row)]))


def earlier_values(reader: Reader, codes: CodeLists, root: Row, row: Row, field: str) -> tuple[EarlierValue, ...]:
    """Return the values that a field had before the present one, newest first."""
    changes = reader.field_changes(*root, row, field, _MOST_VALUES + 1)
    # Each value was given by the change before the one that took it away, the first one when the row was made.
    numbers = [*(change["operation_id"] for change in changes[1:]), reader.begun(*root, row)]
    operations = {each["id"]: each for each in reader.operations_by_id({number for number in numbers if number})}
    found = []
    for number, change in list(zip(numbers, changes, strict=False))[:_MOST_VALUES]:
        operation = operations.get(number or 0)
        value = value_of(TYPES[row[0]], field, change["old"])
        found.append(
            EarlierValue(
                value=value,
                shown=_shown(reader, codes, row[0], field, change["old"]),
                at=datetime.fromisoformat(operation["done_at"]) if operation else None,
                by=operation["done_by"] if operation else "",
                possible=_is_possible(reader, field_map(TYPES[row[0]])[field], value),
            )
        )
    return tuple(found)


def _is_told(row: Mapping[str, Any]) -> bool:
    if not row["field"]:
        return bool(row["row_type"] != row["record_type"])
    return row["field"] in {field.name for field in typed_fields(TYPES[row["row_type"]])}


def _is_possible(reader: Reader, field: Field, value: Any) -> bool:
    return field.kind is not Kind.LINK or value is None or bool(reader.titles(field.target, [value]))


def _place(row: Mapping[str, Any]) -> Row:
    return row["row_type"], row["row_id"]


def _change(reader: Reader, codes: CodeLists, row: Mapping[str, Any], name: str) -> Change:
    if not row["field"]:
        return Change(name, "", "", "", "", _place(row), row["action"])
    row_type, field = row["row_type"], row["field"]
    old, new = (_shown(reader, codes, row_type, field, row[side]) for side in ("old", "new"))
    before = value_of(TYPES[row_type], field, row["old"])
    label = translate(field_map(TYPES[row_type])[field].label)
    return Change(name, label, field, old, new, _place(row), row["action"], before)


def _first(reader: Reader, codes: CodeLists, row: Mapping[str, Any], name: str) -> Iterator[Change]:
    place = _place(row)
    values = reader.first_values(row["record_type"], row["record_id"], place, row["operation_id"])
    for field in typed_fields(TYPES[place[0]]):
        if (text := values.get(field.name)) is not None:
            shown = _shown(reader, codes, place[0], field.name, text)
            yield Change(name, translate(field.label), field.name, "", shown, place)


def _shown(reader: Reader, codes: CodeLists, row_type: str, name: str, text: str | None) -> str:
    if text is None:
        return ""
    field = field_map(TYPES[row_type])[name]
    if field.kind is Kind.LINK:
        target = json.loads(text)
        return reader.titles(field.target, [target]).get(target, "") or translate(_GONE)
    return in_words(field, value_of(TYPES[row_type], name, text), codes)


def _names(reader: Reader, rows: Iterable[Mapping[str, Any]]) -> dict[Row, str]:
    """Return how child rows are called, such as `Milestone signing 14.12.2022`; nothing for the records themselves.

    A row that is gone is called by what it held.
    """
    owners = {_place(row): (row["record_type"], row["record_id"]) for row in rows}
    by_type: dict[str, list[int]] = {}
    for row_type, row_id in owners:
        by_type.setdefault(row_type, []).append(row_id)
    titles = {name: reader.titles(name, ids) for name, ids in by_type.items()}
    names = {}
    for place, owner in owners.items():
        row_type, row_id = place
        if row_type == owner[0]:
            names[place] = ""
            continue
        title = titles[row_type].get(row_id)
        if title is None:
            title = _title_of_gone(reader, owner, place)
        names[place] = f"{translate(TYPES[row_type].LABEL)} {title}".strip()
    return names


def _title_of_gone(reader: Reader, owner: Row, place: Row) -> str:
    row_type = TYPES[place[0]]
    held = reader.held(*owner, place)
    values = {name: value_of(row_type, name, text) for name, text in held.items() if name in field_map(row_type)}
    return row_type(**values).derive(reader.lookup()).title if values else ""
