"""Files that are dropped on a form or pasted, their small pictures, and the preview beside the form."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from desktop_app.base.errors import UserError
from desktop_app.domain.task import Task
from desktop_app.gui.kit.page_view import PageView
from desktop_app.gui.kit.toast import Toast
from desktop_app.gui.records.drawing import read_picture
from desktop_app.gui.records.preview_pane import PreviewPane
from tests.robots.files import FilesRobot
from tests.robots.keyboard import CTRL, SHIFT, Key, press
from tests.robots.office import Office, office
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot

__all__ = ["office"]

_LONG = 20_000
"""Milliseconds: pages are drawn by a process of their own, on a machine that may be busy."""


@pytest.fixture
def window(office: Office) -> WindowRobot:
    window = office.new_register()
    window.desk.records.save(Task(subject="Bericht"))
    return window


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    page = window.go_to("task")
    page.choose("Bericht")
    return page


@pytest.fixture
def files(page: PageRobot) -> FilesRobot:
    return FilesRobot(page.form)


def picture(path: Path, width: int = 640, height: int = 400) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#3366aa"))
    assert image.save(str(path))
    return path


def pdf(path: Path, pages: int = 3) -> Path:
    canvas = Canvas(str(path))
    for number in range(pages):
        canvas.drawString(100, 700, f"Seite {number + 1}")
        canvas.showPage()
    canvas.save()
    return path


def drop(widget: QWidget, data: QMimeData) -> bool:
    """Drag something onto a widget and let it go; return whether it was taken."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    entering.ignore()
    QApplication.sendEvent(widget, entering)
    dropping = QDropEvent(QPointF(5, 5), copy, data, left, none)
    QApplication.sendEvent(widget, dropping)
    return entering.isAccepted() and dropping.isAccepted()


def urls(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_that_a_file_dropped_anywhere_on_the_form_is_added(
    page: PageRobot, files: FilesRobot, tmp_path: Path, qtbot: QtBot
):
    assert drop(page.form.panel, urls(picture(tmp_path / "Foto.png")))
    qtbot.waitUntil(lambda: files.names() == ["Foto.png"], timeout=_LONG)


def test_that_what_is_no_file_is_not_taken(page: PageRobot, files: FilesRobot):
    data = QMimeData()
    data.setText("some words")
    assert not drop(page.form.panel, data)
    assert files.names() == []


def test_that_a_folder_stands_for_the_files_in_it(page: PageRobot, files: FilesRobot, tmp_path: Path, qtbot: QtBot):
    folder = tmp_path / "Unterlagen"
    (folder / "alt").mkdir(parents=True)
    (folder / "b.txt").write_text("b")
    (folder / "alt" / "c.txt").write_text("c")
    (folder / ".versteckt").write_text("x")
    (folder / "Thumbs.db").write_text("x")
    assert drop(page.form.panel, urls(folder))
    qtbot.waitUntil(lambda: sorted(files.names()) == ["b.txt", "c.txt"], timeout=_LONG)


def test_that_an_empty_folder_is_told(window: WindowRobot, page: PageRobot, tmp_path: Path, qtbot: QtBot):
    (tmp_path / "leer").mkdir()
    with window.boxes.answer("close"):
        drop(page.form.panel, urls(tmp_path / "leer"))
        qtbot.waitUntil(lambda: bool(window.boxes.told), timeout=_LONG)
    assert window.boxes.told[-1] == "In the folder “leer” are no files. Nothing was added."


def test_that_a_picture_from_a_browser_is_added_as_a_file(page: PageRobot, files: FilesRobot, qtbot: QtBot):
    data = QMimeData()
    data.setImageData(QImage(20, 10, QImage.Format.Format_RGB32))
    assert drop(page.form.panel, data)
    qtbot.waitUntil(lambda: len(files.names()) == 1, timeout=_LONG)


def test_that_a_picture_is_pasted_named_by_the_moment(files: FilesRobot, window: WindowRobot, qtbot: QtBot):
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)
    press(Key.Key_A, CTRL | SHIFT)
    press(Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(files.names()) == 1, timeout=_LONG)
    assert re.fullmatch(r"Picture \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.png", files.names()[0])
    added = window.desk.attachments.of("task", 1)[0]
    assert QImage.fromData(window.desk.attachments.content(added)).pixelColor(3, 3) == QColor("red")


