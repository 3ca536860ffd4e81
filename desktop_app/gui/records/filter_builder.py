"""The window in which a filter is put together: conditions, groups, links, with the count of what they find."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_count
from desktop_app.base.i18n import translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.query import Filter, Query
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.latest import Latest
from desktop_app.gui.kit.nearest import NearestButton
from desktop_app.gui.kit.placing import resize_within_screen, scrolling
from desktop_app.gui.kit.shortcuts import ADD_CONDITION, ADD_GROUP, REMOVE_CONDITION, REMOVE_GROUP
from desktop_app.gui.kit.tasks import Progress, TaskRunner
from desktop_app.gui.records.condition_rows import ConditionGroup
from desktop_app.gui.records.condition_scope import Scope
from desktop_app.gui.records.context import DeskContext
from desktop_app.services.desk import Desk

_SIZE = (860, 560)
_DELAY = 200
"""Milliseconds after the last change before what is found is counted."""


class FilterBuilder(QDialog):
    """Edits the filter of one list; `filters` gives what was made of it."""

    def __init__(
        self, desk: Desk, runner: TaskRunner, record: str, filters: tuple[Filter, ...], search: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.filter")
        self.setWindowTitle(translate("Filter of {records}", records=translate(TYPES[record].PLURAL)))
        self._desk = desk
        self._record = record
        self._search = search
        self._counting = Latest(runner, self)
        self._group = ConditionGroup(Scope(record, desk, DeskContext(desk)), 0, self)
        self._words = PlainLabel("", self, wrap=True)
        self._words.setObjectName("filter.words")
        self._found = PlainLabel("", self, role="strong")
        self._found.setObjectName("filter.found")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY)
        self._build()
        self._timer.timeout.connect(self._count)
        self._counting.answered.connect(self._on_counted)
        self._counting.failed.connect(self._on_failed)
        self._group.changed.connect(self._on_changed)
        self._group.rebuilt.connect(self._on_rebuilt)
        self._group.show_filters(filters)
        if not filters:
            self._group.add_row()
        self._on_rebuilt()
        self._group.focus()
        self._tell()
        self._count()

    def filters(self) -> tuple[Filter, ...]:
        """Return the filters as they stand, all of which have to apply."""
        return self._group.filters()

    def _build(self) -> None:
        content = QWidget(self)
        content.setProperty("look", "bare")
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.addWidget(self._group)
        inner.addStretch(1)
        apply, clear, cancel = (
            QPushButton(translate("&Show"), self),
            QPushButton(translate("C&lear"), self),
            QPushButton(translate("&Cancel"), self),
        )
        apply.setObjectName("action.apply_filter")
        apply.setProperty("look", "primary")
        apply.setDefault(True)
        apply.clicked.connect(self.accept)
        clear.setObjectName("action.clear_conditions")
        clear.clicked.connect(self._on_clear)
        cancel.setObjectName("action.cancel")
        cancel.clicked.connect(self.reject)
        self._buttons = (clear, cancel, apply)
        foot = QHBoxLayout()
        foot.addWidget(self._found, 1)
        for button in self._buttons:
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(scrolling(content, self), 1)
        layout.addWidget(self._words)
        layout.addLayout(foot)
        for keys in (ADD_CONDITION, ADD_GROUP, REMOVE_CONDITION, REMOVE_GROUP):
            NearestButton(keys, self)
        resize_within_screen(self, *_SIZE)

    def accept(self) -> None:
        """Close with the filter as it stands, unless something typed cannot be read."""
        if not any(self._group.problems()):
            super().accept()

    def done(self, result: int) -> None:
        """Ask for no count any more."""
        self._timer.stop()
        self._counting.stop()
        super().done(result)

    def _tell(self) -> None:
        words = self._desk.browser.words(Query(self._record, search=self._search, filters=self.filters()))
        self._words.setText(words or translate("none: all records"))

    @Slot()
    def _count(self) -> None:
        """Count beside the window what the filter finds now."""
        query = Query(self._record, search=self._search, filters=self.filters())
        self._counting.ask(partial(self._counted, query))

    def _counted(self, query: Query, _progress: Progress) -> int:
        return self._desk.browser.count(query)

    @Slot(object)
    def _on_counted(self, found: int) -> None:
        self._found.setText(format_count("{count} record found", "{count} records found", found))

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._found.setText(error.message())

    @Slot()
    def _on_changed(self) -> None:
        self._tell()
        self._timer.start()

    @Slot()
    def _on_rebuilt(self) -> None:
        """Let Tab walk through what there is now, from top to bottom."""
        stops = [*self._group.stops(), *self._buttons]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    @Slot()
    def _on_clear(self) -> None:
        self._group.show_filters(())
        self._group.add_row()
        self._on_rebuilt()
        self._on_changed()
        self._group.focus()
