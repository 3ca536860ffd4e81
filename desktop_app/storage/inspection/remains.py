"""Copies a register file that the engine refuses to a place where what is left of it can be read."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop_app.storage.new_file import logs_of

_PAGE_SIZE, _PAGE_COUNT = slice(16, 18), slice(28, 32)
"""Bytes of a file's header (SQLite, Database File Format); a page size of 1 stands for 65,536."""
_LARGEST_PAGE = 65_536
_MOST_BYTES = 1 << 40
"""A header that asks for more is damaged itself."""


def copy_remains(path: Path, folder: Path) -> Path:
    """Copy a file that nobody has open, with its log, into a folder; where its end is missing, zeros stand for it.

    The engine reads no file that is shorter than its header says. Raises OSError where the system refuses.
    """
    target = folder / path.name
    for file, copy in zip((path, *logs_of(path)), (target, *logs_of(target)), strict=True):
        if file == path or file.exists():
            shutil.copyfile(file, copy)
    with target.open("r+b") as copied:
        header = copied.read(_PAGE_COUNT.stop)
        page = int.from_bytes(header[_PAGE_SIZE], "big")
        whole = int.from_bytes(header[_PAGE_COUNT], "big") * (_LARGEST_PAGE if page == 1 else page)
        if copied.seek(0, 2) < whole <= _MOST_BYTES:
            copied.truncate(whole)
    return target
