"""Lets one program at a time work in a folder of backups."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.base.file_lock import take

_NAME = ".lock"
_PAUSE = 0.1
"""Seconds between two looks at a lock that another program has."""


@contextmanager
def alone_in(folder: Path, heard: Callable[[], object]) -> Iterator[bool]:
    """Wait until no other program works in a folder, and keep others out; `heard` may raise to end the waiting.

    Gives False where the disk knows no locks, as some network folders: then another computer may be at work there.
    """
    descriptor = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        yield _locked(descriptor, heard)
    finally:
        os.close(descriptor)


def _locked(descriptor: int, heard: Callable[[], object]) -> bool:
    while True:
        try:
            if take(descriptor):
                return True
        except OSError:
            return False
        heard()
        time.sleep(_PAUSE)
