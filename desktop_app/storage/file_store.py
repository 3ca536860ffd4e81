"""Keeps the contents of files, each once under its SHA-256; what is kept is never written over."""

from __future__ import annotations

import hashlib
import re
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from desktop_app.base.errors import UserError
from desktop_app.base.file_failures import not_written
from desktop_app.base.i18n import N_
from desktop_app.base.paths import safe_write
from desktop_app.storage.disk import sync

if TYPE_CHECKING:
    from sqlalchemy import Connection

BLOCK = 1 << 20
"""Bytes that are read and written at once."""

_HASH = re.compile(r"[0-9a-f]{64}")
_LEFT_OVER = re.compile(r"\.[0-9a-f]+\.part")
"""What a program that was killed while it wrote leaves behind (base.paths.safe_write)."""
_STILL_FOR = 60
"""Seconds after which a piece that nobody went on writing is taken for left over."""
_READ_ONLY, _WRITABLE = 0o444, 0o644

Told = Callable[[int], None]
"""Hears how many more bytes are done; may raise to call the work off."""


class Condition(StrEnum):
    """How a content is found."""

    WHOLE = "whole"
    MISSING = "missing"
    CHANGED = "changed"


class ContentMissing(UserError):
    """A content is not where it was kept."""

    def __init__(self) -> None:
        super().__init__(N_("The content is missing."))


class ContentChanged(UserError):
    """What was read is not, or not wholly, the content that its hash stands for."""

    def __init__(self) -> None:
        super().__init__(N_("The content is not the one that was added any more."))


class Unreadable(UserError):
    """The source of a content could not be read to its end."""

    def __init__(self) -> None:
        super().__init__(N_("The file cannot be read: the disk or the connection to it fails. Nothing was added."))


@dataclass(frozen=True, slots=True)
class Stored:
    """A content that is in a store: its SHA-256 as 64 hexadecimal digits, and its size in bytes."""

    hash: str
    size: int


class FileStore(Protocol):
    """Where contents are kept; a content is named by its hash."""

    @property
    def place(self) -> str:
        """Return in words where that is."""

    def sizes(self, hashes: Iterable[str]) -> dict[str, int]:
        """Return the sizes in bytes of those of some contents that are there."""

    def read(self, content: str) -> Iterator[bytes]:
        """Yield a content block by block, as it is, be it damaged.

        Raises ContentMissing where it is not there, ContentChanged where the disk does not give it back.
        """

    def write(self, content: str, blocks: Iterable[bytes]) -> None:
        """Keep a content: it is on the disk when this returns. What is there whole already stays as it is.

        Raises ContentChanged where the blocks are not those that the hash stands for, NotWritten where the system
        refuses; then nothing is kept of them.
        """

    def hashes(self) -> Iterator[str]:
        """Yield the hashes of all contents that are there."""

    def remove(self, content: str, within: Connection) -> None:
        """Take a content away as part of a transaction that writes; nothing happens where it is missing."""

    def tidy(self) -> int:
        """Remove what a killed program left half written, and return how many pieces."""


def put(store: FileStore, source: IO[bytes], told: Told = lambda _: None) -> Stored:
    """Keep what a seekable source holds from its beginning, and return its hash and size.

    It is read twice: to know its hash, then to keep it. `told` hears each byte twice. Raises ContentChanged where it
    changed between, NotWritten where the system refuses.
    """
    source.seek(0)
    digest, size = hashlib.sha256(), 0
    for block in _blocks(source, told):
        digest.update(block)
        size += len(block)
    content = digest.hexdigest()
    if condition(store, content, size) is Condition.WHOLE:
        told(size)
    else:
        source.seek(0)
        store.write(content, _blocks(source, told))
    return Stored(content, size)


def condition(store: FileStore, content: str, size: int | None = None) -> Condition:
    """Read a content and say whether it is what its hash stands for; `size`, where known, spares reading many."""
    found = store.sizes([content]).get(content)
    if found is not None and size is not None and found != size:
        return Condition.CHANGED
    try:
        for _ in checked(content, store.read(content)):
            pass
    except ContentMissing:
        return Condition.MISSING
    except ContentChanged:
        return Condition.CHANGED
    return Condition.WHOLE


