"""Checks that tables are read from every kind of file that offices send, and that other files are refused clearly."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.exchange.limits import Limits
from desktop_app.exchange.reading import NotReadable, RawTable, cell_text, read_table
from tests.exchange import files

DATA = Path(__file__).parents[2].parent / "shared" / "data"

HEADER = ("Gemeinde", "Громада", "Wert")
ROWS = [("Grünbach", "Ічня", "12,50"), ("Straße", "Ґанок", None), ("Köln", "Чернівці", "7")]


def stored(folder: Path, data: bytes | str, name: str = "list.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def read(folder: Path, data: bytes | str, name: str = "list.xlsx", **settings: Any) -> RawTable:
    return read_table(stored(folder, data, name), **settings)


def refusal(folder: Path, data: bytes | str, name: str = "list.xlsx", **settings: Any) -> str:
    with pytest.raises(NotReadable) as caught:
        read(folder, data, name, **settings)
    assert caught.value.values["name"] == name
    assert "Nothing was read" in caught.value.msgid
    return caught.value.msgid.format(**caught.value.values)


def as_csv(rows: list[tuple[str, str, str | None]], delimiter: str = ";", end: str = "\r\n") -> str:
    return "".join(delimiter.join(value or "" for value in row) + end for row in [HEADER, *rows])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_that_text_in_any_unicode_encoding_is_read(tmp_path, encoding, delimiter):
    table = read(tmp_path, as_csv(ROWS, delimiter).encode(encoding), "list.csv")
    assert (table.header, table.rows) == (HEADER, ROWS)
    assert table.first_row_number == 2
    assert (table.encoding_certain, table.delimiter) == (True, delimiter)


@pytest.mark.parametrize(
    ("encoding", "rows"),
    [
        ("cp1252", [("Müller", "Größe", "für Köln"), ("Straße", "Böblingen", "Übersicht")]),
        ("cp1251", [("Київська область", "Ічня", "громада"), ("лікарня", "Харків", "Ґанок")]),
    ],
)
def test_that_the_letters_tell_an_old_encoding(tmp_path, encoding, rows):
    text = "".join(";".join(row) + "\n" for row in [("a", "b", "c"), *rows])
    table = read(tmp_path, text.encode(encoding), "list.csv")
    assert (table.encoding, table.encoding_certain, table.rows) == (encoding, True, rows)


def test_that_an_encoding_which_nothing_speaks_for_is_marked_as_doubtful(tmp_path):
    table = read(tmp_path, b"a;b\n\xa4;\xb9\n", "list.csv")
    assert not table.encoding_certain
    assert read(tmp_path, b"a;b\n\xe4;\xf6\n", "list.csv", encoding="cp1252").rows == [("ä", "ö")]


def test_that_the_wrong_encoding_by_hand_is_refused(tmp_path):
    assert "utf-8" in refusal(tmp_path, "a;b\nä;ö\n".encode("cp1252"), "list.csv", encoding="utf-8")


def test_that_commas_in_numbers_do_not_count_as_separators(tmp_path):
    table = read(tmp_path, "Ort;Breite;Länge\nA;50,12;8,34\nB;51,20;9,99\n", "list.csv")
    assert table.header == ("Ort", "Breite", "Länge")


def test_that_quoted_line_feeds_and_separators_stay_in_their_cell(tmp_path):
    table = read(tmp_path, 'a,b\n"x,\n""y""",2\n\n3,4\n\n\n', "list.csv")
    assert table.rows == [('x,\n"y"', "2"), (None, None), ("3", "4")]


def test_that_excels_own_line_about_the_separator_is_understood(tmp_path):
    table = read(tmp_path, "sep=|\r\na|b;c\r\n1|2\r\n", "list.csv")
    assert (table.header, table.rows, table.first_row_number) == (("a", "b;c"), [("1", "2")], 3)


def test_that_a_quotation_mark_never_closed_is_refused(tmp_path):
    assert "never closed" in refusal(tmp_path, 'a;b\n1;"2\n3;4\n', "list.csv")


def test_that_careless_quotation_marks_are_read(tmp_path):
    assert read(tmp_path, 'a;b\n"x" y;2\n', "list.csv").rows == [("x y", "2")]


