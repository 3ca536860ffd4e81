"""What happens when something fails that nobody foresaw: it is logged, and the user is told what is safe."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import translate
from desktop_app.gui.kit import feedback

_log = logging.getLogger(__name__)


class LastResort:
    """Takes the place of Python's own report of an error that was not caught."""

    def __init__(self, log_folder: Path) -> None:
        self._log_folder = log_folder
        self._telling = False
        self._keep: Callable[[], None] | None = None

    def keep_first(self, keep: Callable[[], None]) -> None:
        """Call `keep` before the user is told, so that what is typed outlives a program that is ended then."""
        self._keep = keep

    def install(self) -> None:
        """Be called for every such error from now on."""
        sys.excepthook = self.report

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the error; tell the user, once at a time."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        # Without the error's own words: they may hold what the user typed.
        _log.critical("not foreseen: %s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
        if self._telling or QApplication.instance() is None:
            return
        self._telling = True
        self._keep_what_is_typed()
        if isinstance(error, UserError):
            words, details = error.message(), ""
        else:
            words, details = self._words()
        feedback.tell_error(QApplication.activeWindow(), words, details)
        self._telling = False

    def _keep_what_is_typed(self) -> None:
        try:
            if self._keep is not None:
                self._keep()
        except Exception as error:  # noqa: BLE001  the program is failing already, and the user is to hear of it
            _log.critical("what is typed was not kept: %s", type(error).__name__)

    def _words(self) -> tuple[str, str]:
        words = translate(
            "Something went wrong that the program did not foresee. What was saved is safe; what was just being "
            "done may be missing. If it happens again, report it with the log."
        )
        return words, translate("The log lies in {folder}.", folder=str(self._log_folder))
