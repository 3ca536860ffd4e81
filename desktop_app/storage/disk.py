"""Brings files and the names of files to the disk."""

from __future__ import annotations

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, would outlive a power cut; Windows does folders by itself."""
    folder = path.is_dir()
    if os.name == "nt" and folder:
        return
    handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
