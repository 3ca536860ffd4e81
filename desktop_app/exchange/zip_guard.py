"""Looks into a packed workbook before any parser does and refuses what would fill the memory."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections import Counter
from pathlib import Path

from desktop_app.base.i18n import N_
from desktop_app.exchange.failures import DAMAGED, PROTECTED, NotReadable
from desktop_app.exchange.limits import Limits

_TOO_LARGE = N_(
    "The workbook “{name}” is too large to be read safely. Nothing was read."
    " Copy the rows that you need into a new workbook and try again."
)
_TOO_WIDE = N_(
    "The workbook “{name}” has cells as far as row {row} and column {column}, more than can be read safely"
    " ({rows} rows, {columns} columns). Nothing was read. Copy the table alone into a new workbook and try again."
)
_SUSPECT = N_(
    "The workbook “{name}” is built in a way that no spreadsheet program writes, and may be harmful. Nothing was read."
    " Ask for it to be sent again, or save it anew in a spreadsheet program."
)
ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""All that `zipfile` raises for a damaged file, found by damaging some thousands."""

_ENCRYPTED = 1
_ODS_MANIFEST = "META-INF/manifest.xml"
_SMALL_PART = 1_000_000
"""Parts below this size may be packed as tightly as they like."""

_FAR = re.compile(rb' r="(?:[A-Za-z]{2}|[A-Za-z]?[0-9]{6})')
"""A column after Z or a row after 99,999; sheets without them are small whatever else they hold."""
_ODD_SPELLINGS = (b"r='", b"r =", b"r= ", b"\tr=", b"\nr=", b"\rr=", b"r\t", b"r\n", b"r\r", b"r=\t", b"r=\n", b"r=\r")
_EMPTY_CELL = re.compile(rb"<c [^<>]*(?:/>|></c>)")
_EMPTY_ROW = re.compile(rb"<row [^<>]*(?:/>|>\s*</row>)")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)([0-9]+)""")

_SHARED_TEXT_CELL = re.compile(rb"""\st\s*=\s*["']s["'][^>]*>(?:<f[^<]*</f>|<f[^<>]*/>)?\s*<v[^>]*>\s*([0-9]+)""")

_ODS_REPEATED_ROW = re.compile(
    rb'<table:table-row\b[^>]*number-rows-repeated="([0-9]+)"[^>]*(?<!/)>(.*?)</table:table-row>', re.DOTALL
)
_ODS_REPEATED_CELL = re.compile(rb'<table:table-cell\b[^>]*number-columns-repeated="([0-9]+)"[^>]*>(?!</)')
_ODS_CONTENT = re.compile(rb"office:value-type|<text:p")


def check_zip(path: Path, archive: zipfile.ZipFile, limits: Limits) -> None:
    """Check sizes, packing, document types, far cells, repeated texts of the workbook; raises NotReadable."""
    entries = archive.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise NotReadable(PROTECTED, path)
    if (
        len(entries) > limits.parts
        or sum(entry.file_size for entry in entries) > limits.unpacked
        or any(entry.file_size > limits.part for entry in entries)
    ):
        raise NotReadable(_TOO_LARGE, path)
    if any(_packed_too_tightly(entry, limits) for entry in entries):
        raise NotReadable(_SUSPECT, path)
    if len({entry.filename for entry in entries}) != len(entries):
        raise NotReadable(_SUSPECT, path)
    if _ODS_MANIFEST in archive.namelist() and b"encryption-data" in _content(path, archive, _ODS_MANIFEST):
        raise NotReadable(PROTECTED, path)
    _check_parts(path, archive, limits)


def _packed_too_tightly(entry: zipfile.ZipInfo, limits: Limits) -> bool:
    return entry.file_size > _SMALL_PART and entry.file_size > limits.ratio * entry.compress_size


def _check_parts(path: Path, archive: zipfile.ZipFile, limits: Limits) -> None:
    shared: bytes = b""
    uses: list[bytes] = []
    for entry in archive.infolist():
        name = entry.filename.lower()
        if not name.endswith((".xml", ".rels")):
            continue
        part = _content(path, archive, entry.filename)
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part[:1000]:
            raise NotReadable(_SUSPECT, path)
        if name.endswith("sharedstrings.xml"):
            shared = part
        elif name == "content.xml":
            _check_repeats(path, part, limits)
        elif b"<sheetData" in part or b":sheetData" in part:
            _check_reach(path, part, limits)
            uses.append(part)
    if shared:
        _check_shared(path, shared, uses, limits)


def _content(path: Path, archive: zipfile.ZipFile, entry: str) -> bytes:
    """Unpack one part; `zipfile` stops at the size that the directory declares and then checks the sum."""
    try:
        return archive.read(entry)
    except ZIP_FAULTS as fault:
        raise NotReadable(DAMAGED, path) from fault


def _check_reach(path: Path, part: bytes, limits: Limits) -> None:
    """Refuse far cells: the parser keeps room for the whole area, two cells in opposite corners take 512 GiB."""
    if not _FAR.search(part) and not any(spelling in part for spelling in _ODD_SPELLINGS):
        return
    filled = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", part))
    places = set(_PLACE.findall(filled))
    row = max((int(number[:9]) for _, number in places), default=0)
    column = max((_column_number(letters) for letters, _ in places), default=0)
    if row > limits.rows or column > limits.columns or row * column > limits.cells:
        raise NotReadable(_TOO_WIDE, path, row=row, column=column, rows=limits.rows, columns=limits.columns)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - 64
    return number


def _check_shared(path: Path, shared: bytes, sheets: list[bytes], limits: Limits) -> None:
    """Refuse sheets in which long texts of the common list are named so often that copies of them fill the memory."""
    lengths = [len(text) for text in shared.split(b"</si>")]
    uses = sum(part.count(b"<v") for part in sheets)
    if max(lengths) * uses <= limits.text:
        return
    counted = Counter(number for part in sheets for number in _SHARED_TEXT_CELL.findall(part))
    total = sum(lengths[int(number[:9])] * count for number, count in counted.items() if int(number[:9]) < len(lengths))
    if total > limits.text:
        raise NotReadable(_TOO_LARGE, path)


def _check_repeats(path: Path, part: bytes, limits: Limits) -> None:
    """Refuse OpenDocument tables that say "and a million times the same" of cells that hold something."""
    rows = sum(int(times[:9]) for times, row in _ODS_REPEATED_ROW.findall(part) if _ODS_CONTENT.search(row))
    columns = max((int(match[1][:9]) for match in _ODS_REPEATED_CELL.finditer(part) if _holds_value(match)), default=0)
    if rows > limits.rows or columns > limits.columns or rows * columns > limits.cells:
        raise NotReadable(_TOO_WIDE, path, row=rows, column=columns, rows=limits.rows, columns=limits.columns)


def _holds_value(cell: re.Match[bytes]) -> bool:
    return b"office:" in cell[0] or not cell[0].endswith(b"/>")
