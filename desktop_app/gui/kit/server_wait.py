"""Keeps the window alive while its thread waits for a server: it is drawn, and nothing new begins."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QWidget

from desktop_app.base.i18n import translate
from desktop_app.base.meanwhile import do_meanwhile, meanwhile
from desktop_app.gui.kit.labels import PlainLabel
from desktop_app.gui.kit.shortcuts import STEP_BACK, set_hint
from desktop_app.gui.kit.toast import announce

_UNNOTICED = 0.03
"""Seconds for which a window may stand still."""
_TOLD_AFTER = 1.0
"""Seconds after which the user is told what the window waits for."""
_TIMERS = {"QTimer", "QSingleShotTimer"}
"""They ring again until they are heard."""
_HELD = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.Shortcut,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.ContextMenu,
    QEvent.Type.DragEnter,
    QEvent.Type.Drop,
    QEvent.Type.TouchBegin,
    QEvent.Type.Close,
}


class ServerWait(QObject):
    """Takes its turns while the thread of the window waits; what comes meanwhile comes when the thread is free again.

    Keys and clicks wait in the queue of the system. When the waiting is told of, only giving up is listened to: with
    Esc, the button, or the close button of the window. Who gives up, gives up all that the thread has begun.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._since = 0.0
        self._last = 0.0
        self._turning = False
        self._given_up = False
        self._panel: WaitingPanel | None = None
        self._later: list[Callable[[], object]] = []
        self._free = QTimer(self, singleShot=True, interval=0)
        self._free.timeout.connect(self._on_free)

    def begin(self) -> None:
        """Take turns from now on, for the thread that calls."""
        do_meanwhile(self.turn)

    def end(self) -> None:
        """Take no more turns."""
        do_meanwhile(None)
        self._later.clear()
        self._on_free()

    @property
    def is_turning(self) -> bool:
        """Say whether the window is drawn in the middle of something else."""
        return self._turning

    def turn(self) -> bool:
        """Let the window be drawn; return whether to wait on."""
        if self._turning:
            return False  # whatever asks in the middle of something else is refused
        now = time.monotonic()
        if not self._free.isActive():
            self._begin(now)
        if now - self._last >= _UNNOTICED or self._panel is not None:
            self._look_after_the_window(now)
        return not self._given_up

    def later(self, call: Callable[[], object]) -> None:
        """Do something when the thread has done what it is doing."""
        self._later.append(call)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put off the timers of the program, and keys and clicks but those that give up."""
        kind = event.type()
        if kind == QEvent.Type.Timer:
            named = watched.metaObject().className()
            return named in _TIMERS and not watched.property(GOES_ON)
        if kind not in _HELD:
            return False
        if isinstance(event, QMouseEvent):
            return self._panel is None or not self._panel.offers(event.globalPosition().toPoint())
        if kind == QEvent.Type.Close or (isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape):
            self.give_up()
        if kind == QEvent.Type.Close:
            event.ignore()
        return True

    @Slot()
    def give_up(self) -> None:
        """Wait no longer."""
        self._given_up = True

    def _look_after_the_window(self, now: float) -> None:
        if _is_painting():
            return
        if self._panel is None and now - self._since >= _TOLD_AFTER:
            self._show_panel()
        told = self._panel is not None
        flags = QEventLoop.ProcessEventsFlag
        self._turning = True
        self._application.installEventFilter(self)
        try:
            QCoreApplication.processEvents(flags.AllEvents if told else flags.ExcludeUserInputEvents)
        finally:
            self._application.removeEventFilter(self)
            self._turning = False
            self._last = time.monotonic()

    def _show_panel(self) -> None:
        window = QApplication.activeModalWidget() or QApplication.activeWindow()
        if window is not None:
            self._panel = WaitingPanel(window)
            self._panel.given_up.connect(self.give_up)
            self._panel.destroyed.connect(self._on_panel_gone)

    @Slot()
    def _on_panel_gone(self) -> None:
        self._panel = None

    @Slot()
    def _on_free(self) -> None:
        """Go on as ever: the thread has done what it was doing."""
        self._free.stop()
        self._given_up = False
        if self._panel is not None:
            self._panel.destroyed.disconnect(self._on_panel_gone)
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        if self._later:
            call = self._later.pop(0)
            if self._later:  # one at a time: each may wait again, or fail
                self._begin(time.monotonic())
            call()

    def _begin(self, now: float) -> None:
        self._since = self._last = now
        self._free.start()


GOES_ON = "goes_on"
"""The property of a timer that is not put off while the window waits: it begins nothing that asks the server."""


class WaitingPanel(QFrame):
    """Says over a window that it waits for the server, and offers not to."""

    given_up = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("waiting_for_server")
        self.setProperty("look", "card")
        words = translate("Waiting for the register … Nothing that was typed is lost.")
        label = PlainLabel(words, self)
        self._button = QPushButton(translate("Stop waiting (Esc)"), self)
        self._button.setObjectName("action.stop_waiting")
        set_hint(self._button, STEP_BACK)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.given_up)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 14, 14, 14)
        line.setSpacing(20)
        line.addWidget(label)
        line.addWidget(self._button)
        self.adjustSize()
        self.move((window.width() - self.width()) // 2, (window.height() - self.height()) // 3)
        self.show()
        self.raise_()
        announce(window, words)

    def offers(self, place: QPoint) -> bool:
        """Say whether the button is at a place of the screen."""
        return self._button.rect().contains(self._button.mapFromGlobal(place))


def when_free(call: Callable[[], object]) -> None:
    """Do something now, or, where the window is only being drawn in the middle of something else, after that."""
    wait = getattr(meanwhile(), "__self__", None)
    if isinstance(wait, ServerWait) and wait.is_turning:
        wait.later(call)
    else:
        call()


def _is_painting() -> bool:
    """Say whether a window is being drawn: then it cannot be drawn anew."""
    return any(each.testAttribute(Qt.WidgetAttribute.WA_WState_InPaintEvent) for each in QApplication.allWidgets())
