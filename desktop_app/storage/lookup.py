"""Answers what records ask about each other while they derive their fields."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from desktop_app.domain.fields import Kind
from desktop_app.domain.record import Record, child_fields, fields_of
from desktop_app.storage.dialect import SQLITE
from desktop_app.storage.repository import load_flat
from desktop_app.storage.tables import TABLES


class RegisterLookup:
    """Linked records, read once and remembered while one unit of work lasts."""

    def __init__(self, connection: Connection, today: date) -> None:
        self._connection = connection
        self._today = today
        self._found: dict[str, dict[int, Any]] = {}
        self._codes: dict[tuple[str, str], tuple[str, str]] | None = None

    @property
    def today(self) -> date:
        """Return the day of the change."""
        return self._today

    def find(self, name: str, record_id: int | None) -> Any:
        """Return the linked record without its child rows, or None."""
        if record_id is None:
            return None
        known = self._found.setdefault(name, {})
        if record_id not in known:
            known[record_id] = load_flat(self._connection, name, [record_id]).get(record_id)
        return known[record_id]

    def remember(self, item: Record) -> None:
        """Let later questions about a record see it as it has just been written."""
        if item.id is not None:
            self._found.setdefault(item.NAME, {})[item.id] = item

    def forget(self, item: Record) -> None:
        """Let later questions about a record find that it is gone."""
        self._found.setdefault(item.NAME, {})[item.id or 0] = None

    def prefetch(self, items: Iterable[Record]) -> None:
        """Read at once what these records and their child rows link to."""
        wanted: dict[str, set[int]] = {}
        for item in items:
            _collect(item, wanted)
        for name, ids in wanted.items():
            self._read(name, ids)
        bodies = (self._found["organisation"][number] for number in wanted.get("organisation", ()))
        self._read("territory", {body.territory for body in bodies if body is not None and body.territory is not None})

    def _read(self, name: str, ids: set[int]) -> None:
        known = self._found.setdefault(name, {})
        if missing := ids - known.keys():
            known.update(dict.fromkeys(missing) | load_flat(self._connection, name, missing))

    def rank_key(self, code_list: str, code: str) -> str:
        """Return the sort key of a code: its place in the code list."""
        return self._code(code_list, code)[0] if code else ""

    def label(self, code_list: str, code: str) -> str:
        """Return the German word of a code, as it stands in stored titles."""
        return self._code(code_list, code)[1] if code else ""

    def has_code(self, code_list: str, code: str) -> bool:
        """Say whether a code list has a code, be it switched off."""
        return (code_list, code) in self._all_codes()

    def forget_codes(self) -> None:
        """Read the code lists anew when they are next asked for."""
        self._codes = None

    def _code(self, code_list: str, code: str) -> tuple[str, str]:
        return self._all_codes().get((code_list, code), ("99999" + code, code))

    def _all_codes(self) -> dict[tuple[str, str], tuple[str, str]]:
        if self._codes is None:
            self._codes = {(name, value): (f"{rank or 0:05}", label) for name, value, rank, label in self._code_rows()}
        return self._codes

    def _code_rows(self) -> Iterable[Any]:
        """Return the code lists; where damage made text of one code no text any more, all the others."""
        table = TABLES["code-value"]
        statement = select(table.c.code_list, table.c.code, table.c.rank, table.c.label_de)
        try:
            return self._connection.execute(statement).fetchall()
        except DBAPIError:
            if self._connection.dialect.name != SQLITE:  # where no text can be anything else
                raise
        found: list[Any] = []
        for number in self._connection.execute(select(table.c.id)).scalars().all():
            with suppress(DBAPIError):
                found += self._connection.execute(statement.where(table.c.id == number)).fetchall()
        return found


def _collect(item: Record, wanted: dict[str, set[int]]) -> None:
    for field in fields_of(type(item)):
        if field.kind is Kind.LINK and (target := getattr(item, field.name)) is not None:
            wanted.setdefault(field.target, set()).add(target)
    for field in child_fields(type(item)):
        for child in getattr(item, field.name):
            _collect(child, wanted)
