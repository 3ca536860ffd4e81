"""The look: contrast, switching, speed."""

from __future__ import annotations

import re
import time

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from desktop_app.base.resources import resource
from desktop_app.gui.kit.fonts import FAMILY
from desktop_app.gui.kit.icons import icon, set_icon
from desktop_app.gui.kit.theme import Theme, apply_theme, style_sheet
from desktop_app.gui.kit.tokens import DARK, LIGHT, Tokens, tokens_for
from tests.gui.kit.small_world import Ear


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours."""

    def luminance(name: str) -> float:
        def linear(part: float) -> float:
            return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

        colour = QColor(name)
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())

    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_that_text_has_the_contrast_of_wcag_aa(tokens: Tokens):
    grounds = (tokens.window, tokens.surface, tokens.alternate)
    inks = (tokens.text, tokens.muted, tokens.accent, tokens.danger, tokens.warning, tokens.success)
    pairs = [(ink, ground) for ink in inks for ground in grounds]
    pairs += [(tokens.on_accent, tokens.accent), (tokens.on_accent, tokens.accent_hover)]
    pairs += [(tokens.on_selection, tokens.selection), (tokens.text, tokens.hover), (tokens.surface, tokens.text)]
    pairs += [(ink, ground) for _tone, ground, ink in tokens.tones]
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5} == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_that_the_frames_of_fields_can_be_seen(tokens: Tokens):
    frames = [
        (frame, ground) for frame in (tokens.outline, tokens.accent) for ground in (tokens.window, tokens.surface)
    ]
    assert {pair: contrast(*pair) for pair in frames if contrast(*pair) < 3} == {}


def test_that_the_shipped_font_is_used_and_has_both_scripts(dressed: QApplication):
    assert dressed.font().family() == FAMILY
    assert dressed.font().pointSizeF() >= 10.5
    systems = QFontDatabase.writingSystems(FAMILY)
    assert {QFontDatabase.WritingSystem.Latin, QFontDatabase.WritingSystem.Cyrillic} <= set(systems)


def test_that_a_switch_changes_palette_style_and_tells_of_it(dressed: QApplication, ear: Ear):
    theme = apply_theme(dressed, "light")
    theme.changed.connect(ear.hear)
    assert apply_theme(dressed, "dark") is theme
    assert theme.tokens is DARK
    assert tokens_for(dressed.palette()) is DARK
    assert DARK.accent in dressed.styleSheet()
    theme.apply("light")
    assert dressed.palette().color(QPalette.ColorRole.Window).name() == LIGHT.window
    assert len(ear.heard) == 2


class HighContrast(Theme):
    """The look of a system that asks for high contrast."""

    def _high_contrast(self) -> bool:
        return self.mode == "system"


def test_that_high_contrast_keeps_the_colours_of_the_system(dressed: QApplication):
    theme = HighContrast(dressed)
    theme.apply("system")
    assert dressed.styleSheet() == ""
    theme.apply("light")
    assert dressed.styleSheet() != ""
    theme.deleteLater()


def test_that_an_unknown_look_is_refused(dressed: QApplication):
    with pytest.raises(ValueError, match="pink"):
        apply_theme(dressed, "pink")


def test_that_the_style_sheet_names_only_files_that_are_there(dressed: QApplication):
    for tokens in (LIGHT, DARK):
        sheet = style_sheet(tokens, dressed)
        files = set(re.findall(r'url\("([^"]+)"\)', sheet))
        assert files
        assert [name for name in files if not resource().joinpath(name).is_file()] == []
        assert "$" not in sheet


def test_that_sizes_follow_the_font(dressed: QApplication):
    small = style_sheet(LIGHT, dressed)
    font = dressed.font()
    larger = dressed.font()
    larger.setPointSizeF(font.pointSizeF() * 2)
    try:
        dressed.setFont(larger)
        assert style_sheet(LIGHT, dressed) != small
    finally:
        dressed.setFont(font)


def test_that_dressing_the_application_takes_no_time_worth_noticing(dressed: QApplication):
    theme = apply_theme(dressed, "light")
    start = time.process_time()
    theme.apply("light")
    assert time.process_time() - start < 0.1


def test_that_icons_take_the_colours_of_the_look(dressed: QApplication, qtbot):
    theme = apply_theme(dressed, "light")
    button = QPushButton()
    qtbot.addWidget(button)
    set_icon(button, "home")
    light = button.icon().pixmap(24, 24).toImage()
    theme.apply("dark")
    dark = button.icon().pixmap(24, 24).toImage()
    theme.apply("light")
    assert light != dark
    assert button.icon().pixmap(24, 24).toImage() == light


def test_that_an_icon_is_drawn_once(dressed: QApplication):
    assert icon("home") is icon("home")


def test_that_every_icon_can_be_drawn(dressed: QApplication):
    names = [file.stem for file in resource("icons").glob("*.svg")]
    assert len(names) > 40
    blank = [name for name in names if icon(name).pixmap(24, 24).toImage().allGray() is None]
    assert blank == []
    assert all(not icon(name).isNull() for name in names)


def test_that_licences_lie_beside_what_they_license():
    assert "SIL Open Font License" in resource("fonts", "LICENSE.txt").read_text(encoding="utf-8")
    assert "MIT License" in resource("icons", "LICENSE.txt").read_text(encoding="utf-8")


def test_that_a_field_looks_different_when_it_is_wrong(dressed: QApplication, qtbot):
    from desktop_app.gui.kit.labels import set_state

    field = QLineEdit("x")
    qtbot.addWidget(field)
    field.resize(120, 32)
    before = field.grab().toImage()
    set_state(field, "state", "error")
    assert field.grab().toImage() != before
