"""What a thread does while it waits, and what becomes of an answer that nobody waits for any more."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from desktop_app.base.meanwhile import GivenUp, beside, do_meanwhile, meanwhile, pause


class Turns:
    """Counts the turns, and gives up after some."""

    def __init__(self, most: int) -> None:
        self.taken = 0
        self._most = most

    def take(self) -> bool:
        self.taken += 1
        return self.taken < self._most


@pytest.fixture(autouse=True)
def nothing_afterwards() -> Iterator[None]:
    yield
    do_meanwhile(None)


def nothing(_result: object) -> None:
    pass


def test_that_a_thread_with_nothing_to_do_works_itself():
    assert beside(threading.current_thread, nothing) is threading.current_thread()


def test_that_work_is_done_beside_a_thread_that_takes_turns():
    turns = Turns(1_000)
    do_meanwhile(turns.take)

    def work() -> threading.Thread:
        time.sleep(0.1)
        return threading.current_thread()

    assert beside(work, nothing) is not threading.current_thread()
    assert turns.taken > 3
    with pytest.raises(ZeroDivisionError):
        beside(lambda: 1 // 0, nothing)


def test_that_what_comes_too_late_is_dropped():
    do_meanwhile(Turns(3).take)
    dropped: list[str] = []
    done = threading.Event()

    def work() -> str:
        time.sleep(0.2)
        return "late"

    def drop(result: str) -> None:
        dropped.append(result)
        done.set()

    began = time.monotonic()
    with pytest.raises(GivenUp):
        beside(work, drop)
    assert time.monotonic() - began < 0.15
    assert done.wait(2.0)
    assert dropped == ["late"]


def test_that_a_pause_ends_where_nobody_waits():
    turns = Turns(3)
    do_meanwhile(turns.take)
    with pytest.raises(GivenUp):
        pause(5.0)
    assert turns.taken == 3


def test_that_each_thread_has_its_own_turns():
    do_meanwhile(Turns(3).take)
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(meanwhile()))
    thread.start()
    thread.join()
    assert found == [None]
