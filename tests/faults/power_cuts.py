"""Builds what a disk may hold after a power cut from the recorded writes of a work, and looks at each such state.

A write that was not brought to the disk since may be there or not; the change of a name likewise, until its folder was.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from desktop_app.base.errors import UserError
from tests.faults.killing import look, reference
from tests.faults.recording import Event, record
from tests.faults.work import Work

_STEPS = 3
_NOT_ON_DISK = "-shm"
"""How the names end of files that are memory shared between processes and gone after a power cut."""


@dataclass(slots=True)
class _File:
    """The bytes that are on the disk for certain, and the changes to them that may be."""

    held: bytes = b""
    pending: list[Event] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cut:
    """One state of the disk: the files by name, what was confirmed when the power went, and how it came about.

    `links` are second names of files, with the first one of each.
    """

    files: dict[str, bytes]
    links: dict[str, str]
    confirmed: int
    story: str

    def laid_out(self, folder: Path) -> None:
        """Write the files into a new folder."""
        folder.mkdir()
        for name, content in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        for name, first in self.links.items():
            (folder / name).hardlink_to(folder / first)


class Disk:
    """What is on a disk for certain, and what may be."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = {str(path): _File(path.read_bytes()) for path in folder.rglob("*") if path.is_file()}
        self._certain = dict(self._files)
        self._renamings: list[Event] = []
        self._open: dict[int, _File] = {}
        self._confirmed = 0

    def take(self, event: Event) -> None:
        """Let an event happen."""
        match event.kind:
            case "confirm":
                self._confirmed += 1
            case "open":
                if event.name not in self._files:
                    self._files[event.name] = _File()
                    self._renamings.append(Event("make", event.name, file=event.file))
                self._open[event.file] = self._files[event.name]
            case "write" | "truncate":
                self._open[event.file].pending.append(event)
            case "sync" if event.file:
                file = self._open[event.file]
                file.held = _changed(file.held, file.pending)
                file.pending = []
            case "sync":
                for renaming in self._renamings:
                    if _folder_of(renaming) == event.name:
                        self._rename(self._certain, renaming)
                self._renamings = [each for each in self._renamings if _folder_of(each) != event.name]
            case _:
                self._rename(self._files, event)
                self._renamings.append(event)

    def cuts(self, story: str) -> Iterator[Callable[[], Cut]]:
        """Yield what builds each of the states that the power may leave if it goes now."""
        for names, named in self._namings():
            pending = [name for name, file in named.items() if file.pending and not name.endswith(_NOT_ON_DISK)]
            choices = {which: dict.fromkeys(pending, which) for which in ("all", "none", "half", "last", "torn")}
            if len(pending) > 1:
                choices |= {f"only of {Path(name).name}": {name: "all"} for name in pending}
            for which, chosen in choices.items() if pending else (("none", {}),):
                yield partial(self._cut, named, chosen, f"{story}, names {names}, writes {which}")

    def _namings(self) -> Iterator[tuple[str, dict[str, _File]]]:
        yield "new", self._files
        for names, count in {"old": 0, "half": len(self._renamings) // 2}.items():
            if self._renamings and (names == "old" or count):
                named = dict(self._certain)
                for renaming in self._renamings[:count]:
                    self._rename(named, renaming)
                yield names, named

    def _cut(self, named: dict[str, _File], chosen: dict[str, str], story: str) -> Cut:
        files: dict[str, bytes] = {}
        links: dict[str, str] = {}
        firsts: dict[int, str] = {}
        for path, file in named.items():
            name = str(Path(path).relative_to(self._folder))
            if path.endswith(_NOT_ON_DISK):
                continue
            first = firsts.setdefault(id(file), name)
            if first == name:
                files[name] = _changed(file.held, _of(file.pending, chosen.get(path, "none")))
            else:
                links[name] = first
        return Cut(files, links, self._confirmed, story)

    def _rename(self, named: dict[str, _File], event: Event) -> None:
        match event.kind:
            case "make":
                named[event.name] = self._open[event.file]
            case "rename":
                named[event.other] = named.pop(event.name)
            case "link":
                named[event.other] = named[event.name]
            case "unlink":
                named.pop(event.name, None)


def _folder_of(renaming: Event) -> str:
    return str(Path(renaming.other or renaming.name).parent)


def _of(pending: list[Event], which: str) -> list[Event]:
    """Return which of the writes are on the disk; of a torn one, the first half is."""
    match which:
        case "all":
            return pending
        case "half":
            return pending[: len(pending) // 2]
        case "last":
            return pending[-1:]
        case "torn" if pending:
            *others, last = pending
            return [*others, Event(last.kind, file=last.file, at=last.at, data=last.data[: len(last.data) // 2])]
    return []


def _changed(held: bytes, changes: list[Event]) -> bytes:
    if not changes:
        return held
    content = bytearray(held)
    for change in changes:
        if change.kind == "truncate":
            del content[change.at :]
            content.extend(bytes(change.at - len(content)))
        else:
            at = len(content) if change.at < 0 else change.at
            content.extend(bytes(max(0, at - len(content))))
            content[at : at + len(change.data)] = change.data
    return bytes(content)


def cuts_of(events: Sequence[Event], folder: Path, most: int | None) -> Iterator[Cut]:
    """Yield states that a power cut may leave, each once; `folder` is as it was when the events began.

    With `most`, so many are spread over the moments at which most is at stake: before something is brought to the disk,
    renamed or confirmed. Else every state is built.
    """
    moments = [at for at in range(len(events) + 1) if most is None or at == len(events) or events[at].kind != "write"]
    count = sum(1 for _ in _builders(events, folder, moments))
    wanted = set(range(count)) if most is None else {number * count // most for number in range(most)}
    seen: set[int] = set()
    for number, build in enumerate(_builders(events, folder, moments)):
        if number in wanted:
            cut = build()
            held = sorted((name, hash(content)) for name, content in cut.files.items())
            key = hash((cut.confirmed, *held, *sorted(cut.links.items())))
            if key not in seen:
                seen.add(key)
                yield cut


def _builders(events: Sequence[Event], folder: Path, moments: Iterable[int]) -> Iterator[Callable[[], Cut]]:
    disk = Disk(folder)
    done = 0
    for moment in moments:
        for event in events[done:moment]:
            disk.take(event)
        done = moment
        yield from disk.cuts(f"before event {moment}")


def cut_power(work: Work, folder: Path, most: int | None) -> tuple[int, list[str]]:
    """Record a work, look at states that a power cut may leave; return how many, and what is wrong with some."""
    steps = _STEPS if work.steps is None else work.steps
    with reference(work, folder) as (prepared, expected):
        worked = folder / "worked"
        shutil.copytree(prepared, worked)
        events = record(work, worked, steps)
        shutil.rmtree(worked)
        shutil.copytree(prepared, worked)
        bad = []
        count = 0
        for cut in cuts_of(events, worked, most):
            count += 1
            left = folder / "left"
            cut.laid_out(left)
            try:
                look(work, left, cut.confirmed, expected)
            except (AssertionError, UserError, OSError, sqlite.Error) as fault:
                bad.append(f"{cut.story}: {fault!r:.300}")
            shutil.rmtree(left)
    return count, bad