def test_that_titles_above_the_header_are_skipped_and_rows_keep_their_numbers(tmp_path):
    table = read(tmp_path, files.xlsx(["Liste der Partnerschaften"], [], ["Ort", "Nr"], ["Aachen", 1], [], ["Bad", 2]))
    assert table.header == ("Ort", "Nr")
    assert table.first_row_number == 4
    assert table.rows == [("Aachen", 1.0), (None, None), ("Bad", 2.0)]


def test_that_a_column_keeps_its_place_when_the_table_starts_further_right(tmp_path):
    table = read(tmp_path, files.xlsx([], [None, "Ort", "Nr"], [None, "Aachen", 1]))
    assert table.header == ("", "Ort", "Nr")


def test_that_letters_are_composed(tmp_path):
    decomposed = "Ko\N{COMBINING DIAERESIS}ln"
    assert read(tmp_path, files.xlsx(["Ort", "b"], [decomposed, "x"])).rows == [("Köln", "x")]
    assert read(tmp_path, f"Ort;b\n{decomposed};x\n", "list.csv").rows == [("Köln", "x")]


def test_that_cells_of_a_workbook_keep_their_types(tmp_path):
    moment = datetime(2022, 12, 14, 9, 30)  # noqa: DTZ001  spreadsheets know no zones
    values = ["05334002", 1067, 12.25, date(2022, 12, 14), moment, True, time(9, 30), timedelta(hours=30), None, "x"]
    table = read(tmp_path, files.xlsx([f"c{number}" for number in range(10)], values))
    assert table.rows == [
        ("05334002", 1067.0, 12.25, date(2022, 12, 14), moment, True, "09:30", "30:00", None, "x"),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1067.0, "1067"),
        (-3.0, "-3"),
        (12.25, "12.25"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (1e-7, "0.0000001"),
        (date(2022, 12, 14), "2022-12-14"),
        (datetime(2022, 12, 14), "2022-12-14"),  # noqa: DTZ001  spreadsheets know no zones
        (datetime(2022, 12, 14, 9, 30), "2022-12-14 09:30:00"),  # noqa: DTZ001  as above
        (True, "TRUE"),
        (None, ""),
        ("007", "007"),
    ],
)
def test_that_a_cell_reads_as_a_person_reads_it(value, text):
    assert cell_text(value) == text


def test_that_the_first_sheet_with_a_table_is_taken_or_the_one_named(tmp_path):
    sheets: dict[str, list[list[object]]] = {
        "Deckblatt": [["Liste"]],
        "Orte": [["Ort", "Nr"], ["A", 1]],
        "Mehr": [["x", "y"], ["1", 2]],
    }
    data = files.xlsx(sheets=sheets)
    table = read(tmp_path, data)
    assert (table.sheet, table.sheets) == ("Orte", ("Deckblatt", "Orte", "Mehr"))
    assert read(tmp_path, data, sheet="Mehr").header == ("x", "y")
    assert "Deckblatt, Orte, Mehr" in refusal(tmp_path, data, sheet="Fehlt")


def test_that_a_list_of_one_column_is_a_table_when_it_is_asked_for(tmp_path):
    assert read(tmp_path, "Ort\nAachen\nBonn\n", "list.csv").rows == [("Aachen",), ("Bonn",)]
    assert read(tmp_path, files.xlsx(["Ort"], ["Aachen"]), sheet="Liste").rows == [("Aachen",)]


def test_that_old_excel_and_opendocument_files_are_read(tmp_path):
    assert read(tmp_path, files.xls(["Ort", "Nr"], ["Чернівці", 1067.0]), "list.xls").rows == [("Чернівці", 1067.0)]
    rows = files.ods_row("Ort", "Nr") + files.ods_row("Чернівці", 1067.0)
    empty = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert read(tmp_path, files.ods(rows + empty), "list.ods").rows == [("Чернівці", 1067.0)]


def test_that_the_content_counts_and_not_the_ending(tmp_path):
    assert read(tmp_path, files.xlsx(["Ort", "Nr"], ["A", 1]), "list.csv").sheet == "Liste"
    assert read(tmp_path, "Ort;Nr\nA;1\n", "list.xlsx").delimiter == ";"


