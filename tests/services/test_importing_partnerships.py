"""The association's list of 84 partnerships comes into the register whole."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import language, set_language
from desktop_app.domain.partial_date import PartialDate
from desktop_app.services.importing.importer import ImportReport
from tests.services.importing_desk import GREVESMUEHLEN, HEADER, ImportingDesk


@pytest.fixture(scope="module", autouse=True)
def english() -> Iterator[None]:
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture(scope="module")
def imported(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ImportingDesk, ImportReport]]:
    desk = ImportingDesk(tmp_path_factory.mktemp("partnerships"))
    report = desk.importer.run(shared / "register" / "partnerships.csv", "partnership")
    yield desk, report
    desk.close()


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[dict[str, str]]:
    with (shared / "register" / "partnerships.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def by_number(imported: tuple[ImportingDesk, ImportReport]) -> dict[str, Any]:
    """The partnerships by the numbers that the list gives them: those of several towns have one from each."""
    return {
        number: item
        for item in imported[0].all("partnership")
        for number in re.findall(r"^No\. (\d+) of the list$", item.remarks, re.MULTILINE)
    }


def test_that_every_row_becomes_a_partnership_or_adds_to_the_one_that_it_mirrors(imported, rows, by_number) -> None:
    desk, report = imported
    assert report.rows_read == len(rows) == 84
    assert (report.created["partnership"], report.joined, report.skipped) == (81, 3, 0)
    assert report.errors == ()
    assert set(by_number) == {row["nr"] for row in rows}
    assert desk.counts()["partnership"] == 81
    assert "3 rows tell of the same partnership as another and are joined with it." in report.summary()


def test_that_the_profile_is_found_by_the_header(imported) -> None:
    assert imported[1].profile == "Partnership list"


def test_that_each_side_is_the_place_of_its_code_with_every_zero(imported, rows, by_number) -> None:
    desk, _ = imported
    places = {place.id: place for place in desk.all("territory")}
    checked = 0
    for row in rows:
        item = by_number[row["nr"]]
        codes = {place.code for party in item.parties if (place := places[party.territory])}
        for column in ("de_schluessel", "ua_katottg"):
            if row[column]:
                assert row[column] in codes, row
                checked += 1
    assert checked > 150
    assert {"01", "01002000", "05766", "032565411", "UA01200310010053783"} <= {place.code for place in places.values()}


def test_that_a_place_named_in_many_rows_is_made_once(imported) -> None:
    desk, _ = imported
    assert len([place for place in desk.all("territory") if place.code == "UA46000000000026241"]) == 1
    titles = [place.title for place in desk.all("territory") if not place.code]
    assert len(titles) == len(set(titles))


def test_that_dates_stay_as_partial_as_they_are(rows, by_number) -> None:
    for row in rows:
        item = by_number[row["nr"]]
        days = {milestone.day.iso for milestone in item.milestones if milestone.day}
        if row["datum"]:
            assert any(day.startswith(row["datum"]) for day in days)
        else:
            assert days == set()
    exact = {row["datum"] for row in rows} - {"2023"}
    assert exact <= {
        milestone.day.iso for item in by_number.values() for milestone in item.milestones if milestone.day
    } | {""}
    assert by_number["6"].since == PartialDate(2022)
    assert by_number["72"].since == PartialDate(2023, 11)
    assert by_number["7"].since == PartialDate(2023, 9, 14)


@pytest.mark.parametrize(
    ("number", "form", "labels", "level", "milestones"),
    [
        ("3", "P", (), "municipal", []),
        ("7", "P", (), "municipal", ["signing"]),
        ("1", "U", ("SOL",), "municipal", ["council_resolution"]),
        ("35", "P", (), "municipal", ["council_resolution"]),
        ("101", "U", ("SOL",), "municipal", ["council_resolution", "signing"]),
        ("103", "AE", (), "municipal", ["memorandum"]),
        ("77", "F", (), "municipal", ["signing"]),
        ("59", "K", (), "municipal", ["letter_of_intent"]),
        ("81", "P", (), "district", ["signing"]),
        ("84", "AE", (), "district", ["memorandum"]),
        ("104", "U", ("SOL",), "district", ["signing"]),
        ("33", "P", (), "district", []),
        ("110", "P", (), "regional", ["signing"]),
        ("108", "AE", (), "regional", ["letter_of_intent"]),
        ("94", "U", ("SOL", "DRE"), "municipal", []),
    ],
)
def test_that_the_word_for_the_form_is_understood(by_number, number, form, labels, level, milestones) -> None:
    item = by_number[number]
    assert (item.legal_form, item.labels, item.partnership_level) == (form, labels, level)
    assert [milestone.kind for milestone in item.milestones] == milestones


@pytest.mark.parametrize(
    ("number", "status", "by_hand"),
    [
        ("7", "active", ""),
        ("3", "active", "active"),
        ("103", "active", "active"),
        ("12", "dormant", "dormant"),
        ("59", "signed", ""),
        ("88", "initiation", "initiation"),
    ],
)
def test_that_the_status_follows_the_milestones_or_gives_its_reason(by_number, number, status, by_hand) -> None:
    item = by_number[number]
    assert item.status == status
    assert item.status_override == by_hand
    assert bool(item.status_reason) == bool(by_hand)


def test_that_a_doubted_status_stays_doubted(imported, by_number) -> None:
    assert "status: ruhend?" in by_number["12"].remarks
    assert by_number["12"].status_reason == "from the imported list: ruhend?"
    doubts = [problem for problem in imported[1].doubts if problem.value == "ruhend?"]
    assert [(problem.row, problem.column) for problem in doubts] == [(10, "status"), (25, "status")]


@pytest.mark.parametrize(
    ("number", "parties"),
    [
        ("70", ["DE Dresden partner", "UA Chmelnyzkyj partner", "DE Stuttgart partner", "third Straßburg partner"]),
        ("64", ["DE Ulm partner", "UA Bilhorod-Dnistrowskyj partner", "DE Neu-Ulm partner"]),
        ("39", ["DE Mannheim partner", "UA Tscherniwzi partner", "third Chișinău partner"]),
        ("84", ["DE Lahn-Dill-Kreis partner", "UA Browary partner", "third Grodzisk mediator"]),
        ("57", ["DE Ingelheim am Rhein partner", "UA Kolomyja partner", "third Nysa partner"]),
    ],
)  # fmt: skip
def test_that_third_partners_become_parties(imported, by_number, number, parties) -> None:
    found = by_number[number].parties
    titles = imported[0].titles("territory", [party.territory for party in found])
    shown = [f"{party.side} {title} {party.role}" for party, title in zip(found, titles, strict=True)]
    assert shown == parties


def test_that_every_third_partner_of_the_list_is_a_party(rows, by_number) -> None:
    for row in rows:
        named = len([part for part in row["dritte_partner"].split(";") if part.strip()])
        assert len(by_number[row["nr"]].parties) == 2 + named, row["nr"]


def test_that_third_places_have_their_country(imported) -> None:
    desk, _ = imported
    countries = {place.title: place.country for place in desk.all("territory")}
    assert countries["Straßburg"] == "FR"
    assert countries["Chișinău"] == "MD"
    assert {countries[title] for title in ("Nysa", "Lublin", "Żagań", "Zamość", "Podkarpackie")} == {"PL"}


def test_that_what_stands_in_brackets_is_kept(by_number) -> None:
    assert "dritte_partner: Nysa (PL, gemeinsame Partnerstadt)" in by_number["57"].remarks
    assert by_number["57"].brought_about_by == "third_partner"
    assert "dritte_partner: Grodzisk (PL) vermittelte" in by_number["84"].remarks
    assert "dritte_partner" not in by_number["76"].remarks


def test_that_nothing_of_a_row_is_lost(rows, by_number) -> None:
    for row in rows:
        item = by_number[row["nr"]]
        assert item.source == row["quelle"] or f"quelle: {row['quelle']}" in item.remarks
        if row["anmerkung"]:
            assert row["anmerkung"] in item.remarks
        assert f"sicherheit: {row['sicherheit']}" in item.remarks


def test_that_the_lists_number_is_no_network_number(by_number) -> None:
    assert {item.network_number for item in by_number.values()} == {None}


def test_that_places_without_a_code_are_found_by_name_or_made_and_listed(imported, by_number) -> None:
    desk, report = imported
    pankow = desk.titled("territory", "Bezirk Pankow")
    assert (pankow.level, pankow.kind, pankow.region_de) == ("local", "stadtbezirk", "Berlin")
    ukraine = desk.titled("territory", "Ukraine")
    assert (ukraine.country, ukraine.level) == ("UA", "country")
    weser_aue = desk.titled("territory", "Samtgemeinde Weser-Aue")
    assert (weser_aue.code, weser_aue.code_system, weser_aue.kind) == ("032565411", "ARS", "samtgemeinde")
    trostjanez = desk.titled("territory", "Trostjanez")
    assert (trostjanez.code, trostjanez.name_uk, trostjanez.level) == ("", "Тростянець", "municipal")
    listed = {(problem.row, problem.value) for problem in report.doubts}
    assert {(70, "Samtgemeinde Weser-Aue"), (75, "Trostjanez")} <= listed


def test_that_a_spelling_of_the_list_finds_the_place_afterwards(imported) -> None:
    petschersk = imported[0].titled("territory", "Petscherskyj")
    assert [(name.name, name.kind) for name in petschersk.other_names] == [("Kyjiw-Petschersk", "variant")]


MIRRORS = [("64", "65"), ("70", "71"), ("94", "95")]


@pytest.mark.parametrize(("first", "second"), MIRRORS)
def test_that_a_partnership_seen_from_two_towns_is_one(imported, rows, by_number, first: str, second: str) -> None:
    assert by_number[first] is by_number[second]
    places = {row["nr"]: (place, row) for place, row in enumerate(rows, start=2)}
    line, row = places[second]
    (doubt,) = [problem for problem in imported[1].doubts if "one" in problem.message and problem.row == line]
    assert doubt.value == row["de_name"]
    assert f"row {places[first][0]}" in doubt.message


def test_that_a_partnership_seen_from_two_towns_keeps_what_each_tells(by_number) -> None:
    stuttgart = by_number["71"]
    assert stuttgart.remarks.split("\n")[:2] == ["No. 70 of the list", "sicherheit: hoch"]
    assert "No. 71 of the list\nquelle: https://www.stuttgarter-nachrichten.de" in stuttgart.remarks
    assert [(step.kind, step.day.iso) for step in stuttgart.milestones] == [("signing", "2023-03-02")]
    assert "Quelle schreibt „Neo-Ulm“" in by_number["64"].remarks
    assert by_number["95"].labels == ("SOL", "DRE")


def _mirrored(desk: ImportingDesk, other: str) -> ImportReport:
    head = "nr;de_name;ua_name_uk;partnerschaftsart;datum;status;dritte_partner;quelle"
    return desk.take("partnership", head, "1;Ulm;Львів;Zusammenarbeit;2023;aktiv;Neu-Ulm;https://a.example", other)


def test_that_what_two_towns_tell_differently_is_kept(desk: ImportingDesk) -> None:
    report = _mirrored(desk, "2;Neu-Ulm;Львів;Zusammenarbeit;2024-05-01;ruhend;Ulm;https://b.example")
    item = desk.only("partnership")
    assert (report.joined, len(item.parties)) == (1, 3)
    assert [milestone.day.iso for milestone in item.milestones] == ["2023", "2024-05-01"]
    assert item.status == "active"
    assert {"status: ruhend", "quelle: https://b.example", "No. 2 of the list"} <= set(item.remarks.split("\n"))


@pytest.mark.parametrize(
    "other",
    [
        "2;Neu-Ulm;Львів;Städtepartnerschaft;2023;aktiv;Ulm;https://b.example",
        "2;Ulm;Львів;Zusammenarbeit;1990;beendet;Neu-Ulm;https://b.example",
    ],
    ids=["of another form", "led by the same town"],
)
def test_that_rows_of_the_same_parties_that_are_no_mirrors_stay_apart_and_are_listed(
    desk: ImportingDesk, other: str
) -> None:
    report = _mirrored(desk, other)
    assert (report.created["partnership"], report.joined) == (2, 0)
    assert [doubt.row for doubt in report.doubts if "same parties" in doubt.message] == [3]


def test_that_a_place_made_from_a_list_knows_its_state_in_both_languages(imported, desk: ImportingDesk) -> None:
    weser_aue = imported[0].titled("territory", "Samtgemeinde Weser-Aue")
    assert (weser_aue.region_de, weser_aue.region_uk) == ("Niedersachsen", "Нижня Саксонія")
    head = "de_name;de_schluessel;ua_name_uk;ua_oblast_uk;partnerschaftsart"
    desk.take("partnership", head, "Amt Nirgends;032569999;Нідеківка;Чернігівська;Kontakt")
    regions = {(place.region_de, place.region_uk) for place in desk.all("territory")}
    assert regions == {("Niedersachsen", "Нижня Саксонія"), ("Oblast Tschernihiw", "Чернігівська область")}


def test_that_a_trial_and_an_import_of_nothing_do_not_say_that_something_happened(shared: Path, tmp_path: Path) -> None:
    desk = ImportingDesk(tmp_path)
    path = shared / "register" / "partnerships.csv"
    trial = desk.importer.run(path, "partnership", dry_run=True)
    said = " ".join([trial.summary(), *(problem.message for problem in trial.problems)])
    assert "New place: Nysa; check its level and names." in said
    assert re.findall(r"\bwas (?:made|chosen|left out)|\bwere (?:kept|left out)", said) == []
    desk.importer.run(path, "partnership")
    again = desk.importer.run(path, "partnership").summary()
    assert again.startswith("Nothing is new.")
    assert "Kept" not in again
    desk.close()


def test_that_words_that_nobody_knows_are_answered_by_the_nearest(desk: ImportingDesk) -> None:
    report = desk.take(
        "partnership",
        "de_name;ua_name_uk;partnerschaftsart;status;anmerkng",
        "Wurzbug;Львів;Solidaritätspartnershaft;aktief;x",
    )
    asked = {problem.column: problem.message.rpartition(". ")[2] for problem in report.doubts}
    assert asked == {
        "de_name": "Did you mean “Würzburg”?",
        "partnerschaftsart": "Did you mean “Solidaritätspartnerschaft”?",
        "status": "Did you mean “aktiv”?",
        "anmerkng": "Did you mean “anmerkung”?",
    }


def test_that_a_short_list_is_recognised_and_says_that_it_tells_no_form(desk: ImportingDesk) -> None:
    report = desk.take("partnership", "de_name;ua_name_de;datum;status", "Würzburg;Lwiw;2023;aktiv")
    assert (report.profile, desk.only("partnership").legal_form) == ("Partnership list", "U")
    assert [(doubt.row, doubt.column) for doubt in report.doubts] == [(0, "")]


def test_that_columns_of_which_none_is_known_are_answered_with_those_that_are_needed(desk: ImportingDesk) -> None:
    (error,) = desk.refused("partnership", "de_nam;ua_name;Wetter", "Würzburg;Lwiw;sonnig")
    assert "“German side”, “Ukrainian side”" in error.message
    assert "“de_nam” may be meant for “de_name”." in error.message
    assert (
        "To be read as “Partnership list”, the table lacks “de_name” / “deutsche Kommune”, “ua_name_de”"
        in error.message
    )


def test_that_a_profile_asked_for_says_which_columns_it_needs(desk: ImportingDesk) -> None:
    with pytest.raises(UserError) as caught:
        desk.take("partnership", "de_name;datum", "Würzburg;2023", profile="partnership-list")
    assert "“ua_name_de” / “ukrainische Kommune”" in caught.value.message()
    assert "de_name" not in caught.value.message()


def test_that_importing_the_list_again_adds_nothing(shared: Path, tmp_path: Path) -> None:
    desk = ImportingDesk(tmp_path)
    path = shared / "register" / "partnerships.csv"
    desk.importer.run(path, "partnership")
    before = desk.counts()
    again = desk.importer.run(path, "partnership")
    assert (again.rows_read, again.created, again.skipped, again.joined) == (84, {}, 84, 0)
    assert desk.counts() == before
    desk.close()


def test_that_a_workbook_gives_the_same_as_the_text(shared: Path, tmp_path: Path, by_number) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    with (shared / "register" / "partnerships.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.reader(file):
            sheet.append(line)
    book.save(tmp_path / "list.xlsx")
    desk = ImportingDesk(tmp_path)
    desk.importer.run(tmp_path / "list.xlsx", "partnership")
    assert {item.title for item in desk.all("partnership")} == {item.title for item in by_number.values()}
    desk.close()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_that_a_list_without_columns_it_does_not_need_is_read(desk: ImportingDesk, encoding: str) -> None:
    report = desk.take(
        "partnership", "de_name;ua_name_uk;partnerschaftsart", "Würzburg;Львів;Städtepartnerschaft", encoding=encoding
    )
    assert report.created["partnership"] == 1
    assert desk.only("partnership").title == "Würzburg – Lwiw"


def test_that_a_list_with_ukrainian_headings_is_read(desk: ImportingDesk) -> None:
    desk.take(
        "partnership",
        "№;німецька громада;українська громада;вид партнерства;дата;статус;примітка",
        "7;Würzburg;Львів;побратимство;2023-02-23;діє;перевірити",
        "8;Helsa;Муроване;солідарне партнерство;14.12.2022;діє;",
        name="перелік.csv",
    )
    titles = [item.title for item in desk.all("partnership")]
    assert titles == ["Würzburg – Lwiw", "Helsa – Murowane"]
    assert desk.all("partnership")[1].since == PartialDate(2022, 12, 14)


def test_that_a_wrong_date_blocks_all_rows_and_tells_where(desk: ImportingDesk) -> None:
    before = desk.counts()
    wrong = GREVESMUEHLEN.replace("2023-05", "2023-13").replace("103,", "104,")
    errors = desk.refused("partnership", HEADER, GREVESMUEHLEN, wrong, wrong.replace("2023-13", "32.1.2020"))
    assert [(error.file, error.row, error.column, error.value) for error in errors] == [
        ("table.csv", 3, "datum", "2023-13"),
        ("table.csv", 4, "datum", "32.1.2020"),
    ]
    assert desk.counts() == before


def test_that_a_row_without_a_side_blocks_all_rows(desk: ImportingDesk) -> None:
    missing = GREVESMUEHLEN.replace("Itschnja,Ічня,Ichnia,UA74080030000040714", ",,,")
    (error,) = desk.refused("partnership", HEADER, GREVESMUEHLEN, missing)
    assert (error.row, error.column) == (3, "ua_name_de")
    assert desk.counts()["partnership"] == 0


def test_that_a_code_that_fits_another_place_is_doubted(desk: ImportingDesk) -> None:
    report = desk.take("partnership", HEADER, GREVESMUEHLEN.replace("13074026", "09663000"))
    (doubt,) = report.doubts
    assert (doubt.column, doubt.value) == ("de_schluessel", "09663000")
    assert "Würzburg" in doubt.message
    assert "Grevesmühlen" in doubt.message


def test_that_a_zero_lost_in_a_spreadsheet_is_found_again(desk: ImportingDesk) -> None:
    line = GREVESMUEHLEN.replace("Grevesmühlen,13074026", "Aachen,5334002")
    report = desk.take("partnership", HEADER, line)
    assert {place.code for place in desk.all("territory")} >= {"05334002"}
    assert [doubt.column for doubt in report.doubts] == ["de_schluessel"]


def test_that_a_column_that_nobody_knows_goes_into_the_remarks(desk: ImportingDesk) -> None:
    report = desk.take("partnership", HEADER + ",Wetter", GREVESMUEHLEN + ",sonnig")
    assert "Wetter: sonnig" in desk.only("partnership").remarks
    assert "Wetter" in report.kept_in_remarks
    assert [(doubt.row, doubt.column) for doubt in report.doubts] == [(0, "Wetter")]


def test_that_a_form_that_nobody_knows_is_kept(desk: ImportingDesk) -> None:
    report = desk.take("partnership", HEADER, GREVESMUEHLEN.replace("Städtepartnerschaft", "Bärenpakt"))
    item = desk.only("partnership")
    assert item.legal_form == "U"
    assert "partnerschaftsart: Bärenpakt" in item.remarks
    assert [doubt.value for doubt in report.doubts] == ["Bärenpakt"]
