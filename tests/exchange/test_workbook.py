"""Checks that what is written to a workbook is what spreadsheet programs read."""

from __future__ import annotations

import io
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from desktop_app.base import i18n
from desktop_app.base.file_failures import NotWritten
from desktop_app.domain.fields import Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.exchange import workbook
from desktop_app.exchange.sheet import Column, Sheet, Value
from desktop_app.exchange.workbook import TooLong, TooManyRows, write_xlsx
from desktop_app.exchange.xlsx_skeleton import sheet_title
from desktop_app.exchange.xlsx_text import MOST_CHARACTERS, cell_form

FORMULAS = [
    "=1+1",
    "=cmd|'/c calc'!A1",
    "+49 711 123",
    "-5 Paletten",
    "@SUM(1)",
    "\t=1+1",
    "'=1+1",
    "#N/A",
    "#REF!",
    "=",
]


def written(*columns: Column, rows: Iterable[Sequence[Value]], **settings: Any) -> io.BytesIO:
    file = io.BytesIO()
    write_xlsx(file, Sheet("Liste", columns, rows, **({"language": "en"} | settings)))
    file.seek(0)
    return file


def by_openpyxl(file: io.BytesIO) -> openpyxl.Workbook:
    return openpyxl.load_workbook(file)


def by_calamine(file: io.BytesIO, sheet: int = 0) -> list[list[object]]:
    file.seek(0)
    return [list(row) for row in CalamineWorkbook.from_filelike(file).get_sheet_by_index(sheet).to_python()]


texts = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("=+-@'_x0041 \t\r\n<>&\"äґ’\ufffe\x0b"))
)


@given(st.lists(texts, min_size=1, max_size=8))
@example(["_x0041_", "_x005F_", "a_x000D_b", "__x0041__x0042_", " _x0041_ "])
@example([" leading", "trailing ", "two  spaces", "line\nfeed", "\n", "windows\r\nline", "\x00\x1f\ufffe"])
@example(FORMULAS)
@example(["\ud83d", "😀", "a\N{COMBINING DIAERESIS}"])
def test_that_any_text_comes_back_as_it_was(values):
    file = written(Column("Nr", Kind.INTEGER), Column("Text"), rows=[(1, value) for value in values])
    expected = [cell_form(value) for value in values]
    page = by_openpyxl(file).worksheets[0]
    assert [page.cell(row, 2).value or "" for row in range(2, len(values) + 2)] == expected
    assert [row[1] if len(row) > 1 else "" for row in by_calamine(file)[1:]] == expected


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"])))
def test_that_ordinary_text_is_not_changed_at_all(text):
    assert cell_form(text) == text


def test_that_text_which_looks_like_a_formula_stays_text():
    file = written(Column("Text"), Column("Code", Kind.CODE), rows=[(text, text) for text in FORMULAS])
    page = by_openpyxl(file).worksheets[0]
    for row, text in enumerate(FORMULAS, start=2):
        for column in (1, 2):
            assert (page.cell(row, column).value, page.cell(row, column).data_type) == (text, "s")
        if text[0] in "=+-@\t'":
            assert page.cell(row, 1).quotePrefix
            assert page.cell(row, 2).number_format == "@"
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_that_a_heading_and_an_info_line_cannot_be_formulas():
    file = written(Column("=1+1"), rows=[("x",)], info=(("=2+2", "=3+3"), ("+x", "@y")))
    book = by_openpyxl(file)
    assert book["Liste"]["A1"].data_type == "s"
    assert [(cell.value, cell.data_type) for cell in book["Info"][1]] == [("=2+2", "s"), ("=3+3", "s")]


def test_that_values_are_typed():
    moment = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    file = written(
        Column("Nr", Kind.INTEGER),
        Column("Wert", Kind.DECIMAL, scale=2),
        Column("Datum", Kind.DATE),
        Column("Geändert", Kind.TIMESTAMP),
        Column("AGS", Kind.CODE),
        Column("Krim", Kind.BOOLEAN),
        Column("Bereiche", Kind.CHOICES),
        Column("Länge", Kind.DECIMAL, scale=0),
        rows=[(1067, Decimal("1067.50"), PartialDate(2022, 12, 14), moment, "05334002", True, ("a", "b"), Decimal(7))],
    )
    row = by_openpyxl(file).worksheets[0][2]
    local = moment.astimezone().replace(tzinfo=None)
    assert [cell.value for cell in row] == [1067, 1067.5, datetime(2022, 12, 14), local, "05334002", "yes", "a; b", 7]  # noqa: DTZ001
    assert [cell.number_format for cell in row] == [
        "#,##0",
        "#,##0.00",
        "dd.mm.yyyy",
        "dd.mm.yyyy hh:mm",
        "@",
        "General",
        "General",
        "#,##0",
    ]
    assert by_calamine(file)[1][:5] == [1067.0, 1067.5, date(2022, 12, 14), local, "05334002"]


@given(st.dates(min_value=date(1900, 3, 1)))
def test_that_every_day_comes_back_as_that_day(day):
    file = written(Column("Datum", Kind.DATE), Column("Nr"), rows=[(PartialDate.of(day), "x")])
    assert by_openpyxl(file).worksheets[0]["A2"].value.date() == day
    assert by_calamine(file)[1][0] == day


@given(st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001  made aware below
def test_that_every_second_comes_back_as_that_second(moment):
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    file = written(Column("Geändert", Kind.TIMESTAMP), Column("Nr"), rows=[(moment, "x")])
    assert by_openpyxl(file).worksheets[0]["A2"].value == moment.astimezone().replace(tzinfo=None)


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (PartialDate(2022), "2022"),
        (PartialDate(2022, 12), "2022-12"),
        (PartialDate(1899, 12, 14), "1899-12-14"),
        (PartialDate(1900, 2, 28), "1900-02-28"),
    ],
)
def test_that_dates_which_excel_cannot_hold_stay_text_as_they_are_known(known, text):
    file = written(Column("Datum", Kind.DATE), rows=[(known,)])
    assert by_openpyxl(file).worksheets[0]["A2"].value == text


