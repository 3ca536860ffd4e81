"""A clerk records a partnership from nothing, with what the gazetteer knows and what it does not."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.robots.form import FormRobot, pick
from tests.robots.keyboard import CTRL, Key, focused, press
from tests.robots.office import Office


def test_that_a_partnership_with_two_new_places_is_recorded_by_keyboard_alone(office: Office):
    window = office.new_register()
    page = window.go_to("partnership")
    assert page.says() == "Nothing here yet"
    form = page.new()
    parties = form.table("parties")
    parties.add(territory=("helsa", "Helsa, Landkreis Kassel"))
    parties.add(territory=("Ічня", "Itschnja, hromada, Rajon Pryluky"))
    assert [row[:2] for row in parties.rows()] == [["Helsa", "Germany"], ["Itschnja", "Ukraine"]]
    form.save()
    assert form.title == "Helsa – Itschnja"
    assert form.state.startswith("Saved")
    assert page.count == "1 record"
    assert page.column("German side") == ["Helsa"]
    assert page.column("Oblast") == ["Oblast Tschernihiw"]
    assert window.desk.records.title("territory", 1) == "Helsa"


def test_that_a_missing_organisation_is_made_on_the_way_and_nothing_typed_is_lost(office: Office):
    window = office.new_register()
    page = window.go_to("partnership")
    form = page.new()
    form.enter("responsible", "Frau Ґалаґан")
    parties = form.table("parties")
    parties.add(territory=("helsa", "Helsa, Landkreis Kassel"))
    parties.view.setFocus()
    press(Key.Key_Return)
    form.go_to("parties.organisation")
    pick("Verein Brücke nach Helsa", "Create “Verein Brücke nach Helsa” …")

    made = FormRobot(_window_in_front("window.organisation"))
    assert made.text("name_de") == "Verein Brücke nach Helsa"
    made.save()
    assert made.problems() == ["Kind of organisation: This field is required."]
    assert focused() == "organisation.kind"
    made.enter("kind", "charity, foundation")
    made.save()

    assert focused() == "partnership.parties.organisation"
    assert form.text("parties.organisation") == "Verein Brücke nach Helsa"
    assert form.text("responsible") == "Frau Ґалаґан"
    assert [row[0] for row in parties.rows()] == ["Helsa", ""]
    form.save()
    assert form.problems() == []
    assert form.title == "Helsa, Verein Brücke nach Helsa"


def test_that_giving_up_a_missing_record_leaves_the_form_as_it_was(office: Office):
    window = office.new_register()
    form = window.go_to("organisation").new()
    form.enter("name_de", "Klinikum")
    form.go_to("territory")
    pick("Musterdorf hinter den Bergen", "Create “Musterdorf hinter den Bergen” …")
    made = FormRobot(_window_in_front("window.territory"))
    made.enter("name_de", "Musterdorf")
    with office.boxes.answer("discard"):
        press(Key.Key_Escape)
    assert focused() == "organisation.territory"
    assert form.text("territory") == "Musterdorf hinter den Bergen"
    assert form.text("name_de") == "Klinikum"
    form.enter("kind", "hospital, clinic")
    form.save()
    assert form.problems() == [
        "Place: “Musterdorf hinter den Bergen” is not linked yet. Pick an entry from the list or create it."
    ]
    form.enter("territory", "")
    press(Key.Key_S, CTRL)
    assert form.title == "Klinikum"


def _window_in_front(name: str):
    QApplication.processEvents()
    window = QApplication.activeWindow()
    assert window is not None
    assert window.objectName() == name
    return window.form
