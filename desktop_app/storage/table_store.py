"""Keeps the contents of files in the database, for registers that have no folder beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, Engine, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from desktop_app.base.i18n import translate
from desktop_app.storage.file_store import BLOCK, Condition, ContentMissing, checked, condition
from desktop_app.storage.repository import chunks
from desktop_app.storage.tables import CONTENT

Speaking = Callable[[], AbstractContextManager[None]]
"""Lets the errors of the driver leave as errors that speak to the user."""


class TableStore:
    """Contents as rows of CONTENT, cut into parts of at most BLOCK bytes; see `FileStore`."""

    def __init__(self, engine: Engine, speaking: Speaking) -> None:
        self._engine = engine
        self._speaking = speaking

    @property
    def place(self) -> str:
        """Return that it is the register itself."""
        return translate("the register")

    def sizes(self, hashes: Iterable[str]) -> dict[str, int]:
        """Return the sizes in bytes of those of some contents that are there."""
        found: dict[str, int] = {}
        with self._speaking(), self._engine.connect() as connection:
            for some in chunks(set(hashes)):
                whole = select(CONTENT.c.hash, func.sum(CONTENT.c.size)).where(CONTENT.c.hash.in_(some))
                found |= {row[0]: int(row[1]) for row in connection.execute(whole.group_by(CONTENT.c.hash))}
        return found

    def read(self, content: str) -> Iterator[bytes]:
        """Yield a content part by part; see `FileStore.read`."""
        part = 0
        while (data := self._part(content, part)) is not None:
            yield data
            part += 1
        if not part:
            raise ContentMissing

    def write(self, content: str, blocks: Iterable[bytes]) -> None:
        """Keep a content, all of it or nothing; see `FileStore.write`."""
        if condition(self, content) is Condition.WHOLE:
            return
        with self._speaking():
            try:
                with self._writing() as connection:
                    connection.execute(delete(CONTENT).where(CONTENT.c.hash == content))
                    write_within(connection, content, blocks)
            except IntegrityError:
                # Somebody else has kept the same content meanwhile.
                if condition(self, content) is not Condition.WHOLE:
                    raise

    def hashes(self) -> Iterator[str]:
        """Yield the hashes of all contents that are there."""
        with self._speaking(), self._engine.connect() as connection:
            yield from connection.execute(select(CONTENT.c.hash).distinct()).scalars()

    def remove(self, content: str, within: Connection) -> None:
        """Take a content away with a transaction that writes; nothing happens where it is missing."""
        within.execute(delete(CONTENT).where(CONTENT.c.hash == content))

    def tidy(self) -> int:
        """Return 0: the database leaves nothing half written."""
        return 0

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        # No turn is taken: a large content would keep everybody from saving meanwhile.
        options = {"writes": True, "takes_turns": False}
        with self._engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    def _part(self, content: str, part: int) -> bytes | None:
        wanted = select(CONTENT.c.data).where(CONTENT.c.hash == content, CONTENT.c.part == part)
        with self._speaking(), self._engine.connect() as connection:
            data = connection.execute(wanted).scalar()
        return None if data is None else bytes(data)


def write_within(connection: Connection, content: str, blocks: Iterable[bytes]) -> None:
    """Write a content that is not there as part of a transaction; raises ContentChanged where it is another one."""
    for part, data in enumerate(_parts(checked(content, blocks))):
        row = {"hash": content, "part": part, "size": len(data), "data": data}
        connection.execute(insert(CONTENT).values(row))


def _parts(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield blocks of at most BLOCK bytes; one that is empty for an empty content."""
    count = 0
    for block in blocks:
        for start in range(0, len(block), BLOCK):
            count += 1
            yield block[start : start + BLOCK]
    if not count:
        yield b""
