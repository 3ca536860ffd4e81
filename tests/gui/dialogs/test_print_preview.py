"""The preview of a print, with pages that are plain pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import language, set_language
from desktop_app.gui.dialogs.paper import print_pages, printer_for
from desktop_app.gui.dialogs.print_preview import PrintChoice, PrintPreview
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.page_view import FIT_PAGE, FIT_WIDTH, PageView

A4 = (595.0, 842.0)
Widget = TypeVar("Widget", bound=QWidget)


@dataclass(frozen=True)
class Block:
    """A page of one grey."""

    width: int
    height: int
    bytes_per_line: int
    pixels: bytes


class GreyPages:
    """Pages that remember which of them were asked for, and how large."""

    def __init__(self, count: int, size: tuple[float, float] = A4) -> None:
        self._count = count
        self._size = size
        self.asked: list[tuple[int, float]] = []
        self.closed = False

    def count(self) -> int:
        return self._count

    def size(self, place: int) -> tuple[float, float]:
        return self._size

    def picture(self, place: int, dpi: float) -> Block:
        assert not self.closed
        self.asked.append((place, dpi))
        width, height = (round(length * dpi / 72) for length in self._size)
        return Block(width, height, width * 4, bytes((60 + place,)) * (width * height * 4))

    def close(self) -> None:
        self.closed = True


class Desk:
    """Everything a preview needs, and what became of it."""

    def __init__(self, qtbot, folder: Path, pages: int = 5) -> None:
        self.folder = folder
        self.asked: list[dict[str, str]] = []
        self.made: list[GreyPages] = []
        self._pages = pages
        choices = (
            PrintChoice("by", "Grouping", (("land", "by state"), ("name", "by <b>name</b>")), "land"),
            PrintChoice("long", "Length", (("short", "short"), ("long", "long")), "long"),
        )
        self.preview = PrintPreview("Print & see", choices, self.pages_of, self.save, "Liste.pdf")
        self.preview.options_changed.connect(self.asked.append)
        qtbot.addWidget(self.preview)
        self.preview.resize(900, 800)
        self.preview.show()
        qtbot.waitExposed(self.preview)

    def pages_of(self, pdf: bytes) -> GreyPages:
        self.made.append(GreyPages(self._pages))
        return self.made[-1]

    def save(self, pdf: bytes, path: Path) -> None:
        if path.is_dir():
            raise UserError("{name} is a folder.", name=path.name)
        path.write_bytes(pdf)

    def answer(self) -> None:
        self.preview.show_pdf(b"%PDF-of-" + self.asked[-1]["by"].encode(), self.asked[-1])

    def find(self, kind: type[Widget], name: str) -> Widget:
        found = self.preview.findChild(kind, f"print_preview.{name}")
        assert isinstance(found, kind)
        return found

    def view(self) -> PageView:
        return self.find(PageView, "view")

    def button(self, name: str) -> QPushButton:
        return self.find(QPushButton, name)

    def combo(self, name: str) -> QComboBox:
        return self.find(QComboBox, name)

    def words(self, name: str) -> str:
        return self.find(PlainLabel, name).text()

    def choose(self, name: str, value: object) -> None:
        combo = self.combo(name)
        combo.setFocus()
        row = combo.findData(value)
        key = Qt.Key.Key_Down if row > combo.currentIndex() else Qt.Key.Key_Up
        while combo.currentIndex() != row:
            QTest.keyClick(combo, key)


@pytest.fixture
def desk(qtbot, tmp_path) -> Iterator[Desk]:
    before = language()
    set_language("en")
    desk = Desk(qtbot, tmp_path)
    desk.preview.start()
    yield desk
    desk.preview.close()
    set_language(before)


def test_that_nothing_can_be_printed_before_the_pages_are_there(desk):
    assert desk.asked == [{"by": "land", "long": "long"}]
    assert not desk.button("print").isEnabled()
    assert not desk.button("save").isEnabled()
    assert desk.words("notice")

    desk.answer()

    assert desk.button("print").isEnabled()
    assert desk.button("save").isEnabled()
    assert desk.words("place") == "Page 1 of 5"
    assert desk.words("notice") == ""


def test_that_another_choice_asks_for_other_pages(desk):
    desk.answer()

    desk.choose("by", "name")

    assert desk.asked[-1] == {"by": "name", "long": "long"}
    assert not desk.button("print").isEnabled()


def test_that_an_answer_to_an_older_choice_is_left_aside(desk):
    older = desk.asked[-1]
    desk.choose("by", "name")

    desk.preview.show_pdf(b"%PDF-old", older)
    desk.preview.show_failure("Old trouble", older)
    assert desk.made == []
    assert desk.words("notice") != "Old trouble"

    desk.answer()
    desk.preview.save_as(desk.folder / "list.pdf")
    assert (desk.folder / "list.pdf").read_bytes() == b"%PDF-of-name"


def test_that_a_failure_is_told_in_plain_words(desk):
    desk.preview.show_failure("<b>No</b> pages", desk.asked[-1])

    notice = desk.find(PlainLabel, "notice")
    assert notice.text() == "<b>No</b> pages"
    assert notice.textFormat() == Qt.TextFormat.PlainText
    assert notice.isVisible()


def test_that_only_pages_in_sight_are_drawn(desk):
    desk.answer()
    desk.view().grab()
    assert {place for place, _ in desk.made[-1].asked} <= {0, 1}

    desk.view().go_to(4)
    desk.view().grab()
    assert {place for place, _ in desk.made[-1].asked} <= {0, 1, 3, 4}


def test_that_page_keys_go_from_page_to_page(desk):
    desk.answer()
    view = desk.view()

    QTest.keyClick(view, Qt.Key.Key_PageDown)
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert desk.words("place") == "Page 3 of 5"
    assert view.accessibleDescription() == "Page 3 of 5"

    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert desk.words("place") == "Page 2 of 5"

    QTest.keyClick(view, Qt.Key.Key_End)
    assert desk.words("place") == "Page 5 of 5"
    assert not desk.button("next").isEnabled()

    QTest.keyClick(view, Qt.Key.Key_Home)
    assert desk.words("place") == "Page 1 of 5"
    assert not desk.button("previous").isEnabled()


def test_that_buttons_go_from_page_to_page(desk):
    desk.answer()

    desk.button("next").click()
    desk.button("next").click()
    desk.button("previous").click()

    assert desk.view().current_page() == 1


def test_that_pages_fill_the_width_and_grow_with_the_size(desk):
    desk.answer()
    view = desk.view()
    assert view.fit() == FIT_WIDTH
    assert 0.8 * view.viewport().width() < A4[0] * 96 / 72 * view.zoom() < view.viewport().width()

    desk.choose("zoom", 200)
    assert view.zoom() == 2.0
    view.grab()
    assert desk.made[-1].asked[-1][1] == 192 * view.devicePixelRatioF()

    desk.choose("zoom", FIT_PAGE)
    assert A4[1] * 96 / 72 * view.zoom() < view.viewport().height()


def test_that_the_box_follows_the_size_that_keys_chose(desk):
    desk.answer()
    desk.choose("zoom", 100)

    QTest.keyClick(desk.view(), Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert desk.combo("zoom").currentData() == 125

    QTest.keyClick(desk.view(), Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert desk.combo("zoom").currentIndex() == -1
    assert desk.combo("zoom").placeholderText() == "156 %"

    QTest.keyClick(desk.view(), Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert desk.combo("zoom").currentData() == FIT_WIDTH


def test_that_the_same_page_stays_in_sight_when_the_size_or_the_pages_change(desk):
    desk.answer()
    desk.view().go_to(3)

    desk.choose("zoom", 150)
    assert desk.view().current_page() == 3

    desk.choose("by", "name")
    desk.answer()
    assert desk.view().current_page() == 3


def test_that_saving_says_where_and_a_failure_says_why(desk):
    desk.answer()

    desk.preview.save_as(desk.folder / "list.pdf")
    assert desk.words("notice") == f"Saved as {desk.folder / 'list.pdf'}"

    desk.preview.save_as(desk.folder)
    assert desk.words("notice") == f"{desk.folder.name} is a folder."


def test_that_pages_are_given_back_when_others_come_and_at_the_end(desk):
    desk.answer()
    desk.choose("by", "name")
    desk.answer()
    assert [pages.closed for pages in desk.made] == [True, False]

    desk.button("close").click()
    assert all(pages.closed for pages in desk.made)


def test_that_every_choice_can_be_reached_by_its_label(desk):
    for name in ("by", "long", "zoom"):
        assert desk.combo(name).accessibleName()
    assert desk.combo("by").itemText(1) == "by <b>name</b>"


@pytest.mark.parametrize(("size", "lying"), [(A4, False), (A4[::-1], True)])
def test_that_every_page_goes_to_the_printer_as_it_lies(qapp, tmp_path, size, lying):
    pages = GreyPages(3, size)
    printer = _printer_to(tmp_path / "out.pdf", pages)

    assert print_pages(pages, printer)

    assert [place for place, _ in pages.asked] == [0, 1, 2]
    assert all(dpi <= 300 for _, dpi in pages.asked)
    assert (printer.pageLayout().orientation().name == "Landscape") == lying
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


def test_that_only_the_chosen_pages_are_printed(qapp, tmp_path):
    pages = GreyPages(5)
    printer = _printer_to(tmp_path / "out.pdf", pages)
    printer.setFromTo(2, 4)

    assert print_pages(pages, printer)

    assert [place for place, _ in pages.asked] == [1, 2, 3]


def test_that_printing_is_told(desk):
    desk.answer()
    printer = _printer_to(desk.folder / "out.pdf", desk.made[-1])

    desk.preview.print_on(printer)

    assert desk.words("notice").startswith("Sent to the printer")
    assert (desk.folder / "out.pdf").stat().st_size > 0


def _printer_to(path: Path, pages: GreyPages) -> QPrinter:
    printer = printer_for(pages)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_that_the_choices_stand_below_each_other_where_there_is_no_room(desk: Desk, qtbot):
    def tops() -> set[int]:
        names = ("by", "long", "zoom", "previous")
        return {desk.find(QWidget, name).mapTo(desk.preview, QPoint()).y() for name in names}

    assert len(tops()) == 1
    desk.preview.resize(360, 500)
    qtbot.waitUntil(lambda: len(tops()) > 1)
    assert desk.preview.width() == 360


def test_that_enter_presses_the_button_that_has_the_keyboard(qtbot, tmp_path: Path):
    desk = Desk(qtbot, tmp_path)
    desk.preview.start()
    desk.answer()
    desk.preview.activateWindow()
    desk.button("close").setFocus()
    QTest.keyClick(desk.button("close"), Qt.Key.Key_Return)
    assert not desk.preview.isVisible()
