"""Guards the pinned PySide6: 6.12.0 loses a reference to True on each emit, until the interpreter aborts."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal, Slot

EMITS = 1000
TOLERANCE = 100  # other code may take or drop a few


class Sender(QObject):
    toggled = Signal(bool)
    cleared = Signal(object)


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.received = 0

    @Slot(bool)
    def take_flag(self, flag: bool) -> None:
        self.received += flag

    @Slot(object)
    def take_nothing(self, value: object) -> None:
        self.received += value is None


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True and None are immortal and have no count from Python 3.12")
def test_that_signals_keep_the_reference_counts_of_true_and_none(qapp) -> None:
    sender, receiver = Sender(), Receiver()
    sender.toggled.connect(receiver.take_flag)
    sender.cleared.connect(receiver.take_nothing)
    true_before, none_before = sys.getrefcount(True), sys.getrefcount(None)

    for _ in range(EMITS):
        sender.toggled.emit(True)
        sender.cleared.emit(None)

    assert receiver.received == 2 * EMITS
    assert abs(sys.getrefcount(True) - true_before) < TOLERANCE
    assert abs(sys.getrefcount(None) - none_before) < TOLERANCE
