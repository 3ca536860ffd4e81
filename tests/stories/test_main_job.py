"""The main job of a clerk with the association's real data: read in, find, edit, add, export, print."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from desktop_app.base.i18n import translate_in
from desktop_app.gui.kit.toast import Toast
from tests.robots.dialogs import ImportRobot, PreviewRobot
from tests.robots.keyboard import ALT, CTRL, Key, focused, press
from tests.robots.office import Office
from tests.robots.window import WindowRobot


@pytest.fixture
def window(office: Office, qtbot: QtBot, shared: Path) -> WindowRobot:
    """A register into which the association's partnerships and deliveries were read through the window."""
    window = office.new_register()
    reading = ImportRobot(qtbot, office.boxes)
    window.go_to("partnership")
    reading.import_table(shared / "register" / "partnerships.csv", check_first=True)
    assert "84 rows read. 0 errors" in reading.said
    assert "Partnerships: 81" in reading.said
    window.go_to("delivery")
    reading.import_table(shared / "register" / "deliveries.csv")
    assert "25 rows read. 0 errors" in reading.said
    assert "Aid deliveries: 25" in reading.said
    assert any("row 7" in line and "Klassenzimmer" in line for line in reading.listed)
    return window


def test_that_a_clerk_finds_and_corrects_a_partnership(window: WindowRobot):
    page = window.go_to("partnership")
    assert page.count == "81 records"

    page.search("Grevesmuhlen")
    assert page.count == "81 records, 1 in the filter"
    assert page.column("German side") == ["Grevesmühlen"]
    page.search("Ічня")
    assert page.column("Ukrainian side") == ["Itschnja"]
    page.search("")

    page.filter("region_german", "hessen")
    page.filter("ukrainian_side", "lw")
    assert page.column("German side") == ["Frankfurt am Main"]
    press(Key.Key_Escape)
    press(Key.Key_Escape)
    assert focused() == "table.partnership"

    form = page.choose("Gudensberg")
    assert form.title == "Gudensberg – Schtschyrez"
    press(Key.Key_F6)
    assert focused().startswith("partnership.")
    form.enter("responsible", "Frau Müller-Ґалаґан")
    form.enter("valid_until", "3/2031")
    assert form.text("valid_until") == "03/2031"
    assert form.state == "Not saved"
    form.save()
    assert form.state.startswith("Saved")
    saved = window.desk.records.load("partnership", form.panel.record_id or 0)
    assert (saved.responsible, saved.valid_until.iso) == ("Frau Müller-Ґалаґан", "2031-03")
    press(Key.Key_Escape)
    assert focused() == "table.partnership"
    press(Key.Key_Down, ALT)
    assert form.title != "Gudensberg – Schtschyrez"


def test_that_a_clerk_adds_a_partnership_with_new_places_a_contact_and_a_delivery(window: WindowRobot):
    page = window.go_to("partnership")
    form = page.new()
    parties = form.table("parties")
    parties.add(territory=("waren", "Waren"))
    parties.add(territory=("Нетішин", "Netischyn"))
    assert [row[:2] for row in parties.rows()] == [["Waren", "Germany"], ["Netischyn", "Ukraine"]]
    form.enter("legal_form", "partnership (twinning)")
    form.table("milestones").add(kind="signing", day="12.3.19", place="Waren")
    form.save()
    assert form.problems() == []
    assert page.count == "82 records"
    assert form.title == "Waren – Netischyn"
    assert form.text("status") == "active"
    assert form.text("since") == "12.03.2019"

    people = window.go_to("person")
    contact = people.new()
    contact.enter("given_name", "Олена")
    contact.enter("family_name", "Ковальчук-Müller")
    contact.table("contact_points").add(kind="e-mail", value="o.kowaltschuk@example.org", purpose="office")
    roles = contact.table("roles")
    roles.add(function="partnership officer", territory=("netisch", "Netischyn"))
    contact.pick("roles.partnership", "waren", "Waren – Netischyn")
    contact.save()
    assert contact.problems() == []
    person = window.desk.records.load("person", contact.panel.record_id or 0)
    assert [role.partnership for role in person.roles] == [form.panel.record_id]
    assert person.main_email == "o.kowaltschuk@example.org"

    deliveries = window.go_to("delivery")
    delivery = deliveries.new()
    number = delivery.text("number")
    assert number.startswith(f"{datetime.now().astimezone().year}-")
    delivery.enter("subject", "Ultraschall für das Krankenhaus")
    delivery.table("donors").add(territory=("waren", "Waren"))
    delivery.pick("recipient", "netisch", "Netischyn")
    delivery.table("items").add(
        category="medical device", name_de="Ultraschallgerät", quantity="1", unit="piece", condition="used, checked",
        value="12,500.50", value_kind="current value",
    )  # fmt: skip
    delivery.table("items").detail(
        0, device_manufacturer="Siemens", device_model="Acuson P500", device_serial="0012345",
        device_emdn="Z1104", device_ce="yes", device_last_check="3/2024",
    )  # fmt: skip
    delivery.save()
    assert delivery.problems() == []
    saved = window.desk.records.load("delivery", delivery.panel.record_id or 0)
    item = saved.items[0]
    assert saved.number == number
    assert (item.name_de, str(item.value), item.currency) == ("Ultraschallgerät", "12500.50", "EUR")
    assert (item.device_model, item.device_serial, item.device_ce) == ("Acuson P500", "0012345", True)
    assert item.device_last_check.iso == "2024-03"


