"""Shows the partnership list as it would be printed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desktop_app.base.clock import today
from desktop_app.base.errors import UserError
from desktop_app.base.i18n import language, translate
from desktop_app.domain.query import Query
from desktop_app.gui.dialogs.print_preview import PrintChoice, PrintPreview
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.services.desk import Desk
from desktop_app.services.printing import GROUPINGS, PRINT_LANGUAGES, PrintOptions


def print_partnerships(desk: Desk, runner: TaskRunner, query: Query, window: QWidget) -> None:
    """Let the user choose how the partnerships that a query finds are printed."""
    preview = PrintPreview(
        translate("Print the partnership list"),
        _print_choices(),
        desk.printer.pages,
        desk.printer.save,
        translate("Partnership list"),
        window,
    )
    setter = PreviewSetter(desk, runner, query, preview)
    preview.options_changed.connect(setter.set_pages)
    preview.start()
    preview.exec()
    preview.deleteLater()


def _print_choices() -> tuple[PrintChoice, ...]:
    groupings = tuple((name, translate(words)) for name, words in GROUPINGS)
    extents = (("", translate("short")), ("long", translate("long")))
    languages = tuple((name, translate(words)) for name, words in PRINT_LANGUAGES)
    return (
        PrintChoice("by", translate("Order"), groupings, "land"),
        PrintChoice("long", translate("Extent"), extents, ""),
        PrintChoice("language", translate("Headings"), languages, "uk" if language() == "uk" else "de"),
    )


class PreviewSetter(QObject):
    """Sets the pages of a preview beside the window, and hands them over when they are ready."""

    def __init__(self, desk: Desk, runner: TaskRunner, query: Query, preview: PrintPreview) -> None:
        super().__init__(preview)
        self._desk = desk
        self._runner = runner
        self._query = query
        self._preview = preview
        self._wanted: dict[str, str] = {}

    @Slot(dict)
    def set_pages(self, options: Mapping[str, Any]) -> None:
        """Set the list by these choices."""
        self._wanted = dict(options)
        choice = PrintOptions(by=options["by"], long=bool(options["long"]), language=options["language"])
        work = partial(self._render, choice, dict(options))
        self._runner.run(work, done=self._on_done, failed=self._on_failed)

    def _render(
        self, choice: PrintOptions, options: dict[str, str], _progress: Progress
    ) -> tuple[bytes | UserError, dict[str, str]]:
        """Return the pages or why there are none, with the choices they are for: newer ones may be under way."""
        try:
            return self._desk.printer.partnership_list(self._query, choice, today()), options
        except UserError as error:
            return error, options

    @Slot(object)
    def _on_done(self, result: tuple[bytes | UserError, dict[str, str]]) -> None:
        pages, options = result
        if isinstance(pages, UserError):
            self._preview.show_failure(pages.message(), options)
        else:
            self._preview.show_pdf(pages, options)

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        self._preview.show_failure(translate("The pages could not be set."), self._wanted)
        raise error
