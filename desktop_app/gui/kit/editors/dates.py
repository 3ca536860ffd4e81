"""Editors of dates, which may be known to the year or month only, and of moments."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop_app.base.clock import today
from desktop_app.base.formats import format_timestamp
from desktop_app.base.i18n import language, translate
from desktop_app.domain.errors import UserError
from desktop_app.domain.fields import Field
from desktop_app.domain.partial_date import PartialDate, parse_typed
from desktop_app.gui.kit.editors.line import LineEditor
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.labels import tooltip_text
from desktop_app.gui.kit.tokens import tokens_for

_LOCALES = {"de": "de_DE", "uk": "uk_UA", "en": "en_GB"}


class CalendarPopup(QFrame):
    """A month to pick a day from; arrows walk, Enter takes, Esc closes."""

    picked = Signal(QDate)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "popup")
        self._calendar = QCalendarWidget(self)
        self._calendar.setLocale(QLocale(_LOCALES[language()]))
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(tokens_for(self.palette()).muted))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(day, quiet)
        self._calendar.setAccessibleName(translate("Calendar"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._calendar)
        self._calendar.activated.connect(self._on_picked)
        self._calendar.clicked.connect(self._on_picked)

    def open_at(self, corner: QPoint, day: QDate) -> None:
        """Show the month of a day below a point of the screen."""
        self._calendar.setSelectedDate(day)
        self.adjustSize()
        room = self.screen().availableGeometry()
        x = max(room.left(), min(corner.x(), room.right() - self.width()))
        y = max(room.top(), min(corner.y(), room.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self._calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(QDate)
    def _on_picked(self, day: QDate) -> None:
        self.close()
        self.picked.emit(day)


class DateEditor(LineEditor):
    """A date typed as people do (`12.3.19`, `3/2019`, `2019`, `heute`, `+7`); Alt+↓ opens a calendar."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._popup: CalendarPopup | None = None
        self._calendar_action = QAction(translate("Calendar"), self)
        keys = translate("Alt+↓")
        self._calendar_action.setToolTip(tooltip_text(f"{self._calendar_action.text()} ({keys})"))
        self._calendar_action.triggered.connect(self.open_calendar)
        set_icon(self._calendar_action, "calendar", "muted")
        self.addAction(self._calendar_action, QLineEdit.ActionPosition.TrailingPosition)

    def value(self) -> PartialDate | None:
        """Return the date; None for an empty or unreadable line."""
        return self._read()[0]

    def set_value(self, value: Any) -> None:
        """Show a date."""
        super().set_value(value.shown() if value is not None else "")

    def problem(self) -> str | None:
        """Return why the line cannot be read."""
        return self._read()[1]

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid changes."""
        super().set_read_only(read_only)
        self._calendar_action.setVisible(not read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar on Alt+↓ and F4."""
        down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if down or event.key() == Qt.Key.Key_F4:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    @Slot()
    def open_calendar(self) -> None:
        """Show the calendar below the line."""
        if self.isReadOnly():
            return
        if self._popup is not None:
            self._popup.deleteLater()
        self._popup = CalendarPopup(self)
        self._popup.picked.connect(self._on_picked)
        shown = self.value()
        day = shown.earliest if shown else today()
        self._popup.open_at(self.mapToGlobal(QPoint(0, self.height())), QDate(day.year, day.month, day.day))

    @Slot(QDate)
    def _on_picked(self, day: QDate) -> None:
        self.set_value(PartialDate(day.year(), day.month(), day.day()))
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.changed.emit()
        self.left.emit()

    def _settle(self) -> None:
        found, problem = self._read()
        if problem is None:
            self.set_value(found)

    def _read(self) -> tuple[PartialDate | None, str | None]:
        typed = self.text().strip()
        if not typed:
            return None, None
        try:
            return parse_typed(typed, today()), None
        except UserError as error:
            return None, error.message()


class TimestampEditor(LineEditor):
    """A moment that the program itself records; shown, never typed."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._moment: Any = None
        self.setReadOnly(True)

    def value(self) -> Any:
        """Return the moment that was set."""
        return self._moment

    def set_value(self, value: Any) -> None:
        """Show a moment in local time."""
        self._moment = value
        super().set_value(format_timestamp(value) if value is not None else "")

    def set_typed(self, text: str) -> None:
        """Ignore typed text: moments are recorded, not typed."""

    def problem(self) -> str | None:
        """Return None: there is nothing to misread."""
        return None

    def set_read_only(self, read_only: bool) -> None:
        """Stay unchangeable."""