def checked(content: str, blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the blocks of a content; raise ContentChanged at the end where they are not what its hash stands for."""
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
        yield block
    if digest.hexdigest() != content:
        raise ContentChanged


def _blocks(source: IO[bytes], told: Told) -> Iterator[bytes]:
    while block := _read(source):
        told(len(block))
        yield block


def _read(source: IO[bytes]) -> bytes:
    try:
        return source.read(BLOCK)
    except OSError as error:  # told apart from a store that cannot be written
        raise Unreadable from error


class FolderStore:
    """Contents as files of a folder beside the register: `<folder>/ab/ab12…`, read-only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def place(self) -> str:
        """Return the folder."""
        return str(self.folder)

    def path(self, content: str) -> Path:
        """Return where a content lies, or would lie; raises ValueError for what is no hash."""
        if not _HASH.fullmatch(content):
            raise ValueError(content)
        return self.folder / content[:2] / content

    def sizes(self, hashes: Iterable[str]) -> dict[str, int]:
        """Return the sizes in bytes of those of some contents that are there."""
        found = {}
        for content in set(hashes):
            try:
                status = self.path(content).stat()
            except (OSError, ValueError):
                continue
            if stat.S_ISREG(status.st_mode):
                found[content] = status.st_size
        return found

    def read(self, content: str) -> Iterator[bytes]:
        """Yield a content block by block; see `FileStore.read`."""
        try:
            with self.path(content).open("rb") as file:
                while block := file.read(BLOCK):
                    yield block
        except (FileNotFoundError, NotADirectoryError, ValueError) as error:
            raise ContentMissing from error
        except OSError as error:
            raise ContentChanged from error

    def write(self, content: str, blocks: Iterable[bytes]) -> None:
        """Keep a content; see `FileStore.write`."""
        target = self.path(content)
        if target.exists():
            if condition(self, content) is Condition.WHOLE:
                return
            _set_mode(target, _WRITABLE)  # what is damaged is replaced, and stays until then
        self._make_folder(target.parent)
        with safe_write(target) as file:
            for block in checked(content, blocks):
                file.write(block)
        _set_mode(target, _READ_ONLY)

    def hashes(self) -> Iterator[str]:
        """Yield the hashes of all contents that are there."""
        for path in self._files():
            if _HASH.fullmatch(path.name) and path.parent.name == path.name[:2]:
                yield path.name

    def remove(self, content: str, within: Connection) -> None:  # noqa: ARG002  for stores in the database
        """Take a content away; nothing happens where it is missing."""
        self.discard(content)

    def discard(self, content: str) -> None:
        """Take a content away that no register needs; nothing happens where it is missing."""
        path = self.path(content)
        if path.exists():
            _set_mode(path, _WRITABLE)  # Windows removes no read-only file
            path.unlink(missing_ok=True)

    def tidy(self) -> int:
        """Remove what a killed program left half written, and return how many pieces."""
        still = time.time() - _STILL_FOR
        pieces = [path for path in self._files() if _LEFT_OVER.fullmatch(path.name) and path.stat().st_mtime < still]
        for path in pieces:
            path.unlink(missing_ok=True)
        return len(pieces)

    def _files(self) -> Iterator[Path]:
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(path for path in folder.iterdir() if path.is_file())

    def _make_folder(self, folder: Path) -> None:
        """Make the folder of a content, and let it outlive a power cut."""
        if folder.is_dir():
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for parent in (folder.parent, self.folder.parent):
                sync(parent)
        except OSError as failure:
            raise not_written(folder, failure) from failure


def _set_mode(path: Path, mode: int) -> None:
    """Let a file be written, or keep it from that, where the disk knows the difference: many USB sticks do not."""
    with suppress(OSError):
        path.chmod(mode)


def folder_of(register: Path) -> Path:
    """Return the folder of a register's files: `<register>.files` beside it."""
    return register.with_name(f"{register.name}.files")
