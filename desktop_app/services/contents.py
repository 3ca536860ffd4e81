"""Compares the files of a register with the contents that are kept: missing, changed, needed by nobody."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.storage.file_store import Condition, condition
from desktop_app.storage.register import Reader, Register

Told = Callable[[int, int], None]
"""Hears how many contents of how many were read; may raise to call the work off."""


class ContentFault(StrEnum):
    """What is wrong with a content."""

    MISSING = "missing"
    CHANGED = "changed"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class FoundContent:
    """A content that is not as it should be, and the files (id and title) that need it; an orphan has none."""

    fault: ContentFault
    content: str
    files: tuple[tuple[int, str], ...] = ()


def faults(register: Register, told: Told = lambda *_: None) -> tuple[FoundContent, ...]:
    """Read every content that a file needs, those in the trash too, and return what is missing, changed, orphaned.

    Nothing is changed.
    """
    needing: dict[str, list[tuple[int, str]]] = {}
    sizes: dict[str, int | None] = {}
    with register.reading() as reader:
        kept = set(register.files.hashes())
        for use in reader.content_uses():
            needing.setdefault(use.content, []).append((use.attachment, use.title))
            sizes[use.content] = use.size
        remembered = reader.remembered_contents()
    found = []
    for done, (content, files) in enumerate(needing.items(), start=1):
        how = condition(register.files, content, sizes[content])
        if how is not Condition.WHOLE:
            found.append(FoundContent(ContentFault(how), content, tuple(files)))
        told(done, len(needing))
    orphans = sorted(kept - needing.keys() - remembered)
    return (*found, *(FoundContent(ContentFault.ORPHANED, content) for content in orphans))


def unused(register: Register) -> frozenset[str]:
    """Return the contents that no file of the register, none in its trash and nothing in its history needs."""
    with register.reading() as reader:
        return frozenset(register.files.hashes()) - _needed(reader)


def clear(register: Register, contents: Collection[str] | None = None, keep: Collection[str] = ()) -> int:
    """Remove contents that are not used, all or those named, but for those to `keep`; return how many.

    What a killed program left half written goes too.
    """
    with register.changing(origin="program", verb="clear") as unit:
        # With the lock of a change: nobody adds a file meanwhile that needs one of them.
        going = set(register.files.hashes() if contents is None else contents) - _needed(Reader(unit.connection))
        for content in going - set(keep):
            register.files.remove(content, unit.connection)
    register.files.tidy()
    return len(going - set(keep))


def _needed(reader: Reader) -> set[str]:
    return {use.content for use in reader.content_uses()} | reader.remembered_contents()
