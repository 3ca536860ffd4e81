"""Keeps what files on records hold beside the backups that need it: each content once, under its SHA-256."""

from __future__ import annotations

import contextlib
import hashlib
import re
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from desktop_app.base.file_failures import NotWritten
from desktop_app.base.paths import safe_write
from desktop_app.storage.disk import sync

_BLOCK = 1 << 20
_HASH = re.compile(r"[0-9a-f]{64}")
_READ_ONLY, _WRITABLE = 0o444, 0o644
_NEW_FOR = 24 * 3600
"""Seconds in which a content that no backup needs may belong to one that another computer is making."""

Heard = Callable[[], object]


class Contents(Protocol):
    """Where contents are found."""

    def hashes(self) -> Iterable[str]:
        """Return the contents that are there."""

    def read(self, content: str) -> Iterator[bytes]:
        """Yield a content block by block, as it is; raises OSError where it cannot be read."""


class ContentFolder:
    """Contents as files of a folder: `<folder>/ab/ab12…`, read-only; a content that is there is never changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, content: str) -> Path:
        """Return where a content lies, or would lie."""
        return self.folder / content[:2] / content

    def hashes(self) -> list[str]:
        """Return the contents that are there, in order."""
        return sorted(path.name for path in self.folder.glob("??/*") if _HASH.fullmatch(path.name))

    def read(self, content: str) -> Iterator[bytes]:
        """Yield a content block by block; raises OSError where it cannot be read."""
        with self.path(content).open("rb") as file:
            while block := file.read(_BLOCK):
                yield block

    def has(self, content: str) -> bool:
        """Say whether a content is there; its bytes are another question."""
        return self.path(content).is_file()

    def is_whole(self, content: str, heard: Heard) -> bool:
        """Read a content and say whether it is what its hash stands for."""
        try:
            for _ in _checked(content, self.read(content), heard):
                pass
        except (OSError, _Changed):
            return False
        return True

    def take(
        self, contents: Iterable[str], source: Contents, heard: Heard, *, reading: bool = False
    ) -> tuple[str, ...]:
        """Copy the contents that are not here yet, and return those that the source lacks or has changed.

        With `reading`, what is here already is read as well, and replaced where it is damaged. Raises NotWritten and
        OSError where the system refuses; then nothing stays that was not here before.
        """
        lacking, copied = [], []
        try:
            for content in contents:
                heard()
                if self.has(content) and (not reading or self.is_whole(content, heard)):
                    continue
                if self._copy(content, source, heard):
                    copied.append(content)
                else:
                    lacking.append(content)
        except (NotWritten, OSError):
            for content in copied:
                self._remove(content)
            raise
        return tuple(lacking)

    def remove_all_but(self, needed: Iterable[str]) -> None:
        """Remove the contents that are not needed, but for new ones."""
        kept, old = set(needed), time.time() - _NEW_FOR
        for content in self.hashes():
            path = self.path(content)
            with contextlib.suppress(OSError):
                if content not in kept and path.stat().st_mtime < old:
                    self._remove(content)

    def _copy(self, content: str, source: Contents, heard: Heard) -> bool:
        target = self.path(content)
        for folder in (self.folder, target.parent):
            if not folder.is_dir():
                folder.mkdir(exist_ok=True)
                sync(folder.parent)
        try:
            if target.exists():
                target.chmod(_WRITABLE)
            with safe_write(target) as file:
                for block in _checked(content, _readable(source, content), heard):
                    file.write(block)
        except _Changed:
            return False
        with contextlib.suppress(OSError):  # not every disk knows it
            target.chmod(_READ_ONLY)
        return True

    def _remove(self, content: str) -> None:
        path = self.path(content)
        with contextlib.suppress(OSError):
            path.chmod(_WRITABLE)  # Windows removes no read-only file
            path.unlink()


class _Changed(Exception):
    """What was read is not what its hash stands for, or could not be read."""


def _readable(source: Contents, content: str) -> Iterator[bytes]:
    """Tell a source that cannot be read apart from a disk that cannot be written."""
    try:
        yield from source.read(content)
    except OSError as error:
        raise _Changed from error


def _checked(content: str, blocks: Iterable[bytes], heard: Heard) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for block in blocks:
        heard()
        digest.update(block)
        yield block
    if digest.hexdigest() != content:
        raise _Changed
