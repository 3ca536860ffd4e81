"""Every window that the program can show besides its main one, for rules that hold for all of them."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import desktop_app.gui
from desktop_app.domain.attachment import Attachment
from desktop_app.domain.entered import Entered
from desktop_app.domain.errors import Conflict
from desktop_app.domain.form_values import form_values
from desktop_app.domain.query import (
    AnyOf,
    Between,
    Colour,
    ColourRule,
    Contains,
    Empty,
    FromToday,
    Linked,
    OneOf,
    Query,
    Unit,
)
from desktop_app.domain.record import changed
from desktop_app.gui.dialogs.backups import BackupsDialog
from desktop_app.gui.dialogs.check_register import CheckDialog
from desktop_app.gui.dialogs.comparison import ComparisonDialog
from desktop_app.gui.dialogs.connect_server import ServerDialog
from desktop_app.gui.dialogs.import_file import ImportDialog
from desktop_app.gui.dialogs.keys import KeysDialog
from desktop_app.gui.dialogs.left_unsaved import LeftUnsavedDialog
from desktop_app.gui.dialogs.preferences import Preferences
from desktop_app.gui.dialogs.print_partnerships import _print_choices
from desktop_app.gui.dialogs.print_preview import PrintPreview
from desktop_app.gui.dialogs.search_everything import SearchDialog
from desktop_app.gui.dialogs.welcome import WelcomePage
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.feedback import Answer
from desktop_app.gui.kit.latest import Latest
from desktop_app.gui.kit.name_dialog import NameDialog
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.kit.waiting import Waiting
from desktop_app.gui.pages import RECORD_VIEWS
from desktop_app.gui.records.change_many import ChangeManyDialog
from desktop_app.gui.records.colour_rules import ColourRules
from desktop_app.gui.records.conflict_dialog import ConflictDialog
from desktop_app.gui.records.file_details import FileDetails
from desktop_app.gui.records.filter_builder import FilterBuilder
from desktop_app.gui.records.form_window import FormWindow
from desktop_app.gui.records.life_line import LifeLineDialog
from desktop_app.gui.records.near_values_dialog import NearValuesDialog
from desktop_app.gui.records.paste_dialog import PasteDialog
from desktop_app.gui.records.preview_pane import PreviewPane
from desktop_app.services.backups import Reason
from desktop_app.services.drafts import Draft, Unusable, Why
from desktop_app.services.pasting import Placed
from desktop_app.services.registers import Registers
from desktop_app.services.unsaved import LeftUnsaved
from desktop_app.storage.gazetteer import Gazetteer
from tests import builders
from tests.robots.past import looking_back
from tests.robots.twins import about_twins
from tests.robots.window import WindowRobot

Maker = Callable[[WindowRobot], QWidget]


def _runner(window: WindowRobot) -> TaskRunner:
    return window.window._sheets._runner


def _form_window(window: WindowRobot) -> QWidget:
    views = {view.name: view for view in RECORD_VIEWS}
    made = FormWindow(views["partnership"], views, window.desk, _runner(window), window.window)
    made.show_record(1)
    return made


def _change_many(window: WindowRobot) -> QWidget:
    views = {view.name: view for view in RECORD_VIEWS}
    return ChangeManyDialog(views["partnership"], views, [1, 2, 3], window.desk, _runner(window), window.window)


def _near_values(window: WindowRobot) -> QWidget:
    for name in ("Musterfrau, Erika", "Erika Musterfrau"):
        window.desk.records.save(builders.task(responsible=name))
    made = NearValuesDialog(window.desk.near_texts, "task", "responsible", _runner(window), window.window)
    window.wait_until_idle()
    return made


def _paste(window: WindowRobot) -> QWidget:
    placed = Placed(Query("partnership"), [["x", "2026"], ["", "?"]], [1, 2], ["remarks", "since"])
    return PasteDialog(placed, window.desk, _runner(window), window.window)


def _conflict(window: WindowRobot) -> QWidget:
    records = window.desk.records
    task = records.save(builders.task(responsible="Anna"))
    records.save(changed(task, responsible="Boris"), task)
    with pytest.raises(Conflict) as caught:
        records.save(changed(task, responsible="Carla"), task)
    return ConflictDialog(caught.value, window.desk.conflicts.in_words(caught.value), window.window)


def _filter(window: WindowRobot) -> QWidget:
    filters = (
        Linked("delivery.partnership", (Linked("items", (OneOf("category", ("MED",)),)), Empty("handed_over"))),
        AnyOf((Between("last_contact", None, FromToday(-12, Unit.MONTH), or_empty=True), Contains("title", "a"))),
    )
    return FilterBuilder(window.desk, _runner(window), "partnership", filters, "", window.window)


def _colours(window: WindowRobot) -> QWidget:
    rules = (ColourRule((Empty("since"),), Colour.RED), ColourRule((Contains("title", "a"),), Colour.GREEN))
    return ColourRules(window.desk, _runner(window), "partnership", rules, window.window)


def _file(window: WindowRobot) -> QWidget:
    file = Attachment(name="Übergabeprotokoll.pdf", size=4711)
    return FileDetails(file, {}, window.desk.attachments, window.window)


def _comparison(window: WindowRobot) -> QWidget:
    made = window.desk.backups.make(Reason.MASS_CHANGE, datetime.now(UTC))
    window.desk.records.save(builders.task())
    return ComparisonDialog(made, window.desk.backups.compare(made.path), window.window)


def _left_unsaved(window: WindowRobot) -> QWidget:
    task = window.desk.records.save(builders.task(responsible="Anna"))
    draft = Draft("key", task, Entered({**form_values(task), "responsible": "Boris"}, {}), datetime.now(UTC))
    unusable = Unusable("key", window.path, Why.UNREADABLE, datetime.now(UTC))
    with window.desk.register.reading() as reader:
        told = window.desk.unsaved._told(reader, draft)
    return LeftUnsavedDialog(LeftUnsaved((told,), (unusable,)), window.window, read_only=False)


def _search(window: WindowRobot) -> QWidget:
    icons = {view.name: view.icon for view in RECORD_VIEWS}
    return SearchDialog(window.desk.search, [], icons, _runner(window), window.window)


def _question(window: WindowRobot) -> QWidget:
    answers = {
        True: Answer("Übernehmen", "take", primary=True),
        None: Answer("Überspringen", "skip", destructive=True),
        False: Answer("Zurück", "back", escape=True),
    }
    return feedback.question_box(window.window, "“Karlsruhe – Winnyzja”", answers)[0]


def _preview(window: WindowRobot) -> QWidget:
    printer = window.desk.printer
    return PrintPreview("Liste", _print_choices(), printer.pages, printer.save, "Liste", window.window)


def _file_preview(window: WindowRobot) -> QWidget:
    made = PreviewPane(window.desk.previews, _runner(window), window.window)
    made.setWindowFlag(Qt.WindowType.Window)
    made.setWindowTitle("…")
    made.show_file(Attachment(name="Übergabeprotokoll.xlsx", size=4711))
    made._tools.show()
    return made


def _life_line(window: WindowRobot) -> QWidget:
    item = window.desk.records.load("partnership", 1)
    return LifeLineDialog(item, window.desk, _runner(window), window.window)


WINDOWS: dict[str, Maker] = {
    "backups": lambda window: BackupsDialog(window.desk, window.window._settings, _runner(window), window.window),
    "change many": _change_many,
    "check": lambda window: CheckDialog(window.desk, _runner(window), window.window),
    "colours": _colours,
    "comparison": _comparison,
    "conflict": _conflict,
    "file": _file,
    "duplicates": lambda window: about_twins(window, "duplicates"),
    "file preview": _file_preview,
    "filter": _filter,
    "form": _form_window,
    "history": lambda window: looking_back(window, "history"),
    "import": lambda window: ImportDialog(window.desk, _runner(window), "partnership", window.window),
    "keys": lambda window: KeysDialog(window.window),
    "near values": _near_values,
    "left unsaved": _left_unsaved,
    "life line": _life_line,
    "merge": lambda window: about_twins(window, "merge"),
    "name": lambda window: NameDialog("Ansicht", "Name", "Sichern", "Läuft aus", window.window),
    "paste": _paste,
    "preferences": lambda window: Preferences(window.window._settings, window.window),
    "print preview": _preview,
    "question": _question,
    "record history": lambda window: looking_back(window, "record history"),
    "search": _search,
    "server": lambda window: ServerDialog(
        Registers(window.window._settings, Gazetteer()), _runner(window), None, window.window
    ),
    "trash": lambda window: looking_back(window, "trash"),
    "values": lambda window: looking_back(window, "values"),
    "waiting": lambda window: Waiting("…", window.window),
    "welcome": lambda window: WelcomePage(Registers(window.window._settings, Gazetteer())),
}


@contextmanager
def shown(window: WindowRobot, name: str) -> Iterator[QWidget]:
    """Show one of the windows, filled; it is gone afterwards, and so is what was saved to fill it."""
    made = WINDOWS[name](window)
    made.show()
    made.activateWindow()
    for _ in range(5):
        QApplication.processEvents()
    try:
        yield made
    finally:
        for runner in made.findChildren(Latest):
            runner.stop()
        made.reject() if isinstance(made, QDialog) else made.close()
        made.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def dialogs_of_the_program() -> set[type[QDialog]]:
    """Every kind of dialog that the program declares."""
    for module in pkgutil.walk_packages(desktop_app.gui.__path__, "desktop_app.gui."):
        import_module(module.name)
    return {one for one in _below(QDialog) if one.__module__.startswith("desktop_app.")}


def _below(kind: type[QDialog]) -> Iterator[type[QDialog]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)
