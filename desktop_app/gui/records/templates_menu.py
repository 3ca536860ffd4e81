"""The menu of templates: begin a new record with one, keep the record shown as one, rename, delete."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.gui.kit import feedback
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import action_text
from desktop_app.gui.kit.lettered_menu import LetteredMenu
from desktop_app.gui.kit.name_dialog import NameDialog
from desktop_app.gui.kit.toast import show_toast
from desktop_app.services.templates import NamedTemplate, Templates


class TemplatesMenu(QObject):
    """Offers the templates of one page; `begun` hands on the new record, which is in the register once it is saved."""

    begun = Signal(object)

    def __init__(self, record: str, templates: Templates, shown: Callable[[], int | None], page: QWidget) -> None:
        super().__init__(page)
        self._record = record
        self._templates = templates
        self._shown = shown
        self._page = page
        self._offered: dict[str, NamedTemplate] = {}
        self.menu = LetteredMenu(translate("Templates"), page)
        self.menu.setObjectName("menu.templates")
        self.menu.aboutToShow.connect(self._fill)
        self.menu.triggered.connect(self._on_triggered)
        self.action = QAction(translate("Templates"), page)
        self.action.setObjectName("action.templates")
        self.action.setMenu(self.menu)
        self.action.setEnabled(not templates.read_only)
        set_icon(self.action, "file-plus")
        self._fill()

    def begin(self, template: NamedTemplate) -> None:
        """Begin a new record with a template, and say what it could not bring."""
        try:
            begun = self._templates.begin(template)
        except UserError as error:
            feedback.tell_error(self._page, error)
            return
        self.begun.emit(begun.item)
        if begun.lost:
            labels = ", ".join(map(translate, begun.lost))
            words = translate("Left empty, since it is not in the register any more: {fields}", fields=labels)
            show_toast(self._page.window(), words)

    @Slot()
    def _fill(self) -> None:
        """Offer the templates that there are now."""
        self.menu.clear()
        try:
            found = self._templates.of(self._record)
        except UserError as error:
            feedback.tell_error(self._page, error)
            found = ()
        self._offered = {}
        for place, template in enumerate(found):
            self._add(self.menu, f"template.{place}", action_text(template.name), template)
        self.menu.addSeparator()
        self._add(self.menu, "save_template", translate("Keep the record shown as a template …"))
        self.menu.actions()[-1].setEnabled(self._shown() is not None)
        for verb, words in (("rename_template", translate("Rename")), ("delete_template", translate("Delete"))):
            others = LetteredMenu(words, self.menu)
            others.setObjectName(f"menu.{verb}")
            for place, template in enumerate(found):
                self._add(others, f"{verb}.{place}", action_text(template.name), template)
            others.give_letters()
            others.menuAction().setEnabled(bool(found))
            self.menu.addMenu(others)
        self.menu.give_letters()

    def _add(self, menu: LetteredMenu, verb: str, words: str, template: NamedTemplate | None = None) -> None:
        action = menu.addAction(words)
        action.setObjectName(f"action.{verb}")
        if template is not None:
            self._offered[action.objectName()] = template

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        verb = action.objectName().removeprefix("action.").split(".")[0]
        template = self._offered.get(action.objectName())
        try:
            if template is None and verb == "save_template":
                self._save()
            elif template is not None and verb == "rename_template":
                self._rename(template)
            elif template is not None and verb == "delete_template":
                self._templates.delete(template)
                show_toast(self._page.window(), translate("Template “{name}” moved to the trash", name=template.name))
            elif template is not None:
                self.begin(template)
        except UserError as error:
            feedback.tell_error(self._page, error)

    def _save(self) -> None:
        shown = self._shown()
        name = self._asked(translate("Keep as a template"), translate("Keep"), "") if shown is not None else ""
        if name and shown is not None:
            self._templates.add(self._record, shown, name)
            show_toast(self._page.window(), translate("Template “{name}” kept", name=name))

    def _rename(self, template: NamedTemplate) -> None:
        name = self._asked(translate("Rename the template"), translate("Rename"), template.name)
        if name:
            self._templates.rename(template, name)

    def _asked(self, title: str, verb: str, name: str) -> str:
        dialog = NameDialog(title, translate("Name of the template"), verb, name, self._page)
        taken = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.name() if taken else ""
