"""Finds what a damaged row held when it was saved; its checksum proves the find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.record import Record
from desktop_app.storage.inspection.raw_rows import RawRow, checksum_of
from desktop_app.storage.rows import codec
from desktop_app.storage.tables import stored_fields

_SIZES = (8, 16, 24, 32, 48, 64)
"""The numbers of bits in which SQLite stores a whole number."""
_ALL_BITS = (1 << 64) - 1
_MOST_BYTES = 4_000
"""In longer rows no single bits are tried: it would take seconds."""

Owned = Iterable[Iterable[int]]


def has_bad_checksum(row: RawRow, owned: Owned) -> bool:
    """Say whether only the checksum of a row is damaged: one bit of it is another, and the row is right."""
    right = checksum_of(row.name, row.values, owned)
    if right is None or not isinstance(row.checksum, int):
        return False
    return ((right ^ row.checksum) & _ALL_BITS).bit_count() == 1


def healed(row: RawRow, owned: Owned, guesses: Iterable[Mapping[str, Any]]) -> RawRow | None:
    """Return a row as it was saved; None where that cannot be found.

    `guesses` are values that columns may have had. They are tried first, then each single bit of the row.
    """
    owned = [list(ids) for ids in owned]
    columns = codec(TYPES[row.name]).record_columns
    for guess in guesses:
        values = tuple(guess.get(column, value) for column, value in zip(columns, row.values, strict=True))
        if checksum_of(row.name, values, owned) == row.checksum:
            return RawRow(row.name, values, row.checksum)
    for values in _one_bit_away(row):
        if checksum_of(row.name, values, owned) == row.checksum:
            return RawRow(row.name, values, row.checksum)
    return None


def derived_values(item: Record) -> dict[str, Any]:
    """Return the stored values of the derived fields of a record."""
    coder = codec(type(item))
    stored = dict(zip(coder.columns, coder.encode(item, [""] * len(coder.key_fields)), strict=True))
    return {field.name: stored[field.name] for field in stored_fields(type(item)) if field.derived}


def _one_bit_away(row: RawRow) -> Iterator[tuple[Any, ...]]:
    size = sum(len(value.encode()) if isinstance(value, str) else 8 for value in row.values)
    if size > _MOST_BYTES:
        return
    for place, value in enumerate(row.values):
        before, after = row.values[:place], row.values[place + 1 :]
        for other in _flipped(value):
            yield (*before, other, *after)


def _flipped(value: Any) -> Iterator[Any]:
    if isinstance(value, int):
        yield from _flipped_number(int(value))
    elif isinstance(value, (str, bytes)):
        whole = bytearray(value.encode() if isinstance(value, str) else value)
        for place in range(len(whole)):
            for bit in range(8):
                whole[place] ^= 1 << bit
                with suppress(UnicodeDecodeError):
                    yield whole.decode()
                whole[place] ^= 1 << bit


def _flipped_number(value: int) -> Iterator[int]:
    for size in _SIZES:
        if not -(1 << (size - 1)) <= value < 1 << (size - 1):
            continue
        for bit in range(size):
            turned = (value ^ (1 << bit)) & ((1 << size) - 1)
            yield turned - (1 << size) if turned >> (size - 1) else turned
