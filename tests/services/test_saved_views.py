"""Views of lists: kept for one person on this computer, shared only on purpose, some there from the beginning."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.base.clock import today
from desktop_app.base.errors import UserError
from desktop_app.base.i18n import set_language
from desktop_app.base.settings import Settings
from desktop_app.domain.errors import NotFound
from desktop_app.domain.list_view import Colour, ColourRule, ListView, read_view, view_text
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Activity, Milestone
from desktop_app.domain.query import Empty, Linked, Order, Query
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.history import History
from desktop_app.services.saved_views import SHIPPED, NamedView, Origin, SavedViews
from desktop_app.storage.register import Register
from tests import builders

VIEW = ListView(
    filters=(Linked("milestones", (Empty("day"),)),),
    columns=("german_side", "status"),
    order=(Order("status", descending=True),),
    widths=(("german_side", 240),),
    group="status",
    colours=(ColourRule((Empty("group"),), Colour.RED),),
)


@pytest.fixture(autouse=True)
def in_english() -> None:
    set_language("en")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def views(register: Register, settings: Settings) -> SavedViews:
    return SavedViews(register, settings)


def own(views: SavedViews) -> list[tuple[Origin, str]]:
    return [(each.origin, each.name) for each in views.of("partnership") if each.origin is not Origin.SHIPPED]


def test_that_a_view_comes_back_from_its_text() -> None:
    assert read_view("partnership", view_text(VIEW)) == VIEW


def test_that_columns_which_the_program_does_not_know_are_left_out_and_other_faults_refused() -> None:
    text = view_text(VIEW)
    assert read_view("partnership", text.replace('"status"]', '"shoe_size"]')).columns == ("german_side",)
    for damaged in ("", "[]", text[:-9], text.replace("240", '"wide"'), text.replace('"red"', '"plaid"')):
        with pytest.raises(UserError, match="damaged"):
            read_view("partnership", damaged)
    with pytest.raises(UserError, match="newer"):
        read_view("partnership", text.replace('"version":1', '"version":2', 1))
    with pytest.raises(UserError, match="asks for"):
        read_view("partnership", text.replace("milestones", "shoes"))


def test_that_a_personal_view_is_kept_on_this_computer_for_this_register(
    register: Register, settings: Settings, views: SavedViews, tmp_path: Path
) -> None:
    kept = views.add("partnership", "  Ohne   Tag ", VIEW)
    assert kept.name == "Ohne Tag"
    again = SavedViews(register, Settings(tmp_path / "settings.json"))
    found = next(each for each in again.of("partnership") if each.name == "Ohne Tag")
    assert (found.origin, found.read()) == (Origin.PERSONAL, VIEW)
    assert "Ohne Tag" not in [each.name for each in again.of("delivery")]
    with register.reading() as reader:
        assert reader.count(Query("saved-view")) == 0
    assert own(SavedViews(register, Settings(tmp_path / "of another person.json"))) == []


def test_that_a_view_is_changed_renamed_and_deleted(views: SavedViews) -> None:
    kept = views.change(views.add("partnership", "A", VIEW), ListView(columns=("title",)))
    assert kept.read().columns == ("title",)
    kept = views.rename(kept, "B")
    assert own(views) == [(Origin.PERSONAL, "B")]
    assert views.rename(kept, "B") == kept
    views.delete(kept)
    assert own(views) == []


def test_that_a_name_is_asked_for_and_given_once(views: SavedViews) -> None:
    first, _ = views.add("partnership", "A", VIEW), views.add("partnership", "B", VIEW)
    for work in (lambda: views.add("partnership", "A", VIEW), lambda: views.rename(first, "B")):
        with pytest.raises(UserError, match="already"):
            work()
    with pytest.raises(UserError, match="needs a name"):
        views.add("partnership", " ", VIEW)
    with pytest.raises(UserError, match="At most"):
        views.add("partnership", "A" * 81, VIEW)


def test_that_a_view_is_shared_on_purpose_and_every_change_of_it_stands_in_the_history(
    register: Register, views: SavedViews, tmp_path: Path
) -> None:
    shared = views.share(views.add("partnership", "A", VIEW))
    assert own(views) == [(Origin.SHARED, "A")]
    others = SavedViews(register, Settings(tmp_path / "other.json"))
    assert own(others) == [(Origin.SHARED, "A")]
    shared = others.change(others.rename(shared, "B"), ListView(columns=("title",)))
    assert [each.read().columns for each in views.of("partnership") if each.origin is Origin.SHARED] == [("title",)]
    history = History(register, CodeLists(register))
    with register.reading() as reader:
        assert [each["verb"] for each in reader.operations(3)] == ["save"] * 3
    history.undo()
    assert views.shared(shared.id or 0).read() == VIEW
    others.delete(shared)
    assert own(views) == []
    with pytest.raises(NotFound):
        views.shared(shared.id or 0)
    with pytest.raises(NotFound):
        views.rename(shared, "C")


def test_that_a_second_view_of_a_name_is_not_shared(views: SavedViews) -> None:
    views.share(views.add("partnership", "A", VIEW))
    twin = NamedView(Origin.PERSONAL, "partnership", "A", view_text(VIEW))
    with pytest.raises(UserError, match="already"):
        views.share(twin)


@pytest.mark.parametrize("record", SHIPPED)
def test_that_the_views_of_the_program_can_be_read(views: SavedViews, record: str) -> None:
    shipped = [each for each in views.of(record) if each.origin is Origin.SHIPPED]
    assert [each.read() for each in shipped] == [view for _, view in SHIPPED[record]]


def test_that_the_views_of_the_program_find_what_they_say(register: Register) -> None:
    stock = builders.stock(register)
    soon, late, long_ago = (PartialDate.of(today() + timedelta(days=days)) for days in (90, 400, -500))
    signed = Milestone(kind="signing", day=PartialDate(2000))
    with register.changing(origin="test", verb="save") as unit:
        made = [
            unit.add(builders.partnership(stock, milestones=(signed,), valid_until=until, activities=met))
            for until, met in (
                (soon, (Activity(kind="call", starts=PartialDate.of(today())),)),
                (late, (Activity(kind="call", starts=long_ago),)),
                (None, ()),
            )
        ]
        owing = unit.add(builders.delivery(stock, cleared=long_ago))
        unit.add(builders.delivery(stock, number="2026-0002", cleared=long_ago, reported=PartialDate.of(today())))
        unit.add(builders.delivery(stock, number="2026-0003", cleared=PartialDate.of(today())))
    found = {}
    with register.reading() as reader:
        for record, known in SHIPPED.items():
            for name, view in known:
                found[name] = [row.id for row in reader.every(Query(record, filters=view.filters, order=view.order))]
    assert found == {
        "Expires within 6 months": [made[0].id],
        "No contact for 12 months": [made[2].id, made[1].id],
        "Deliveries: report overdue": [owing.id],
    }