def without_workbook(parts: dict[str, bytes]) -> None:
    del parts["xl/workbook.xml"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\r\n", "is empty"),
        (b"%PDF-1.7 ...", "is not a table"),
        (b"\x89PNG\r\n\x1a\n....", "is not a table"),
        (b"SQLite format 3\0....", "is not a table"),
        (b"<html><table><tr><td>Ort</td></tr></table></html>", "web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "web page"),
        (bytes(range(1, 32)) * 40, "neither a workbook nor a text"),
        (b"PK\x03\x04" + b"x" * 500, "damaged"),
        (files.xlsx(["Ort", "Nr"], ["A", 1])[:3000], "damaged"),
        (files.repacked(files.xlsx(["a"]), without_workbook), "is not a table"),
        (files.xlsx([1, 2], [3, 4]), "holds no table"),
        (files.xlsx(), "holds no table"),
        (files.compound_file({"WordDocument": b"x"}), "is not a table"),
        (files.compound_file({"EncryptionInfo": b"x", "EncryptedPackage": b"x" * 5000}), "protected with a password"),
        (files.xls(["Ort", "Nr"])[:2000], "damaged"),
        (files.ods("", encrypted=True), "protected with a password"),
    ],
)
def test_that_what_is_no_table_is_refused_in_one_clear_sentence(tmp_path, data, words):
    assert words in refusal(tmp_path, data)


def test_that_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(NotReadable, match="does not exist"):
        read_table(tmp_path / "missing.xlsx")
    with pytest.raises(NotReadable, match="could not be opened"):
        read_table(tmp_path)


SMALL = Limits(rows=50, columns=10, file=20_000, cells=400)


def test_that_too_many_rows_columns_or_bytes_are_refused(tmp_path):
    assert "more than 50 rows" in refusal(tmp_path, "a;b\n" + "1;2\n" * 60, "list.csv", limits=SMALL)
    assert "10 columns" in refusal(tmp_path, ";".join("abcdefghijkl") + "\n", "list.csv", limits=SMALL)
    assert "50 rows" in refusal(tmp_path, files.xlsx(["a", "b"], *[["x", 1]] * 60), limits=SMALL)
    assert "10 columns" in refusal(tmp_path, files.xlsx(list("abcdefghijkl")), limits=SMALL)
    assert "larger than" in refusal(tmp_path, "a;b\n" * 10_000, "list.csv", limits=SMALL)


def in_sheet(old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[files.SHEET]
        parts[files.SHEET] = parts[files.SHEET].replace(old, new, 1)

    return change


PLAIN = files.xlsx(["Ort", "Nr"], ["Aachen", 1])
END = b"</row></sheetData>"


@pytest.mark.parametrize(
    "cell",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c>',
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c>",
        b'<row\nr = "1048576"><c\tr="XFD1048576" t="str"><v>x</v></c>',
        b'<row r="1048576"><c><v>1</v></c>',
        b'<row r="3"><c r="XFD3"><f>1+1</f><v>2</v></c>',
        b'<row r="200000"><c r="KZ200000"><v>1</v></c>',
    ],
)
def test_that_far_cells_which_would_fill_the_memory_are_refused(tmp_path, cell):
    data = files.repacked(PLAIN, in_sheet(END, b"</row>" + cell + END))
    assert "more than can be read safely" in refusal(tmp_path, data)


def test_that_far_cells_which_are_only_coloured_do_not_matter(tmp_path):
    coloured = (
        b'</row><row r="9000"><c r="ZZ9000" s="0"/></row><row r="1048575"></row><row r="1048576" ht="15"/></sheetData>'
    )
    data = files.repacked(PLAIN, in_sheet(END, coloured))
    assert read(tmp_path, data).rows == [("Aachen", 1.0)]


def test_that_a_merge_over_the_whole_sheet_does_no_harm(tmp_path):
    merge = b'<mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    data = files.repacked(PLAIN, in_sheet(b"</sheetData>", b"</sheetData>" + merge))
    assert read(tmp_path, data).rows == [("Aachen", 1.0)]


def test_that_a_packed_bomb_is_refused_before_it_is_opened(tmp_path):
    bomb = files.repacked(PLAIN, in_sheet(END, b" " * 30_000_000 + END), level=9)
    assert len(bomb) < 100_000
    assert "may be harmful" in refusal(tmp_path, bomb)
    assert "too large" in refusal(tmp_path, PLAIN, limits=Limits(unpacked=2_000))
    assert "too large" in refusal(tmp_path, PLAIN, limits=Limits(parts=3))


