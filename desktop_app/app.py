"""Composition root: builds everything once, for the window or for a command."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import LANGUAGES, set_language, system_language
from desktop_app.base.loading import end_loading
from desktop_app.base.logs import start_log
from desktop_app.base.paths import config_dir, log_dir
from desktop_app.base.settings import Settings
from desktop_app.command_line.arguments import parser
from desktop_app.services.registers import Registers, Whereabouts
from desktop_app.storage.gazetteer import Gazetteer

# The window, which is started far more often, does without what only commands need, and they without the window.
# ruff: noqa: PLC0415

DONE, FAILED = 0, 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, or open the window where none is given; return the exit code.

    0: done; 1: refused or failed, with one sentence on standard error; 2: wrong usage.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    start_log(log_dir())
    settings = Settings(config_dir() / "settings.json")
    set_language(_language(arguments, settings))
    options = parser().parse_args(arguments)
    registers = Registers(settings, Gazetteer())
    if options.command is None:
        return _open_window(options.register, settings, registers)
    from desktop_app.command_line.commands import COMMANDS

    end_loading()
    try:
        COMMANDS[options.command](options, registers)
    except UserError as error:
        print(error.message(), file=sys.stderr)
        return FAILED
    return DONE


def _language(arguments: list[str], settings: Settings) -> str:
    """Return the language before the arguments are parsed, so that even the help speaks it."""
    asked = next((after for before, after in pairwise(arguments) if before == "--lang"), "")
    asked = asked or next((word.removeprefix("--lang=") for word in arguments if word.startswith("--lang=")), "")
    chosen = asked or settings.text("language")
    return chosen if chosen in LANGUAGES else system_language()


def _open_window(register: Whereabouts | None, settings: Settings, registers: Registers) -> int:
    # Before Qt, whose import hook makes all later imports dearer.
    from desktop_app.gui import pages  # noqa: F401
    from desktop_app.gui.start import run

    return run(settings, registers, register)
