"""Checks that CSV opens well in Excel and comes back as it was."""

from __future__ import annotations

import io
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.base.file_failures import NotWritten
from desktop_app.domain.fields import Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.exchange.csv_text import write_csv
from desktop_app.exchange.reading import read_table
from desktop_app.exchange.sheet import Column, Sheet, Value
from desktop_app.exchange.text_guard import with_guard, without_guard
from desktop_app.exchange.xlsx_text import cell_form

MOMENT = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
COLUMNS = (
    Column("Nr", Kind.INTEGER),
    Column("Wert", Kind.DECIMAL),
    Column("Datum", Kind.DATE),
    Column("Geändert", Kind.TIMESTAMP),
    Column("Krim", Kind.BOOLEAN),
    Column("Text"),
)


def written(*rows: tuple[Value, ...], language: str = "en") -> str:
    file = io.BytesIO()
    assert write_csv(file, Sheet("Liste", COLUMNS, rows, language=language)) == len(rows)
    return file.getvalue().decode()


def test_that_values_are_written_for_excel():
    shown = MOMENT.astimezone().strftime("%Y-%m-%d %H:%M")
    row = (-1067, Decimal("-1067.50"), PartialDate(2022, 12, 14), MOMENT, True, 'a;"b"')
    assert written(row) == (
        f'\ufeffNr;Wert;Datum;Geändert;Krim;Text\r\n-1067;-1067.50;2022-12-14;{shown};yes;"a;""b"""\r\n'
    )


@pytest.mark.parametrize("language", ["de", "uk"])
def test_that_the_decimal_sign_follows_the_language(language):
    row = (1, Decimal("1067.50"), None, None, "так", "x")
    assert ";1067,50;" in written(row, language=language)


def test_that_dates_are_iso_however_much_of_them_is_known():
    known: list[Value] = [PartialDate(2022), PartialDate(2022, 12), PartialDate(2022, 12, 14), date(2022, 12, 14), None]
    lines = written(*[(1, None, value, None, "", "") for value in known]).splitlines()[1:]
    assert [line.split(";")[2] for line in lines] == ["2022", "2022-12", "2022-12-14", "2022-12-14", ""]


@pytest.mark.parametrize("text", ["=1+1", "+49 711", "-5 Paletten", "@SUM(1)", "\t=1", "'=1", "''+x"])
def test_that_text_which_looks_like_a_formula_is_guarded_and_read_back(tmp_path, text):
    path = tmp_path / "list.csv"
    write_csv(path, Sheet("Liste", (Column("=Text"), Column("b")), [(text, "x")], language="en"))
    assert f"\r\n'{text};x" in path.read_bytes().decode("utf-8-sig")
    assert read_table(path).rows == [(text, "x")]
    assert read_table(path).header == ("=Text", "b")


@given(st.text())
@example("'")
@example("'n Beispiel")
def test_that_the_guard_is_taken_away_exactly(text):
    assert without_guard(with_guard(text)) == text


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=6))
def test_that_any_text_comes_back(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    numbered: list[tuple[Value, ...]] = [(*row, "end") for row in rows]
    write_csv(path, Sheet("Liste", (Column("One"), Column("Two"), Column("Three")), numbered, language="en"))
    table = read_table(path)
    assert (table.header, table.encoding, table.delimiter) == (("One", "Two", "Three"), "utf-8-sig", ";")
    expected = [tuple(composed_or_none(value) for value in (*row, "end")) for row in rows]
    assert table.rows == expected


def composed_or_none(text: str) -> str | None:
    return unicodedata.normalize("NFC", cell_form(text)) or None


def test_that_a_refused_place_changes_nothing(tmp_path):
    with pytest.raises(NotWritten):
        write_csv(tmp_path / "missing" / "list.csv", Sheet("L", COLUMNS, [], language="en"))
    assert list(tmp_path.iterdir()) == []
