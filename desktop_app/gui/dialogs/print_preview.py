"""Asks how a list is to be printed, with its pages in sight."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.base.paths import documents_dir
from desktop_app.gui.dialogs.paper import print_pages, printer_for
from desktop_app.gui.kit.flow import FlowLayout
from desktop_app.gui.kit.labels import PlainLabel, action_text
from desktop_app.gui.kit.letters import give_letters
from desktop_app.gui.kit.page_view import FIT_PAGE, FIT_WIDTH, PAGE_OF, Pages, PageView
from desktop_app.gui.kit.placing import resize_within_screen

_ZOOMS = (50, 75, 100, 125, 150, 200)
_FITS = ((FIT_WIDTH, N_("Page width")), (FIT_PAGE, N_("Whole page")))


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """Something to choose about a print: its name, its label, values with their words, and the value at first."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...]
    value: str


class PrintPreview(QDialog):
    """A preview with choices above the pages.

    It asks for a PDF with `options_changed` (a dict of choice names and values), at first by `start`; whoever listens
    answers with `show_pdf` or `show_failure`. An answer to choices that were changed since is left aside, so that the
    PDF may be made in the background. `save` writes a PDF to a file and raises UserError where it cannot.
    """

    options_changed = Signal(dict)

    def __init__(
        self,
        title: str,
        choices: Sequence[PrintChoice],
        pages_of: Callable[[bytes], Pages],
        save: Callable[[bytes, Path], None],
        file_name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pages_of = pages_of
        self._save = save
        self._file_name = file_name
        self._pdf = b""
        self._pages: Pages | None = None
        self.setWindowTitle(title)
        self._choices = {choice.name: _combo(choice, self) for choice in choices}
        self._view = PageView(self)
        self._notice = PlainLabel("", self, wrap=True)
        self._place = PlainLabel("", self)
        self._zoom = QComboBox(self)
        self._previous = QPushButton(translate(N_("Previous page")), self)
        self._next = QPushButton(translate(N_("Next page")), self)
        self._print = QPushButton(translate(N_("Print …")), self)
        self._save_as = QPushButton(translate(N_("Save as PDF …")), self)
        self._close = QPushButton(translate(N_("Close")), self)
        self._build(choices)
        self._connect()
        self._update_place()

    def start(self) -> None:
        """Ask for the first PDF."""
        self._ask_for_pdf()

    def options(self) -> dict[str, str]:
        """Return the values chosen now, by the names of the choices."""
        return {name: combo.currentData() for name, combo in self._choices.items()}

    def show_pdf(self, pdf: bytes, options: Mapping[str, str]) -> None:
        """Show a PDF that was made for `options`."""
        if dict(options) != self.options():
            return
        before, self._pages = self._pages, self._pages_of(pdf)
        self._pdf = pdf
        self._view.show_pages(self._pages)
        if before is not None:
            before.close()
        self._tell("", "")
        self._set_ready(ready=True)

    def show_failure(self, words: str, options: Mapping[str, str]) -> None:
        """Say why there is no PDF for `options`."""
        if dict(options) == self.options():
            self._tell(words, "error")

    def save_as(self, path: Path) -> None:
        """Write the PDF that is in sight to a file, and say so."""
        try:
            self._save(self._pdf, path)
        except UserError as error:
            self._tell(error.message(), "error")
        else:
            self._tell(translate(N_("Saved as {path}"), path=path), "success")

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages in sight, and say what became of them."""
        if self._pages is None:
            return
        if print_pages(self._pages, printer):
            self._tell(translate(N_("Sent to the printer {name}"), name=printer.printerName()), "success")
        else:
            words = N_("The printer did not take the pages. The list can still be saved as PDF and printed from there.")
            self._tell(translate(words), "error")

    def done(self, result: int) -> None:
        self._close_pages()
        super().done(result)

    @Slot()
    def _ask_for_pdf(self) -> None:
        self._set_ready(ready=False)
        self._tell(translate(N_("The pages are being prepared …")), "muted")
        self.options_changed.emit(self.options())

    @Slot()
    def _on_print(self) -> None:
        if self._pages is None:
            return
        if not QPrinterInfo.availablePrinterNames():
            self._tell(translate(N_("No printer is set up on this computer. The list can be saved as PDF.")), "doubt")
            self._on_save_as()
            return
        printer = printer_for(self._pages)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self._pages.count())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    @Slot()
    def _on_save_as(self) -> None:
        proposal = str(documents_dir() / self._file_name)
        kinds = translate(N_("PDF files (*.pdf)"))
        path, _ = QFileDialog.getSaveFileName(self, translate(N_("Save as PDF")), proposal, kinds)
        if path:
            self.save_as(Path(path) if path.lower().endswith(".pdf") else Path(f"{path}.pdf"))

    @Slot()
    def _on_previous(self) -> None:
        self._view.go_to(self._view.current_page() - 1)

    @Slot()
    def _on_next(self) -> None:
        self._view.go_to(self._view.current_page() + 1)

    @Slot(int)
    def _on_zoom_chosen(self, place: int) -> None:
        chosen = self._zoom.itemData(place)
        if isinstance(chosen, str):
            self._view.set_fit(chosen)
        else:
            self._view.set_zoom(chosen / 100)

    @Slot()
    def _update_zoom(self) -> None:
        """Show in the box what the keys or the wheel have made of the size."""
        percent = round(self._view.zoom() * 100)
        place = self._zoom.findData(self._view.fit() or percent)
        self._zoom.setCurrentIndex(place)
        if place < 0:
            self._zoom.setPlaceholderText(_percent(percent))

    @Slot()
    def _update_place(self) -> None:
        count, current = self._view.page_count(), self._view.current_page()
        self._place.setText(translate(PAGE_OF, page=current + 1, pages=count) if count else "")
        self._previous.setEnabled(current > 0)
        self._next.setEnabled(current + 1 < count)

    def _set_ready(self, *, ready: bool) -> None:
        for button in (self._print, self._save_as):
            button.setEnabled(ready)

    def _tell(self, words: str, role: str) -> None:
        self._notice.set_role(role)
        self._notice.setText(words)
        self._notice.setVisible(bool(words))

    def _close_pages(self) -> None:
        self._view.show_pages(None)
        if self._pages is not None:
            self._pages.close()
            self._pages = None

    def _build(self, choices: Sequence[PrintChoice]) -> None:
        for name, widget in {
            "view": self._view, "notice": self._notice, "place": self._place, "zoom": self._zoom,
            "previous": self._previous, "next": self._next, "print": self._print, "save": self._save_as,
            "close": self._close,
        }.items():  # fmt: skip
            widget.setObjectName(f"print_preview.{name}")
        for value, words in _FITS:
            self._zoom.addItem(translate(words), value)
        for percent in _ZOOMS:
            self._zoom.addItem(_percent(percent), percent)
        top = FlowLayout(spacing=16)
        combos = [(self._choices[choice.name], choice.label) for choice in choices]
        for combo, words in (*combos, (self._zoom, translate(N_("Size")))):
            top.addWidget(_group(self, _label_for(combo, words), combo))
        top.addWidget(_group(self, self._previous, self._place, self._next))
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        for button in (self._print, self._save_as, self._close):
            bottom.addWidget(button)
        self._print.setProperty("look", "primary")
        self._print.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self._notice)
        layout.addWidget(self._view, 1)
        layout.addLayout(bottom)
        give_letters(self)
        height = self.fontMetrics().height()
        resize_within_screen(self, 60 * height, 46 * height)
        QWidget.setTabOrder(self._next, self._view)
        QWidget.setTabOrder(self._view, self._print)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        for combo in self._choices.values():
            combo.activated.connect(self._ask_for_pdf)
        self._zoom.activated.connect(self._on_zoom_chosen)
        self._view.zoom_changed.connect(self._update_zoom)
        self._view.current_changed.connect(self._update_place)
        self._previous.clicked.connect(self._on_previous)
        self._next.clicked.connect(self._on_next)
        self._print.clicked.connect(self._on_print)
        self._save_as.clicked.connect(self._on_save_as)
        self._close.clicked.connect(self.reject)


def _combo(choice: PrintChoice, parent: QWidget) -> QComboBox:
    combo = QComboBox(parent)
    combo.setObjectName(f"print_preview.{choice.name}")
    for value, words in choice.values:
        combo.addItem(words, value)
    combo.setCurrentIndex(max(combo.findData(choice.value), 0))
    return combo


def _group(parent: QWidget, *widgets: QWidget) -> QWidget:
    """Return widgets that stay beside each other where a line ends."""
    group = QWidget(parent)
    line = QHBoxLayout(group)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    for widget in widgets:
        line.addWidget(widget)
    return group


def _label_for(combo: QComboBox, words: str) -> PlainLabel:
    label = PlainLabel(action_text(words))
    label.setBuddy(combo)
    combo.setAccessibleName(words)
    return label


def _percent(percent: int) -> str:
    return f"{percent} %"
