"""Looks for faults in the open register, and puts right what can be put right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.findings import Fault, Finding, Looked, Severity
from desktop_app.services.contents import ContentFault, clear, faults
from desktop_app.storage.inspection.inspector import Inspector
from desktop_app.storage.inspection.mending import Mending
from desktop_app.storage.inspection.salvaging import salvaged
from desktop_app.storage.register import Register

Tell = Callable[[int, int], None]
"""Told how many of how many steps are done (of 0: not known yet); may raise to call the work off."""

_LOSSES = {Fault.DAMAGED, Fault.LOST, Fault.SEAL}
"""Where one of these was found, a content that no file needs may be that of a file that was lost."""

REPAIR = "repair"
"""The verb of the operation that a repair is."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, what it looked at, and when."""

    findings: tuple[Finding, ...]
    looked: Looked
    at: datetime

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Return what is wrong, without what is only worth knowing."""
        return tuple(finding for finding in self.findings if finding.fault.severity is not Severity.NOTE)

    @property
    def curable(self) -> tuple[Finding, ...]:
        """Return what the program can put right by itself."""
        return () if self.is_file_damaged else tuple(finding for finding in self.findings if finding.curable)

    @property
    def acceptable(self) -> tuple[Finding, ...]:
        """Return what can only be taken as it is, after a person has looked at it."""
        of_these = {Fault.DAMAGED, Fault.LOST, Fault.SEAL, Fault.ORPHAN}
        return tuple(finding for finding in self.findings if finding.fault in of_these and not finding.curable)

    @property
    def is_file_damaged(self) -> bool:
        """Say whether the file itself is damaged: then nothing is written into it any more."""
        return any(finding.fault is Fault.FILE for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair put right, and what it left."""

    cured: tuple[Finding, ...]
    left: tuple[Finding, ...]


BackUp = Callable[[Callable[[], None]], object]
"""Makes a backup; what it is given is called now and then, and may raise to call the work off."""


def _untold(_done: int, _total: int) -> None:
    """Say nothing of the progress."""


def _needless(_heard: Callable[[], None]) -> None:
    """Make no backup."""


def check(register: Register, tell: Tell = _untold, *, quick: bool = False) -> Report:
    """Look at everything, the contents of attached files too, and return all faults found. Nothing is changed.

    A quick check looks at the pages of the file, the links and the checksum of every row, and leaves out what the
    program can work out anew, the history and the contents.
    """
    with register.reading() as reader:
        inspector = Inspector(reader, tell, quick=quick)
        found = list(inspector.findings())
    kinds = {finding.fault for finding in found}
    if not quick and Fault.FILE not in kinds:
        known = {finding.said for finding in found}
        wrong = (name for name in register.wrong_letter_indexes() if name not in known)
        found += (Finding(Fault.INDEX, said=name, curable=True) for name in wrong)
        found += _contents(register, tell, sure=not kinds & _LOSSES)
    return Report(tuple(found), inspector.looked, datetime.now(UTC))


def _contents(register: Register, tell: Tell, *, sure: bool) -> Iterator[Finding]:
    """Yield what is wrong with the contents of files; one of no file may go where it is `sure` that none needs it."""
    for each in faults(register, tell):
        if each.fault is ContentFault.ORPHANED:
            yield Finding(Fault.FILE_ORPHANED, said=each.content, curable=sure)
        fault = Fault.FILE_MISSING if each.fault is ContentFault.MISSING else Fault.FILE_CHANGED
        yield from (Finding(fault, Attachment.NAME, number, title) for number, title in each.files)


def repair(
    register: Register,
    findings: Sequence[Finding],
    tell: Tell = _untold,
    *,
    back_up: BackUp = _needless,
) -> Repair:
    """Put right what can be put right, as one operation that can be taken back, after a backup; return what is left.

    Where the file itself is damaged nothing is written: what is readable goes into a new register, or a backup helps.
    """
    if any(finding.fault is Fault.FILE for finding in findings) or not any(finding.curable for finding in findings):
        return Repair((), tuple(findings))
    back_up(partial(tell, 0, 0))
    with register.changing(origin="check", verb=REPAIR, minds_links=False) as unit:
        mending = Mending(unit, tell)
        mending.cure(findings)
    orphans = [finding for finding in findings if finding.fault is Fault.FILE_ORPHANED and finding.curable]
    if orphans:
        clear(register, [finding.said for finding in orphans])
    return _outcome(findings, (*mending.cured, *orphans))


def accept(
    register: Register,
    findings: Sequence[Finding],
    tell: Tell = _untold,
    *,
    back_up: BackUp = _needless,
) -> Repair:
    """Take as right what cannot be cured, such as a damaged record as it can be read; for after a person has looked."""
    back_up(partial(tell, 0, 0))
    with register.changing(origin="check", verb=REPAIR, minds_links=False) as unit:
        mending = Mending(unit, tell)
        mending.accept(findings)
    return _outcome(findings, mending.cured)


def _outcome(findings: Sequence[Finding], cured: Sequence[Finding]) -> Repair:
    done = set(cured)
    return Repair(tuple(cured), tuple(finding for finding in findings if finding not in done))


def salvage(register: Register, target: Path, tell: Tell = _untold) -> Report:
    """Copy all that can still be read of a damaged register into a new file, and mend that; return what it lacks.

    The register itself stays as it is. Raises StorageError where the file cannot be made, and what `tell` raises to
    call the work off; then no new file is left.
    """
    with salvaged(register, target, partial(tell, 0, 0)) as made:
        repair(made, check(made, tell).findings, tell)
        return check(made, tell)


class Checker:
    """Checks one register, and backs it up before anything is put right."""

    def __init__(self, register: Register, back_up: BackUp = _needless) -> None:
        self._register = register
        self._back_up = back_up

    @property
    def read_only(self) -> bool:
        """Say whether nothing can be put right here."""
        return self._register.read_only

    def identity(self) -> str:
        """Return what tells this register from all others."""
        with self._register.reading() as reader:
            return reader.identity()

    def check(self, tell: Tell = _untold, *, quick: bool = False) -> Report:
        """Look at everything; see `check`."""
        return check(self._register, tell, quick=quick)

    def repair(self, findings: Sequence[Finding], tell: Tell = _untold) -> Repair:
        """Put right what can be put right; see `repair`."""
        return repair(self._register, findings, tell, back_up=self._back_up)

    def accept(self, findings: Sequence[Finding], tell: Tell = _untold) -> Repair:
        """Take as it is what cannot be cured; see `accept`."""
        return accept(self._register, findings, tell, back_up=self._back_up)

    def salvage(self, target: Path, tell: Tell = _untold) -> Report:
        """Copy all that can still be read into a new register; see `salvage`."""
        return salvage(self._register, target, tell)
