"""Writes the program's log: what happened, never what the data say."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_MEGABYTE = 1_048_576


def start_log(folder: Path) -> None:
    """Log warnings and errors into a small rotating file; without a writable folder, log nowhere."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / "brueckenbuch.log", maxBytes=_MEGABYTE, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
