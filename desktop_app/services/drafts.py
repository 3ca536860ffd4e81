"""Keeps what is typed and not saved in files of this computer, so that it outlives the program."""

from __future__ import annotations

import contextlib
import json
import logging
import secrets
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any

from desktop_app.base.file_failures import not_written
from desktop_app.base.life_sign import LifeSign, clear_away, is_alive
from desktop_app.base.paths import remove_leftovers, safe_write
from desktop_app.domain.catalogue import RECORDS
from desktop_app.domain.entered import Entered
from desktop_app.domain.record import Record
from desktop_app.services.draft_text import (
    Strange,
    entered_from_json,
    entered_to_json,
    record_from_json,
    record_to_json,
)

_LOG = logging.getLogger(__name__)
_TYPES = {record_type.NAME: record_type for record_type in RECORDS}
_FORMAT = 1
_FOR_THIS_ACCOUNT = 0o700
_SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form held: the record that it started from, whole, and what was entered; `kept_at` is in UTC."""

    key: str
    base: Record
    entered: Entered
    kept_at: datetime


class Why(StrEnum):
    """Why a file of drafts is not offered for opening."""

    ELSEWHERE = "elsewhere"
    """It belongs to the same register at another place, such as the one that this one was restored from."""
    UNREADABLE = "unreadable"
    """It is damaged, or another version of the program wrote it."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A file of drafts that is reported and left where it is; `address` is where its register lies, if elsewhere."""

    key: str
    path: Path
    why: Why
    kept_at: datetime
    address: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What programs that have ended left behind: drafts, and files that are of no use here; newest first."""

    drafts: tuple[Draft, ...] = ()
    unusable: tuple[Unusable, ...] = ()


class Drafts:
    """The drafts of one register; each lies in a file of its own, named by its key, in a folder of its register.

    Files are written and removed one after the other in a thread of their own: an import may hold all others for
    minutes, and a disk may take its time. A register is told by its identity and by its address together: one restored
    from a backup has the identity of the other and other records. What was kept at an address where nothing lies any
    more goes along with the register that was moved. A draft is offered only after the program that kept it has ended.
    """

    def __init__(self, folder: Path, identity: Callable[[], str], address: str) -> None:
        self._root = folder
        self._identity = identity
        self._address = address
        self._session = secrets.token_hex(8)
        self._folder: Path | None = None
        self._sign: LifeSign | None = None
        self._due: dict[str, Draft | None] = {}
        self._guard = Lock()
        self._closed = False
        self._in_trouble = False
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drafts")

    @property
    def in_trouble(self) -> bool:
        """Say whether the latest draft could not be kept."""
        return self._in_trouble

    def new_key(self) -> str:
        """Return a name for a draft that no other has."""
        return secrets.token_hex(8)

    def prepare(self) -> None:
        """Ask the register, while it can be asked, whose drafts these are; returns at once."""
        self._submit(self._know_place)

    def keep(self, key: str, base: Record, entered: Entered) -> None:
        """Keep what a form holds in the place of what it held before; returns at once."""
        self._put(key, Draft(key, base, entered, datetime.now(UTC)))

    def forget(self, key: str) -> None:
        """Remove a draft that was saved or thrown away, or an unusable one; returns at once."""
        self._put(key, None)

    def flush(self, seconds: float = 5.0) -> bool:
        """Wait, at most so long, until all is on the disk; return whether it is."""
        future = self._submit(self._write_due)
        return future is not None and bool(wait_for([future], seconds).done) and not self._in_trouble

    def close(self) -> None:
        """Finish writing; what is still kept is offered when the register is opened again."""
        self._submit(self._end)
        with self._guard:
            self._closed = True
        self._writer.shutdown()

    def may_wait(self) -> bool:
        """Say whether there are drafts of any register; without asking this one."""
        return any(self._root.glob(f"*/*{_SUFFIX}"))

    def waiting(self) -> Waiting:
        """Return what programs left behind that have ended."""
        if not self.may_wait():
            return Waiting()
        folder = self._place()
        clear_away(folder)
        remove_leftovers(folder)
        found = [self._found(path) for path in folder.glob(f"*{_SUFFIX}")]
        drafts = [each for each in found if isinstance(each, Draft)]
        unusable = [each for each in found if isinstance(each, Unusable)]
        return Waiting(
            tuple(sorted(drafts, key=lambda each: each.kept_at, reverse=True)),
            tuple(sorted(unusable, key=lambda each: each.kept_at, reverse=True)),
        )

    def still_waits(self, key: str) -> bool:
        """Say whether a draft is still there and no other program has taken it up meanwhile."""
        return isinstance(self._found(self._path(key)), Draft)

    # -- reading -----------------------------------------------------------------------------------------------

    def _found(self, path: Path) -> Draft | Unusable | None:
        """Return what a file holds; None where it is gone or its program lives."""
        kept_at = _changed_at(path)
        try:
            content = json.loads(path.read_bytes())
            session = _text(content, "session")
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError):
            return Unusable(path.stem, path, Why.UNREADABLE, kept_at)
        if session == self._session or is_alive(path.parent, session):
            return None
        try:
            draft, address = _draft(path.stem, content), _text(content, "address")
        except (ValueError, RecursionError):
            return Unusable(path.stem, path, Why.UNREADABLE, kept_at)
        if address != self._address and _lies_at(address):
            return Unusable(path.stem, path, Why.ELSEWHERE, draft.kept_at, address)
        return draft

    # -- writing, in its own thread ----------------------------------------------------------------------------

    def _put(self, key: str, draft: Draft | None) -> None:
        with self._guard:
            self._due[key] = draft
        self._submit(self._write_due)

    def _submit(self, work: Callable[[], None]) -> Future[None] | None:
        with self._guard:
            return None if self._closed else self._writer.submit(work)

    def _write_due(self) -> None:
        with self._guard:
            due, self._due = self._due, {}
        in_trouble = False
        for key, draft in due.items():
            try:
                self._write(draft) if draft is not None else self._remove(key)
            except Exception as error:  # noqa: BLE001  whatever it is, typing goes on
                # Without the error's own words: they may hold what the user typed.
                _LOG.warning("a draft was not kept: %s (%s)", type(error).__name__, type(error.__cause__).__name__)
                in_trouble = True
                with self._guard:
                    self._due.setdefault(key, draft)
        self._in_trouble = in_trouble

    def _write(self, draft: Draft) -> None:
        self._prepared()
        record_type = type(draft.base)
        content = {
            "format": _FORMAT,
            "session": self._session,
            "address": self._address,
            "kept_at": draft.kept_at.isoformat(),
            "record": record_type.NAME,
            "base": record_to_json(draft.base),
            "entered": entered_to_json(record_type, draft.entered),
        }
        with safe_write(self._path(draft.key), private=True) as file:
            file.write(json.dumps(content, separators=(",", ":")).encode())

    def _remove(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def _prepared(self) -> None:
        """Make folder and sign where they are not there yet."""
        if self._sign is not None:
            return
        folder = self._place()
        try:
            self._root.parent.mkdir(parents=True, exist_ok=True)
            for each in (self._root, folder):
                each.mkdir(mode=_FOR_THIS_ACCOUNT, exist_ok=True)
        except OSError as failure:
            raise not_written(folder, failure) from failure
        # Where nothing can be locked, drafts are offered while their program lives: better twice than never.
        with contextlib.suppress(OSError):
            self._sign = LifeSign(folder, self._session)

    def _know_place(self) -> None:
        self._place()

    def _end(self) -> None:
        self._write_due()
        if self._sign is not None:
            self._sign.end()

    def _place(self) -> Path:
        if self._folder is None:
            self._folder = self._root / self._identity()
        return self._folder

    def _path(self, key: str) -> Path:
        return self._place() / f"{key}{_SUFFIX}"


def _draft(key: str, content: dict[str, Any]) -> Draft:
    """Return the draft that a file holds; raises ValueError."""
    if content.get("format") != _FORMAT or content.get("record") not in _TYPES:
        raise Strange("format")
    record_type = _TYPES[content["record"]]
    base = record_from_json(record_type, content.get("base"))
    entered = entered_from_json(record_type, content.get("entered"))
    return Draft(key, base, entered, _moment(_text(content, "kept_at")))


def _text(content: Any, name: str) -> str:
    value = content.get(name) if isinstance(content, dict) else None
    if not isinstance(value, str):
        raise Strange(name)
    return value


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise Strange("moment")
    return moment


def _changed_at(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return datetime.now(UTC)


def _lies_at(address: str) -> bool:
    """Say whether a register lies at an address still; of a server that is not asked."""
    return "://" in address or Path(address).is_file()
