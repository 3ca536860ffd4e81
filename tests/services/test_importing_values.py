"""Cells are understood in German, Ukrainian and English form, whatever program wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import language, set_language
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.services.importing.names import read_name
from desktop_app.services.importing.values import ValueReader
from tests.services.importing_desk import ImportingDesk

DECIMAL = Field(Kind.DECIMAL, "", scale=3)
INTEGER = Field(Kind.INTEGER, "")
BOOLEAN = Field(Kind.BOOLEAN, "")
UNIT = Field(Kind.CHOICE, "", choices="unit")
NOON = datetime(2022, 12, 14, 12, tzinfo=UTC).replace(tzinfo=None)
TOPICS = Field(Kind.CHOICES, "", choices="topic")


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ValueReader]:
    desk = ImportingDesk(tmp_path_factory.mktemp("values"))
    yield ValueReader(desk.codes, date(2026, 11, 22))
    desk.close()


@pytest.fixture(autouse=True)
def words() -> Iterator[None]:
    before = language()
    set_language("de")
    yield
    set_language(before)


def read(values: ValueReader, field: Field, cell: object) -> object:
    return values.read(field, cell, lambda _message: None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1.234,56", "1234.56"), ("1 234,56", "1234.56"), ("1\u00a0234,56", "1234.56"), ("1\u202f234,56", "1234.56"),
        ("1,234.56", "1234.56"), ("1'234.56", "1234.56"), ("1234.56", "1234.56"), ("1234,5", "1234.5"),
        ("1.234.567", "1234567"), ("1,234,567", "1234567"), ("12,5", "12.5"), ("-3,5", "-3.5"), ("−3,5", "-3.5"),
        ("0,125", "0.125"), ("0.125", "0.125"), ("42", "42"), (42.0, "42"), (0.1, "0.1"), (12.5, "12.5"),
    ],
)  # fmt: skip
def test_that_numbers_are_read_in_every_form(values: ValueReader, cell: object, number: str) -> None:
    assert read(values, DECIMAL, cell) == Decimal(number)


@pytest.mark.parametrize(
    ("code", "cell", "number"),
    [
        ("de", "1.234", "1234"), ("de", "1,234", "1.234"), ("uk", "1,234", "1.234"), ("en", "1,234", "1234"),
        ("en", "1.234", "1.234"),
    ],
)  # fmt: skip
def test_that_the_language_decides_what_can_be_read_in_two_ways(values, code, cell, number) -> None:
    set_language(code)
    doubts: list[str] = []
    assert values.read(DECIMAL, cell, doubts.append) == Decimal(number)
    assert len(doubts) == 1


@pytest.mark.parametrize(
    ("cell", "number"), [("1.234", 1234), ("1,234", 1234), ("1 234", 1234), ("7", 7), (1067.0, 1067), ("3,0", 3)]
)
def test_that_whole_numbers_have_no_places_behind_a_sign(values: ValueReader, cell: object, number: int) -> None:
    assert read(values, INTEGER, cell) == number


@pytest.mark.parametrize("cell", ["viele", "12,5", "1.23.4", "1,2,3", "12a", "½", True, date(2022, 1, 1)])
def test_that_other_cells_are_no_whole_numbers(values: ValueReader, cell: object) -> None:
    with pytest.raises(UserError):
        read(values, INTEGER, cell)


def test_that_more_places_than_the_field_has_are_refused(values: ValueReader) -> None:
    with pytest.raises(UserError):
        read(values, DECIMAL, "1,23456")
    assert read(values, DECIMAL, 0.333333333333) == Decimal("0.333")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2022", PartialDate(2022)), (2022.0, PartialDate(2022)), ("2022-12", PartialDate(2022, 12)),
        ("2022-12-14", PartialDate(2022, 12, 14)), ("14.12.2022", PartialDate(2022, 12, 14)),
        ("3/2019", PartialDate(2019, 3)), ("12.3.19", PartialDate(2019, 3, 12)),
        (date(2022, 12, 14), PartialDate(2022, 12, 14)), (NOON, PartialDate(2022, 12, 14)),
        ("2022-12-14 00:00:00", PartialDate(2022, 12, 14)),
    ],
)  # fmt: skip
def test_that_dates_are_read_as_far_as_they_are_known(values: ValueReader, cell: object, day: PartialDate) -> None:
    assert values.date(cell) == day  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["2022-13", "31.2.2022", "bald", "+7", "32.1.2020", "12345678901"])
def test_that_other_cells_are_no_dates(values: ValueReader, cell: str) -> None:
    with pytest.raises(UserError):
        values.date(cell)


@pytest.mark.parametrize(
    "cell", ["ja", "Ja", "JA", "так", "yes", "x", "X", "х", "1", 1.0, True, "wahr", "TRUE", "✓", "+"]
)
def test_that_yes_is_read_in_three_languages(values: ValueReader, cell: object) -> None:
    assert read(values, BOOLEAN, cell) is True


@pytest.mark.parametrize("cell", ["nein", "Ні", "no", "0", 0.0, False, "falsch", "-", "–"])
def test_that_no_is_read_in_three_languages(values: ValueReader, cell: object) -> None:
    assert read(values, BOOLEAN, cell) is False


def test_that_anything_else_is_neither_yes_nor_no(values: ValueReader) -> None:
    with pytest.raises(UserError):
        read(values, BOOLEAN, "vielleicht")


@pytest.mark.parametrize("word", ["H87", "h87", "Stück", "stück", "шт.", "piece"])
def test_that_codes_are_found_by_code_or_word(values: ValueReader, word: str) -> None:
    assert read(values, UNIT, word) == "H87"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("water", ("water",)),
        ("Wasser und Abwasser", ("water",)),
        ("Wasser und Abwasser; Energie und Energieeffizienz", ("water", "energy")),
        ("water, energy, water", ("water", "energy")),
        ("транспорт\nохорона здоров’я", ("transport", "health")),
    ],
)
def test_that_several_codes_stand_in_one_cell(values: ValueReader, text: str, codes: tuple[str, ...]) -> None:
    assert read(values, TOPICS, text) == codes


def test_that_the_unknown_word_among_several_is_named(values: ValueReader) -> None:
    with pytest.raises(UserError) as caught:
        read(values, TOPICS, "water, Zauberei")
    assert "Zauberei" in caught.value.message()


@pytest.mark.parametrize(
    ("written", "bare", "level", "kind", "within", "note"),
    [
        ("Kreis Lippe", "Lippe", "district", "landkreis", "", ""),
        ("Rajon Tscherniwzi", "Tscherniwzi", "district", "rajon", "", ""),
        ("Berlin: Bezirk Pankow", "Pankow", "local", "stadtbezirk", "Berlin", ""),
        ("Samtgemeinde Weser-Aue", "Weser-Aue", "municipal", "samtgemeinde", "", ""),
        ("Ukraine (Staat)", "Ukraine", "", "", "", "Staat"),
        ("Львівська область", "Львівська", "regional", "oblast", "", ""),
        ("Landkreis Altenkirchen (Westerwald)", "Altenkirchen", "district", "landkreis", "", "Westerwald"),
        ("Bad Homburg", "Bad Homburg", "", "", "", ""),
    ],
)
def test_that_written_names_are_taken_apart(written, bare, level, kind, within, note) -> None:
    name = read_name(written)
    assert (name.bare, name.level, name.kind, name.within, name.note) == (bare, level, kind, within, note)


def test_that_the_file_of_a_test_is_no_profile(tmp_path: Path) -> None:
    desk = ImportingDesk(tmp_path)
    with pytest.raises(UserError):
        desk.take("task", "subject", "A", profile=str(desk.file("broken.json", "{")))
    desk.close()
