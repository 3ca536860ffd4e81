"""Hears from a server at once what is done there."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

from psycopg import OperationalError

from desktop_app.storage.newcomers import NEW, Newcomer, Place, newcomer
from desktop_app.storage.server_presence import ServerPresence

_ANYWAY = 10.0
"""Seconds after which the server is asked even where it said nothing: what stands between may swallow its words."""
_SHORTEST, _STEP, _STEPS = 0.015, 0.005, 8
"""Seconds for which a desk turns away after what it heard or asked, one a little longer than another.

All hear of a save at once; they would be in the way of each other, and of the one that waits for its COMMIT.
"""


class ServerNewcomers:
    """Listens on a connection of its own, which comes back by itself, and asks for what follows the last operation.

    A unit of work says with its commit, on a channel named as the register's schema, that it is there. All but
    `interrupt` is for the one thread that waits; it connects there too.
    """

    def __init__(
        self, connect: Callable[[], Any], speaking: Callable[[], AbstractContextManager[None]], schema: str, last: int
    ) -> None:
        self._connect = connect
        self._speaking = speaking
        self._channel = schema
        self._last = last
        self._connection: Any = None
        self._presence: ServerPresence
        self._heard = False
        self._ask_at = self._away_until = self._pause = 0.0
        self._interrupted = False
        self._bell, self._rope = socket.socketpair()
        self._ears = selectors.DefaultSelector()

    def wait(self, seconds: float) -> tuple[Newcomer, ...]:
        """See `Newcomers`."""
        until = time.monotonic() + seconds
        while not self._interrupted and (left := until - time.monotonic()) > 0:
            away = self._away_until - time.monotonic()
            if away > 0:
                self._bell.settimeout(min(left, away))
                with suppress(TimeoutError):
                    self._bell.recv(1)
                continue
            if self._has_heard():
                with self._speaking(), self._connected() as connection:
                    if found := self._look(connection):
                        return found
            elif self._ears.select(max(0.0, min(left, self._ask_at - time.monotonic()))):
                self._away_until = time.monotonic() + self._pause
        return ()

    def meet(self, who: str, places: Collection[Place], /) -> dict[Place, tuple[str, ...]]:
        """See `Newcomers`."""
        with self._speaking(), self._connected():
            return self._presence.meet(who, places)

    def interrupt(self) -> None:
        """See `Newcomers`."""
        if not self._interrupted:
            self._rope.send(b"\0")
            self._interrupted = True

    def close(self) -> None:
        """See `Newcomers`."""
        self._leave()
        self._bell.close()
        self._rope.close()

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        """Give the connection, a new one where there is none, and let go of one that fails."""
        try:
            if self._connection is None:
                self._join()
            yield self._connection
        except BaseException:
            self._leave()
            raise

    def _join(self) -> None:
        self._connection = self._connect()
        self._presence = ServerPresence(self._connection, self._channel)
        self._connection.add_notify_handler(self._on_notified)
        self._connection.execute(f'LISTEN "{self._channel}"')
        self._ears = selectors.DefaultSelector()
        self._ears.register(self._connection.pgconn.socket, selectors.EVENT_READ)
        self._ears.register(self._bell, selectors.EVENT_READ)
        self._pause = _SHORTEST + _STEP * (self._connection.info.backend_pid % _STEPS)
        self._heard = True  # whatever was done before it listened

    def _leave(self) -> None:
        self._ears.close()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _has_heard(self) -> bool:
        """Say whether there is anything to ask; one that hears no more joins again for that."""
        if self._connection is None:
            return True
        try:
            self._connection.pgconn.consume_input()
        except OperationalError:
            self._leave()
            return True
        while notice := self._connection.pgconn.notifies():
            self._on_notified(notice)
        return self._heard or time.monotonic() >= self._ask_at

    def _look(self, connection: Any) -> tuple[Newcomer, ...]:
        self._heard = False  # what is heard from here on is looked for again
        found = tuple(newcomer(*row) for row in connection.execute(NEW.replace("?", "%s"), (self._last,)))
        self._last = max((each.number for each in found), default=self._last)
        self._ask_at = time.monotonic() + _ANYWAY
        self._away_until = time.monotonic() + self._pause
        return found

    def _on_notified(self, _notice: Any) -> None:
        self._heard = True
