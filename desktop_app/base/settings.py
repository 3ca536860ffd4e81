"""Reads and writes the user's settings: a JSON file, checked against the declared options."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from desktop_app.base.options import OPTIONS, Option, Value
from desktop_app.base.paths import remove_leftovers, safe_write

_log = logging.getLogger(__name__)


class Settings:
    """The user's settings; what a file says is taken only where an option declares it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        remove_leftovers(path.parent)
        self._options: dict[str, Option] = {option.name: option for option in OPTIONS}
        content = self._read()
        self._values: dict[str, Value] = {
            name: content[name]
            for name, option in self._options.items()
            if name in content and option.accepts(content[name])
        }
        tables = content.get("tables")
        self._tables: dict[str, dict[str, Any]] = tables if isinstance(tables, dict) else {}

    def get(self, name: str) -> Value:
        """Return a setting, or its default."""
        return self._values.get(name, self._options[name].default)

    def text(self, name: str) -> str:
        """Return a setting that is text."""
        return str(self.get(name))

    def set(self, name: str, value: Value) -> None:
        """Change a setting and write the file; raises ValueError for a value that the option does not take."""
        if not self._options[name].accepts(value):
            raise ValueError(name)
        if self.get(name) == value:
            return
        self._values[name] = value
        self._write()

    def table(self, name: str) -> dict[str, Any]:
        """Return what is remembered of a table: columns, widths, order."""
        found = self._tables.get(name)
        return dict(found) if isinstance(found, dict) else {}

    def set_table(self, name: str, state: dict[str, Any]) -> None:
        """Remember the state of a table."""
        if self._tables.get(name) != state:
            self._tables[name] = state
            self._write()

    def _read(self) -> dict[str, Any]:
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            _log.warning("settings file could not be read; defaults are used")
            return {}
        return content if isinstance(content, dict) else {}

    def _write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with safe_write(self._path) as file:
            file.write(json.dumps({**self._values, "tables": self._tables}, ensure_ascii=False, indent=1).encode())
