"""The printed list of partnerships."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.base.i18n import translate_in
from desktop_app.reports.document import ListDocument
from desktop_app.reports.partnership_list import PartnershipLine, partnership_list
from desktop_app.reports.typst_pdf import render

DAY = date(2026, 11, 22)
ORDERS = ("land", "oblast", "name")

TELTOW = PartnershipLine(
    number="76",
    german_names="Teltow",
    ukrainian_names="Chotyn",
    ukrainian_names_uk="Хотин",
    third_names="Żagań",
    land="Brandenburg",
    oblast="Чернівецька",
    legal_form="Partnerschaft",
    labels="Solidaritätspartnerschaft",
    status="aktiv",
    since="26.01.2023",
    valid_until="2027",
    contact="Erika Muster",
    summary="Seit 2023\n\nFeuerwehrauto übergeben",
)
JENA = replace(TELTOW, number="94", german_names="Jena", ukrainian_names="Browary", ukrainian_names_uk="Бровари")
IN_TWO_STATES = replace(TELTOW, number="5", german_names="Ulm, Neu-Ulm", land="Baden-Württemberg")
NOWHERE = PartnershipLine(number="119", german_names="Irgendwo", ukrainian_names="Десь")


def numbers(document: ListDocument) -> list[str]:
    return [row[0] for group in document.groups for row in group.rows]


def headings(document: ListDocument) -> list[str]:
    return [column.heading for column in document.columns]


@pytest.mark.parametrize("by", ORDERS)
@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_that_every_line_is_listed_exactly_once(by, long, language):
    lines = [TELTOW, JENA, IN_TWO_STATES, NOWHERE, NOWHERE]

    document = partnership_list(lines, by=by, long=long, language=language, day=DAY)

    assert sorted(numbers(document)) == ["119", "119", "5", "76", "94"]
    assert all(len(row) == len(document.columns) for group in document.groups for row in group.rows)


def test_that_groups_stand_in_the_order_of_the_alphabet_and_lines_without_a_state_last():
    documents = partnership_list([NOWHERE, TELTOW, replace(JENA, land="Österreich"), IN_TWO_STATES], day=DAY)

    nowhere = translate_in("de", "(no German state)")
    expected = ["Baden-Württemberg · 1", "Brandenburg · 1", "Österreich · 1", f"{nowhere} · 1"]
    assert [group.heading for group in documents.groups] == expected


def test_that_oblasts_follow_the_ukrainian_alphabet():
    oblasts = ["Івано-Франківська", "Київська", "Вінницька", "Ґанківська", "Харківська", "Єлецька", "Житомирська"]

    document = partnership_list([replace(TELTOW, oblast=oblast) for oblast in oblasts], by="oblast", day=DAY)

    assert [(group.heading or "").split(" · ")[0] for group in document.groups] == [
        "Вінницька", "Ґанківська", "Єлецька", "Житомирська", "Івано-Франківська", "Київська", "Харківська",
    ]  # fmt: skip


def test_that_lines_of_a_group_are_sorted_by_name():
    names = ["Zossen", "Äpfingen", "Apolda", "Öhringen", "Oberhof"]

    document = partnership_list([replace(TELTOW, german_names=name) for name in names], day=DAY)

    assert [row[1] for row in document.groups[0].rows] == ["Äpfingen", "Apolda", "Oberhof", "Öhringen", "Zossen"]


def test_that_a_list_by_name_has_no_group_headings():
    document = partnership_list([TELTOW, IN_TWO_STATES], by="name", day=DAY)

    assert [group.heading for group in document.groups] == [None]
    assert numbers(document) == ["76", "5"]


def test_that_a_partnership_of_two_states_stands_once_under_the_first_and_the_list_says_so():
    document = partnership_list([TELTOW, IN_TWO_STATES], day=DAY)

    assert document.groups[0].heading == "Baden-Württemberg · 1"
    assert document.groups[0].rows[0][1] == "Ulm, Neu-Ulm"
    once = "Each partnership stands here once, with all its parties: under the state of the first German one."
    assert translate_in("de", once) in document.subtitle_lines


def test_that_the_ukrainian_side_leads_where_the_list_goes_by_oblast():
    document = partnership_list([TELTOW], by="oblast", day=DAY)

    assert document.groups[0].rows[0][1:3] == ("Chotyn", "Teltow")


def test_that_a_list_in_ukrainian_gives_names_in_ukrainian():
    document = partnership_list([TELTOW], by="name", language="uk", day=DAY)

    assert document.language == "uk"
    assert document.groups[0].rows[0][1] == "Хотин"


def test_that_the_long_list_lies_and_tells_everything():
    short = partnership_list([TELTOW], day=DAY)
    long = partnership_list([TELTOW], long=True, day=DAY)

    assert not short.landscape
    assert long.landscape
    assert set(headings(short)) < set(headings(long))
    assert {"Хотин", "Żagań", "Partnerschaft, Solidaritätspartnerschaft", "aktiv", "2027", "Erika Muster"} <= set(
        long.groups[0].rows[0]
    )


def test_that_columns_without_any_entry_are_left_out():
    bare = replace(TELTOW, third_names="", valid_until="", contact="", summary="")

    with_all, without = (partnership_list([line], long=True, day=DAY) for line in (TELTOW, bare))

    assert len(with_all.columns) - len(without.columns) == 4


def test_that_the_column_of_numbers_is_left_out_where_no_row_has_one():
    bare = replace(TELTOW, number="")
    number = translate_in("de", "No.")

    for long in (False, True):
        assert headings(partnership_list([TELTOW, bare], long=long, day=DAY))[0] == number
        assert number not in headings(partnership_list([bare], long=long, day=DAY))


def test_that_the_lines_of_a_summary_stay_apart():
    document = partnership_list([TELTOW], long=True, day=DAY)

    assert document.groups[0].rows[0][-1] == "Seit 2023 · Feuerwehrauto übergeben"


def test_that_the_filter_stands_in_words():
    document = partnership_list([TELTOW], filter_words="Status: aktiv", day=DAY)

    assert any("Status: aktiv" in line for line in document.subtitle_lines)


def test_that_an_empty_list_says_whether_a_filter_is_the_reason():
    filtered = partnership_list([], filter_words="Status: ruhend", day=DAY)
    bare = partnership_list([], day=DAY)

    assert filtered.row_count() == bare.row_count() == 0
    assert filtered.empty_text != bare.empty_text


@pytest.mark.parametrize("by", ORDERS)
@pytest.mark.parametrize(("long", "language"), [(False, "de"), (True, "de"), (True, "uk")])
def test_that_the_real_partnerships_are_all_on_paper(by, long, language, shared, page_texts):
    lines = _real_lines(shared)

    document = partnership_list(lines, by=by, long=long, language=language, day=DAY, office="Verband")
    texts = page_texts(render(document))

    assert len(lines) == 84
    assert sorted(numbers(document)) == sorted(line.number for line in lines)
    printed = _bare("".join(texts))
    names = {line.ukrainian_names_uk if language == "uk" else line.german_names.split(":")[0] for line in lines}
    missing = [name for name in names if _bare(name) not in printed]
    assert missing == []


def _bare(text: str) -> str:
    """Text without blanks and hyphens, of which a line end may take or add one."""
    return re.sub(r"[\s\u00ad\ufffe\u200b-]", "", text)


def _real_lines(shared: Path) -> list[PartnershipLine]:
    with (shared / "register" / "partnerships.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            PartnershipLine(
                number=row["nr"],
                german_names=row["de_name"],
                ukrainian_names=row["ua_name_de"],
                ukrainian_names_uk=row["ua_name_uk"],
                third_names=row["dritte_partner"],
                land=row["de_land"],
                oblast=row["ua_oblast_uk"],
                legal_form=row["partnerschaftsart"],
                status=row["status"],
                since=row["datum"],
                summary=row["anmerkung"],
            )
            for row in csv.DictReader(file)
        ]