def test_that_a_size_which_the_directory_hides_is_found_out(tmp_path):
    honest = files.repacked(PLAIN, in_sheet(END, b" " * 50_000 + END))
    with_size = len(files.repacked(PLAIN, lambda _: None))
    assert with_size < len(honest)
    real = next(info.file_size for info in entries(honest) if info.filename == files.SHEET)
    lying = honest.replace(real.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != honest
    assert "damaged" in refusal(tmp_path, lying)


def entries(data: bytes) -> list[zipfile.ZipInfo]:
    return zipfile.ZipFile(io.BytesIO(data)).infolist()


@pytest.mark.parametrize("name", ["xl/workbook.xml", files.SHEET, "xl/_rels/workbook.xml.rels"])
def test_that_document_types_and_entities_are_refused(tmp_path, name):
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'

    def change(parts: dict[str, bytes]) -> None:
        parts[name] = (
            b"<?xml version='1.0'?>" + b"<!-- long before it -->" * 400 + bomb + parts[name].split(b"?>", 1)[-1]
        )

    assert "may be harmful" in refusal(tmp_path, files.repacked(PLAIN, change))


def test_that_a_long_text_named_a_hundred_thousand_times_is_refused(tmp_path):
    def change(parts: dict[str, bytes]) -> None:
        text = random.Random(1).randbytes(9000).hex().encode()
        parts["xl/sharedStrings.xml"] = b"<sst><si><t>x</t></si><si><t>y</t></si><si><t>" + text + b"</t></si></sst>"
        cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>2</v></c></row>' % (row, row) for row in range(3, 40_000))
        parts[files.SHEET] = parts[files.SHEET].replace(b"</sheetData>", cells + b"</sheetData>")

    assert "too large" in refusal(tmp_path, files.repacked(PLAIN, change))


def test_that_repeated_rows_and_columns_of_opendocument_are_bounded(tmp_path):
    start = files.ods_row("Ort", "Nr")
    assert "more than" in refusal(tmp_path, files.ods(start + files.ods_row("x", 1.0, repeated=1_000_000)))
    wide = (
        '<table:table-row><table:table-cell table:number-columns-repeated="16000" '
        'office:value-type="float" office:value="1"/></table:table-row>'
    )
    assert "more than" in refusal(tmp_path, files.ods(start + wide))
    assert len(read(tmp_path, files.ods(start + files.ods_row("x", 1.0, repeated=3))).rows) == 3


def is_read_or_refused(path: Path) -> bool:
    try:
        return bool(read_table(path).header)
    except NotReadable as refused:
        return refused.values["name"] == path.name


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_that_a_damaged_workbook_is_read_or_refused_but_never_fails_otherwise(tmp_path_factory, data):
    whole = [PLAIN, files.xls(["Ort", "Nr"], ["A", 1.0]), files.ods(files.ods_row("Ort", "Nr"))]
    damaged = bytearray(data.draw(st.sampled_from(whole)))
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = stored(tmp_path_factory.getbasetemp(), bytes(damaged[: data.draw(st.integers(1, len(damaged)))]))
    assert is_read_or_refused(path)


@settings(max_examples=150, deadline=None)
@given(st.binary(min_size=1, max_size=400))
def test_that_any_bytes_are_read_or_refused(tmp_path_factory, data):
    path = stored(tmp_path_factory.getbasetemp(), data, "any.csv")
    assert is_read_or_refused(path)


def real_file(*parts: str) -> Path:
    path = DATA.joinpath(*parts)
    if not path.is_file():
        pytest.skip("the collected real data are not beside this checkout")
    return path


@pytest.mark.parametrize(
    ("parts", "columns", "rows"),
    [
        (("register", "partnerships.csv"), 18, 84),
        (("register", "deliveries.csv"), 13, 25),
        (("ukraine", "hromadas_ua_katottg2026_coords.csv"), 18, 1772),
        (("ukraine", "kodifikator_2026-07-07.xlsx"), 7, 31744),
        (("germany", "gemeinden_de_gv100_2023-11-30_coords.csv"), 18, 10981),
        (("germany", "destatis_04-kreise.xlsx"), 9, 490),
        (("codes", "emdn_codes_en.csv"), 4, 8453),
        (("codes", "hs_codes_2022.csv"), 5, 6940),
    ],
)
def test_that_real_lists_are_read_whole(parts, columns, rows):
    table = read_table(real_file(*parts))
    assert (len(table.header), len(table.rows)) == (columns, rows)
    assert all(len(row) == columns for row in table.rows)


def test_that_the_codes_of_the_real_list_keep_their_zeros():
    table = read_table(real_file("register", "partnerships.csv"))
    column = table.header.index("de_schluessel")
    assert table.rows[0][column] == "05334002"