def test_that_a_clerk_exports_the_list_as_it_is_shown(window: WindowRobot, qtbot: QtBot, tmp_path: Path):
    page = window.go_to("partnership")
    page.filter("region_german", "bayern")
    page.sort("Ukrainian side")
    shown = page.rows()
    target = tmp_path / "Bayern.xlsx"
    with window.boxes.choose_file(target):
        press(Key.Key_E, CTRL)
    qtbot.waitUntil(lambda: window.window.findChild(Toast) is not None)
    assert "Bayern.xlsx" in window.window.findChild(Toast).text()

    book = openpyxl.load_workbook(target)
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == page.headings()
    assert [row[:2] for row in rows[1:]] == [tuple(row[:2]) for row in shown]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref is not None
    since = page.headings().index("Since")
    assert [type(row[since]) for row in rows[1:] if row[0] == "Bayern"] == [datetime]
    dated = {(row[0], row[1]): row[since] for row in rows[1:]}
    assert dated["Würzburg", "Lwiw"] == datetime(2023, 2, 23)  # noqa: DTZ001  a cell has no zone
    assert dated["Würzburg", "Luzk"] == "2022"
    assert all(sheet.column_dimensions[letter].width >= 8 for letter in "ABCDEFGH")
    info = {str(row[0]): row[1] for row in book["Info"].iter_rows(values_only=True)}
    assert info["Count"] in {len(shown), f"{len(shown)} records"}
    assert "bayern" in str(info["Filter"])


def test_that_a_clerk_prints_the_list(window: WindowRobot, qtbot: QtBot, tmp_path: Path):
    page = window.go_to("partnership")
    target = tmp_path / "Liste.pdf"
    PreviewRobot(qtbot, window.boxes).save_pdf(target, by="alphabetical", language="German")
    pages = pdf_pages(target)
    assert len(pages) > 1
    text = "".join(letters_of(words) for words in pages)
    rows = [[letters_of(cell) for cell in row] for row in page.rows()]
    cells = [cell for row in rows for cell in row[:2]]
    lone = [cell for cell in cells if sum(cell in other for row in rows for other in row) == 1]
    assert len(rows) == 81
    assert len(lone) > 81
    assert {cell: text.count(cell) for cell in lone} == dict.fromkeys(lone, 1)
    headings = letters_of(translate_in("de", "German party") + translate_in("de", "German state"))
    for number, words in enumerate(pages, start=1):
        assert letters_of(words).count(headings) == 1
        assert translate_in("de", "Page {page} of {pages}", page=number, pages=len(pages)) in words


def letters_of(text: str) -> str:
    """The letters alone: a cell of the list may be broken into lines anywhere."""
    return "".join(letter for letter in text if letter.isalnum())


def pdf_pages(path: Path) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [document[place].get_textpage().get_text_range() for place in range(len(document))]
    finally:
        document.close()
