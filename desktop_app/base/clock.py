"""Tells the office's own day."""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    """Return today as the computer's own time zone has it."""
    return datetime.now().astimezone().date()
