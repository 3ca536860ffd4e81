"""Looks whether every number that a record has is kept as given, so that it is never given again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, delete, select

from desktop_app.domain.catalogue import RECORDS
from desktop_app.domain.findings import Fault, Finding
from desktop_app.domain.record import Record
from desktop_app.storage.inspection.raw_rows import Row
from desktop_app.storage.numbers import give, number_series, series_name
from desktop_app.storage.tables import COUNTER, GIVEN, TABLES


def number_faults(connection: Connection, harmed: set[Row]) -> Iterator[Finding]:
    """Yield the records whose number is not kept as theirs, or is beyond the highest that is kept."""
    last: dict[str, int] = {row[0]: row[1] for row in connection.execute(select(COUNTER.c.name, COUNTER.c.last))}
    for record_type in RECORDS:
        for name in record_type.NUMBERED:
            table = TABLES[record_type.NAME]
            mine = select(GIVEN.c.value, GIVEN.c.record_id).where(GIVEN.c.name == series_name(record_type, name))
            given: dict[str, int] = {row[0]: row[1] for row in connection.execute(mine)}
            for record_id, title, value in connection.execute(select(table.c.id, table.c.title, table.c[name])):
                if value in (None, "") or (record_type.NAME, record_id) in harmed:
                    continue
                series, number = number_series(record_type.NAME, value)
                if given.get(str(value)) != record_id or last.get(series, -1) < number:
                    yield Finding(Fault.NUMBER, record_type.NAME, record_id, title, said=str(value), curable=True)


def keep_numbers(connection: Connection, items: Iterable[Record]) -> None:
    """Keep the numbers of records as given to them."""
    for item in items:
        for name in item.NUMBERED:
            value = getattr(item, name)
            if value not in (None, ""):
                mine = (GIVEN.c.name == series_name(type(item), name)) & (GIVEN.c.value == str(value))
                connection.execute(delete(GIVEN).where(mine))
        give(connection, [item])
