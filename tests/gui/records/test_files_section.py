"""Files in the form of a record: added, opened, copied out, renamed, removed, by keyboard, button and dropping."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.base.resources import resource
from desktop_app.domain.file_kinds import FileKind
from desktop_app.domain.record import changed
from desktop_app.gui.kit.toast import Toast
from desktop_app.gui.records.file_details import FileDetails
from desktop_app.gui.records.file_entries import ICONS
from desktop_app.gui.records.record_history import RecordHistory
from desktop_app.storage.file_store import FolderStore
from tests.robots.files import FilesRobot
from tests.robots.keyboard import CTRL, Key, focused, press
from tests.robots.page import PageRobot
from tests.robots.window import WindowRobot


class Opener(QObject):
    """Stands for the programs of the computer: remembers what it was given to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def opener() -> Iterator[Opener]:
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "open")  # type: ignore[arg-type]
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def page(window: WindowRobot) -> PageRobot:
    return window.go_to("partnership")


@pytest.fixture
def files(page: PageRobot) -> FilesRobot:
    page.choose("Öhringen")
    return FilesRobot(page.form)


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "Vertrag.pdf"
    path.write_bytes(b"%PDF-1.7 Vertrag")
    return path


def says(files: FilesRobot) -> str:
    toasts = files.form.panel.window().findChildren(Toast)
    return toasts[-1].text() if toasts else ""


def wait_for(qtbot: QtBot, files: FilesRobot, *names: str) -> None:
    qtbot.waitUntil(lambda: files.names() == list(names))


def add(qtbot: QtBot, files: FilesRobot, path: Path) -> None:
    before = files.names()
    assert files.drop(path)
    wait_for(qtbot, files, *before, path.name)
    # What was added is the current one in the end; the list may show it before, as the register told of it.
    qtbot.waitUntil(lambda: files.names()[files.table.currentIndex().row()] == path.name)
    qtbot.waitUntil(lambda: says(files) == "1 file added")


def content_of(window: WindowRobot, name: str) -> Path:
    store = window.desk.register.files
    assert isinstance(store, FolderStore)
    return next(store.path(content) for content in store.hashes())


def in_details(**typed: str) -> Callable[[QDialog], None]:
    """Type into the dialog of a file and save."""

    def meeting(dialog: QDialog) -> None:
        for name, text in typed.items():
            editor = dialog.findChild(QWidget, f"attachment.{name}")
            if isinstance(editor, QLineEdit):
                editor.setText(text)
                editor.textEdited.emit(text)
            elif isinstance(editor, QPlainTextEdit):
                editor.setPlainText(text)
            else:
                editor.setCurrentIndex(editor.findText(text))
        dialog.findChild(QPushButton, "action.save").click()

    return meeting


def test_that_a_record_without_files_says_so_by_a_folded_heading(files: FilesRobot) -> None:
    assert files.heading == "Files"
    assert not files.fold.is_open
    files.fold.click()
    assert files.offers() == {"add_files"}


def test_that_a_file_is_added_with_the_button_and_counted_in_the_heading(
    files: FilesRobot, window: WindowRobot, contract: Path, qtbot: QtBot
) -> None:
    with window.boxes.choose_file(contract):
        files.press_button("add_files")
    wait_for(qtbot, files, "Vertrag.pdf")
    assert files.heading == "Files (1)"
    assert files.rows()[0][2] == "16 byte"
    qtbot.waitUntil(lambda: says(files) == "1 file added")
    assert files.offers() == {"add_files", "open_file", "copy_file", "edit_file", "remove_files", "preview"}
    contract.unlink()
    assert content_of(window, "Vertrag.pdf").read_bytes() == b"%PDF-1.7 Vertrag"


def test_that_several_files_are_dropped_at_once(files: FilesRobot, tmp_path: Path, qtbot: QtBot) -> None:
    paths = [tmp_path / name for name in ("a.txt", "b.txt")]
    for path in paths:
        path.write_text(path.name)
    assert files.drop(*paths)
    wait_for(qtbot, files, "a.txt", "b.txt")
    qtbot.waitUntil(lambda: says(files) == "2 files added")


