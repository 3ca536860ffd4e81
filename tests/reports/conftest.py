"""Lists to print, and what is read back from paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from desktop_app.reports.document import ListColumn, ListDocument, ListGroup
from desktop_app.reports.pages import Pages

DAY = date(2026, 11, 22)
HEADINGS = ("Nr.", "Kommune", "Громада", "Bemerkung")

Texts = Callable[[bytes], list[str]]
MakeList = Callable[..., ListDocument]


@pytest.fixture
def page_texts() -> Texts:
    """Give the text of each page of a PDF."""
    return _page_texts


def _page_texts(pdf: bytes) -> list[str]:
    pages = Pages(pdf)
    texts = [pages.text(place) for place in range(pages.count())]
    pages.close()
    return texts


@pytest.fixture
def make_list() -> MakeList:
    """Make a list document of so many rows, or of rows given."""
    return _make_list


def _make_list(
    count: int = 0,
    *,
    rows: list[tuple[str, ...]] | None = None,
    groups: int = 1,
    language: str = "de",
    landscape: bool = False,
) -> ListDocument:
    rows = [_row(number) for number in range(1, count + 1)] if rows is None else rows
    step = max(-(-len(rows) // groups), 1)
    parts = [tuple(rows[start : start + step]) for start in range(0, len(rows), step)]
    return ListDocument(
        title="Partnerschaftsliste",
        language=language,
        day=DAY,
        columns=tuple(
            ListColumn(heading, weight, language=column_language)
            for heading, weight, column_language in zip(
                HEADINGS, (12.0, 40.0, 40.0, 80.0), ("", "", "uk", ""), strict=True
            )
        ),
        groups=tuple(
            ListGroup(f"Gruppe {place}" if groups > 1 else None, part) for place, part in enumerate(parts, start=1)
        ),
        subtitle_lines=("Filter: Status ist aktiv",),
        count_text=f"Partnerschaften: {len(rows)}",
        office="Kommunalverband Musterland",
        empty_text="Keine Partnerschaft passt zum Filter.",
        notes=("Jede Partnerschaft steht einmal.",) if rows else (),
        landscape=landscape,
    )


def _row(number: int) -> tuple[str, ...]:
    remark = "Jugendaustausch geplant, Delegation im September, Kosten trägt der Landkreis selbst. " * (number % 4)
    return (f"n{number:05}", f"Ort {number}", f"Кам'янець-Подільський {number}", remark.strip())
