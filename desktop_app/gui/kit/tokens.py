"""The colours of the light and the dark look, each with one meaning."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor, QPalette


class Tone(StrEnum):
    """What a colour says; always accompanied by a word."""

    NEUTRAL = "neutral"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as `#rrggbb`; `tones` holds (background, text) of a chip for each tone."""

    name: str
    window: str
    surface: str
    alternate: str
    text: str
    muted: str
    disabled: str
    line: str
    outline: str
    hover: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    on_selection: str
    danger: str
    warning: str
    success: str
    scroll: str
    tones: tuple[tuple[Tone, str, str], ...]

    def chip(self, tone: Tone) -> tuple[str, str]:
        """Return the background and the text colour of a chip."""
        return next((background, text) for key, background, text in self.tones if key is tone)

    def palette(self) -> QPalette:
        """Return the Qt palette that fits these colours."""
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, colour in (
            (roles.Window, self.window), (roles.WindowText, self.text), (roles.Base, self.surface),
            (roles.AlternateBase, self.alternate), (roles.Text, self.text), (roles.Button, self.surface),
            (roles.ButtonText, self.text), (roles.BrightText, self.danger), (roles.Highlight, self.selection),
            (roles.HighlightedText, self.on_selection), (roles.Accent, self.accent), (roles.Link, self.accent),
            (roles.LinkVisited, self.accent), (roles.ToolTipBase, self.text), (roles.ToolTipText, self.surface),
            (roles.PlaceholderText, self.muted), (roles.Light, self.surface), (roles.Midlight, self.hover),
            (roles.Mid, self.line), (roles.Dark, self.outline), (roles.Shadow, self.line),
        ):  # fmt: skip
            palette.setColor(role, QColor(colour))
        for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(self.disabled))
        return palette


LIGHT = Tokens(
    name="light",
    window="#f6f8fa",
    surface="#ffffff",
    alternate="#f6f8fa",
    text="#1f2328",
    muted="#59636e",
    disabled="#818b98",
    line="#d1d9e0",
    outline="#818b98",
    hover="#eaeef2",
    accent="#0550ae",
    accent_hover="#033d8b",
    on_accent="#ffffff",
    selection="#ddeefe",
    on_selection="#1f2328",
    danger="#cf222e",
    warning="#7d4e00",
    success="#116329",
    scroll="#818b98",
    tones=(
        (Tone.NEUTRAL, "#eaeef2", "#424a53"),
        (Tone.INFO, "#ddf4ff", "#0550ae"),
        (Tone.SUCCESS, "#dafbe1", "#116329"),
        (Tone.WARNING, "#fff3b8", "#7d4e00"),
        (Tone.DANGER, "#ffebe9", "#a40e26"),
    ),
)

DARK = Tokens(
    name="dark",
    window="#0d1117",
    surface="#151b23",
    alternate="#1a212a",
    text="#f0f6fc",
    muted="#9aa2ac",
    disabled="#656c76",
    line="#3d444d",
    outline="#7b838d",
    hover="#262c36",
    accent="#6cb6ff",
    accent_hover="#96cdff",
    on_accent="#0d1117",
    selection="#173a63",
    on_selection="#f0f6fc",
    danger="#ff8076",
    warning="#e3b341",
    success="#56d364",
    scroll="#7b838d",
    tones=(
        (Tone.NEUTRAL, "#3d444d", "#f0f6fc"),
        (Tone.INFO, "#0550ae", "#ffffff"),
        (Tone.SUCCESS, "#1a7f37", "#ffffff"),
        (Tone.WARNING, "#855a00", "#ffffff"),
        (Tone.DANGER, "#b62324", "#ffffff"),
    ),
)


def tokens_for(palette: QPalette) -> Tokens:
    """Return the colours that go with a palette, ours or the system's."""
    window = palette.color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT
