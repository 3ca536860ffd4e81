"""Finds the files that the program ships: catalogues, icons, fonts, templates."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder under `resources/`, in a checkout, a wheel or a frozen program."""
    return _root().joinpath(*parts)


@cache
def _root() -> Path:
    frozen_at = getattr(sys, "_MEIPASS", None)
    if frozen_at is not None:
        return Path(frozen_at) / "resources"
    package = Path(__file__).resolve().parents[1]
    beside = package.parent / "resources"
    return beside if beside.is_dir() else package / "resources"
