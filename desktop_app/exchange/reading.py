"""Reads a table from a file of any kind that offices send around."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from desktop_app.base.i18n import N_
from desktop_app.exchange.csv_reading import read_csv
from desktop_app.exchange.failures import DAMAGED, PROTECTED, NotReadable
from desktop_app.exchange.limits import STANDARD, Limits
from desktop_app.exchange.raw_table import Cell, RawTable, Row, cell_text
from desktop_app.exchange.workbook_reading import read_workbook
from desktop_app.exchange.zip_guard import ZIP_FAULTS, check_zip

__all__ = ["READABLE_SUFFIXES", "Cell", "NotReadable", "RawTable", "Row", "cell_text", "read_table"]

READABLE_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_OTHER_KINDS = (
    b"%PDF",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"SQLite format 3\0",
    b"PK\x05\x06",
    b"7z\xbc\xaf",
)
_WEB_STARTS = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<body", b"<workbook")

_WORKBOOK_PARTS = frozenset({"xl/workbook.xml", "content.xml"})
_OTHER_STREAMS = ("WordDocument", "PowerPoint Document", "VisioDocument", "__properties_version1.0", "__substg1.0")
"""What the files of Word, PowerPoint, Visio, Outlook hold in the container that old Excel files share with them."""

_BINARY_PART = "xl/workbook.bin"

_WEB_PAGE = N_(
    "The file “{name}” is a web page or XML file, whatever its ending says. Nothing was read."
    " Open it in a spreadsheet program, save it as an Excel workbook (XLSX), then try again."
)
_NO_TABLE_FILE = N_(
    "The file “{name}” is not a table. Nothing was read. Choose a CSV file or a workbook (XLSX, XLS, ODS)."
)
_BINARY_WORKBOOK = N_(
    "The workbook “{name}” is in Excel's binary format (XLSB). Nothing was read."
    " Open it in Excel, save it as an Excel workbook (XLSX), then try again."
)


def read_table(path: Path, sheet: str | None = None, *, encoding: str = "", limits: Limits = STANDARD) -> RawTable:
    """Read a table from CSV or TSV text, XLSX, XLSM, XLS or ODS; what the file holds counts, not how its name ends.

    `sheet` names a sheet of a workbook (default: the first that holds a table), `encoding` overrides the guess for
    text. Texts come composed (NFC), empty cells as None, whole numbers of a workbook as floats (see `cell_text`).
    Raises NotReadable, with nothing read, for every file that is no table or not safe to read.
    """
    data = _bytes_of(path, limits)
    if data.startswith(_ZIP):
        return _packed(path, data, sheet, limits)
    if data.startswith(_OLE):
        return _ole(path, data, sheet, limits)
    if data.startswith(_OTHER_KINDS):
        raise NotReadable(_NO_TABLE_FILE, path)
    if data.removeprefix(b"\xef\xbb\xbf")[:200].lstrip().lower().startswith(_WEB_STARTS):
        raise NotReadable(_WEB_PAGE, path)
    return read_csv(path, data, limits, encoding)


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        if path.stat().st_size > limits.file:
            raise NotReadable(
                N_(
                    "The file “{name}” is larger than {megabytes} MB. Nothing was read."
                    " Split it into smaller files and try again."
                ),
                path,
                megabytes=limits.file // 1_000_000,
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise NotReadable(
            N_("The file “{name}” does not exist. Check its name and folder, then try again."), path
        ) from None
    except OSError as failure:
        raise NotReadable(
            N_(
                "The file “{name}” could not be opened ({reason}). Nothing was read."
                " Close it in other programs, check that you may read it, then try again."
            ),
            path,
            reason=failure.strerror or failure.errno,
        ) from failure
    if not data.strip():
        raise NotReadable(N_("The file “{name}” is empty. Nothing was read. Choose another file."), path)
    return data


def _packed(path: Path, data: bytes, sheet: str | None, limits: Limits) -> RawTable:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if names & _WORKBOOK_PARTS:
                check_zip(path, archive, limits)
    except ZIP_FAULTS:
        raise NotReadable(DAMAGED, path) from None
    if _BINARY_PART in names:
        raise NotReadable(_BINARY_WORKBOOK, path)
    if not names & _WORKBOOK_PARTS:
        raise NotReadable(_NO_TABLE_FILE, path)
    return read_workbook(path, data, limits, sheet)


def _ole(path: Path, data: bytes, sheet: str | None, limits: Limits) -> RawTable:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise NotReadable(PROTECTED, path)
    if any(name.encode("utf-16-le") in data for name in _OTHER_STREAMS):
        raise NotReadable(_NO_TABLE_FILE, path)
    return read_workbook(path, data, limits, sheet)
