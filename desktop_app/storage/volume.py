"""Asks the disk that a register lies on: how much room it has, whether it can be written at all."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_READ_ONLY_VOLUME = 0x0008_0000
"""Windows: FILE_READ_ONLY_VOLUME among the flags of a volume."""


def is_read_only_medium(folder: Path) -> bool:
    """Say whether nothing can be written to the whole disk: a DVD, a stick with its switch on, a mount for reading."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  loaded where it is used: it would slow every start

        flags = ctypes.c_ulong()
        root = os.path.splitdrive(folder)[0] + "\\"
        told = ctypes.windll.kernel32.GetVolumeInformationW(root, None, 0, None, None, ctypes.byref(flags), None, 0)
        return bool(told) and bool(flags.value & _READ_ONLY_VOLUME)
    try:
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def free_bytes(folder: Path) -> int:
    """Return how much may still be written to the disk of a folder; raises OSError where it does not answer."""
    return shutil.disk_usage(folder).free


def size_of(path: Path) -> int:
    """Return the size of a register file with the log beside it; raises OSError where it is gone."""
    log = path.with_name(f"{path.name}-wal")
    return path.stat().st_size + (log.stat().st_size if log.exists() else 0)
