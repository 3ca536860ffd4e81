"""Disks of their own for tests: a small one that fills up, and one that can only be read in the end."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    with _mounted(tmp_path / "small", "size=3m") as folder:
        yield folder


@pytest.fixture
def medium(tmp_path: Path) -> Iterator[Path]:
    """A disk that is written first, and can only be read when `burn` was called on it."""
    with _mounted(tmp_path / "medium", "size=64m") as folder:
        yield folder


def burn(medium: Path) -> None:
    """Let nothing be written to a disk any more."""
    subprocess.run(["mount", "-o", "remount,ro", str(medium)], check=True)


def fill(disk: Path, *, but: int) -> Path:
    """Fill a disk up, but for so many bytes, and return the file that does; it is removed to make room."""
    filler = disk / "filler"
    filler.write_bytes(b"\0" * max(0, shutil.disk_usage(disk).free - but))
    return filler


@contextmanager
def _mounted(folder: Path, option: str) -> Iterator[Path]:
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root can make a disk")
    made = subprocess.run([mount, "-t", "tmpfs", "-o", option, "tmpfs", str(folder)], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("no disk can be made here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