def test_that_files_are_pasted_and_words_are_not(files: FilesRobot, window: WindowRobot, tmp_path: Path, qtbot: QtBot):
    QGuiApplication.clipboard().setMimeData(urls(picture(tmp_path / "Foto.png")))
    files.part.focus()
    press(Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: files.names() == ["Foto.png"], timeout=_LONG)
    QGuiApplication.clipboard().setText("words")
    files.select("Foto.png")
    press(Key.Key_V, CTRL)
    toast = window.window.findChildren(Toast)[-1]
    assert toast.text() == "There is no file and no picture on the clipboard."


def test_that_a_form_without_files_invites_to_drag_some_here(files: FilesRobot, tmp_path: Path, qtbot: QtBot):
    def invited() -> bool:
        return any(one.text() == "Drag files here" and one.isVisible() for one in files.part.findChildren(QLabel))

    assert invited()
    files.part.dropped.emit([picture(tmp_path / "Foto.png")])
    qtbot.waitUntil(lambda: files.names() == ["Foto.png"], timeout=_LONG)
    assert not invited()


def test_that_pictures_and_pdfs_stand_small_beside_their_names(
    files: FilesRobot, window: WindowRobot, tmp_path: Path, qtbot: QtBot
):
    office_file = tmp_path / "Plan.xlsx"
    office_file.write_bytes(b"PK")
    broken = tmp_path / "kaputt.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    add(window, files, picture(tmp_path / "Foto.jpg"), pdf(tmp_path / "Vertrag.pdf"), office_file, broken)
    model = files.part._model
    qtbot.waitUntil(lambda: sum(model.entry(row).picture is not None for row in range(4)) == 2, timeout=_LONG)
    shown = {model.entry(row).name: model.entry(row).picture is not None for row in range(4)}
    assert shown == {"Foto.jpg": True, "Vertrag.pdf": True, "Plan.xlsx": False, "kaputt.pdf": False}


def add(window: WindowRobot, files: FilesRobot, *paths: Path) -> None:
    window.desk.attachments.add(("task", 1), paths)
    window.window.record_page("task").form.show_files()
    files.select(paths[0].name)


def pane(page: PageRobot) -> PreviewPane:
    found = page.page.findChild(PreviewPane)
    assert found is not None
    return found


def view(page: PageRobot) -> PageView:
    found = pane(page).findChild(PageView)
    assert found is not None
    return found


def said(page: PageRobot) -> str:
    label = pane(page).findChild(QLabel, "file_preview.words")
    return label.text() if label.isVisible() else ""


def test_that_a_key_shows_the_preview_and_it_is_remembered(
    page: PageRobot, files: FilesRobot, window: WindowRobot, office: Office, tmp_path: Path, qtbot: QtBot
):
    add(window, files, picture(tmp_path / "Foto.png"))
    assert page.page.findChild(PreviewPane) is None
    press(Key.Key_P, CTRL | SHIFT)
    qtbot.waitUntil(lambda: view(page).page_count() == 1, timeout=_LONG)
    assert view(page).fit() == "page"
    assert office.settings.get("file_preview") is True
    press(Key.Key_P, CTRL | SHIFT)
    assert pane(page).isHidden()
    assert office.settings.get("file_preview") is False


