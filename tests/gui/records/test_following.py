"""What follows in a form from what was just entered, and what never does."""

from __future__ import annotations

import pytest

from desktop_app.domain.delivery import Delivery
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Partnership, Party
from desktop_app.services.desk import Desk
from tests.robots.form import ChildRobot, FormRobot, enter
from tests.robots.keyboard import Key, press
from tests.robots.window import WindowRobot


@pytest.fixture
def partnership(window: WindowRobot) -> FormRobot:
    return window.go_to("partnership").new()


@pytest.fixture
def delivery(window: WindowRobot) -> FormRobot:
    return window.go_to("delivery").new()


def place_of(desk: Desk, name: str) -> int:
    found: int = next(each.id for each in desk.pickers.candidates("territory", name) if each.title == name and each.id)
    return found


def partnership_of(desk: Desk, *parties: Party) -> str:
    saved: Partnership = desk.records.save(Partnership(parties=parties))
    return saved.title


def sides(parties: ChildRobot) -> list[str]:
    return [parties.cell(row, "side") for row in range(len(parties.rows()))]


def change(parties: ChildRobot, row: int, **cells: str | tuple[str, str]) -> None:
    """Edit cells of a row that is there."""
    for name, content in cells.items():
        parties.view.setFocus()
        parties.view.setCurrentIndex(parties.model.index(row, parties._column(name)))
        press(Key.Key_F2)
        enter(content)
        press(Key.Key_Return)
        press(Key.Key_Escape)


def test_that_the_side_follows_a_corrected_place(partnership: FormRobot):
    parties = partnership.table("parties")
    parties.add(territory=("Itschnja", "Itschnja"))
    assert sides(parties) == ["Ukraine"]
    change(parties, 0, territory=("Ahlen", "Ahlen"))
    assert sides(parties) == ["Germany"]
    change(parties, 0, territory=("Chotyn", "Chotyn"))
    assert sides(parties) == ["Ukraine"]


def test_that_a_side_set_by_hand_stays(partnership: FormRobot):
    parties = partnership.table("parties")
    parties.add(territory=("Itschnja", "Itschnja"))
    change(parties, 0, side="other")
    change(parties, 0, territory=("Ahlen", "Ahlen"))
    assert sides(parties) == ["other"]
    change(parties, 0, side="Germany")
    change(parties, 0, territory=("Chotyn", "Chotyn"))
    assert sides(parties) == ["Germany"]


def test_that_each_row_keeps_its_own_ways_when_another_goes(partnership: FormRobot):
    parties = partnership.table("parties")
    parties.add(territory=("Itschnja", "Itschnja"))
    parties.add(territory=("Chotyn", "Chotyn"))
    change(parties, 1, side="other")
    parties.view.setFocus()
    parties.view.setCurrentIndex(parties.model.index(0, 0))
    press(Key.Key_Delete)
    change(parties, 0, territory=("Ahlen", "Ahlen"))
    assert sides(parties) == ["other"]
    parties.add(territory=("Zwickau", "Zwickau"))
    change(parties, 1, territory=("Itschnja", "Itschnja"))
    assert sides(parties) == ["other", "Ukraine"]


def test_that_a_blank_row_does_not_shift_the_sides(partnership: FormRobot):
    parties = partnership.table("parties")
    parties.add()
    parties.view.setFocus()
    parties._table._model.insert(1, {"side": "DE"})
    change(parties, 1, territory=("Itschnja", "Itschnja"))
    assert sides(parties) == ["Germany", "Ukraine"]


def test_that_the_side_of_a_saved_party_follows_unless_it_was_another(window: WindowRobot):
    page = window.go_to("partnership")
    page.choose("Ahlen")
    parties = page.form.table("parties")
    change(parties, 1, territory=("Zwickau", "Zwickau"))
    assert sides(parties) == ["Germany", "Germany"]
    change(parties, 1, territory=("Chotyn", "Chotyn"))
    assert sides(parties) == ["Germany", "Ukraine"]


def test_that_a_partnership_proposes_donors_and_recipient(delivery: FormRobot, window: WindowRobot):
    delivery.pick("partnership", "Ahlen", "Ahlen – Itschnja")
    donors = delivery.table("donors")
    assert [donors.cell(row, "territory") for row in range(len(donors.rows()))] == ["Ahlen"]
    assert delivery.text("recipient") == "Itschnja"
    delivery.save()
    assert delivery.problems() == []
    saved: Delivery = window.desk.records.load("delivery", delivery.panel.record_id or 0)
    assert (saved.donor_names, saved.recipient_name) == ("Ahlen", "Itschnja")


def test_that_another_partnership_replaces_what_was_proposed(delivery: FormRobot):
    delivery.pick("partnership", "Ahlen", "Ahlen – Itschnja")
    delivery.pick("partnership", "Zwickau", "Zwickau")
    donors = delivery.table("donors")
    assert [donors.cell(row, "territory") for row in range(len(donors.rows()))] == ["Zwickau"]
    assert delivery.text("recipient") == "Schtschyrez"


def test_that_what_was_entered_is_never_written_over(delivery: FormRobot):
    delivery.table("donors").add(territory=("Zwickau", "Zwickau"))
    delivery.enter("recipient_text", "Feuerwehr der Stadt")
    delivery.pick("partnership", "Ahlen", "Ahlen – Itschnja")
    donors = delivery.table("donors")
    assert [donors.cell(row, "territory") for row in range(len(donors.rows()))] == ["Zwickau"]
    assert (delivery.text("recipient"), delivery.text("recipient_text")) == ("", "Feuerwehr der Stadt")


def test_that_a_changed_proposal_is_not_replaced(delivery: FormRobot):
    delivery.pick("partnership", "Ahlen", "Ahlen – Itschnja")
    delivery.pick("recipient", "Chotyn", "Chotyn")
    delivery.pick("partnership", "Zwickau", "Zwickau")
    assert delivery.text("recipient") == "Chotyn"


def test_that_every_german_party_gives_and_no_recipient_is_guessed(window: WindowRobot):
    desk = window.desk
    house = desk.records.save(Organisation(name_de="Kreisverband", kind="association"))
    gone = PartialDate.parse_iso("2020")
    title = partnership_of(
        desk,
        Party(side="DE", territory=place_of(desk, "Zwickau")),
        Party(side="DE", organisation=house.id),
        Party(side="DE", territory=place_of(desk, "Ahlen"), left=gone),
        Party(side="UA", territory=place_of(desk, "Itschnja")),
        Party(side="UA", territory=place_of(desk, "Chotyn")),
    )
    delivery = window.go_to("delivery").new()
    delivery.pick("partnership", "Kreisverband", title)
    donors = delivery.table("donors")
    shown = [(donors.cell(row, "territory"), donors.cell(row, "organisation")) for row in range(len(donors.rows()))]
    assert shown == [("Zwickau", ""), ("", "Kreisverband")]
    assert delivery.text("recipient") == ""


def test_that_showing_a_delivery_proposes_nothing(window: WindowRobot):
    desk = window.desk
    pair = next(each for each in desk.pickers.candidates("partnership", "Ahlen"))
    desk.records.save(Delivery(number="2026-0001", subject="Betten", partnership=pair.id))
    page = window.go_to("delivery")
    page.choose("2026-0001")
    page.form.enter("subject", "Betten und Decken")
    assert page.form.text("recipient") == ""
    assert page.form.table("donors").rows() == []
