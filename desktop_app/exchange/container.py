"""Reads a workbook after a look into its container, which other kinds of files share with it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from desktop_app.base.i18n import N_
from desktop_app.exchange.failures import DAMAGED, NO_TABLE_FILE, PROTECTED, NotReadable
from desktop_app.exchange.limits import Limits
from desktop_app.exchange.raw_table import RawTable
from desktop_app.exchange.workbook_reading import read_workbook
from desktop_app.exchange.zip_guard import ZIP_FAULTS, check_zip

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
CONTAINERS = (_OLE, _ZIP)
"""How the files begin that `read_container` knows."""

_WORKBOOK_PARTS = frozenset({"xl/workbook.xml", "content.xml"})
_OTHER_STREAMS = ("WordDocument", "PowerPoint Document", "VisioDocument", "__properties_version1.0", "__substg1.0")
"""What the files of Word, PowerPoint, Visio, Outlook hold in the container that old Excel files share with them."""

_BINARY_PART = "xl/workbook.bin"

_BINARY_WORKBOOK = N_(
    "The workbook “{name}” is in Excel's binary format (XLSB). Nothing was read."
    " Open it in Excel, save it as an Excel workbook (XLSX), then try again."
)


def read_container(path: Path, data: bytes, limits: Limits, sheet: str | None = None) -> RawTable:
    """Read one sheet of the bytes of `path`, which begin like one of `CONTAINERS`; raises NotReadable.

    Whoever built the bytes may mean harm: only for a process whose loss is none (see `apart`).
    """
    (_check_packed if data.startswith(_ZIP) else _check_ole)(path, data, limits)
    return read_workbook(path, data, limits, sheet)


def _check_packed(path: Path, data: bytes, limits: Limits) -> None:
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
        raise NotReadable(NO_TABLE_FILE, path)


def _check_ole(path: Path, data: bytes, _limits: Limits) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise NotReadable(PROTECTED, path)
    if any(name.encode("utf-16-le") in data for name in _OTHER_STREAMS):
        raise NotReadable(NO_TABLE_FILE, path)
