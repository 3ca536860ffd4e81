"""The files of records: adds them, gives copies of them out, changes what they are called."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from desktop_app.base.file_failures import NotConfirmed, NotWritten
from desktop_app.base.file_names import numbered, safe_name
from desktop_app.base.i18n import N_, translate
from desktop_app.base.paths import safe_write
from desktop_app.domain.attachment import OWNERS, Attachment
from desktop_app.domain.errors import NotFound, UserError
from desktop_app.domain.file_kinds import may_run
from desktop_app.services.contents import clear
from desktop_app.services.source_files import belongs_to_register, is_open_elsewhere, opened, size_of, state_of
from desktop_app.storage.file_store import (
    Condition,
    ContentChanged,
    ContentMissing,
    Stored,
    checked,
    condition,
    put,
)
from desktop_app.storage.register import Register
from desktop_app.storage.unit_of_work import UnitOfWork

__all__ = ["OWNERS", "Added", "Attachments", "Condition"]

_TRIES, _PAUSE = 3, 0.3
"""So often, and after so many seconds again, a file is read that another program is writing."""
_HUNDRED = 100
_BEGINNING = 16
"""Bytes that tell a program."""

Told = Callable[[int, int, str], None]
"""Hears how far the work is (so many of a hundred) and at which file; may raise to call the work off."""

_BEING_WRITTEN = N_(
    "“{name}” is being written by another program. It was not added. Save and close it there, then try again."
)
_TWICE = N_("“{name}” is here already, with the same content. It was not added.")
_NO_OWNER = N_("The record is not in the register any more. “{name}” was not added.")
_MISSING = N_(
    "The content of “{name}” is missing (looked for in: {place}). Restore it from a backup, or add the file again."
)
_CHANGED = N_(
    "The content of “{name}” is damaged or was changed outside of the program (it lies in: {place}). "
    "Restore it from a backup, or add the file again."
)


@dataclass(frozen=True, slots=True)
class Added:
    """What adding files did: `refused` says of each file that was not added why.

    `unsaved` are names of added files that another program has open: what is not saved there is not in them.
    """

    files: tuple[Attachment, ...] = ()
    refused: tuple[UserError, ...] = ()
    unsaved: tuple[str, ...] = ()


class Attachments:
    """The files of one register; `most` is the size in bytes of the largest one that is taken."""

    def __init__(self, register: Register, most: int) -> None:
        self._register = register
        self._store = register.files
        self._most = most
        where = register.home.found_at
        self._register_file = where if isinstance(where, Path) else None

    @property
    def read_only(self) -> bool:
        """Say whether nothing can be added here."""
        return self._register.read_only

    def of(self, name: str, record_id: int) -> tuple[Attachment, ...]:
        """Return the files of a record, in the order in which they were added."""
        with self._register.reading() as reader:
            ids = reader.linking_ids(Attachment.NAME, name, record_id)
            found = reader.records(Attachment.NAME, ids)
        return tuple(found[number] for number in ids)

    def owner_of(self, attachment: int) -> tuple[str, int]:
        """Return the type and id of the record that a file belongs to; raises NotFound where the file is gone."""
        with self._register.reading() as reader:
            item: Attachment | None = reader.record(Attachment.NAME, attachment)
        if item is None:
            raise NotFound(N_("This file is not in the register any more."))
        return item.owner

    # -- adding and changing -----------------------------------------------------------------------------------

    def add(self, owner: tuple[str, int], paths: Sequence[Path], told: Told = lambda *_: None) -> Added:
        """Add files to a record, each as an operation of its own; what cannot be added is told, the rest is added.

        What `told` raises ends the work; files added until then stay. Raises UserError where the register is read-only.
        """
        if self._register.read_only:
            raise UserError(N_("The register can only be read here. No file was added."))
        progress = _Progress(paths, told)
        files: list[Attachment] = []
        refused: list[UserError] = []
        unsaved: list[str] = []
        for path in paths:
            progress.begin(path)
            try:
                files.append(self._add(owner, path, progress.tell))
            except UserError as error:
                refused.append(error)
            else:
                unsaved += [path.name] if is_open_elsewhere(path) else []
        return Added(tuple(files), tuple(refused), tuple(unsaved))

    def _add(self, owner: tuple[str, int], path: Path, tell: Callable[[int], None]) -> Attachment:
        while True:
            stored = self._keep(path, tell)
            try:
                with self._register.changing(origin="form", verb="save") as unit:
                    # Under the lock that clearing takes too: there is no row without its content, not for a moment.
                    if self._store.sizes([stored.hash]).get(stored.hash) == stored.size:
                        return unit.add(self._row(unit, owner, path.name, stored))
            except BaseException:
                self._let_go(stored)
                raise

    def _row(self, unit: UnitOfWork, owner: tuple[str, int], name: str, stored: Stored) -> Attachment:
        target = unit.lookup.find(*owner)
        if target is None or target.trashed_at is not None:
            raise NotFound(_NO_OWNER, name=name)
        links: dict[str, Any] = {owner[0]: owner[1]}
        free = self._free_name(owner, safe_name(name, translate("File")), stored)
        return Attachment(name=free, content=stored.hash, size=stored.size, **links)

    def _free_name(self, owner: tuple[str, int], name: str, stored: Stored) -> str:
        """Return a name that no file of the record has; raises UserError where the same file is there."""
        known = {file.name.casefold(): file.content for file in self.of(*owner)}
        if known.get(name.casefold()) == stored.hash:
            raise UserError(_TWICE, name=name)
        names = (name, *(numbered(name, number) for number in range(2, len(known) + 2)))
        return next(each for each in names if each.casefold() not in known)

    def _keep(self, path: Path, tell: Callable[[int], None]) -> Stored:
        """Bring the content of a file into the store, and wait a little where another program is writing it."""
        for attempt in range(_TRIES):
            time.sleep(_PAUSE if attempt else 0)
            with opened(path, self._register_file, self._most) as file, suppress(ContentChanged):
                before = state_of(file)
                stored = self._put(file, path.name, tell)
                if before == state_of(file) and stored.size == before[0]:
                    return stored
                self._let_go(stored)
        raise UserError(_BEING_WRITTEN, name=path.name)

    def _let_go(self, stored: Stored) -> None:
        """Remove a content that was kept for nothing; where that fails, clearing finds it later."""
        with suppress(UserError, OSError):
            clear(self._register, {stored.hash})

    def _put(self, file: IO[bytes], name: str, tell: Callable[[int], None]) -> Stored:
        try:
            return put(self._store, file, tell)
        except (NotWritten, NotConfirmed) as error:
            # The store knows contents by their hashes; people know files by their names.
            raise type(error)(error.msgid, **(error.values | {"name": name})) from error

    def save(self, item: Attachment, base: Attachment) -> Attachment:
        """Save another name, milestone or remark of a file; raises Invalid, Conflict, NotFound or StorageError."""
        with self._register.changing(origin="form", verb="save") as unit:
            return unit.save(item, base)

    def trash(self, ids: Sequence[int]) -> int | None:
        """Move files to the trash and return the number of the operation; None where all were there before."""
        with self._register.changing(origin="form", verb="trash") as unit:
            unit.trash(Attachment.NAME, ids)
        return unit.operation

    # -- giving out --------------------------------------------------------------------------------------------

    def conditions(self, files: Collection[Attachment]) -> dict[int, Condition]:
        """Return, by file id, what can be seen of the contents without reading them: missing, or of another size."""
        sizes = self._store.sizes(file.content for file in files)
        return {file.id or 0: _seen(sizes.get(file.content), file.size) for file in files}

    def condition(self, file: Attachment) -> Condition:
        """Read the content of a file and say how it is found."""
        return condition(self._store, file.content, file.size)

    def may_run(self, file: Attachment) -> bool:
        """Say whether opening a file may run a program, by its name or by how its content begins."""
        beginning = b""
        with suppress(ContentMissing, ContentChanged):
            beginning = next(self._store.read(file.content), b"")[:_BEGINNING]
        return may_run(file.name, beginning)

    def copy(self, file: Attachment, path: Path, *, damaged: bool = False) -> None:
        """Write the content of a file to a path, whole or not at all.

        Raises NotWritten where the system refuses, UserError where the content is missing or, but for `damaged`, is
        not what was added.
        """
        if belongs_to_register(path, self._register_file):
            raise UserError(N_("“{name}” belongs to the open register. It was not written over."), name=path.name)
        blocks = self._store.read(file.content)
        try:
            with safe_write(path) as target:
                for block in blocks if damaged else checked(file.content, blocks):
                    target.write(block)
        except ContentMissing as error:
            raise ContentGone(_MISSING, name=file.name, place=self._store.place) from error
        except ContentChanged as error:
            raise ContentDamaged(_CHANGED, name=file.name, place=self._store.place) from error

    def content(self, file: Attachment) -> bytes:
        """Return the content of a file; raises UserError where it is missing or not what was added."""
        try:
            return b"".join(checked(file.content, self._store.read(file.content)))
        except ContentMissing as error:
            raise ContentGone(_MISSING, name=file.name, place=self._store.place) from error
        except ContentChanged as error:
            raise ContentDamaged(_CHANGED, name=file.name, place=self._store.place) from error


class ContentGone(UserError):
    """The content of a file is missing."""


class ContentDamaged(UserError):
    """The content of a file is not what was added; it can be copied as it is."""


class _Progress:
    """Turns bytes, each of which is read twice, into hundredths of the work."""

    def __init__(self, paths: Sequence[Path], told: Told) -> None:
        self._told = told
        self._total = 2 * sum(map(size_of, paths)) or 1
        self._before = self._done = 0
        self._name = ""

    def begin(self, path: Path) -> None:
        """Go on with a file; what of the one before it was not read counts as done."""
        self._name, self._done = path.name, self._before
        self._before += 2 * size_of(path)
        self.tell(0)

    def tell(self, count: int) -> None:
        """Tell of bytes that were read."""
        self._done += count
        self._told(min(_HUNDRED, self._done * _HUNDRED // self._total), _HUNDRED, self._name)


def _seen(found: int | None, size: int | None) -> Condition:
    if found is None:
        return Condition.MISSING
    return Condition.WHOLE if found == size else Condition.CHANGED
