"""A connection to a server that does not wait for ever for an answer."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus

RV = TypeVar("RV")


class WatchedConnection(psycopg.Connection[Any]):
    """Gives up where the server is silent for longer than any statement may take.

    The server ends what takes too long by itself, but nobody tells so where the network is frozen. `patience` is in
    seconds; None waits for as long as it takes.
    """

    PATIENCE: ClassVar[float] = 20.0
    """Longer than the server lets a statement run."""

    patience: float | None = PATIENCE

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Return what the server answers; raises OperationalError, the connection being closed, where nothing comes."""
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except psycopg.OperationalError:
            if timeout is None and self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()  # an answer that comes now would be taken for that to the next question
            raise
