"""Looks for faults in the open register, and puts right what can be put right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from desktop_app.domain.findings import Fault, Finding, Looked, Severity
from desktop_app.storage.inspection.inspector import Inspector
from desktop_app.storage.inspection.mending import Mending
from desktop_app.storage.register import Register

Tell = Callable[[int, int], None]
"""Told how many of how many steps are done (of 0: not known yet); may raise to call the work off."""
Look = Callable[[], Sequence[Finding]]
"""Looks at what lies outside the register, such as the files attached to its records."""

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


def _untold(_done: int, _total: int) -> None:
    """Say nothing of the progress."""


def check(register: Register, tell: Tell = _untold, *, quick: bool = False, look: Look = tuple) -> Report:
    """Look at everything and return all faults found. Nothing is changed.

    A quick check looks at the pages of the file, the links and the checksum of every row, and leaves out what the
    program can work out anew and the history.
    """
    with register.reading() as reader:
        inspector = Inspector(reader, tell, quick=quick)
        found = (*inspector.findings(), *look())
        return Report(found, inspector.looked, datetime.now(UTC))


def repair(
    register: Register,
    findings: Sequence[Finding],
    tell: Tell = _untold,
    *,
    back_up: Callable[[], object] = lambda: None,
) -> Repair:
    """Put right what can be put right, as one operation that can be taken back, after a backup; return what is left.

    Where the file itself is damaged nothing is written: what is readable goes into a new register, or a backup helps.
    """
    if any(finding.fault is Fault.FILE for finding in findings) or not any(finding.curable for finding in findings):
        return Repair((), tuple(findings))
    back_up()
    with register.changing(origin="check", verb=REPAIR) as unit:
        mending = Mending(unit, tell)
        mending.cure(findings)
    return _outcome(findings, mending)


def accept(register: Register, findings: Sequence[Finding], *, back_up: Callable[[], object] = lambda: None) -> Repair:
    """Take as right what cannot be cured, such as a damaged record as it can be read; for after a person has looked."""
    back_up()
    with register.changing(origin="check", verb=REPAIR) as unit:
        mending = Mending(unit, _untold)
        mending.accept(findings)
    return _outcome(findings, mending)


def _outcome(findings: Sequence[Finding], mending: Mending) -> Repair:
    cured = set(mending.cured)
    return Repair(tuple(mending.cured), tuple(finding for finding in findings if finding not in cured))


class Checker:
    """Checks one register together with what lies outside it; backs it up before anything is put right."""

    def __init__(self, register: Register, *, look: Look = tuple, back_up: Callable[[], object] = lambda: None) -> None:
        self._register = register
        self._look = look
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
        return check(self._register, tell, quick=quick, look=self._look)

    def repair(self, findings: Sequence[Finding], tell: Tell = _untold) -> Repair:
        """Put right what can be put right; see `repair`."""
        return repair(self._register, findings, tell, back_up=self._back_up)

    def accept(self, findings: Sequence[Finding]) -> Repair:
        """Take as it is what cannot be cured; see `accept`."""
        return accept(self._register, findings, back_up=self._back_up)
