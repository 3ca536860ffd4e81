"""Work that finds the disk full at any of its writes: nothing is changed, nothing lies around, a sentence says so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.apart import started, told
from tests.faults.full_disk import run_into_full_disk
from tests.faults.work import Work
from tests.faults.works import WORKS


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="small disks are made in the way of Linux")
@pytest.mark.parametrize("between", [1, pytest.param(None, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("work", WORKS, ids=repr)
def test_that_a_full_disk_changes_nothing_and_is_told(work: Work, between: int | None, tmp_path: Path) -> None:
    with started(run_into_full_disk, work, tmp_path, between) as (_, hearing):
        disk, *made = told(hearing)
    if disk is None:
        pytest.skip("no small disk can be made here")
    assert [attempt for attempt in made if attempt.faults] == []
    refused = [attempt for attempt in made if attempt.said]
    assert [attempt for attempt in refused if "full" not in attempt.said] == []
    for fills in {attempt.fills for attempt in made}:
        assert {bool(attempt.said) for attempt in made if attempt.fills is fills} == {True, False}
