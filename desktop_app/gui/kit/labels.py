"""Labels and texts that are never taken for rich text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from desktop_app.base.i18n import translate


def action_text(text: str) -> str:
    """Return text for an action, button or tab in which every `&` is shown as such."""
    return text.replace("&", "&&")


def without_mnemonic(text: str) -> str:
    """Return a label text as it is read: `&&` is one `&`, a single `&` vanishes."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def spoken(words: str) -> str:
    """Return what a screen reader says of a place with these words: that it is empty where there are none."""
    return words.strip() or translate("(empty)")


def set_tooltip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that shows `text` letter by letter, and tells it to screen readers."""
    widget.setToolTip(tooltip_text(text))
    widget.setAccessibleDescription(text)


def tooltip_text(text: str) -> str:
    """Return markup that a tooltip shows as exactly `text`, broken into lines."""
    # Not html.escape: the html module brings a table of all named characters along, at each start.
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>" if text else ""


def set_state(widget: QWidget, name: str, value: str) -> None:
    """Set a dynamic property that the style sheet looks at, and draw the widget anew when it changed."""
    if (widget.property(name) or "") != value:
        widget.setProperty(name, value)
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.update()


class PlainLabel(QLabel):
    """A label that shows its text letter by letter.

    `role` chooses the look: "" for running text, "title", "heading", "strong", "muted", "error", "doubt", "success".
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, role: str = "", wrap: bool = False) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def set_role(self, role: str) -> None:
        """Change the look."""
        set_state(self, "role", role)


class PressedLabel(PlainLabel):
    """A text that chooses its button when it is clicked: a radio button's own text is cut where it is long."""

    def __init__(self, text: str, button: QAbstractButton, parent: QWidget) -> None:
        super().__init__(text, parent, wrap=True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._button = button

    def mousePressEvent(self, event: object) -> None:
        self._button.setChecked(True)


class ElidedLabel(PlainLabel):
    """A label that gives way: what does not fit is cut with dots and told by the tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, role: str = "") -> None:
        super().__init__(text, parent, role=role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Show a text and offer it whole as tooltip."""
        super().setText(text)
        self.setToolTip(tooltip_text(text))

    def minimumSizeHint(self) -> QSize:
        """Return the size of a few letters, so that the label never pushes others away."""
        metrics = self.fontMetrics()
        return QSize(
            min(super().sizeHint().width(), metrics.averageCharWidth() * 4), super().minimumSizeHint().height()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        painter = QPainter(self)
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        self.style().drawItemText(
            painter, area, int(self.alignment()), self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )
        painter.end()