@given(st.integers() | st.decimals(allow_nan=False, allow_infinity=False))
@example(10**15)
@example(Decimal("1E+3"))
def test_that_no_digit_of_a_number_is_lost(number):
    kind = Kind.INTEGER if isinstance(number, int) else Kind.DECIMAL
    file = written(Column("Zahl", kind), Column("x"), rows=[(number, "x")])
    value = by_openpyxl(file).worksheets[0]["A2"].value
    assert Decimal(str(value)) == number


def test_that_sheet_is_made_for_reading_and_printing():
    columns = (Column("Nr", Kind.INTEGER), Column("Gemeinde"), Column("Bemerkung", Kind.LONG_TEXT, 48))
    file = written(
        *columns,
        rows=[(1, "Grünbach an der Größe", "a\nb"), (2, None, "")],
        info=(("Anzahl", 2), ("Tag", date(2024, 5, 6))),
    )
    book = by_openpyxl(file)
    page = book["Liste"]
    assert all(cell.font.bold for cell in page[1])
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:C3"
    assert page.print_title_rows == "$1:$1"
    assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == ("landscape", 1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.paperSize == 9
    assert 20 <= page.column_dimensions["B"].width <= 26
    assert page.column_dimensions["C"].width == 48
    assert page["C2"].alignment.wrap_text
    assert "&P" in page.oddFooter.right.text
    assert book.sheetnames == ["Liste", "Info"]
    assert [[cell.value for cell in row] for row in book["Info"].rows] == [
        ["Anzahl", 2],
        ["Tag", datetime(2024, 5, 6)],  # noqa: DTZ001
    ]
    assert book.properties.creator == "Brückenbuch"
    assert "$A$1:$C$3" in zipfile.ZipFile(file).read("xl/workbook.xml").decode()


def test_that_a_table_without_rows_is_a_header():
    file = written(Column("Nr"), Column("Name"), rows=[])
    page = by_openpyxl(file).worksheets[0]
    assert [[cell.value for cell in row] for row in page.rows] == [["Nr", "Name"]]
    assert page.auto_filter.ref == "A1:B1"


def test_that_words_of_the_document_follow_its_language():
    assert i18n.language() in i18n.LANGUAGES
    file = written(Column("Krim", Kind.BOOLEAN, words=("ja", "nein")), rows=[(True,), (False,)])
    page = by_openpyxl(file).worksheets[0]
    assert [page["A2"].value, page["A3"].value] == ["ja", "nein"]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Partnerschaften", "Partnerschaften"),
        ("A/B:[x]*?", "A B x"),
        ("x" * 40, "x" * 31),
        ("😀" * 40, "😀" * 15),
        ("Info", "Info 1"),
        ("'", "Brückenbuch 1"),
        ("", "Brückenbuch 1"),
    ],
)
def test_that_a_sheet_name_is_one_that_excel_allows(title, shown):
    assert sheet_title(title) == shown
    file = io.BytesIO()
    write_xlsx(file, Sheet(title, (Column("a"),), [("x",)], language="en"))
    assert by_openpyxl(file).sheetnames == [shown, "Info"]


def test_that_a_text_as_long_as_a_cell_is_written_whole():
    file = written(Column("Text", Kind.LONG_TEXT), rows=[("x" * MOST_CHARACTERS,)])
    assert by_openpyxl(file).worksheets[0]["A2"].value == "x" * MOST_CHARACTERS


@pytest.mark.parametrize("text", ["x" * (MOST_CHARACTERS + 1), "😀" * (MOST_CHARACTERS // 2 + 1)])
def test_that_a_text_longer_than_a_cell_is_refused_with_its_place(tmp_path, text):
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(TooLong) as caught:
        write_xlsx(path, Sheet("Liste", (Column("Nr"), Column("Text")), [("1", "x"), ("2", text)], language="en"))
    assert (caught.value.values["column"], caught.value.values["row"]) == ("Text", 3)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["list.xlsx"]


def test_that_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 1001)
    assert write_xlsx(io.BytesIO(), Sheet("L", (Column("a"),), (("x",) for _ in range(1000)), language="en")) == 1000
    with pytest.raises(TooManyRows):
        write_xlsx(io.BytesIO(), Sheet("L", (Column("a"),), (("x",) for _ in range(1001)), language="en"))


def test_that_a_missing_folder_is_explained(tmp_path):
    with pytest.raises(NotWritten):
        write_xlsx(tmp_path / "missing" / "list.xlsx", Sheet("L", (Column("a"),), [("x",)], language="en"))


def test_that_memory_does_not_grow_with_the_rows():
    peaks = []
    for count in (2_000, 20_000):
        rows = ((number, f"Gemeinde {number}") for number in range(count))
        tracemalloc.start()
        write_xlsx(NullFile(), Sheet("L", (Column("Nr", Kind.INTEGER), Column("Name")), rows, language="en"))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5


class NullFile(io.BytesIO):
    """Takes everything in and keeps nothing."""

    end = 0

    def tell(self) -> int:
        return self.end

    def seek(self, offset: int, whence: int = 0) -> int:
        return offset

    def write(self, data: Any) -> int:
        self.end += len(data)
        return len(data)


def test_that_the_writer_does_not_load_openpyxl_before_it_writes():
    script = "import sys, desktop_app.exchange.workbook, desktop_app.exchange.reading; print('openpyxl' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "False"
