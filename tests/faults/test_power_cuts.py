"""Whatever of the writes a power cut leaves on the disk: what was confirmed is there, nothing is there by half."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from desktop_app.storage import engine
from tests.faults.power_cuts import cut_power
from tests.faults.record_works import Save
from tests.faults.recording import can_record
from tests.faults.work import Step, Work
from tests.faults.works import WORKS


class CarelessSave(Save):
    """Saves without waiting for the disk."""

    @contextmanager
    def begun(self, folder: Path) -> Iterator[Step]:
        careful = engine.connect

        def connect(*arguments: Any, **settings: Any) -> Any:
            connection = careful(*arguments, **settings)
            connection.execute("PRAGMA synchronous=OFF")
            return connection

        engine.connect = connect
        with super().begun(folder) as step:
            yield step
        engine.connect = careful


@functools.cache
def recordable() -> bool:
    return can_record()


@pytest.mark.parametrize("most", [16, pytest.param(None, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("work", WORKS, ids=repr)
def test_that_no_power_cut_loses_what_was_confirmed(work: Work, most: int | None, tmp_path: Path) -> None:
    if not recordable():
        pytest.skip("strace is not there, or may not look on")
    count, bad = cut_power(work, tmp_path, most)
    assert bad == []
    assert count > 5


def test_that_a_save_that_does_not_wait_for_the_disk_would_be_found_out(tmp_path: Path) -> None:
    if not recordable():
        pytest.skip("strace is not there, or may not look on")
    count, bad = cut_power(CarelessSave(), tmp_path, 16)
    assert len(bad) > count // 4
