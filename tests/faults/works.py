"""Every kind of work that faults befall."""

from __future__ import annotations

from tests.faults.file_works import BackUp, Create, Export, Preferences, Restore, Upgrade
from tests.faults.record_works import Attach, CodeList, EmptyTrash, Import, Save, Trash, UndoRedo
from tests.faults.work import Work

WORKS: tuple[Work, ...] = (
    Save(), Import(), UndoRedo(), Trash(), EmptyTrash(), CodeList(), Attach(), Create(), Upgrade(), BackUp(), Restore(),
    Preferences(), Export(),
)  # fmt: skip
"""Each meets every fault."""
