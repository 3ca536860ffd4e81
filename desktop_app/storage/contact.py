"""Says whether the server of a register answers, and since when it does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Listener = Callable[[datetime | None], None]


class Contact:
    """What was last heard of a server; whoever speaks to it tells how that went."""

    def __init__(self) -> None:
        self._silent_since: datetime | None = None
        self._listeners: list[Listener] = []

    @property
    def silent_since(self) -> datetime | None:
        """Return since when there is no answer; None where there is one, or nobody has asked."""
        return self._silent_since

    def subscribe(self, listener: Listener) -> None:
        """Tell, from the thread that notices it, since when there is no answer; None when there is one again."""
        self._listeners.append(listener)

    def lost(self) -> None:
        """Note that the server did not answer."""
        if self._silent_since is None:
            self._tell(datetime.now(UTC))

    def found(self) -> None:
        """Note that the server answered."""
        if self._silent_since is not None:
            self._tell(None)

    def _tell(self, since: datetime | None) -> None:
        self._silent_since = since
        for listener in self._listeners:
            listener(since)