def test_that_only_files_of_this_computer_are_taken(files: FilesRobot, contract: Path) -> None:
    text = QMimeData()
    text.setText("file:///etc/passwd")
    other = QMimeData()
    other.setData("application/x-qabstractitemmodeldatalist", b"\0")
    assert not files.drop_data(text)
    assert not files.drop_data(other)
    assert not files.drop("https://example.org/Vertrag.pdf")
    assert not files.drop(contract, "https://example.org/Vertrag.pdf")
    assert files.names() == []


def test_that_the_form_shows_the_files_of_its_own_record(
    files: FilesRobot, page: PageRobot, contract: Path, qtbot: QtBot
) -> None:
    add(qtbot, files, contract)
    page.choose("Ahlen")
    assert (files.names(), files.heading) == ([], "Files")
    page.choose("Öhringen")
    assert (files.names(), files.fold.is_open) == (["Vertrag.pdf"], True)


def test_that_what_is_typed_stays_while_a_file_is_added(
    files: FilesRobot, page: PageRobot, contract: Path, qtbot: QtBot
) -> None:
    page.form.enter("remarks", "noch nicht gespeichert")
    add(qtbot, files, contract)
    assert page.form.text("remarks") == "noch nicht gespeichert"
    assert page.form.state == "Not saved"
    page.form.save()
    assert (page.form.problems(), files.names()) == ([], ["Vertrag.pdf"])


def test_that_a_new_record_is_saved_before_its_first_file(window: WindowRobot, contract: Path, qtbot: QtBot) -> None:
    form = window.go_to("organisation").new()
    files = FilesRobot(form)
    files.fold.click()
    assert files.drop(contract)
    assert "not saved yet" in says(files)
    assert (form.problems() != [], files.names()) == (True, [])
    form.enter("name_de", "Feuerwehr Öhringen")
    form.enter("kind", form.editor("kind").itemText(1))
    assert files.drop(contract)
    wait_for(qtbot, files, "Vertrag.pdf")
    assert form.panel.record_id is not None
    assert window.desk.attachments.of("organisation", form.panel.record_id)


def test_that_enter_opens_a_copy_that_is_for_reading_only(
    files: FilesRobot, window: WindowRobot, contract: Path, qtbot: QtBot, opener: Opener
) -> None:
    add(qtbot, files, contract)
    files.select("Vertrag.pdf")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: len(opener.opened) == 1)
    (copy,) = opener.opened
    assert (copy.name, copy.read_bytes()) == ("Vertrag.pdf", b"%PDF-1.7 Vertrag")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert stat.S_IMODE(copy.parent.parent.stat().st_mode) == 0o700
    assert copy != content_of(window, "Vertrag.pdf")
    qtbot.waitUntil(lambda: "reading only" in says(files))
    files.table.doubleClicked.emit(files.table.currentIndex())
    qtbot.waitUntil(lambda: len(opener.opened) == 2)
    assert opener.opened[1] == copy
    window.desk.opened_copies.close()
    assert not copy.parent.parent.exists()


@pytest.mark.parametrize("answer", ["open", "keep"])
def test_that_what_may_run_is_opened_after_a_question(
    files: FilesRobot, window: WindowRobot, tmp_path: Path, qtbot: QtBot, opener: Opener, answer: str
) -> None:
    path = tmp_path / "Rechnung.pdf.js"
    path.write_text("alert(1)")
    add(qtbot, files, path)
    files.select(path.name)
    with window.boxes.answer(answer):
        press(Key.Key_Return)
        qtbot.waitUntil(lambda: bool(window.boxes.told))
    assert "can run programs" in window.boxes.told[-1]
    assert bool(opener.opened) is (answer == "open")


