"""Gives the application its light or dark look and keeps it in step with the system."""

from __future__ import annotations

from string import Template

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.base.resources import resource
from desktop_app.gui.kit.icons import refresh_icons
from desktop_app.gui.kit.tokens import DARK, LIGHT, Tokens, tokens_for

MODES = ("light", "dark", "system")


class Theme(QObject):
    """The look of one application: Fusion, a palette and a small style sheet made of tokens.

    "system" follows the system between light and dark. Where the system asks for high contrast, its own colours
    are left untouched and the style sheet is dropped.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._mode = "system"
        app.setStyle("Fusion")
        # Both are kept: PySide6 6.11 counts the second as gone together with the wrapper of the first.
        self._hints = app.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._follow_system)
        self._accessibility.contrastPreferenceChanged.connect(self._follow_system)

    @property
    def mode(self) -> str:
        """Return what was asked for: "light", "dark" or "system"."""
        return self._mode

    @property
    def tokens(self) -> Tokens:
        """Return the colours shown now."""
        return tokens_for(self._app.palette())

    def apply(self, mode: str) -> None:
        """Show the look "light", "dark" or "system"."""
        if mode not in MODES:
            raise ValueError(mode)
        self._mode = mode
        if self._high_contrast():
            self._app.setStyleSheet("")
            self._app.setPalette(QPalette())
        else:
            tokens = self._wanted()
            self._app.setPalette(tokens.palette())
            self._app.setStyleSheet(style_sheet(tokens, self._app))
        refresh_icons(self._app)
        self.changed.emit()

    @Slot()
    def _follow_system(self) -> None:
        self.apply(self._mode)

    def _wanted(self) -> Tokens:
        if self._mode == "system":
            return DARK if self._hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT
        return DARK if self._mode == "dark" else LIGHT

    def _high_contrast(self) -> bool:
        preference = self._accessibility.contrastPreference()
        return self._mode == "system" and preference is Qt.ContrastPreference.HighContrast


def apply_theme(app: QApplication, mode: str) -> Theme:
    """Show a look and return the application's one theme, which tells of changes."""
    theme = app.findChild(Theme, options=Qt.FindChildOption.FindDirectChildrenOnly) or Theme(app)
    theme.apply(mode)
    return theme


def style_sheet(tokens: Tokens, app: QApplication) -> str:
    """Return the style sheet with colours filled in and sizes taken from the application's font."""
    template = Template(resource("style", "app.qss").read_text(encoding="utf-8"))
    colours = {name: getattr(tokens, name) for name in Tokens.__slots__ if name != "tones"}
    images = resource("style", tokens.name).as_posix()
    return template.substitute(colours, images=images, **_sizes(app))


def _sizes(app: QApplication) -> dict[str, str]:
    em = QFontMetrics(app.font()).height()
    points = app.font().pointSizeF()
    rhythm = max(4, round(em * 0.2))
    pad = max(3, round(em * 0.25))
    field = pad + 2
    box = round(em * 0.85)
    pixels = {
        "em": em, "s": rhythm, "s3": rhythm - 1, "m": rhythm * 2, "m1": rhythm * 2 - 1, "cell": rhythm * 2 - 3,
        "l": rhythm * 3, "l1": rhythm * 3 - 1, "xl": rhythm * 6, "p": pad, "p1": pad - 1, "p2": pad - 2,
        "f": field, "f1": field - 1, "f4": field - 3, "f5": field - 4,
        "r": rhythm + 1, "card": rhythm * 2, "chip": em // 2, "arrow": round(em * 0.7), "small": round(em * 0.55),
        "box": box, "box2": box - 2, "dot": box // 2 + 1, "bar": max(10, round(em * 0.55)),
    }  # fmt: skip
    return {name: str(size) for name, size in pixels.items()} | {
        "title": f"{points * 1.3:.1f}",
        "heading": f"{points * 1.05:.1f}",
    }
