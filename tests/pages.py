"""Finds the pages of a closed register file that hold the rows of a table (SQLite, Database File Format)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desktop_app.storage.engine import connect

_INTERIOR, LEAF = 0x05, 0x0D
"""The first byte of a page of a table."""


def table_pages(path: Path, tables: set[str]) -> list[int]:
    """Return the numbers, from 0, of the pages of some tables: branches, leaves, and what runs over."""
    connection = connect(path)
    roots = connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'").fetchall()
    connection.close()
    data = path.read_bytes()
    size = int.from_bytes(data[16:18], "big")
    return [page for name, root in roots if name in tables for page in _tree(data, size, root)]


def page_size(path: Path) -> int:
    """Return the size of a page in bytes."""
    return int.from_bytes(path.read_bytes()[16:18], "big")


def _tree(data: bytes, size: int, number: int) -> Iterator[int]:
    yield number - 1
    page = data[(number - 1) * size : number * size]
    cells = int.from_bytes(page[3:5], "big")
    head = 12 if page[0] == _INTERIOR else 8
    places = [int.from_bytes(page[head + 2 * n : head + 2 * n + 2], "big") for n in range(cells)]
    if page[0] == _INTERIOR:
        below = [int.from_bytes(page[place : place + 4], "big") for place in places]
        for child in (*below, int.from_bytes(page[8:12], "big")):
            yield from _tree(data, size, child)
    elif page[0] == LEAF:
        for place in places:
            yield from _overflow(data, size, page, place)


def _overflow(data: bytes, size: int, page: bytes, place: int) -> Iterator[int]:
    length, place = _varint(page, place)
    _, place = _varint(page, place)
    most, least = size - 35, (size - 12) * 32 // 255 - 23
    if length <= most:
        return
    local = least + (length - least) % (size - 4)
    local = local if local <= most else least
    follows = int.from_bytes(page[place + local : place + local + 4], "big")
    while follows:
        yield follows - 1
        follows = int.from_bytes(data[(follows - 1) * size : (follows - 1) * size + 4], "big")


def _varint(page: bytes, place: int) -> tuple[int, int]:
    value = 0
    for _ in range(8):
        byte = page[place]
        place += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place
    return value << 8 | page[place], place + 1