def test_that_pages_of_a_pdf_are_walked_by_keyboard_and_zoomed(
    page: PageRobot, files: FilesRobot, window: WindowRobot, tmp_path: Path, qtbot: QtBot
):
    add(window, files, pdf(tmp_path / "Vertrag.pdf"))
    press(Key.Key_P, CTRL | SHIFT)
    qtbot.waitUntil(lambda: view(page).page_count() == 3, timeout=_LONG)
    view(page).setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_PageDown)
    assert view(page).current_page() == 1
    press(Key.Key_End)
    assert view(page).current_page() == 2
    press(Key.Key_1)
    assert view(page).zoom() == 1.0
    qtbot.waitUntil(lambda: 2 in pane(page)._pages._images, timeout=_LONG)
    image = pane(page)._pages._images[2][1]
    assert image.width() > 700
    press(Key.Key_0, CTRL)
    assert view(page).fit() == "width"


@pytest.mark.parametrize(
    "case",
    [
        ("kaputt.pdf", b"%PDF-1.7\n1 0 obj", "“kaputt.pdf” cannot be shown here: it is damaged, protected"),
        ("kein.jpg", b"<html>", "“kein.jpg” cannot be shown here: it is damaged, or no picture."),
        ("Programm.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "“Programm.png” cannot be shown here"),
        ("Plan.docx", b"PK", "Files of this kind are opened in their own program (Enter)."),
    ],
)
def test_that_what_cannot_be_shown_is_told_in_a_sentence(
    page: PageRobot, window: WindowRobot, tmp_path: Path, qtbot: QtBot, case: tuple[str, bytes, str]
):
    name, content, words = case
    files = FilesRobot(page.form)
    (tmp_path / name).write_bytes(content)
    add(window, files, tmp_path / name)
    press(Key.Key_P, CTRL | SHIFT)
    qtbot.waitUntil(lambda: said(page).startswith(words), timeout=_LONG)


def test_that_the_preview_follows_the_selected_file(
    page: PageRobot, files: FilesRobot, window: WindowRobot, tmp_path: Path, qtbot: QtBot
):
    add(window, files, picture(tmp_path / "eins.png"), picture(tmp_path / "zwei.png", 50, 50))
    press(Key.Key_P, CTRL | SHIFT)
    qtbot.waitUntil(lambda: view(page).page_count() == 1, timeout=_LONG)
    files.select("zwei.png")
    assert pane(page).file.name == "zwei.png"
    window.desk.records.save(Task(subject="Anderes"))
    page.choose("Anderes")
    assert pane(page).file is None
    assert said(page) == "What you select among the files is shown here."


def test_that_the_preview_stands_beside_a_form_of_its_own_too(
    page: PageRobot, files: FilesRobot, window: WindowRobot, tmp_path: Path, qtbot: QtBot
):
    add(window, files, picture(tmp_path / "Foto.png"))
    page.page.focus_list()
    press(Key.Key_Return)
    alone = page.page._windows[0]
    qtbot.waitUntil(alone.isActiveWindow)
    press(Key.Key_P, CTRL | SHIFT)
    shown = alone.findChild(PreviewPane)
    assert shown is not None
    assert shown.isVisible()
    button = next(one for one in shown.findChildren(QPushButton) if one.accessibleName() == "Hide the preview")
    button.click()
    assert shown.isHidden()
    alone.close()


def png_of(width: int, height: int) -> bytes:
    """A few bytes that claim to be a picture of this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("size", [(60_000, 60_000), (2_000_000_000, 1), (1, 2_000_000_000)])
def test_that_a_small_file_that_claims_a_huge_picture_is_refused(qapp: QApplication, size: tuple[int, int]):
    with pytest.raises(UserError, match="cannot be shown here"):
        read_picture(png_of(*size), "Bombe.png", 96)


def test_that_a_large_picture_is_made_small_while_it_is_read(qapp: QApplication, tmp_path: Path):
    content = picture(tmp_path / "gross.jpg", 6000, 3000).read_bytes()
    drawn = read_picture(content, "gross.jpg", 9.6)
    assert (drawn.image.width(), drawn.image.height()) == (600, 300)
    assert drawn.sizes == ((4500.0, 2250.0),)
