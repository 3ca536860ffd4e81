"""Waits a moment for a file that a virus scanner or an indexer holds, as they do with new files on Windows."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

R = TypeVar("R")

SHARING_VIOLATIONS = frozenset({5, 32, 33})
"""Windows: access denied, in use, locked. Replacing a file that Excel shows ends in one of them as well."""

PATIENCE = 5.0
"""Seconds; a scanner is done after one or two."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 0.25


def is_held(failure: OSError) -> bool:
    """Say whether an action failed because another program has the file open."""
    return getattr(failure, "winerror", None) in SHARING_VIOLATIONS


def patiently(act: Callable[[], R]) -> R:
    """Do something with a file, again and again while another program holds it; in the end raise what it raised."""
    until = time.monotonic() + PATIENCE
    pause = _FIRST_PAUSE
    while True:
        try:
            return act()
        except OSError as failure:
            if not is_held(failure) or time.monotonic() + pause > until:
                raise
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
