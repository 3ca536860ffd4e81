"""What stands in a form comes back as it was typed, read or not, also from a cell that is not left yet."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.domain.entered import Entered
from desktop_app.domain.partial_date import PartialDate
from desktop_app.gui.kit.child_table import ChildTable
from desktop_app.gui.kit.form_grid import FormGrid
from tests.gui.kit.small_world import PARTNERSHIP, Ear, SmallWorld, type_text

VALUES: dict[str, Any] = {
    "number": "0042", "title": "Teltow – Chotyn", "kind": "lead", "place": 3, "signed": PartialDate(2022, 12),
    "topics": ("water",), "parties": [{"id": 7, "place": 3, "role": "lead"}, {"place": 1, "role": "friend"}],
    "remarks": "a\nb", "former": "",
}  # fmt: skip
COLUMNS = {"parties": ("place", "role", "since", "leading")}


@pytest.fixture
def form(qtbot: Any, dressed: QApplication, world: SmallWorld) -> FormGrid:
    form = FormGrid(PARTNERSHIP, world, "partnership")
    form.add_section("All", tuple(PARTNERSHIP), columns=COLUMNS)
    qtbot.addWidget(form)
    form.resize(480, 640)
    form.show()
    form.activateWindow()
    return form


def parties(form: FormGrid) -> ChildTable:
    table = form.editor("parties").widget()
    assert isinstance(table, ChildTable)
    return table


def open_cell(form: FormGrid, row: int, column: int) -> Any:
    """Begin to type in a cell."""
    view = parties(form).view()
    view.setCurrentIndex(view.model().index(row, column))
    view.edit(view.model().index(row, column))
    return QApplication.focusWidget()


def shown(form: FormGrid, row: int, column: int) -> str:
    model = parties(form).view().model()
    return str(model.index(row, column).data())


def test_that_what_can_be_read_comes_back(form: FormGrid, ear: Ear):
    form.set_values(VALUES)
    entered = form.entered()
    assert entered.unread == {}
    form.changed.connect(ear.hear)
    form.set_values({})
    form.enter(entered)
    assert form.values() == entered.values
    assert [row.get("id") for row in entered.values["parties"]] == [7, None]
    assert ear.heard == []


def test_that_what_cannot_be_read_comes_back_as_typed(form: FormGrid):
    form.set_values(VALUES)
    for name, text in (("signed", "31.2.20"), ("place", "Telt"), ("kind", "nobody")):
        form.editor(name).set_typed(text)
    entered = form.entered()
    assert entered.unread == {"signed": "31.2.20", "place": "Telt"} | (
        {"kind": entered.unread["kind"]} if "kind" in entered.unread else {}
    )
    form.set_values({})
    form.enter(entered)
    assert (form.editor("signed").typed(), form.editor("place").typed()) == ("31.2.20", "Telt")
    assert {name for name, _why in form.problems()} >= {"signed", "place"}


def test_that_a_cell_counts_while_it_is_typed_in(form: FormGrid, ear: Ear):
    form.set_values(VALUES)
    form.typing.connect(ear.hear)
    type_text(open_cell(form, 1, 2), "3/2024")
    assert ear.heard != []
    assert form.entered().values["parties"][1]["since"] == PartialDate(2024, 3)
    assert form.values()["parties"][1].get("since") is None
    form.finish_cells()
    assert form.values()["parties"][1]["since"] == PartialDate(2024, 3)


def test_that_a_cell_that_cannot_be_read_comes_back_as_typed(form: FormGrid):
    form.set_values(VALUES)
    type_text(open_cell(form, 0, 2), "31.2.20")
    entered = form.entered()
    assert entered.unread == {"parties[0].since": "31.2.20"}
    form.set_values({})
    form.enter(entered)
    assert shown(form, 0, 2) == "31.2.20"
    assert [name for name, _why in form.problems()] == ["parties"]
    assert form.entered() == entered


def test_that_rows_without_anything_in_them_do_not_shift_the_others(form: FormGrid):
    form.set_values(VALUES)
    table = parties(form)
    table.set_rows([{}, *VALUES["parties"]])
    type_text(open_cell(form, 2, 2), "31.2.20")
    entered = form.entered()
    assert len(entered.values["parties"]) == 2
    assert entered.unread == {"parties[1].since": "31.2.20"}


def test_that_a_new_row_with_unreadable_text_alone_is_kept(form: FormGrid):
    form.set_values(VALUES | {"parties": []})
    parties(form).set_rows([{}])
    type_text(open_cell(form, 0, 2), "nonsense")
    assert form.entered().unread == {"parties[0].since": "nonsense"}
    assert len(form.entered().values["parties"]) == 1


def test_that_text_that_can_be_read_by_now_is(form: FormGrid):
    form.enter(Entered(VALUES | {"place": None}, {"place": "Teltow", "parties[1].place": "Teltow"}))
    assert form.values()["place"] == 3
    assert form.values()["parties"][1]["place"] == 3
    assert form.problems() == []


def test_that_places_that_the_form_does_not_have_are_passed_over(form: FormGrid):
    form.enter(Entered(VALUES, {"nothing": "x", "parties[9].since": "x", "parties[0].nothing": "x", "no[0].x": "x"}))
    assert form.problems() == []
    assert form.entered().unread == {}
