"""Keeps text that looks like a formula from being run by the program that opens a CSV file."""

from __future__ import annotations

import re

TRIGGERS = "=+-@\t\r"
"""A cell that starts with one of these is taken for a formula or cut by some spreadsheet program."""

_NEEDS_GUARD = re.compile(rf"'*[{re.escape(TRIGGERS)}]")
_HAS_GUARD = re.compile(rf"'+[{re.escape(TRIGGERS)}]")


def with_guard(text: str) -> str:
    """Put an apostrophe before text that would be taken for a formula; `without_guard` takes exactly it away."""
    return "'" + text if _NEEDS_GUARD.match(text) else text


def without_guard(text: str) -> str:
    """Take the apostrophe away that `with_guard` put before the text."""
    return text[1:] if text.startswith("'") and _HAS_GUARD.match(text) else text
