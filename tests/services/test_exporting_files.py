"""People go into address books and days into calendars, and come back from them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from desktop_app.base.errors import UserError
from desktop_app.base.settings import Settings
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Activity, Milestone
from desktop_app.domain.person import ContactPoint, Role
from desktop_app.domain.query import Query
from desktop_app.services.desk import Desk
from desktop_app.services.exporting import Exported
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer
from tests import builders


def desk_of(folder: Path, name: str) -> Desk:
    return Registers(Settings(folder / "settings.json"), Gazetteer()).create(folder / name)


@pytest.fixture
def desk(tmp_path: Path):
    made = desk_of(tmp_path, "r.bruecke")
    yield made
    made.close()


def test_that_people_go_out_and_come_back(desk: Desk, tmp_path: Path) -> None:
    stock = builders.stock(desk.register)
    points = (
        ContactPoint(kind="email", value="erika@example.org"),
        ContactPoint(kind="phone", value="030 23125 017", preferred=True),
        ContactPoint(kind="signal", value="erika.01"),
    )
    role = Role(function="mayor", function_text="Bürgermeisterin", territory=stock.german)
    desk.records.save(
        builders.person(family_name_uk="Мустерфрау", given_name_uk="Еріка", contact_points=points, roles=(role,))
    )
    desk.records.save(builders.person(family_name="Geheim", protected=True))
    path = tmp_path / "people.vcf"
    assert desk.exporter.export(Query("person"), path) == Exported(1, protected=1)
    text = path.read_text(encoding="utf-8")
    assert "TITLE:Bürgermeisterin" in text
    assert "ORG:Helsa" in text
    assert "TEL;TYPE=work,voice;PREF=1:030 23125 017" in text
    assert "Geheim" not in text
    other = desk_of(tmp_path, "other.bruecke")
    report = other.importer.run(path, "person")
    assert report.created == {"person": 1}
    with other.register.reading() as reader:
        (person,) = reader.records("person", [row.id for row in reader.every(Query("person"))]).values()
    assert (person.family_name, person.given_name) == ("Musterfrau", "Erika")
    assert (person.family_name_uk, person.given_name_uk) == ("Мустерфрау", "Еріка")
    assert (person.main_email, person.main_phone) == ("erika@example.org", "030 23125 017")
    assert "Bürgermeisterin" in person.remarks
    other.close()


def test_that_several_addresses_of_a_cell_become_several_rows(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("family_name;main_email\nMusterfrau;a@example.org | b@example.org\n", encoding="utf-8")
    desk.importer.run(path, "person")
    with desk.register.reading() as reader:
        (person,) = reader.records("person", [row.id for row in reader.every(Query("person"))]).values()
    assert [(point.value, point.preferred) for point in person.contact_points] == [
        ("a@example.org", True),
        ("b@example.org", False),
    ]


def entries(path: Path) -> dict[str, object]:
    calendar = Calendar.from_ical(path.read_bytes())
    return {
        str(each["summary"]): each.decoded("due" if each.name == "VTODO" else "dtstart")
        for each in calendar.walk()
        if each.name in {"VEVENT", "VTODO"}
    }


def test_that_days_go_into_calendars(desk: Desk, tmp_path: Path) -> None:
    stock = builders.stock(desk.register)
    desk.records.save(
        builders.partnership(
            stock,
            milestones=(
                Milestone(kind="signing", day=PartialDate(2022, 12, 14)),
                Milestone(kind="council_resolution", day=PartialDate(2022)),
            ),
            activities=(Activity(kind="visit", subject="Jugendtreffen", starts=PartialDate(2026, 7, 1)),),
            review_due=PartialDate(2027, 2),
        )
    )
    desk.records.save(builders.task(due=PartialDate(2026, 5, 1)))
    desk.records.save(builders.task(subject="Ohne Tag"))
    desk.records.save(builders.person(review_due=PartialDate(2028, 1, 1)))
    assert desk.exporter.export(Query("partnership"), tmp_path / "p.ics").count == 3
    found = entries(tmp_path / "p.ics")
    assert sorted(map(str, found.values())) == ["2022-12-14", "2026-07-01", "2027-02-28"]
    assert found["Jugendtreffen: Helsa – Itschnja"] == date(2026, 7, 1)
    assert desk.exporter.export(Query("task"), tmp_path / "t.ics").count == 1
    assert entries(tmp_path / "t.ics") == {"Bericht anfordern": date(2026, 5, 1)}
    assert desk.exporter.export(Query("person"), tmp_path / "r.ics").count == 1


def test_that_an_entry_keeps_its_name_when_it_is_written_again(desk: Desk, tmp_path: Path) -> None:
    desk.records.save(builders.task(due=PartialDate(2026, 5, 1)))
    for name in ("one.ics", "two.ics"):
        desk.exporter.export(Query("task"), tmp_path / name)
    uids = [
        str(Calendar.from_ical((tmp_path / name).read_bytes()).walk("VTODO")[0]["uid"])
        for name in ("one.ics", "two.ics")
    ]
    assert uids[0] == uids[1]


def test_that_what_is_no_person_goes_on_no_card(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError) as told:
        desk.exporter.export(Query("territory"), tmp_path / "places.vcf")
    assert ".xlsx, .csv." in told.value.message()
    assert not (tmp_path / "places.vcf").exists()