def test_that_a_copy_is_saved_where_the_user_says(
    files: FilesRobot, window: WindowRobot, contract: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    add(qtbot, files, contract)
    files.select("Vertrag.pdf")
    with window.boxes.choose_file(tmp_path / "Kopie.pdf"):
        files.press_button("copy_file")
    qtbot.waitUntil(lambda: says(files) == "Saved as Kopie.pdf")
    assert (tmp_path / "Kopie.pdf").read_bytes() == b"%PDF-1.7 Vertrag"


def test_that_f2_renames_a_file_and_says_what_it_proves(
    files: FilesRobot, window: WindowRobot, contract: Path, qtbot: QtBot
) -> None:
    add(qtbot, files, contract)
    files.select("Vertrag.pdf")
    with window.boxes.expect(FileDetails, in_details(name="Städtevertrag.pdf", milestone="signing", remark="Seite 2")):
        press(Key.Key_F2)
    assert files.names() == ["Städtevertrag.pdf"]
    assert files.note("Städtevertrag.pdf") == "signing · Seite 2"
    (file,) = window.desk.attachments.of("partnership", files.form.panel.record_id or 0)
    assert (file.name, file.remark, file.milestone is not None) == ("Städtevertrag.pdf", "Seite 2", True)
    press(Key.Key_Home)
    assert focused() == "partnership.files.table"


def test_that_a_name_that_not_every_computer_takes_is_refused_with_a_better_one(
    files: FilesRobot, window: WindowRobot, contract: Path, qtbot: QtBot
) -> None:
    add(qtbot, files, contract)
    files.select("Vertrag.pdf")
    said = []

    def meeting(dialog: FileDetails) -> None:
        in_details(name="a/b?.pdf")(dialog)
        said.append(dialog._form.row("name").message())
        assert dialog.isVisible()
        dialog.reject()

    with window.boxes.expect(FileDetails, meeting):
        press(Key.Key_F2)
    assert said == ["Not every computer takes this name. Write it like this: a_b_.pdf"]
    assert files.names() == ["Vertrag.pdf"]


def test_that_del_removes_files_and_a_bar_brings_them_back(
    files: FilesRobot, contract: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    add(qtbot, files, contract)
    other = tmp_path / "Liste.xlsx"
    other.write_bytes(b"PK")
    add(qtbot, files, other)
    files.select("Vertrag.pdf", "Liste.xlsx")
    press(Key.Key_Delete)
    assert (files.names(), files.heading) == ([], "Files")
    assert says(files) == "2 files moved to the trash"
    files.form.panel.window().findChild(Toast).findChild(QPushButton, "action.take_back").click()
    wait_for(qtbot, files, "Vertrag.pdf", "Liste.xlsx")


def test_that_undo_and_redo_of_the_window_show_in_the_list(
    files: FilesRobot, page: PageRobot, contract: Path, qtbot: QtBot
) -> None:
    add(qtbot, files, contract)
    page.table.setFocus()
    press(Key.Key_Z, CTRL)
    wait_for(qtbot, files)
    press(Key.Key_Y, CTRL)
    wait_for(qtbot, files, "Vertrag.pdf")


def test_that_what_cannot_be_added_is_told_and_the_rest_is_added(
    files: FilesRobot, window: WindowRobot, contract: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with window.boxes.answer("close"):
        (tmp_path / "leer").mkdir()
        assert files.drop(tmp_path / "weg.pdf", contract, tmp_path / "leer")
        qtbot.waitUntil(lambda: bool(window.boxes.told))
    assert "“weg.pdf” is not there any more" in window.boxes.told[-1]
    assert "In the folder “leer” are no files." in window.boxes.told[-1]
    assert files.names() == ["Vertrag.pdf"]


def test_that_a_missing_content_is_said_in_the_list_and_when_it_is_opened(
    files: FilesRobot, window: WindowRobot, page: PageRobot, contract: Path, qtbot: QtBot, opener: Opener
) -> None:
    add(qtbot, files, contract)
    content_of(window, "Vertrag.pdf").unlink()
    page.choose("Ahlen")
    page.choose("Öhringen")
    assert files.note("Vertrag.pdf") == "Content missing"
    files.select("Vertrag.pdf")
    with window.boxes.answer("close"):
        press(Key.Key_Return)
        qtbot.waitUntil(lambda: bool(window.boxes.told))
    assert "is missing" in window.boxes.told[-1]
    assert opener.opened == []


def test_that_a_changed_content_is_noticed_and_saved_as_it_is_only_on_purpose(
    files: FilesRobot, window: WindowRobot, page: PageRobot, contract: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    add(qtbot, files, contract)
    path = content_of(window, "Vertrag.pdf")
    path.chmod(0o644)
    path.write_bytes(b"%PDF-1.7 Verfrag")  # of the same size
    page.choose("Ahlen")
    page.choose("Öhringen")
    qtbot.waitUntil(lambda: files.note("Vertrag.pdf") == "Content changed")
    files.select("Vertrag.pdf")
    with window.boxes.answer("save"), window.boxes.choose_file(tmp_path / "Kopie.pdf"):
        files.press_button("copy_file")
        qtbot.waitUntil(lambda: says(files) == "Saved as Kopie.pdf")
    assert "changed outside of the program" in window.boxes.told[-1]
    assert (tmp_path / "Kopie.pdf").read_bytes() == b"%PDF-1.7 Verfrag"


@pytest.mark.parametrize("answer", ["add", "drop"])
def test_that_a_copy_that_was_changed_is_noticed_and_offered(
    files: FilesRobot,
    window: WindowRobot,
    contract: Path,
    qtbot: QtBot,
    opener: Opener,
    answer: str,
) -> None:
    add(qtbot, files, contract)
    files.select("Vertrag.pdf")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: len(opener.opened) == 1)
    assert window.window.leave()  # nothing was changed: nothing is asked
    opener.opened[0].chmod(0o600)
    opener.opened[0].write_bytes(b"%PDF-1.7 signed")
    with window.boxes.answer(answer):
        assert window.window.leave()
    assert "was changed in another program" in window.boxes.told[-1]
    wait_for(qtbot, files, "Vertrag.pdf", *(["Vertrag (2).pdf"] if answer == "add" else []))
    assert window.window.leave()  # asked once


def test_that_a_changed_copy_is_noticed_when_the_program_comes_to_the_front(
    files: FilesRobot, window: WindowRobot, contract: Path, qtbot: QtBot, opener: Opener, qapp: QApplication
) -> None:
    add(qtbot, files, contract)
    files.select("Vertrag.pdf")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: len(opener.opened) == 1)
    opener.opened[0].chmod(0o600)
    opener.opened[0].write_bytes(b"%PDF-1.7 signed")
    with window.boxes.answer("add"):
        qapp.applicationStateChanged.emit(qapp.applicationState())
        qtbot.waitUntil(lambda: bool(window.boxes.told))
    wait_for(qtbot, files, "Vertrag.pdf", "Vertrag (2).pdf")


def test_that_the_overview_leads_from_a_file_to_its_record(
    files: FilesRobot, window: WindowRobot, contract: Path, qtbot: QtBot
) -> None:
    add(qtbot, files, contract)
    record = files.form.panel.record_id
    window.go_to("territory")
    (file,) = window.desk.attachments.of("partnership", record or 0)
    window.window.show_record("attachment", file.id or 0)
    assert window.window.page_name == "partnership"
    assert window.window.record_page("partnership").form.record_id == record


def test_that_code_lists_have_no_files(window: WindowRobot) -> None:
    assert window.go_to("code-value").form.panel._files is None


def test_that_every_kind_of_file_has_an_icon() -> None:
    assert set(ICONS) == set(FileKind)
    assert all(resource("icons", f"{name}.svg").is_file() for name in ICONS.values())


def test_that_a_box_that_tells_of_files_is_plain_text(
    files: FilesRobot, window: WindowRobot, tmp_path: Path, qtbot: QtBot
) -> None:
    formats = []

    def meeting(box: QMessageBox) -> None:
        formats.append(box.textFormat())
        box.findChild(QPushButton, "answer.close").click()

    with window.boxes.expect(QMessageBox, meeting):
        assert files.drop(tmp_path / "<b>weg<img src=x>.pdf")
        qtbot.waitUntil(lambda: bool(window.boxes.told))
    assert formats[0].name == "PlainText"


def test_that_the_history_of_a_record_shows_its_files_and_takes_them_back(
    files: FilesRobot, window: WindowRobot, page: PageRobot, contract: Path, qtbot: QtBot
) -> None:
    add(qtbot, files, contract)
    (file,) = window.desk.attachments.of("partnership", files.form.panel.record_id or 0)
    window.desk.attachments.save(changed(file, name="Anders.pdf"), file)
    seen = []

    def meeting(dialog: RecordHistory) -> None:
        operation = dialog._view.operation
        assert operation is not None
        seen.append((operation.words, operation.record, dialog._restore.isEnabled()))
        dialog._take_back.click()

    with window.boxes.expect(RecordHistory, meeting):
        files.form.panel.findChild(QPushButton, "action.history").click()
    wait_for(qtbot, files, "Vertrag.pdf")
    ((words, record, restorable),) = seen
    assert words.endswith("File name → Anders.pdf")
    assert (record, restorable) == ("attachment", False)
