"""Tells the desks of a server who has which record open, by locks of their sessions: they go with the session."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from zlib import crc32

from desktop_app.storage.newcomers import Place

_SIGN = "Brueckenbuch: "
_LONGEST = 63
"""So many ASCII letters the server keeps of a session's name."""

_FOUND = (
    "SELECT DISTINCT l.classid::bigint << 32 | l.objid::bigint, s.application_name "
    "FROM pg_locks l JOIN pg_stat_activity s ON s.pid = l.pid WHERE l.locktype = 'advisory' AND l.objsubid = 1 "
    "AND l.granted AND l.pid <> pg_backend_pid() "
    "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY 2"
)
"""Every user may ask this, whatever the rights on the tables."""


class ServerPresence:
    """The locks of one session: each record that is open at a desk has one, shared with all who have it open.

    No lock keeps anybody from anything. `connection` is one of the driver's that commits each statement.
    """

    def __init__(self, connection: Any, schema: str) -> None:
        self._connection = connection
        self._schema = schema
        self._name = ""
        self._held: set[int] = set()

    def meet(self, who: str, places: Iterable[Place]) -> dict[Place, tuple[str, ...]]:
        """Have these records open and no others from now on; return who else has them open, where anybody has."""
        if who != self._name:
            self._connection.execute("SELECT set_config('application_name', %s, false)", (signed(who),))
            self._name = who
        keys = {lock_key(self._schema, place): place for place in places}
        self._ask("pg_advisory_unlock_shared", self._held - keys.keys())
        self._ask("pg_try_advisory_lock_shared", keys.keys() - self._held)
        self._held = set(keys)
        met: dict[Place, dict[str, None]] = {}
        for key, name in self._connection.execute(_FOUND) if keys else ():
            if key in keys and (person := signer(name)):
                met.setdefault(keys[key], {})[person] = None
        return {place: tuple(people) for place, people in met.items()}

    def _ask(self, function: str, keys: set[int]) -> None:
        if keys:
            self._connection.execute(f"SELECT {function}(key) FROM unnest(%s::bigint[]) AS key", (list(keys),))  # noqa: S608


def lock_key(schema: str, place: Place) -> int:
    """Return the number that stands for a record of a register in the database; it is positive."""
    record, number = place
    return (crc32(f"{schema}.{record}".encode()) >> 1) << 32 | number % 2**32


def signed(who: str) -> str:
    """Return the name of a session that tells whose it is, in ASCII, which is all that a server keeps of it."""
    while len(name := _SIGN + who.encode("punycode").decode("ascii")) > _LONGEST:
        who = who[:-1]
    return name


def signer(name: str | None) -> str:
    """Return whose a session is; nothing where it is of no desk."""
    if not (name or "").startswith(_SIGN):
        return ""
    try:
        return str(name).removeprefix(_SIGN).encode("ascii").decode("punycode")
    except UnicodeError:
        return ""
