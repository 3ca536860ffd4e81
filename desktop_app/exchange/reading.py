"""Reads a table from a file of any kind that offices send around."""

from __future__ import annotations

from pathlib import Path

from desktop_app.base.i18n import N_
from desktop_app.exchange.apart import Progress, read_apart
from desktop_app.exchange.card_reading import CARD_START, read_cards
from desktop_app.exchange.container import CONTAINERS
from desktop_app.exchange.csv_reading import read_csv
from desktop_app.exchange.failures import NO_TABLE_FILE, NotReadable
from desktop_app.exchange.limits import STANDARD, Limits
from desktop_app.exchange.raw_table import Cell, RawTable, Row, cell_text

__all__ = ["READABLE_SUFFIXES", "Cell", "NotReadable", "Progress", "RawTable", "Row", "cell_text", "read_table"]

READABLE_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".vcf")

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

_WEB_PAGE = N_(
    "The file “{name}” is a web page or XML file, whatever its ending says. Nothing was read."
    " Open it in a spreadsheet program, save it as an Excel workbook (XLSX), then try again."
)


def read_table(
    path: Path,
    sheet: str | None = None,
    *,
    encoding: str = "",
    limits: Limits = STANDARD,
    progress: Progress | None = None,
) -> RawTable:
    """Read a table from CSV or TSV text, XLSX, XLSM, XLS, ODS or vCards; what a file holds counts, not its name.

    `sheet` names a sheet of a workbook (default: the first that holds a table), `encoding` overrides the guess for
    text. Texts come composed (NFC), empty cells as None, whole numbers of a workbook as floats (see `cell_text`).
    `progress` is asked while a workbook is read; what it raises calls the reading off.
    Raises NotReadable, with nothing read, for every file that is no table or not safe to read.
    """
    data = _bytes_of(path, limits)
    if data.startswith(CONTAINERS):
        return read_apart(path, limits, sheet, progress)
    if data.startswith(_OTHER_KINDS):
        raise NotReadable(NO_TABLE_FILE, path)
    if data.removeprefix(b"\xef\xbb\xbf")[:200].lstrip().lower().startswith(CARD_START):
        return read_cards(path, data)
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
