"""Shows one file of a record beside the form: a picture, the pages of a PDF, or what kind of file it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.domain.attachment import Attachment
from desktop_app.domain.file_kinds import file_type
from desktop_app.gui.kit.flow import FlowLayout
from desktop_app.gui.kit.icons import icon, set_icon
from desktop_app.gui.kit.labels import ElidedLabel, PlainLabel, set_tooltip
from desktop_app.gui.kit.page_view import FIT_PAGE, FIT_WIDTH, PageView
from desktop_app.gui.kit.shortcuts import ACTUAL_SIZE, FIT, PREVIEW, TURN_PAGE, ZOOM, native, set_hint, with_keys
from desktop_app.gui.kit.tasks import TaskRunner
from desktop_app.gui.records.file_entries import ICONS
from desktop_app.gui.records.preview_pages import PreviewPages
from desktop_app.services.previews import Previews, is_drawn, is_picture

_ICON = 56
_LEAST_CHARACTERS = 30
_LEAST_ZOOM = 0.02


class PreviewPane(QFrame):
    """Shows what `show_file` is given; `closed` tells that it is not wanted any more."""

    closed = Signal()

    def __init__(self, previews: Previews, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._previews = previews
        self._runner = runner
        self._file: Attachment | None = None
        self._pages: PreviewPages | None = None
        self.setObjectName("file_preview")
        self.setProperty("look", "card")
        self._name = ElidedLabel("", self, role="heading")
        self._view = PageView(None, _LEAST_ZOOM)
        self._view.setObjectName("file_preview.view")
        self._view.setAccessibleName(translate("Preview of the file"))
        self._place = PlainLabel("", self, role="muted")
        self._build()
        self._view.current_changed.connect(self._show_place)

    @property
    def file(self) -> Attachment | None:
        """Return the file that is shown."""
        return self._file

    def show_file(self, file: Attachment | None) -> None:
        """Show a file; nothing for none, and again nothing new for the same content."""
        if file == self._file:
            return
        same = file is not None and self._file is not None and file.content == self._file.content
        self._file = file
        self._name.setText(file.name if file is not None else "")
        if not same:
            self._show_content(file)

    def stop(self) -> None:
        """Draw nothing any more."""
        self.show_file(None)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        back, on = (native(each) for each in TURN_PAGE.sequences())
        larger, smaller = (native(each) for each in ZOOM.sequences())
        close = self._button("x", translate("Hide the preview"), PREVIEW.named(), self.closed)
        self._smaller = self._button("zoom-out", translate("Smaller"), smaller, self._on_smaller)
        self._larger = self._button("zoom-in", translate("Larger"), larger, self._on_larger)
        self._fit = self._words_button(translate("Fit"), FIT.named(), self._on_fit)
        self._actual = self._words_button("100 %", ACTUAL_SIZE.named(), self._on_actual)
        self._previous = self._button("chevron-up", translate("Previous page"), back, self._on_previous)
        self._next = self._button("chevron-down", translate("Next page"), on, self._on_next)
        for button, keys in ((close, PREVIEW), (self._fit, FIT), (self._actual, ACTUAL_SIZE)):
            set_hint(button, keys)
        for button, at, keys in (
            (self._previous, 0, TURN_PAGE),
            (self._next, 1, TURN_PAGE),
            (self._larger, 0, ZOOM),
            (self._smaller, 1, ZOOM),
        ):
            set_hint(button, keys, at)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(close)
        self._tools = QWidget(self)
        tools = FlowLayout(self._tools)
        for widget in (self._smaller, self._larger, self._fit, self._actual, self._previous, self._next, self._place):
            tools.addWidget(widget)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._view)  # after the tools: Tab comes to them first
        self._stack.addWidget(self._said())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._tools)
        layout.addWidget(self._stack, 1)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS)

    def _said(self) -> QWidget:
        """Return what stands there instead of a picture: an icon, and words."""
        page = QWidget(self)
        self._icon = QLabel(page)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = PlainLabel("", page, role="muted", wrap=True)
        self._words.setObjectName("file_preview.words")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(page)
        layout.addStretch(1)
        layout.addWidget(self._icon)
        layout.addWidget(self._words)
        layout.addStretch(2)
        return page

    def _button(self, icon_name: str, words: str, keys: str, slot: object) -> QPushButton:
        button = self._words_button("", keys, slot)
        button.setAccessibleName(words)
        set_tooltip(button, with_keys(words, keys))
        set_icon(button, icon_name)
        return button

    def _words_button(self, words: str, keys: str, slot: object) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(True)  # Enter presses it
        set_tooltip(button, with_keys(words, keys))
        button.clicked.connect(slot)
        return button

    # -- showing -----------------------------------------------------------------------------------------------

    def _show_content(self, file: Attachment | None) -> None:
        before, self._pages = self._pages, None
        self._view.show_pages(None)
        if before is not None:
            before.close()
            before.deleteLater()
        if file is None:
            self._say("file", translate("What you select among the files is shown here."))
        elif not is_drawn(file):
            self._say(
                ICONS[file_type(file.name).kind],
                translate("Files of this kind are opened in their own program (Enter)."),
            )
        else:
            self._say(ICONS[file_type(file.name).kind], translate("Loading …"))
            self._pages = PreviewPages(self._previews, file, self._runner, self._view)
            self._pages.ready.connect(self._on_ready)
            self._pages.drawn.connect(self._view.redraw)
            self._pages.failed.connect(self._on_failed)

    def _say(self, icon_name: str, words: str) -> None:
        side = _ICON
        self._icon.setPixmap(icon(icon_name, "muted", side).pixmap(side, side))
        self._words.setText(words)
        self._stack.setCurrentIndex(1)
        self._tools.hide()

    @Slot()
    def _on_ready(self) -> None:
        if self._pages is not None and self._file is not None:
            self._view.show_pages(self._pages)
            self._view.set_fit(FIT_PAGE if is_picture(self._file) else FIT_WIDTH)
            self._stack.setCurrentIndex(0)
            self._tools.show()
            self._show_place()

    @Slot(Exception)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._say("alert-triangle", error.message())

    @Slot()
    def _show_place(self) -> None:
        count, current = self._view.page_count(), self._view.current_page()
        self._place.setText(translate("{page} of {pages}", page=current + 1, pages=count))
        self._previous.setEnabled(current > 0)
        self._next.setEnabled(current + 1 < count)
        for each in (self._previous, self._next, self._place):
            each.setVisible(count > 1)

    @Slot()
    def _on_previous(self) -> None:
        self._view.go_to(self._view.current_page() - 1)

    @Slot()
    def _on_next(self) -> None:
        self._view.go_to(self._view.current_page() + 1)

    @Slot()
    def _on_smaller(self) -> None:
        self._view.zoom_by(smaller=True)

    @Slot()
    def _on_larger(self) -> None:
        self._view.zoom_by(smaller=False)

    @Slot()
    def _on_fit(self) -> None:
        self._view.set_fit(FIT_PAGE if self._file is not None and is_picture(self._file) else FIT_WIDTH)

    @Slot()
    def _on_actual(self) -> None:
        self._view.set_zoom(1.0)
