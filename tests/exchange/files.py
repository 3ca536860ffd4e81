"""Builds the files that the reading tests need and that no library here can write."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence

import openpyxl

SECTOR = 512
END, FREE, FAT, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF

SHEET = "xl/worksheets/sheet1.xml"


def xlsx(*rows: Sequence[object], sheets: Mapping[str, Sequence[Sequence[object]]] | None = None) -> bytes:
    """A workbook of one sheet, or of several named ones."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, content in (sheets or {"Liste": rows}).items():
        page = book.create_sheet(title)
        for row in content:
            page.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None], level: int = 6) -> bytes:
    """The same packed file after `change` has had its way with the parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def ods(rows: str, *, encrypted: bool = False) -> bytes:
    """An OpenDocument spreadsheet with the given XML of its table rows."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Liste">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    secret = "<manifest:encryption-data/>" if encrypted else ""
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{secret}'
        "</manifest:file-entry></manifest:manifest>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content if not encrypted else b"\0\1\2secret")
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


def ods_row(*values: str | float, repeated: int = 1) -> str:
    """One table row; texts and numbers."""
    cells = "".join(
        f"<table:table-cell {_ods_type(value)}><text:p>{value}</text:p></table:table-cell>" for value in values
    )
    times = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{times}>{cells}</table:table-row>"


def _ods_type(value: str | float) -> str:
    return (
        'office:value-type="string"' if isinstance(value, str) else f'office:value-type="float" office:value="{value}"'
    )


def xls(*rows: Sequence[str | float]) -> bytes:
    """A workbook in the format of Excel 97 with one sheet."""
    return compound_file({"Workbook": _biff(rows)})


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (OLE) of streams, each padded to 4 KiB at least, so that no short-stream table is needed."""
    padded = {name: data.ljust(max(4096, -(-len(data) // SECTOR) * SECTOR), b"\0") for name, data in streams.items()}
    table: list[int] = []
    body = b""
    starts = {}
    for name, data in padded.items():
        starts[name] = len(table)
        count = len(data) // SECTOR
        table += [*range(len(table) + 1, len(table) + count), END]
        body += data
    directory_start = len(table)
    entries = [_entry("Root Entry", 5, 1, END, 0)]
    for number, (name, data) in enumerate(padded.items(), start=1):
        right = number + 1 if number < len(padded) else NONE
        entries.append(_entry(name, 2, NONE, starts[name], len(data), right))
    directory = b"".join(entries)
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    count = len(directory) // SECTOR
    table += [*range(len(table) + 1, len(table) + count), END]
    fat_start = len(table)
    table.append(FAT)
    assert len(table) <= 128
    fat = struct.pack("<128I", *table, *[FREE] * (128 - len(table)))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIIIIIII", 0, 1, directory_start, 0, 4096, END, 0, END, 0)
        + struct.pack("<109I", fat_start, *[FREE] * 108)
    )
    return header + body + directory + fat


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = NONE) -> bytes:
    encoded = name.encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded) + 2, kind, 1)
        + struct.pack("<III", NONE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _biff(rows: Sequence[Sequence[str | float]]) -> bytes:
    cells = b""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                cells += _record(0x204, struct.pack("<HHHHB", row, column, 0, len(text) // 2, 1) + text)
            else:
                cells += _record(0x203, struct.pack("<HHHd", row, column, 0, value))
    name = b"Liste"
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 6))
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 6)) + cells + _record(0x0A, b"")
    length = len(start) + 4 + 8 + len(name) + 4
    bound = _record(0x85, struct.pack("<IBBBB", length, 0, 0, len(name), 0) + name)
    return start + bound + _record(0x0A, b"") + sheet


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data
