"""A clerk records a partnership from nothing: two places, a contact person, a first delivery."""

from __future__ import annotations

from tests.robots.keyboard import Key, press
from tests.robots.office import Office


def test_that_a_partnership_with_two_new_places_is_recorded_by_keyboard_alone(office: Office):
    window = office.new_register()
    page = window.go_to("partnership")
    assert page.says() == "Nothing here yet"
    form = page.new()
    parties = form.table("parties")
    parties.add(territory=("helsa", "Helsa"))
    parties.add(territory=("Ічня", "Itschnja"))
    print(parties.rows())
    form.save()
    print(form.state, form.problems(), form.title, page.rows(), page.count)
    press(Key.Key_F6)
    assert form.title == "Helsa – Itschnja"
    assert 0
