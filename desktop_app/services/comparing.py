"""Says in which records two states of a register differ, such as a backup and the register now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop_app.base.formats import format_count
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import RECORDS, TYPES
from desktop_app.domain.record import Child, Record, child_fields, typed_fields
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.value_words import linked_in_words, row_in_words
from desktop_app.storage.register import Reader

Heard = Callable[[], object]
_STEP = 1_000
"""So many rows are looked at between two calls of a Heard."""


class Side(StrEnum):
    """Where a record is found."""

    THEN = "then"
    NOW = "now"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Value:
    """A value that differs, as people read it: what it is of, what it was, what it is; empty for none."""

    label: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that only one side has, or that both have with other values."""

    record: str
    id: int
    title: str
    side: Side
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many records of each type are on which side only or differ, and the first of them in full."""

    counts: dict[str, dict[Side, int]]
    shown: tuple[Difference, ...]

    @property
    def total(self) -> int:
        """Return how many records differ in all."""
        return sum(sum(sides.values()) for sides in self.counts.values())

    def summary(self) -> list[str]:
        """Return a line for each type of which any record differs; one that says so where none does."""
        counted = {name: [_counted(*each) for each in sides.items() if each[1]] for name, sides in self.counts.items()}
        lines = [f"{translate(TYPES[name].PLURAL)}: {', '.join(words)}" for name, words in counted.items() if words]
        return lines or [translate(N_("No record differs."))]


def side_in_words(side: Side) -> str:
    """Return on which side a record is."""
    words = {Side.THEN: N_("only in the backup"), Side.NOW: N_("only in the register"), Side.BOTH: N_("different")}
    return translate(words[side])


def _counted(side: Side, count: int) -> str:
    if side is Side.THEN:
        return format_count("{count} only in the backup", "{count} only in the backup", count)
    if side is Side.NOW:
        return format_count("{count} only in the register", "{count} only in the register", count)
    return format_count("{count} different", "{count} different", count)


def compare(then: Reader, now: Reader, codes: CodeLists, most: int, heard: Heard = lambda: None) -> Comparison:
    """Compare all that people typed, record by record, child rows included; at most `most` of a type come in full.

    What the program works out by itself, such as titles, counts and search words, is left out.
    """
    counts, shown = {}, []
    for record_type in RECORDS:
        name = record_type.NAME
        found = _sides(then, now, name, heard)
        counts[name] = {side: len([1 for each in found.values() if each is side]) for side in Side}
        first = sorted(found)[:most]
        sides = [reader.records(name, first) for reader in (then, now)]
        for record_id in first:
            heard()
            items = [each[record_id] for each in sides if record_id in each]
            values = tuple(_values((then, now), items, codes)) if found[record_id] is Side.BOTH else ()
            shown.append(Difference(name, record_id, items[-1].title, found[record_id], values))
    return Comparison(counts, tuple(shown))


def _sides(then: Reader, now: Reader, name: str, heard: Heard) -> dict[int, Side]:
    """Return the records of a type that differ, by id."""
    found = {row[0]: side for row, side in _differing(then, now, name, heard)}
    for field in child_fields(TYPES[name]):
        for row, _ in _differing(then, now, field.target, heard):
            found.setdefault(row[1], Side.BOTH)
    return found


def _differing(then: Reader, now: Reader, name: str, heard: Heard) -> Iterator[tuple[tuple[Any, ...], Side]]:
    """Walk along both sides in the order of the ids; of a row on both sides the present one is given."""
    rows, others = then.typed_rows(name), now.typed_rows(name)
    row, other = next(rows, None), next(others, None)
    steps = 0
    while row is not None or other is not None:
        steps += 1
        if steps % _STEP == 0:
            heard()
        if other is None or (row is not None and row[0] < other[0]):
            assert row is not None  # noqa: S101  one of them is there
            yield row, Side.THEN
            row = next(rows, None)
        elif row is None or other[0] < row[0]:
            yield other, Side.NOW
            other = next(others, None)
        else:
            if row != other:
                yield other, Side.BOTH
            row, other = next(rows, None), next(others, None)


def _values(readers: tuple[Reader, Reader], items: list[Record], codes: CodeLists) -> Iterator[Value]:
    yield from _fields(readers, items, codes, "")
    before, after = (item.trashed_at is not None for item in items)
    if before != after:
        yield Value(
            translate(N_("In the trash")), *(translate(N_("yes") if each else N_("no")) for each in (before, after))
        )
    for field in child_fields(type(items[0])):
        rows = [{row.id: row for row in getattr(item, field.name)} for item in items]
        label = translate(TYPES[field.target].LABEL)
        for row_id in dict.fromkeys([*rows[0], *rows[1]]):
            pair = [each[row_id] for each in rows if row_id in each]
            if len(pair) == len(rows):
                yield from _fields(readers, pair, codes, f"{label} {pair[-1].title}".strip())
            else:
                held = (each.get(row_id) for each in rows)
                yield Value(label, *(_row(reader, row, codes) for reader, row in zip(readers, held, strict=True)))
        if [*rows[0]] != [*rows[1]] and rows[0].keys() == rows[1].keys():
            order = ("; ".join(row.title for row in each.values()) for each in rows)
            yield Value(translate(N_("Order: {what}"), what=translate(field.label)), *order)


def _fields(readers: tuple[Reader, Reader], items: list[Any], codes: CodeLists, row: str) -> Iterator[Value]:
    for field in typed_fields(type(items[0])):
        values = [getattr(item, field.name) for item in items]
        if values[0] != values[1]:
            words = [linked_in_words(*each, codes=codes) for each in zip(readers, (field, field), values, strict=True)]
            label = translate(field.label)
            yield Value(f"{row}: {label}" if row else label, *words)


def _row(reader: Reader, row: Child | None, codes: CodeLists) -> str:
    return "" if row is None else row_in_words(reader, row, codes)
