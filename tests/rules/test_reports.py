"""What holds for every report in every arrangement: it is made, it says what it is, and it loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from desktop_app.base.i18n import LANGUAGES, translate_in
from desktop_app.base.settings import Settings
from desktop_app.domain.query import Contains, Order, Query
from desktop_app.services.desk import Desk
from desktop_app.services.printing import GROUPINGS, PRINT_LANGUAGES, PrintOptions
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer

DAY = date(2026, 11, 22)
EVERY = Query("partnership", order=(Order("title"),))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The example register."""
    folder = tmp_path_factory.mktemp("reports")
    settings = Settings(folder / "settings.json")
    settings.set("office_name", "Büro")
    made = Registers(settings, Gazetteer()).create_example(folder / "x.bruecke")
    yield made
    made.close()


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [document[place].get_textpage().get_text_range() for place in range(len(document))]
    finally:
        document.close()


def letters_of(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


@pytest.mark.parametrize("language", [name for name, _ in PRINT_LANGUAGES])
@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
@pytest.mark.parametrize("by", [name for name, _ in GROUPINGS])
def test_that_a_report_is_made_in_every_arrangement(desk: Desk, by: Any, long: bool, language: Any):
    pdf = desk.printer.partnership_list(EVERY, PrintOptions(by=by, long=long, language=language), DAY)
    pages = pages_of(pdf)
    text = letters_of("".join(pages))
    title = translate_in(language, "German–Ukrainian municipal partnerships")
    assert letters_of(title) in letters_of(pages[0])
    assert "Büro" in "".join(pages)
    for number, page in enumerate(pages, start=1):
        assert translate_in(language, "Page {page} of {pages}", page=number, pages=len(pages)) in page
        assert letters_of(translate_in(language, "German party")) in letters_of(page)
    for row in desk.browser.every(Query("partnership", ("german_side",))):
        assert letters_of(row.values[0]) in text
    assert b"/MarkInfo" in pdf
    assert b"pdfuaid" in pdf


@pytest.mark.parametrize("by", [name for name, _ in GROUPINGS])
def test_that_a_list_of_nothing_says_so(desk: Desk, by: Any):
    query = Query("partnership", filters=(Contains("german_side", "qqqq"),))
    pages = pages_of(desk.printer.partnership_list(query, PrintOptions(by=by), DAY))
    assert len(pages) == 1
    assert letters_of(translate_in("de", "No partnership fits this filter.")) in letters_of(pages[0])


def test_that_every_arrangement_has_words_in_every_language():
    for _, words in (*GROUPINGS, *PRINT_LANGUAGES):
        for code in LANGUAGES:
            assert translate_in(code, words)


def test_that_a_pdf_is_written_whole_or_not_at_all(desk: Desk, tmp_path: Path):
    target = tmp_path / "Liste.pdf"
    pdf = desk.printer.partnership_list(EVERY, PrintOptions(), DAY)
    desk.printer.save(pdf, target)
    assert target.read_bytes() == pdf
    assert [path.name for path in tmp_path.iterdir()] == ["Liste.pdf"]
