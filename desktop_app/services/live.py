"""Tells an open register what others do in it meanwhile: another window, a command, a colleague at another desk."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.errors import UserError
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.changes import Committed
from desktop_app.domain.fields import Kind
from desktop_app.domain.record import Child, fields_of
from desktop_app.services.presence import Presence
from desktop_app.storage.newcomers import Newcomer, Newcomers
from desktop_app.storage.occupancy import Occupant, occupant_of

if TYPE_CHECKING:
    from desktop_app.storage.register import Register  # the program starts without SQLAlchemy

_LOG = logging.getLogger(__name__)
_PATIENCE = 0.5
"""Seconds of one wait; between two, other things are looked after."""
_PAUSE = 1.0
"""Seconds after which a register that did not answer is asked again."""
_END = 2.0
"""Seconds that the end of the program waits for the thread; a disk that does not answer may hold it longer."""


class Watch:
    """Waits in a thread of its own for what is new, and announces it as if it had been committed here.

    `between` is called in that thread about twice a second; whoever listens passes on to its own thread.
    """

    def __init__(
        self,
        newcomers: Newcomers,
        register: Callable[[], Register],
        presence: Presence,
        between: Callable[[], None] | None = None,
    ) -> None:
        self._newcomers = newcomers
        self._register = register
        self._presence = presence
        self._between = between
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Announce nothing any more."""
        self._newcomers.interrupt()  # first: the thread closes what it waits with when it stops
        self._stopping.set()
        self._thread.join(_END)

    def _run(self) -> None:
        blind = False
        while not self._stopping.is_set():
            try:
                found = self._newcomers.wait(_PATIENCE)
                if found and not self._stopping.is_set():
                    self._announce(found)
                self._presence.look(self._newcomers)
                blind = False
            except UserError as error:
                if not blind:
                    _LOG.warning("not watched for a while: %s", error.msgid)
                blind = True
                self._stopping.wait(_PAUSE)
            if self._between is not None and not self._stopping.is_set():
                self._between()
        self._newcomers.close()

    def _announce(self, found: Iterable[Newcomer]) -> None:
        register = self._register()
        others = [each for each in found if not register.has_done(each.number)]
        if others:
            register.announce(committed_elsewhere(others))


class Seat:
    """Tells who writes a register: at once, and whenever that is another one than before."""

    def __init__(self, path: Path, tell: Callable[[Occupant | None], None]) -> None:
        self._path = path
        self._tell = tell
        self._told = occupant_of(path)
        tell(self._told)

    def look(self) -> None:
        """Tell, where there is news."""
        occupant = occupant_of(self._path)
        if occupant != self._told:
            self._told = occupant
            self._tell(occupant)


def committed_elsewhere(newcomers: Collection[Newcomer]) -> Committed:
    """Return what others did as one announcement; records that show what they changed may look different as well."""
    touched: dict[str, frozenset[int]] = {}
    for each in newcomers:
        for name, ids in each.records.items():
            touched[name] = touched.get(name, frozenset()) | ids
    followers = {follower for name in touched for follower in _followers(name)}
    people = dict.fromkeys(each.by for each in newcomers if each.origin != "program")
    return Committed({**dict.fromkeys(followers, frozenset()), **touched}, elsewhere=True, by=tuple(people))


@cache
def _followers(name: str) -> frozenset[str]:
    """Return the record types that show something of another one, at first or second hand; codes stand everywhere."""
    if name == "code-value":
        return frozenset(TYPES)
    found: set[str] = set()
    new = {name}
    while new:
        found |= new
        new = {follower for target in new for follower in _linking(target)} - found
    return frozenset(found)


def _linking(target: str) -> Iterable[str]:
    for name, record_type in TYPES.items():
        if any(field.kind is Kind.LINK and field.target == target for field in fields_of(record_type)):
            yield record_type.OWNER if issubclass(record_type, Child) else name
