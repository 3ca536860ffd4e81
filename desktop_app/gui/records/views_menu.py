"""The menu of the views of one list: choose, save, rename, share, delete."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.list_view import ListView
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.labels import action_text, set_tooltip
from desktop_app.gui.kit.lettered_menu import LetteredMenu
from desktop_app.gui.kit.name_dialog import NameDialog
from desktop_app.gui.kit.shortcuts import VIEWS, listening, set_hint, with_keys
from desktop_app.gui.records.table_panel import TablePanel
from desktop_app.services.saved_views import NamedView, Origin, SavedViews

_HEADINGS = {
    Origin.SHIPPED: N_("Views that come with the program"),
    Origin.PERSONAL: N_("My views"),
    Origin.SHARED: N_("Shared views"),
}
_LONGEST = 24


class ViewsMenu(QObject):
    """Arranges a list as the views have it; its button names the view that is shown."""

    def __init__(self, record: str, views: SavedViews, table: TablePanel, page: QWidget) -> None:
        super().__init__(page)
        self._record = record
        self._views = views
        self._table = table
        self._page = page
        self._current: NamedView | None = None
        self._chosen: ListView | None = None
        """How the list was arranged when the view was chosen: what differs since is not saved."""
        self._usual: ListView | None = None
        """How the list was arranged before a view was chosen."""
        self._offered: dict[str, NamedView] = {}
        self._menu = LetteredMenu(translate("View"), page)
        self._menu.aboutToShow.connect(self._fill)
        self._menu.triggered.connect(self._on_triggered)
        self.button = QPushButton(page)
        self.button.setObjectName("action.views")
        self.button.setAutoDefault(True)  # Enter presses it
        self.button.setMenu(self._menu)
        set_hint(self.button, VIEWS)
        for shortcut in listening(VIEWS, page):
            shortcut.activated.connect(self.button.showMenu)
        table.filtered.connect(self._show_name)
        table.rearranged.connect(self._show_name)
        self._show_name()

    def usual(self) -> ListView:
        """Return how the list is arranged where no view is chosen: what is remembered of it."""
        arranged = self._table.arrangement()
        return arranged if self._current is None or self._usual is None else self._usual

    def choose(self, named: NamedView) -> None:
        """Arrange the list as a view has it; where that cannot be read, it stays as it was."""
        try:
            view = named.read()
        except UserError as error:
            feedback.tell_error(self._page, error)
            return
        if self._current is None:
            self._usual = replace(self._table.arrangement(), filters=())
        self._table.arrange(view)
        self._keep(named)

    def _keep(self, named: NamedView | None) -> None:
        """Take the list as it stands for what a view shows."""
        self._current = named
        self._chosen = self._table.arrangement() if named is not None else None
        self._show_name()

    @property
    def _is_changed(self) -> bool:
        if self._chosen is None:
            return False
        now, then = (replace(each, widths=()) for each in (self._table.arrangement(), self._chosen))
        return now != then

    # -- the menu ----------------------------------------------------------------------------------------------

    @Slot()
    def _show_name(self) -> None:
        name = self._current.name if self._current is not None else translate("All")
        shown = name if len(name) <= _LONGEST else f"{name[:_LONGEST].rstrip()}…"
        words = translate("{view} (changed)", view=shown) if self._is_changed else shown
        self.button.setText(action_text(translate("View: {view}", view=words)))
        self.button.setAccessibleName(translate("View: {view}", view=name))
        set_tooltip(self.button, with_keys(translate("View: {view}", view=name), VIEWS.named()))

    @Slot()
    def _fill(self) -> None:
        """Offer the views there are now, and what can be done with the one that is shown."""
        self._menu.clear()
        try:
            views = self._views.of(self._record)
        except UserError as error:
            feedback.tell_error(self._page, error)
            views = ()
        self._add("view.all", translate("All"), checked=self._current is None)
        self._offered = {}
        before = None
        for place, named in enumerate(views):
            if named.origin is not before:
                self._menu.addSection(translate(_HEADINGS[named.origin]))
                before = named.origin
            verb = f"view.{place}"
            self._offered[f"action.{verb}"] = named
            self._add(verb, action_text(named.name), checked=self._is_current(named))
        self._menu.addSeparator()
        own = self._current is not None and self._current.origin is not Origin.SHIPPED
        shared = self._current is not None and self._current.origin is Origin.SHARED
        writable = own and not (shared and self._views.read_only)
        self._add("save_view", translate("Save the view"), enabled=writable and self._is_changed)
        self._add("save_view_as", translate("Save as a new view …"))
        self._add("rename_view", translate("Rename the view …"), enabled=writable)
        self._add("share_view", translate("Share with all …"), enabled=own and not shared and not self._views.read_only)
        self._add("delete_view", translate("Delete the view …"), enabled=writable)
        self._menu.give_letters()

    def _add(self, verb: str, words: str, *, checked: bool | None = None, enabled: bool = True) -> None:
        action = QAction(words, self._menu)
        action.setObjectName(f"action.{verb}")
        action.setEnabled(enabled)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        self._menu.addAction(action)

    def _is_current(self, named: NamedView) -> bool:
        now = self._current
        return now is not None and (now.origin, now.name, now.id) == (named.origin, named.name, named.id)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        name = action.objectName()
        if name in self._offered:
            self.choose(self._offered[name])
            return
        deeds = {
            "action.view.all": self._show_all,
            "action.save_view": self._save,
            "action.save_view_as": self._save_as,
            "action.rename_view": self._rename,
            "action.share_view": self._share,
            "action.delete_view": self._delete,
        }
        if name in deeds:
            try:
                deeds[name]()
            except UserError as error:
                feedback.tell_error(self._page, error)

    def _show_all(self) -> None:
        """Show all records, arranged as before a view was chosen."""
        view = self._usual if self._current is not None and self._usual is not None else self._table.arrangement()
        self._table.arrange(replace(view, filters=()))
        self._keep(None)

    def _save(self) -> None:
        if self._current is not None:
            self._keep(self._views.change(self._current, self._table.arrangement()))

    def _save_as(self) -> None:
        name = self._asked(translate("Save as a new view"), translate("Save"), "")
        if not name:
            return
        if self._current is None:
            self._usual = replace(self._table.arrangement(), filters=())
        self._keep(self._views.add(self._record, name, self._table.arrangement()))

    def _rename(self) -> None:
        if self._current is None:
            return
        name = self._asked(translate("Rename the view"), translate("Rename"), self._current.name)
        if name:
            self._current = self._views.rename(self._current, name)
            self._show_name()

    def _share(self) -> None:
        if self._current is None:
            return
        question = translate("Share the view “{name}” with all who work with this register?", name=self._current.name)
        details = translate("Filter and columns are kept in the register then; others can change or delete the view.")
        answers = {
            True: feedback.Answer(translate("Share"), "share", primary=True),
            False: feedback.Answer(translate("Cancel"), "cancel", escape=True),
        }
        if feedback.ask(self._page, question, answers, details):
            self._current = self._views.share(self._current)
            self._show_name()

    def _delete(self) -> None:
        if self._current is None:
            return
        question = translate("Delete the view “{name}”?", name=self._current.name)
        shared = self._current.origin is Origin.SHARED
        details = translate("Others lose it too; it goes to the trash.") if shared else ""
        answers = {
            True: feedback.Answer(translate("Delete"), "delete", destructive=True),
            False: feedback.Answer(translate("Cancel"), "cancel", escape=True),
        }
        if feedback.ask(self._page, question, answers, details):
            self._views.delete(self._current)
            self._show_all()

    def _asked(self, title: str, verb: str, name: str) -> str:
        dialog = NameDialog(title, translate("Name of the view"), verb, name, self._page)
        taken = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.name() if taken else ""
