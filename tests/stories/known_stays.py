"""What may keep the window from turning to its user for longer than the limit, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from tests.robots.watchdog import Stay


@dataclass(frozen=True)
class Known:
    """A place of the program that may take up to so many seconds, as it is the only one (`once`) or while it builds."""

    place: str
    seconds: float
    reason: str


KNOWN = (
    Known("Program._show", 0.6, "a register's window is built and shown: once for each register that is opened"),
    Known("MainWindow._make_page", 0.6, "a page's list, form and actions are built when it is first shown"),
    Known("FormWindow.__init__", 0.4, "a form of some sixty widgets is built for a window of its own"),
    Known("ChildTable._make_details", 0.3, "the fields below a table are built when its first row is selected"),
    Known("_find_and_load", 0.6, "what is not needed at the start is loaded when it is first asked for"),
)
DIALOGS = 0.4
"""A dialog that is shown for the first time: Qt gives each of its widgets its look by the style sheet."""


def is_known(stay: Stay) -> bool:
    """Say whether a stay has a declared reason, and is no longer than that allows."""
    names = {line.rpartition(" ")[2] for place in stay.places for line in place}  # a frozen module has a blank
    if any(each.place in names and stay.seconds <= each.seconds for each in KNOWN):
        return True
    return stay.seconds <= DIALOGS and any(_is_a_dialog_opening(place) for place in stay.places)


def _is_a_dialog_opening(place: tuple[str, ...]) -> bool:
    """Say whether a place is within the building of a dialog, or in Qt while one is shown."""
    inner = place[-1].partition(" ")[2]
    building = any(line.partition(" ")[2].startswith(_DIALOGS) and "__init__" in line for line in place)
    return building or inner.startswith(_OPENERS)


_DIALOGS = ("ImportDialog", "PrintPreview", "SearchDialog", "FilterBuilder", "ChangeManyDialog", "PasteDialog")
_OPENERS = ("Sheets.", "print_partnerships", "Searching.show", "Filtering.open_builder", "BlockActions.")
"""What opens dialogs, and stands behind them as long as they are open."""
