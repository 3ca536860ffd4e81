"""Work that is killed at any moment: whatever was confirmed is there, nothing is there by half."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.killing import kill_again_and_again
from tests.faults.work import Work
from tests.faults.works import WORKS


@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("work", WORKS, ids=repr)
def test_that_nothing_confirmed_is_lost_and_nothing_is_there_by_half(work: Work, kills: int, tmp_path: Path) -> None:
    kill_again_and_again(work, kills, tmp_path, random.Random(20))
