"""The form of a record: what it proposes, what it refuses, what it never loses."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from desktop_app.domain.partnership import Partnership
from tests.robots.form import FormRobot, pick, proposals
from tests.robots.keyboard import CTRL, Key, focused, press, type_text
from tests.robots.window import WindowRobot


@pytest.fixture
def place(window: WindowRobot) -> FormRobot:
    return window.go_to("territory").new()


@pytest.fixture
def partnership(window: WindowRobot) -> FormRobot:
    return window.go_to("partnership").new()


def test_that_a_ukrainian_name_proposes_its_latin_and_german_forms(place: FormRobot):
    place.enter("name_uk", "Згурівка")
    assert (place.text("name_latin"), place.text("name_de")) == ("Zghurivka", "Shuriwka")
    assert place.state == "Not saved"


def test_that_a_proposed_name_follows_a_correction(place: FormRobot):
    place.enter("name_uk", "Ічн")
    place.enter("name_uk", "Ічня")
    assert (place.text("name_latin"), place.text("name_de")) == ("Ichnia", "Itschnja")


def test_that_a_typed_name_is_never_written_over(place: FormRobot):
    place.enter("name_de", "Tschernowitz")
    place.enter("name_uk", "Чернівці")
    assert place.text("name_de") == "Tschernowitz"
    assert place.text("name_latin") == "Chernivtsi"
    place.enter("name_latin", "Cernauti")
    place.enter("name_uk", "Чернівці ")
    place.enter("name_uk", "Чернівц")
    assert (place.text("name_latin"), place.text("name_de")) == ("Cernauti", "Tschernowitz")


def test_that_mixed_scripts_are_a_doubt_that_can_be_kept(place: FormRobot):
    place.enter("name_uk", "Iчня")
    row = place.panel.findChild(QLineEdit, "territory.name_uk").parentWidget()
    assert "script" in row.message() or "alphabet" in row.message() or row.message()
    place.enter("country", "Ukraine")
    place.enter("level", place.editor("level").itemText(2))
    keep = next(one for one in row.findChildren(QPushButton) if one.isVisible())
    keep.click()
    place.save()
    assert place.problems() == []
    assert row.message() == ""


def test_that_the_next_network_number_is_named_but_not_taken(partnership: FormRobot, window: WindowRobot):
    number = partnership.widget("network_number")
    assert number.placeholderText() == "next: 1"
    _two_parties(partnership)
    partnership.save()
    assert partnership.problems() == []
    assert partnership.text("network_number") == ""
    assert window.desk.records.next_network_number() == 1


def test_that_the_admission_to_the_network_takes_the_next_number(partnership: FormRobot, window: WindowRobot):
    other = window.desk.records.load("partnership", 1)
    window.desk.records.save(_numbered(other, 41), other)
    _two_parties(partnership)
    partnership.table("milestones").add(kind="admission to the network", day="heute")
    assert partnership.text("network_number") == "42"
    partnership.save()
    assert window.desk.records.next_network_number() == 43


def test_that_a_number_that_was_typed_stays_at_admission(partnership: FormRobot):
    partnership.enter("network_number", "7")
    partnership.table("milestones").add(kind="admission to the network")
    assert partnership.text("network_number") == "7"


def test_that_the_side_of_a_party_follows_its_place(partnership: FormRobot):
    parties = partnership.table("parties")
    parties.add(territory=("Ahlen", "Ahlen"))
    parties.add(territory=("Itschnja", "Itschnja"))
    parties.add(territory=("Zwickau", "Zwickau"), side="other")
    assert [row[1] for row in parties.rows()] == ["Germany", "Ukraine", "other"]


def test_that_a_new_row_holds_what_is_usual(window: WindowRobot):
    delivery = window.go_to("delivery").new()
    items = delivery.table("items")
    items.add(category="medical device", name_de="Ultraschall", value="100")
    assert (items.detail_value("currency"), items.cell(0, "unit")) == ("euro", "piece")


def test_that_a_row_in_which_nothing_was_entered_is_not_saved(partnership: FormRobot, window: WindowRobot):
    _two_parties(partnership)
    partnership.table("parties").view.setFocus()
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert len(partnership.table("parties").rows()) == 3
    partnership.save()
    assert partnership.problems() == []
    assert len(window.desk.records.load("partnership", partnership.panel.record_id or 0).parties) == 2


def test_that_looking_at_a_blank_row_is_no_change_that_asks(window: WindowRobot):
    page = window.go_to("partnership")
    page.form.go_to("milestones")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    page.choose("Öhringen")
    assert page.form.title.startswith("Öhringen")


def test_that_saving_lists_every_problem_and_leads_to_the_first(partnership: FormRobot):
    partnership.enter("valid_until", "gestern früh")
    partnership.save()
    assert [line.split(":")[0] for line in partnership.problems()] == ["Valid until", "Parties"]
    assert focused() == "partnership.valid_until"
    assert partnership.state == "Not saved"
    assert partnership.text("valid_until") == "gestern früh"


def test_that_a_problem_in_a_cell_is_led_to(window: WindowRobot):
    person = window.go_to("person").new()
    person.enter("family_name", "Kern")
    person.table("contact_points").add(kind="e-mail", value="kern(at)example.org")
    person.save()
    assert len(person.problems()) == 1
    assert focused() == "person.contact_points.table"
    link = next(
        one for one in person.panel.findChildren(QPushButton) if "kern" in one.text() or "e-mail" in one.text().lower()
    )
    person.go_to("remarks")
    link.click()
    assert focused() == "person.contact_points.table"


def test_that_adopting_a_place_of_the_gazetteer_keeps_what_is_typed(partnership: FormRobot):
    partnership.enter("responsible", "Frau Kern")
    partnership.enter("remarks", "erste Zeile")
    partnership.table("parties").add(territory=("grevesmuehlen", "Grevesmühlen"))
    assert partnership.text("responsible") == "Frau Kern"
    assert partnership.text("remarks") == "erste Zeile"
    assert partnership.table("parties").cell(0, "territory") == "Grevesmühlen"


def test_that_a_picker_offers_those_changed_last_for_an_empty_line(window: WindowRobot):
    form = window.go_to("organisation").new()
    form.go_to("territory")
    press(Key.Key_Down)
    offered = proposals()
    assert offered
    assert offered[0].startswith("Schtschyrez")
    press(Key.Key_Escape)


def test_that_a_linked_record_opens_from_its_field(window: WindowRobot):
    page = window.go_to("organisation")
    form = page.form
    form.go_to("territory")
    pick("Ahlen", "Ahlen")
    form.save()
    form.go_to("territory")
    press(Key.Key_Return, CTRL)
    assert window.window.page_name == "territory"
    assert FormRobot(window.window.record_page("territory").form).title == "Ahlen"


def test_that_a_read_only_register_is_shown_but_not_changed(window: WindowRobot):
    window.desk.register.read_only = True
    page = window.go_to("partnership")
    assert not page.page.new_action.isEnabled()
    assert not page.form.panel.can_save
    page.form.go_to("responsible")
    type_text("x")
    assert page.form.text("responsible") == ""
    page.form.table("parties").view.setFocus()
    press(Key.Key_Return)
    press(Key.Key_Delete)
    assert len(page.form.table("parties").rows()) == 2
    assert not page.form.panel.is_changed
    page.choose("Öhringen")
    press(Key.Key_Delete)
    assert page.count == "4 records"


def _two_parties(form: FormRobot) -> None:
    form.table("parties").add(territory=("Ahlen", "Ahlen"))
    form.table("parties").add(territory=("Schtschyrez", "Schtschyrez"))


def _numbered(item: Partnership, number: int) -> Partnership:
    return dataclasses.replace(item, network_number=number)
