"""The 25 lines of aid come into the register whole, with all that cannot be understood."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.i18n import language, set_language
from desktop_app.domain.partial_date import PartialDate
from desktop_app.services.importing.importer import ImportReport
from tests.services.importing_desk import ImportingDesk

THIS_YEAR = datetime.now().astimezone().year
HEADER = (
    "nr,geber,empfaenger,datum,kategorie,bezeichnung,menge,einheit,wert_eur,finanzierung,transport_partner,quelle,"
    "anmerkung"
)


@pytest.fixture(scope="module", autouse=True)
def english() -> Iterator[None]:
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture(scope="module")
def imported(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ImportingDesk, ImportReport]]:
    desk = ImportingDesk(tmp_path_factory.mktemp("deliveries"))
    desk.importer.run(shared / "register" / "partnerships.csv", "partnership")
    report = desk.importer.run(shared / "register" / "deliveries.csv", "delivery")
    yield desk, report
    desk.close()


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[dict[str, str]]:
    with (shared / "register" / "deliveries.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def by_number(imported: tuple[ImportingDesk, ImportReport]) -> dict[str, Any]:
    """The deliveries by the number that the list gives them."""
    found = {}
    for item in imported[0].all("delivery"):
        match = re.match(r"No\. (\d+) of the list", item.remarks)
        assert match
        found[match[1]] = item
    return found


def test_that_every_row_becomes_one_delivery(imported, rows, by_number) -> None:
    _, report = imported
    assert report.rows_read == len(rows) == 25
    assert report.created["delivery"] == 25
    assert set(by_number) == {row["nr"] for row in rows}
    assert report.errors == ()


def test_that_nothing_of_a_row_is_lost(rows, by_number) -> None:
    for row in rows:
        item = by_number[row["nr"]]
        assert item.subject == row["bezeichnung"]
        assert item.source == row["quelle"]
        assert item.funding == row["finanzierung"]
        assert item.transport_text == row["transport_partner"]
        assert row["anmerkung"] in item.remarks
        assert f"kategorie: {row['kategorie']}" in item.remarks
        assert item.donors
        assert item.recipient_name
        quantities = sum((one.quantity for one in item.items if one.quantity is not None), Decimal(0))
        kept = row["menge"] == "" or quantities == Decimal(row["menge"]) or row["menge"] in item.items[0].remarks
        assert kept, row


def test_that_several_goods_in_one_cell_become_items_where_their_number_fits(by_number) -> None:
    items = by_number["6"].items
    assert [(one.name_de, one.quantity, one.unit, one.category) for one in items] == [
        ("Auto mit Hebebühne", Decimal(1), "H87", "KOM"),
        ("Pickup", Decimal(1), "H87", "KOM"),
        ("Bagger", Decimal(1), "H87", "KOM"),
    ]
    assert [one.name_de for one in by_number["21"].items] == ["mobile Hebebühne", "LKW-Anhänger"]
    assert len(by_number["28"].items) == len(by_number["16"].items) == 1


def test_that_three_classrooms_are_kept_in_words_and_listed(imported, by_number) -> None:
    (item,) = by_number["10"].items
    assert (item.quantity, item.unit, item.remarks, item.category) == (None, "", "3 Klassenzimmer", "MOE")
    assert (7, "einheit", "Klassenzimmer") in {(one.row, one.column, one.value) for one in imported[1].doubts}


def test_that_units_are_understood(by_number) -> None:
    (load,) = by_number["25"].items
    assert (load.quantity, load.unit, load.weight, load.category) == (Decimal(40), "TNE", Decimal(40_000), "SON")
    assert by_number["12"].items[0].unit == "PC"
    assert by_number["23"].items[0].unit == "CR"


def test_that_values_are_estimates_in_euro(by_number) -> None:
    (item,) = by_number["20"].items
    assert (item.value, item.currency, item.value_kind, item.quantity) == (
        Decimal(150_000),
        "EUR",
        "estimate",
        Decimal(3),
    )
    assert by_number["33"].total_value == Decimal(1_600_000)


def test_that_ukraine_as_recipient_stays_in_words_and_is_listed(imported, by_number) -> None:
    item = by_number["36"]
    assert (item.recipient, item.recipient_text, item.recipient_name) == (None, "Ukraine", "Ukraine")
    assert (26, "empfaenger", "Ukraine") in {(one.row, one.column, one.value) for one in imported[1].doubts}


@pytest.mark.parametrize(
    ("number", "donor", "recipient"),
    [
        ("3", "12069616", "UA73040190000062796"),
        ("9", "08222000", "UA73060610000066784"),
        ("25", "03241001", "UA48060150000071713"),
        ("26", "14713000", "UA80000000000093317"),
        ("27", "03103000", "UA46060130000059055"),
        ("31", "01058", "UA73060000000061247"),
        ("19", "", "UA80000000000624772"),
        ("32", "", "UA46020110000062608"),
        ("33", "08317046", ""),
    ],
)
def test_that_donor_and_recipient_are_the_right_places(imported, by_number, number, donor, recipient) -> None:
    codes = {place.id: place.code for place in imported[0].all("territory")}
    item = by_number[number]
    assert codes[item.donors[0].territory] == donor
    assert codes[item.recipient] == recipient or (number == "32" and codes[item.recipient].startswith("UA46"))


def test_that_a_body_of_a_place_becomes_an_organisation(imported, by_number) -> None:
    desk, report = imported
    works = desk.titled("organisation", "Stadtwerke Tübingen")
    clinic = desk.titled("organisation", "Universitätsklinikum Magdeburg")
    assert (works.kind, clinic.kind) == ("utility", "hospital")
    assert desk.titles("territory", [works.territory, clinic.territory]) == ["Tübingen", "Magdeburg"]
    assert by_number["28"].donors[0].organisation == works.id
    assert by_number["35"].donor_names == "Universitätsklinikum Magdeburg"
    assert {"Tübingen (Stadtwerke)", "Magdeburg / Universitätsklinikum"} <= {one.value for one in report.doubts}


def test_that_a_samtgemeinde_is_not_its_member_of_the_same_name(imported) -> None:
    place = imported[0].titled("territory", "Samtgemeinde Wathlingen")
    assert (place.kind, place.code, place.country) == ("samtgemeinde", "", "DE")


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("3", "Teltow – Chotyn – Żagań"),
        ("12", "Jena, Erlangen – Browary"),
        ("16", "Dresden, Stuttgart – Chmelnyzkyj – Straßburg"),
        ("33", "Hofstetten – Trostjanez"),
        ("19", "Bezirk Charlottenburg-Wilmersdorf – Petscherskyj"),
        ("31", ""),
    ],
)
def test_that_a_delivery_belongs_to_the_partnership_of_giver_and_receiver(imported, by_number, number, title) -> None:
    assert imported[0].titles("partnership", [by_number[number].partnership]) == [title]


@pytest.mark.parametrize(
    ("number", "category", "kind"),
    [
        ("3", "FEU", "vehicle"), ("4", "BUS", "vehicle"), ("14", "BUS", "vehicle"), ("27", "KFZ", "vehicle"),
        ("36", "RTW", "vehicle"), ("34", "FEU", "vehicle"), ("7", "SCH", "goods"), ("9", "MED", "goods"),
        ("12", "REH", "goods"), ("22", "REH", "goods"), ("23", "KLE", "goods"), ("35", "MVB", "goods"),
        ("17", "GEN", "goods"), ("33", "SON", "goods"),
    ],
)  # fmt: skip
def test_that_goods_find_their_category(by_number, number, category, kind) -> None:
    assert by_number[number].items[0].category == category
    assert by_number[number].kind == kind


def test_that_numbers_run_by_year_in_the_order_of_the_list(by_number) -> None:
    numbers = [item.number for item in by_number.values()]
    assert len(set(numbers)) == 25
    for year in ("2022", "2023", "2024"):
        of_year = [number for number in numbers if number.startswith(year)]
        assert of_year == [f"{year}-{place:04}" for place in range(1, len(of_year) + 1)]
    assert by_number["3"].number == "2023-0001"
    assert by_number["9"].number == f"{THIS_YEAR}-0001"


def test_that_dates_stay_as_partial_as_they_are(by_number) -> None:
    assert by_number["10"].handed_over == PartialDate(2022, 12)
    assert by_number["26"].handed_over == PartialDate(2022)
    assert [(step.status, step.day) for step in by_number["22"].statuses] == [
        ("handed_over", PartialDate(2024, 12, 17))
    ]
    assert (by_number["14"].status, by_number["14"].handed_over) == ("planned", None)


def test_that_a_named_institution_becomes_the_beneficiary(by_number) -> None:
    assert [one.name_text for one in by_number["12"].beneficiaries] == ["Zentralklinikum Browary"]


def test_that_importing_the_list_again_adds_nothing(shared: Path, tmp_path: Path) -> None:
    desk = ImportingDesk(tmp_path)
    path = shared / "register" / "deliveries.csv"
    first = desk.importer.run(path, "delivery")
    assert first.created["delivery"] == 25
    before = desk.counts()
    again = desk.importer.run(path, "delivery")
    assert (again.created, again.skipped) == ({}, 25)
    assert desk.counts() == before
    desk.close()


def test_that_a_name_of_several_places_is_listed_and_not_guessed(desk: ImportingDesk) -> None:
    report = desk.take("delivery", HEADER, "1,Hofstetten,Trostjanez,2022,Energie,Generator,1,Stück,,,,,")
    item = desk.only("delivery")
    assert (item.recipient, item.recipient_text) == (None, "Trostjanez")
    assert {doubt.column for doubt in report.doubts} == {"geber", "empfaenger"}
    assert any("UA59040130000041676" in doubt.message for doubt in report.doubts)


def test_that_the_far_bigger_place_is_taken_and_listed(desk: ImportingDesk) -> None:
    report = desk.take("delivery", HEADER, "1,Hannover,Mykolajiw,2022,Energie,Generator,1,Stück,,,,,")
    assert desk.only("delivery").recipient_name == "Mykolajiw"
    assert "UA48060150000071713" in {place.code for place in desk.all("territory")}
    assert [doubt.column for doubt in report.doubts] == ["empfaenger"]


def test_that_wrong_quantities_and_values_block_all_rows(desk: ImportingDesk) -> None:
    errors = desk.refused(
        "delivery",
        HEADER,
        "1,Kiel,Cherson,2022,Energie,Generator,viele,Stück,,,,,",
        "2,Kiel,Cherson,gestern,Energie,Generator,1,Stück,teuer,,,,",
        "3,Kiel,Cherson,2022,Energie,Generator,-1,Stück,,,,,",
        "4,Kiel,Cherson,2022,Energie,,1,Stück,,,,,",
    )
    assert [(error.row, error.column) for error in errors] == [
        (2, "menge"),
        (3, "wert_eur"),
        (3, "datum"),
        (4, "menge"),
        (5, "bezeichnung"),
    ]
    assert desk.counts()["delivery"] == desk.counts()["territory"] == 0
