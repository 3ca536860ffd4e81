"""Lets a thread do something short again and again while it waits for an answer from elsewhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

R = TypeVar("R")

Turn = Callable[[], bool]
"""Is called when a wait begins and every `PAUSE` of it; returns whether to wait on."""

PAUSE = 0.01
"""Seconds between two turns."""

_HERE = threading.local()


class GivenUp(Exception):
    """Whoever waited does not want the answer any more."""


def do_meanwhile(turn: Turn | None) -> None:
    """Let `turn` be called whenever this thread waits, None for nothing."""
    _HERE.turn = turn


def meanwhile() -> Turn | None:
    """Return what this thread does while it waits."""
    turn: Turn | None = getattr(_HERE, "turn", None)
    return turn


def pause(seconds: float) -> None:
    """Wait so long; raises GivenUp where nobody wants to."""
    turn = meanwhile()
    if turn is None:
        time.sleep(seconds)
        return
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if not turn():
            raise GivenUp
        time.sleep(min(PAUSE, left))


def beside(work: Callable[[], R], drop: Callable[[R], None]) -> R:
    """Do what cannot be interrupted, in a thread of its own where this one has something to do meanwhile.

    Raises what the work raised, or GivenUp; what it returns after that goes to `drop`.
    """
    turn = meanwhile()
    if turn is None:
        return work()
    if not turn():
        raise GivenUp
    future: Future[R] = Future()
    threading.Thread(target=_do, args=(work, future), name="beside", daemon=True).start()
    while True:
        with suppress(TimeoutError):
            return future.result(PAUSE)
        if not turn():
            future.add_done_callback(lambda done: drop(done.result()) if done.exception() is None else None)
            raise GivenUp


def _do(work: Callable[[], R], future: Future[R]) -> None:
    try:
        future.set_result(work())
    except Exception as error:  # noqa: BLE001  belongs to whoever waits
        future.set_exception(error)
