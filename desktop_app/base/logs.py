"""Writes the program's log: what happened, never what the data say."""

from __future__ import annotations

import logging
from pathlib import Path

_MEGABYTE = 1_048_576


class LogFile(logging.Handler):
    """Writes into a small rotating file, which is opened, with what it takes, when there is something to write."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        if self._file is None:
            from logging.handlers import RotatingFileHandler  # noqa: PLC0415  brings network modules along

            self._file = RotatingFileHandler(self._path, maxBytes=_MEGABYTE, backupCount=3, encoding="utf-8")
            self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()


def start_log(folder: Path) -> None:
    """Log warnings and errors into a small rotating file; without a writable folder, log nowhere."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = LogFile(folder / "brueckenbuch.log")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
