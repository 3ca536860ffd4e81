"""Keeps what files on records hold beside the backups that need it: each content once for all of them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from desktop_app.base.file_failures import NotWritten
from desktop_app.storage.file_store import (
    ContentChanged,
    ContentMissing,
    FileStore,
    FolderStore,
    checked,
)

_FOLDER = "files"
_NEW_FOR = 24 * 3600
"""Seconds in which a content that no backup needs may belong to one that another computer is making."""

Heard = Callable[[], object]


def contents_in(folder: Path) -> FolderStore:
    """Return the store of contents that the backups of a folder share."""
    return FolderStore(folder / _FOLDER)


def has(store: FolderStore, content: str) -> bool:
    """Say whether a content is there; its bytes are another question."""
    return store.path(content).is_file()


def is_whole(store: FolderStore, content: str, heard: Heard) -> bool:
    """Read a content and say whether it is what its hash stands for."""
    try:
        for _ in checked(content, _heard(store.read(content), heard)):
            pass
    except (ContentMissing, ContentChanged):
        return False
    return True


def take(
    store: FolderStore, contents: Iterable[str], source: FileStore, heard: Heard, *, reading: bool = False
) -> frozenset[str]:
    """Copy the contents that a store lacks into it, and return those that the source lacks as well, or has changed.

    With `reading`, what is there already is read, and replaced where it is damaged. Raises NotWritten where the system
    refuses; then nothing stays that was not there before.
    """
    lacking, copied = [], []
    try:
        for content in contents:
            heard()
            if has(store, content) and (not reading or is_whole(store, content, heard)):
                continue
            try:
                store.write(content, _heard(source.read(content), heard))
                copied.append(content)
            except (ContentMissing, ContentChanged):
                lacking.append(content)
    except NotWritten:
        for content in copied:
            store.discard(content)
        raise
    return frozenset(lacking)


def remove_all_but(store: FolderStore, needed: Iterable[str]) -> None:
    """Remove the contents that are not needed, but for new ones."""
    kept, old = set(needed), time.time() - _NEW_FOR
    for content in list(store.hashes()):
        with contextlib.suppress(OSError):
            if content not in kept and store.path(content).stat().st_mtime < old:
                store.discard(content)


def _heard(blocks: Iterable[bytes], heard: Heard) -> Iterator[bytes]:
    for block in blocks:
        heard()
        yield block
