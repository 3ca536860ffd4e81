"""The search over everything: its action, and what is done with what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop_app.base.i18n import translate
from desktop_app.domain.query import Query
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.shortcuts import SEARCH_EVERYTHING, give_keys
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.records.view import RecordView
from desktop_app.services.desk import Desk


class Searching(QObject):
    """Ctrl+K: finds records of every type, and the actions of the menus and pages."""

    record_chosen = Signal(str, int)
    query_chosen = Signal(object, str)
    new_chosen = Signal(str)

    def __init__(
        self,
        desk: Desk,
        views: Iterable[RecordView],
        menus: Callable[[], QMenuBar],
        runner: TaskRunner,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._views = tuple(views)
        self._menus = menus
        self._runner = runner
        self._window = window
        self.action = QAction(translate("&Search everything …"), self)
        self.action.setObjectName("action.search_everything")
        give_keys(self.action, SEARCH_EVERYTHING)
        set_icon(self.action, "search")
        self.action.triggered.connect(self.show)
        self._new_actions = [self._new(view) for view in self._views]

    @Slot()
    def show(self) -> None:
        """Ask what to look for, and go there."""
        from desktop_app.gui.dialogs.search_everything import SearchDialog  # noqa: PLC0415  needs the register's layer

        icons = {view.name: view.icon for view in self._views}
        actions = [*self._new_actions, *_offered(self._menus())]
        for action in self._new_actions:
            action.setEnabled(not self._desk.read_only)
        dialog = SearchDialog(
            self._desk.search, [each for each in actions if each is not self.action], icons, self._runner, self._window
        )
        dialog.record_chosen.connect(self.record_chosen)
        dialog.list_chosen.connect(self._on_list_chosen)
        dialog.exec()
        chosen = dialog.chosen_action
        dialog.deleteLater()
        if chosen is not None:
            chosen.trigger()

    def _new(self, view: RecordView) -> QAction:
        action = QAction(translate(view.new_label), self)
        action.setObjectName(f"action.new_from_search.{view.name}")
        set_icon(action, "plus")
        action.setData(view.name)
        action.triggered.connect(self._on_new)
        return action

    @Slot(str, str)
    def _on_list_chosen(self, record: str, text: str) -> None:
        words = translate("contains “{text}”", text=text)
        self.query_chosen.emit(self._desk.browser.meant(Query(record, search=text)), words)

    @Slot()
    def _on_new(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.new_chosen.emit(str(action.data()))


def _offered(menus: QMenuBar) -> list[QAction]:
    """Return what the menus offer, in their order."""
    found: list[QAction] = []
    for menu in (action.menu() for action in menus.actions()):
        if isinstance(menu, QMenu):
            menu.aboutToShow.emit()
            found += [
                action for action in menu.actions() if not action.isSeparator() and action.isVisible() and action.text()
            ]
            menu.aboutToHide.emit()
    return found
