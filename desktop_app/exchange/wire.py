"""Puts what was read from a workbook into lines of JSON and back: it comes from a process that hostile files reach."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from desktop_app.exchange.failures import NotReadable
from desktop_app.exchange.raw_table import RawTable

_BATCH = 1000
"""Rows in a line; the process that reads holds no more of them twice."""


def table_lines(table: RawTable) -> Iterator[bytes]:
    """Give the table of a workbook as a line about it and lines of rows."""
    about = {
        "header": table.header,
        "first_row_number": table.first_row_number,
        "sheet": table.sheet,
        "sheets": table.sheets,
    }
    yield _line(about)
    for start in range(0, len(table.rows), _BATCH):
        yield _line(table.rows[start : start + _BATCH])


def refusal_line(refusal: NotReadable) -> bytes:
    """Return the refusal as a line, without the name of the file."""
    values = {key: value for key, value in refusal.values.items() if key != "name"}
    return _line({"refused": refusal.msgid, "values": values})


def table_from(path: Path, answer: bytes) -> RawTable:
    """Return the table of `path` that the lines hold; raises NotReadable where they hold a refusal."""
    first, *rest = answer.splitlines()
    about = json.loads(first)
    if "refused" in about:
        raise NotReadable(about["refused"], path, **about["values"])
    return RawTable(
        path,
        tuple(about["header"]),
        [tuple(row) for line in rest for row in json.loads(line, object_hook=_day)],
        about["first_row_number"],
        sheet=about["sheet"],
        sheets=tuple(about["sheets"]),
    )


def _line(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_marked).encode() + b"\n"


def _marked(day: date) -> dict[str, str]:
    """Mark what JSON has no form for; a moment is a day as well, and tells itself by its "T"."""
    return {"day": day.isoformat()}


def _day(marked: dict[str, str]) -> date:
    text = marked["day"]
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
