"""Gives out copies of files to be looked at, and notices when one of them was changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from desktop_app.base.private_folder import PrivateFolder
from desktop_app.domain.attachment import Attachment
from desktop_app.services.attachments import Attachments

_READ_ONLY = 0o400

_State = tuple[int, int]
"""The size of a file in bytes and its time in nanoseconds."""


@dataclass(frozen=True, slots=True)
class ChangedCopy:
    """A copy that is not what was given out any more."""

    file: Attachment
    path: Path


@dataclass(slots=True)
class _Copy:
    file: Attachment
    content: str
    state: _State


class OpenedCopies:
    """Read-only copies in a folder that goes with the program; the contents themselves are never handed out."""

    def __init__(self, attachments: Attachments) -> None:
        self._attachments = attachments
        self._folder: PrivateFolder | None = None
        self._copies: dict[Path, _Copy] = {}
        self._given = 0

    def make(self, file: Attachment) -> Path:
        """Return a copy of a file under its own name; raises what `Attachments.copy` raises.

        While there is one that nobody has changed, it is given out again.
        """
        for path, copy in tuple(self._copies.items()):
            same = (copy.file.id, copy.content, path.name) == (file.id, file.content, file.name)
            if same and _state(path) == copy.state:
                return path
        if self._folder is None:
            self._folder = PrivateFolder()
        self._given += 1
        path = self._folder.path / str(self._given) / file.name
        path.parent.mkdir()
        self._attachments.copy(file, path)
        path.chmod(_READ_ONLY)
        state = _state(path)
        if state is not None:
            self._copies[path] = _Copy(file, file.content, state)
        return path

    def changed(self) -> tuple[ChangedCopy, ...]:
        """Return the copies whose content is another one than when this was last asked."""
        found = []
        for path, copy in tuple(self._copies.items()):
            state = _state(path)
            if state is None or state == copy.state:
                continue
            content = _hash(path)
            if content is not None:
                copy.state = state
                if content != copy.content:
                    copy.content = content
                    found.append(ChangedCopy(copy.file, path))
        return tuple(found)

    def close(self) -> None:
        """Remove all copies."""
        if self._folder is not None:
            self._folder.close()
            self._folder = None
        self._copies.clear()


def _state(path: Path) -> _State | None:
    """Return what changes of a file when it is written to; None where it is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _hash(path: Path) -> str | None:
    """Return the SHA-256 of a file; None while it cannot be read, as when it is being written."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
