"""A connection to a server that does not wait for ever for an answer."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from psycopg.waiting import Ready

from desktop_app.base.meanwhile import PAUSE, GivenUp, Turn, beside, meanwhile

RV = TypeVar("RV")


class WatchedConnection(psycopg.Connection[Any]):
    """Gives up where the server is silent for longer than any statement may take, or where nobody wants to wait.

    The server ends what takes too long by itself, but nobody tells so where the network is frozen. `patience` is in
    seconds; None waits for as long as it takes. A thread that has something to do meanwhile does it.
    """

    PATIENCE: ClassVar[float] = 20.0
    """Longer than the server lets a statement run."""

    patience: float | None = PATIENCE

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Return what the server answers; raises OperationalError, the connection being closed, where nothing comes."""
        turn = meanwhile()
        if turn is not None:
            gen, interval = _with_turns(gen, turn), PAUSE
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except psycopg.OperationalError:
            if timeout is None and self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()  # an answer that comes now would be taken for that to the next question
            raise


def connected(**settings: Any) -> WatchedConnection:
    """Return a new connection; raises OperationalError where none comes about, or where nobody wants to wait for it."""

    def connect() -> WatchedConnection:
        return WatchedConnection.connect(**settings)

    try:
        return beside(connect, psycopg.Connection.close)  # looking up a name cannot be interrupted
    except GivenUp:
        raise _given_up() from None


def _with_turns(gen: PQGen[RV], turn: Turn) -> PQGen[RV]:
    """Let a thread take its turns while the server is silent."""
    if not turn():
        raise _given_up()
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            if ready == Ready.NONE and not turn():
                raise _given_up()
            wanted = gen.send(ready)
    except StopIteration as ended:
        result: RV = ended.value
        return result


def _given_up() -> psycopg.OperationalError:
    return psycopg.OperationalError("nobody waits for the answer any more")
