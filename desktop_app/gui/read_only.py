"""The strip that says why a register can only be read, and offers the way to write it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.base.formats import format_moment
from desktop_app.base.i18n import N_, translate
from desktop_app.gui.kit.icons import set_icon
from desktop_app.gui.kit.notice import Notice
from desktop_app.services.desk import Barred, Desk, Occupant

_WHY = {
    Barred.PROTECTED: N_("This register can only be read here: its file or its folder is write-protected."),
    Barred.RIGHTS: N_("This register can only be read: the server does not let you write in it."),
    Barred.MEDIUM: N_("This register can only be read here: nothing can be written to the disk that it lies on."),
}


class ReadOnlyNotice(Notice):
    """Offers to take over when the other window has closed the register, or a copy where nothing can be written."""

    edit_requested = Signal()
    copy_requested = Signal()
    _seat_changed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        along = desk.home.barred is Barred.OCCUPIED
        self._action = QAction(translate("Edit now") if along else translate("Copy to this computer and open"))
        self._action.setObjectName("action.edit_now" if along else "action.copy_here")
        set_icon(self._action, "pencil" if along else "copy")
        super().__init__("read_only", parent, self._action)
        self._action.setParent(self)
        self._action.triggered.connect(self.edit_requested if along else self.copy_requested)
        self._desk = desk
        self._seat_changed.connect(self._on_seat_changed)
        self._action.setVisible(desk.home.barred is not Barred.RIGHTS)
        if desk.home.barred in _WHY:
            self.show_text(translate(_WHY[desk.home.barred]))
            desk.watch()
        else:
            desk.watch(self._seat_changed.emit)

    @Slot(object)
    def _on_seat_changed(self, occupant: Occupant | None) -> None:
        self._action.setVisible(occupant is None)
        self.show_text(_words(occupant, self._desk.user))


def _words(occupant: Occupant | None, user: str) -> str:
    if occupant is None:
        return translate("Nobody else writes this register any more.")
    since = format_moment(occupant.since) if occupant.since else ""
    if not occupant.is_named:
        return translate("Another window writes this register; you are reading along.")
    if occupant.is_here(user):
        words = N_("You write this register in another window of this computer since {since}; this one reads along.")
        return translate(words, since=since)
    words = N_("{user} writes this register since {since}, at the computer {computer}; you are reading along.")
    return translate(words, user=occupant.user, computer=occupant.computer, since=since)
