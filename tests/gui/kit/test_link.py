"""The list under a picker: as high as what it holds, with a mark that is never cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.fields import Field, Kind
from desktop_app.gui.kit.editors.link import LinkEditor, ProposalDelegate, mark_of
from desktop_app.gui.kit.editors.protocol import Proposal
from tests.gui.kit.small_world import type_text

Make = Callable[[Sequence[Proposal]], LinkEditor]


@pytest.fixture
def make(qtbot: QtBot, dressed: QApplication) -> Iterator[Make]:
    made: list[tuple[QWidget, LinkEditor]] = []

    def _make(proposals: Sequence[Proposal]) -> LinkEditor:
        window = QWidget()
        qtbot.addWidget(window)
        editor = LinkEditor(Field(Kind.LINK, "Place", target="territory"), lambda _: proposals, str, window)
        QVBoxLayout(window).addWidget(editor)
        window.resize(260, 60)
        window.move(100, 100)
        window.show()
        qtbot.waitExposed(window)
        made.append((window, editor))
        return editor

    yield _make
    for _window, editor in made:
        editor._popup.hide()


def rest_below(editor: LinkEditor) -> int:
    """The height that is left below the last row of the list."""
    popup = editor._popup
    last = popup.visualRect(popup.model().index(popup.model().rowCount() - 1, 0))
    return popup.viewport().height() - last.bottom() - 1


@pytest.mark.parametrize(
    "proposals",
    [
        (),
        (Proposal(1, "Ahlen"),),
        (Proposal(1, "Ahlen", "Kreis Warendorf"), Proposal(2, "Ahlen")),
        (Proposal(1, "Ahlen"), Proposal(None, "Ahlen", "Kreis Warendorf", key="05570004")),
    ],
    ids=len,
)
def test_that_the_list_is_as_high_as_its_rows(make: Make, proposals: Sequence[Proposal]):
    editor = make(proposals)
    type_text(editor, "A")
    assert editor._popup.isVisible()
    assert rest_below(editor) == 0
    assert not editor._popup.verticalScrollBar().isVisible()


def test_that_a_long_list_shows_eight_rows_and_scrolls(make: Make):
    editor = make([Proposal(number, f"Ort {number}", "Kreis" if number % 2 else "") for number in range(12)])
    type_text(editor, "O")
    popup = editor._popup
    eighth = popup.visualRect(popup.model().index(7, 0))
    assert popup.viewport().height() == eighth.bottom() + 1
    assert popup.verticalScrollBar().maximum() > 0
    assert popup.currentIndex().row() == 0


def test_that_the_list_grows_and_shrinks_with_what_is_found(qtbot: QtBot, make: Make):
    found = [Proposal(number, f"Ort {number}", "Kreis") for number in range(5)]
    editor = make(found)
    type_text(editor, "O")
    high = editor._popup.height()
    del found[1:]
    type_text(editor, "r")
    assert editor._popup.height() < high
    assert rest_below(editor) == 0


def test_that_a_list_without_room_below_stands_on_the_line(make: Make):
    editor = make([Proposal(number, f"Ort {number}", "Kreis") for number in range(5)])
    screen = editor.screen().availableGeometry()
    editor.window().move(screen.left() + 10, screen.bottom() - editor.window().height())
    QApplication.processEvents()
    type_text(editor, "O")
    popup = editor._popup.geometry()
    assert popup.bottom() + 1 == editor.mapToGlobal(editor.rect().topLeft()).y()
    assert popup.top() >= screen.top()


def test_that_the_list_stays_on_the_screen(make: Make):
    editor = make([Proposal(1, "Ort", "Landkreis Mecklenburgische Seenplatte, Mecklenburg-Vorpommern, Gemeinde")])
    screen = editor.screen().availableGeometry()
    editor.window().move(screen.right() - 260, screen.top() + 20)
    QApplication.processEvents()
    type_text(editor, "O")
    assert editor._popup.geometry().right() <= screen.right()


def test_that_a_place_of_the_gazetteer_is_marked(make: Make):
    place = Proposal(None, "Itschnja", "town", key="UA74")
    editor = make([Proposal(1, "Itschnja", "hromada"), place])
    type_text(editor, "It")
    model = editor._popup.model()
    words = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert words[:2] == ["Itschnja, hromada", f"Itschnja, town, {mark_of(place)}"]
    assert "Itschnja" not in words[2]
    assert mark_of(place)


def test_that_title_and_mark_have_room(make: Make):
    plain, marked = Proposal(1, "Itschnja"), Proposal(None, "Itschnja", key="UA74")
    editor = make([plain, marked])
    type_text(editor, "It")
    delegate, option = ProposalDelegate(), QStyleOptionViewItem()
    option.initFrom(editor._popup)
    widths = [delegate.sizeHint(option, editor._popup.model().index(row, 0)).width() for row in range(2)]
    assert widths[1] - widths[0] > option.fontMetrics.horizontalAdvance(mark_of(marked))
