"""Templates begin new records with what others have, and are records of the register themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import set_language
from desktop_app.base.settings import Settings
from desktop_app.domain.errors import NotFound
from desktop_app.domain.record_template import RecordTemplate
from desktop_app.services.desk import Desk
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer
from tests import builders


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Registers(Settings(tmp_path / "settings.json"), Gazetteer()).create(tmp_path / "register.bruecke")
    yield made
    made.close()


@pytest.fixture
def delivery(desk: Desk) -> int:
    stock = builders.stock(desk.register)
    item = builders.CHILDREN["delivery-item"](stock, name_de="Löschfahrzeug", device_serial="WDB-1")
    saved = desk.records.save(builders.delivery(stock, subject="Löschfahrzeug", items=(item,)))
    return saved.id or 0


def test_that_a_new_record_begins_with_what_a_template_has_but_not_with_what_belongs_to_one_record(
    desk: Desk, delivery: int
):
    template = desk.templates.add("delivery", delivery, "  Feuerwehrfahrzeug ")
    assert [each.name for each in desk.templates.of("delivery")] == ["Feuerwehrfahrzeug"]
    assert desk.templates.of("partnership") == ()
    begun = desk.templates.begin(template)
    old = desk.records.load("delivery", delivery)
    assert begun.lost == ()
    assert begun.item.id is None
    assert begun.item.subject == "Löschfahrzeug"
    assert begun.item.recipient == old.recipient
    assert begun.item.number not in ("", old.number)
    assert [(row.name_de, row.device_serial) for row in begun.item.items] == [("Löschfahrzeug", "")]
    saved = desk.records.save(begun.item)
    assert desk.records.load("delivery", saved.id or 0).items[0].name_de == "Löschfahrzeug"


def test_that_links_to_what_is_gone_are_left_empty_and_named(desk: Desk):
    person = desk.records.save(builders.person())
    task = desk.records.save(builders.task(person=person.id))
    template = desk.templates.add("task", task.id or 0, "Anruf")
    desk.records.trash("person", [person.id or 0])
    begun = desk.templates.begin(template)
    assert begun.item.person is None
    assert begun.lost == ("Person",)
    assert begun.item.subject == task.subject


@pytest.mark.parametrize(("name", "why"), [(" ", "A template needs a name."), ("x" * 81, "At most 80 characters")])
def test_that_a_name_has_to_be_one(desk: Desk, delivery: int, name: str, why: str):
    with pytest.raises(UserError) as caught:
        desk.templates.add("delivery", delivery, name)
    assert caught.value.message().startswith(why)
    assert desk.templates.of("delivery") == ()


def test_that_no_two_templates_of_a_page_have_one_name(desk: Desk, delivery: int):
    first = desk.templates.add("delivery", delivery, "Fahrzeug")
    other = desk.templates.add("delivery", delivery, "Gerät")
    with pytest.raises(UserError, match="already"):
        desk.templates.add("delivery", delivery, "Fahrzeug")
    with pytest.raises(UserError, match="already"):
        desk.templates.rename(other, "Fahrzeug")
    desk.templates.rename(first, "Fahrzeug")
    desk.templates.rename(other, "Ultraschallgerät")
    assert [each.name for each in desk.templates.of("delivery")] == ["Fahrzeug", "Ultraschallgerät"]


def test_that_a_deleted_template_lies_in_the_trash_and_comes_back_by_undo(desk: Desk, delivery: int):
    template = desk.templates.add("delivery", delivery, "Fahrzeug")
    desk.templates.delete(template)
    assert desk.templates.of("delivery") == ()
    with pytest.raises(NotFound):
        desk.templates.begin(template)
    with pytest.raises(NotFound):
        desk.templates.named(template.id)
    with pytest.raises(NotFound):
        desk.templates.rename(template, "anders")
    desk.trash.restore([(RecordTemplate.NAME, template.id)])
    assert desk.templates.named(template.id) == template


def test_that_what_cannot_be_read_is_told_by_its_name(desk: Desk):
    for place, (page, definition) in enumerate([("delivery", "{"), ("delivery", '{"status": 3}'), ("ship", "{}")]):
        saved = desk.records.save(builders.record_template(name=f"Alt {place}", page=page, definition=definition))
        with pytest.raises(UserError) as caught:
            desk.templates.begin(desk.templates.named(saved.id or 0))
        assert f"“Alt {place}” cannot be read" in caught.value.message()
