"""Writes and reads blocks of cells as spreadsheets exchange them over the clipboard."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

_BREAKS = ("\r\n", "\r", "\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}")
_ENDS = frozenset("\t\n")


def read_block(text: str) -> list[list[str]]:
    """Return the cells of a block, row by row; rows may differ in length.

    Cells are parted by tabs, rows by line breaks. A cell with either of them in it stands in quotation marks, those
    in it doubled; marks around any other text belong to it.
    """
    for each in _BREAKS:
        text = text.replace(each, "\n")
    text = text.removesuffix("\n")
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        cell, place = _cell(text, place)
        rows[-1].append(cell)
        if place >= len(text):
            return rows
        if text[place] == "\n":
            rows.append([])
        place += 1


def block_text(rows: Iterable[Sequence[str]]) -> str:
    """Return a block as text that spreadsheets, and `read_block`, take apart into the same cells."""
    return "".join("\t".join(map(_quoted, row)) + "\r\n" for row in rows)


def block_html(rows: Iterable[Sequence[str]], as_text: Sequence[bool]) -> str:
    """Return a block as a table of HTML, in which Excel leaves the columns `as_text` as they are: no zero is lost."""
    body = "".join(
        f"<tr>{''.join(_table_cell(cell, text=text) for cell, text in zip(row, as_text, strict=True))}</tr>"
        for row in rows
    )
    return f'<html><head><meta charset="utf-8"></head><body><table>{body}</table></body></html>'


def _cell(text: str, start: int) -> tuple[str, int]:
    """Return the cell that begins at a place, and the place of what ends it."""
    if text[start : start + 1] == '"' and (found := _in_quotes(text, start)) is not None:
        return found
    end = start
    while end < len(text) and text[end] not in _ENDS:
        end += 1
    return text[start:end], end


def _in_quotes(text: str, start: int) -> tuple[str, int] | None:
    """Return a cell in quotation marks, where they are needed, and the place behind it."""
    end = start + 1
    while True:
        end = text.find('"', end)
        if end < 0:
            return None
        if text[end + 1 : end + 2] != '"':
            break
        end += 2
    inner = text[start + 1 : end]
    closed = end + 1 == len(text) or text[end + 1] in _ENDS
    if not closed or not ('""' in inner or _ENDS & set(inner)):
        return None
    return inner.replace('""', '"'), end + 1


def _quoted(cell: str) -> str:
    if not _ENDS & set(cell) and "\r" not in cell and not cell.startswith('"'):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _table_cell(cell: str, *, text: bool) -> str:
    form = " style=\"mso-number-format:'\\@'\"" if text else ""
    lines = html.escape(cell).replace("\n", '<br style="mso-data-placement:same-cell">')
    return f"<td{form}>{lines}</td>"
