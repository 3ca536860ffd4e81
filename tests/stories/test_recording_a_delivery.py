"""A clerk records a delivery from beginning to end with keys alone: no mouse, nothing set but by typing."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop_app.domain.partnership import Party
from desktop_app.gui.dialogs.search_everything import SearchDialog
from desktop_app.gui.kit.time_line import TimeLine
from desktop_app.gui.records.life_line import LifeLineDialog
from tests import builders
from tests.robots.form import enter, pick
from tests.robots.keyboard import CTRL, Key, focused, press, type_text
from tests.robots.office import Office
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot

DELIVERIES = Key.Key_6
"""With Ctrl, the page of the deliveries: the sixth at the left."""
FIRE_ENGINE = "fire engine"
_MOST_TABS = 80


def tab_to(name: str) -> None:
    """Walk with Tab to a widget, as far as the form goes."""
    seen = []
    for _ in range(_MOST_TABS):
        if focused() == name:
            return
        seen.append(focused())
        press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name}, but to {list(dict.fromkeys(seen))}")


def test_that_a_delivery_is_recorded_and_found_on_the_life_line_with_keys_alone(office: Office, qtbot: QtBot):
    window = prepared(office)
    press(DELIVERIES, CTRL)
    assert window.window.page_name == "delivery"
    press(Key.Key_N, CTRL)
    assert focused() == "delivery.number"
    tab_to("delivery.subject")
    type_text("Löschfahrzeug für Itschnja")
    tab_to("delivery.kind")
    enter("vehicle")
    tab_to("delivery.partnership")
    pick("hel", "Helsa – Itschnja")
    form = PageRobot(window.window.record_page("delivery")).form
    tab_to("delivery.donors.table")
    form.table("donors").add(territory=("hel", "Helsa"))
    tab_to("delivery.recipient")
    pick("itsch", "Itschnja")
    tab_to("delivery.items.table")
    form.table("items").add(category=FIRE_ENGINE, name_de="Löschgruppenfahrzeug", quantity="1")
    tab_to("delivery.arrived")
    type_text("9.1.2023")
    press(Key.Key_S, CTRL)
    page = PageRobot(window.window.record_page("delivery"))
    assert page.form.problems() == []
    assert page.form.state.startswith("Saved")
    assert page.count == "1 record"
    number = page.form.text("number")

    def find(dialog: SearchDialog) -> None:
        type_text("helsa")
        qtbot.waitUntil(lambda: not dialog._latest.asking)
        press(Key.Key_Return)

    with window.boxes.expect(SearchDialog, find):
        press(Key.Key_K, CTRL)
    assert window.window.page_name == "partnership"
    lines: list[str] = []

    def look(dialog: LifeLineDialog) -> None:
        line = dialog.findChild(TimeLine)
        qtbot.waitUntil(lambda: bool(line.entries()))
        lines.extend(entry.spoken() for entry in line.entries() if not entry.is_heading)
        press(Key.Key_Return)

    with window.boxes.expect(LifeLineDialog, look):
        press(Key.Key_J, CTRL)
    assert lines == [f"09.01.2023, Aid delivery, {number} · Löschfahrzeug für Itschnja, planned"]
    assert window.window.page_name == "delivery"
    assert page.form.text("number") == number


def prepared(office: Office) -> WindowRobot:
    """A register with the partnership of Helsa and Itschnja."""
    window = office.new_register()
    desk = window.desk
    stock = builders.stock(desk.register)
    ids = []
    for name in ("Helsa", "Itschnja"):
        place = next(each for each in desk.places.search(name) if each.level == "municipal")
        ids.append(desk.places.take(place))
    parties = (Party(side="DE", territory=ids[0]), Party(side="UA", territory=ids[1]))
    desk.records.save(builders.partnership(stock, parties=parties))
    return window
