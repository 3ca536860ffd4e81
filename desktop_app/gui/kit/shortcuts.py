"""The keys of the program: each declared once, with what it does and where; actions take theirs from here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_app.base.i18n import N_

_HINT = "keys"
"""The property that names the keys of a button or action that does not listen to them itself."""
_SIGNS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Return": "Enter"}
"""How keyboards name keys for which Qt has other words."""


class Where(Enum):
    """Where keys work; the groups in which they are listed."""

    EVERYWHERE = N_("Everywhere")
    PAGE = N_("On a page")
    LIST = N_("In the list")
    FORM = N_("In the form")
    ROWS = N_("In a table of rows in the form")
    FILES = N_("In the files of a record")
    FILTER = N_("While a filter is put together")
    COLOURS = N_("In the colours of rows")
    PAPER = N_("In the print preview and the preview of files")


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What keys do, and where; any one of `keys` (Qt's portable text) does it.

    `verb` is that of the action (`action.<verb>`) or button; keys that a widget reads itself have none.
    """

    where: Where
    keys: tuple[str, ...]
    words: str
    verb: str = ""

    def sequences(self) -> list[QKeySequence]:
        """Return the keys as Qt takes them."""
        return [QKeySequence(each) for each in self.keys]

    def named(self) -> str:
        """Return the first of the keys as the keyboard here names it."""
        return native(QKeySequence(self.keys[0]))

    def all_named(self) -> str:
        """Return all the keys as the keyboard here names them; of a row of digits the first and the last."""
        shown = list(dict.fromkeys(native(each) for each in self.sequences()))
        return f"{shown[0]} … {shown[-1]}" if len(shown) > 2 else ", ".join(shown)


def native(keys: QKeySequence) -> str:
    """Return keys as the keyboard here names them: Strg instead of Ctrl, their signs on macOS."""
    kinds = QKeySequence.SequenceFormat
    shown, last = keys.toString(kinds.NativeText), keys.toString(kinds.PortableText).split("+")[-1]
    if last not in _SIGNS:
        return shown
    return shown.removesuffix(QKeySequence(last).toString(kinds.NativeText)) + _SIGNS[last]


def with_keys(words: str, keys: str) -> str:
    """Return words with the keys that do the same behind them, where there are any."""
    return f"{words} ({keys})" if keys else words


def give_keys(action: QAction, shortcut: Shortcut) -> None:
    """Let an action listen to its keys."""
    action.setShortcuts(shortcut.sequences())


def listening(shortcut: Shortcut, parent: QWidget) -> list[QShortcut]:
    """Return what listens to keys that belong to no action, as long as `parent` is in sight."""
    return [QShortcut(each, parent) for each in shortcut.sequences()]


def set_hint(what: QObject, shortcut: Shortcut, at: int = 0) -> None:
    """Let a button, or an action that does not listen itself, name the keys that do the same; `at` is which of them."""
    what.setProperty(_HINT, shortcut.keys[at])


def hint_of(what: QObject) -> str:
    """Return the keys that do the same as a button or an action, in Qt's portable text; empty for none."""
    return str(what.property(_HINT) or "")


def _digits(count: int) -> tuple[str, ...]:
    return tuple(f"Ctrl+{number}" for number in range(1, count + 1))


SEARCH_EVERYTHING = Shortcut(
    Where.EVERYWHERE, ("Ctrl+K",), N_("search everything: records and what can be done"), "search_everything"
)
GO_TO_PAGE = Shortcut(Where.EVERYWHERE, _digits(9), N_("go to a page"))
UNDO = Shortcut(Where.EVERYWHERE, ("Ctrl+Z",), N_("undo; in a field first what is typed there"), "undo")
REDO = Shortcut(Where.EVERYWHERE, ("Ctrl+Y", "Ctrl+Shift+Z"), N_("do again what was undone"), "redo")
STEP_BACK = Shortcut(Where.EVERYWHERE, ("Esc",), N_("one step back"))
BACK = Shortcut(Where.EVERYWHERE, ("Alt+Left",), N_("back to what was shown before"), "back")
FORWARD = Shortcut(Where.EVERYWHERE, ("Alt+Right",), N_("forward again"), "forward")
GO_TO_NOTICE = Shortcut(
    Where.EVERYWHERE, ("F8",), N_("go to the strip over the page or the message below"), "go_to_notice"
)
IMPORT = Shortcut(Where.EVERYWHERE, ("Ctrl+I",), N_("import a table"), "import")
PRINT = Shortcut(Where.EVERYWHERE, ("Ctrl+P",), N_("print the partnership list"), "print")
OPEN_REGISTER = Shortcut(Where.EVERYWHERE, ("Ctrl+O",), N_("open a register"), "open_register")
CONNECT_SERVER = Shortcut(Where.EVERYWHERE, ("Ctrl+Shift+O",), N_("connect to a server"), "connect_server")
NEW_REGISTER = Shortcut(Where.EVERYWHERE, ("Ctrl+Shift+N",), N_("make a new register"), "new_register")
ICONS_ONLY = Shortcut(Where.EVERYWHERE, ("Ctrl+B",), N_("the pages at the left with words or icons only"), "icons_only")
PREFERENCES = Shortcut(Where.EVERYWHERE, ("Ctrl+,",), N_("settings"), "preferences")
KEYS = Shortcut(Where.EVERYWHERE, ("F1",), N_("these keys"), "keys")
QUIT = Shortcut(Where.EVERYWHERE, ("Ctrl+Q",), N_("quit the program"), "quit")

FIND = Shortcut(Where.PAGE, ("Ctrl+F",), N_("search; Enter goes to the first record found"))
NEW = Shortcut(Where.PAGE, ("Ctrl+N",), N_("new record"), "new")
FILTER = Shortcut(Where.PAGE, ("Ctrl+Shift+F",), N_("put a filter together"), "filter")
CLEAR_FILTER = Shortcut(Where.PAGE, ("Ctrl+Shift+L",), N_("clear the filter"), "clear_filter")
VIEWS = Shortcut(Where.PAGE, ("Ctrl+Shift+V",), N_("choose or save a view"), "views")
MORE = Shortcut(Where.PAGE, ("Ctrl+M",), N_("what else can be done with the list"), "more")
EXPORT = Shortcut(Where.PAGE, ("Ctrl+E",), N_("export the list as shown"), "export")
SWITCH = Shortcut(Where.PAGE, ("F6",), N_("from the list into the form and back"), "switch")
NEXT = Shortcut(Where.PAGE, ("Alt+Down",), N_("next record"), "next")
PREVIOUS = Shortcut(Where.PAGE, ("Alt+Up",), N_("previous record"), "previous")
REFRESH = Shortcut(Where.PAGE, ("F5",), N_("read the list anew"), "refresh")
DUPLICATE = Shortcut(Where.PAGE, ("Ctrl+Shift+D",), N_("duplicate the record"), "duplicate")
FOLD_ALL = Shortcut(Where.PAGE, ("Alt+Shift+Up",), N_("fold all groups"), "fold_groups")
UNFOLD_ALL = Shortcut(Where.PAGE, ("Alt+Shift+Down",), N_("unfold all groups"), "unfold_groups")

OPEN_RECORD = Shortcut(Where.LIST, ("Return",), N_("open the record in a window of its own"))
EDIT_CELL = Shortcut(
    Where.LIST, ("F2",), N_("edit the cell; typing does it too, Enter saves, Tab goes on, Esc goes back")
)
CHANGE_MANY = Shortcut(Where.LIST, ("Shift+F2",), N_("change fields of all selected records"), "change_many")
NEAR_VALUES = Shortcut(
    Where.LIST, ("Ctrl+Shift+F2",), N_("look for similar values in the column, and make one of them"), "near_values"
)
MERGE = Shortcut(Where.LIST, ("Ctrl+Shift+M",), N_("compare two records that may be the same, and merge them"), "merge")
COPY = Shortcut(Where.LIST, ("Ctrl+C",), N_("copy the block; Shift and arrows make it wider"), "copy")
COPY_WITH_HEADINGS = Shortcut(
    Where.LIST, ("Ctrl+Shift+C",), N_("copy the block with its headings"), "copy_with_headings"
)
PASTE = Shortcut(Where.LIST, ("Ctrl+V",), N_("paste a block"), "paste")
FILL_DOWN = Shortcut(Where.LIST, ("Ctrl+D",), N_("fill down what stands at the top of the block"), "fill_down")
WHOLE_ROWS = Shortcut(Where.LIST, ("Shift+Space",), N_("let the block have all columns"))
TRASH = Shortcut(Where.LIST, ("Del",), N_("move to the trash"))

SAVE = Shortcut(Where.FORM, ("Ctrl+S",), N_("save"), "save")
HISTORY = Shortcut(Where.FORM, ("Ctrl+H",), N_("history of the record"), "history")
LIFE_LINE = Shortcut(Where.FORM, ("Ctrl+J",), N_("life line of the partnership"), "life_line")
EARLIER_VALUES = Shortcut(Where.FORM, ("Ctrl+Shift+H",), N_("earlier values of the field"), "earlier_values")
OPEN_CHOICES = Shortcut(Where.FORM, ("Alt+Down",), N_("in a field with a calendar or a list: open it"))
LINKED = Shortcut(Where.FORM, ("Ctrl+Shift+K",), N_("what links to the record"), "linked")
FILES = Shortcut(Where.FORM, ("Ctrl+Shift+A",), N_("the files of the record"), "files")
FOLLOW = Shortcut(
    Where.FORM, ("Ctrl+Return",), N_("in a field with a link: open the record, call, write, open in the browser")
)

ADD_ROW = Shortcut(Where.ROWS, ("Return",), N_("add a row"))
REMOVE_ROW = Shortcut(Where.ROWS, ("Del",), N_("remove the row"))
DETAILS = Shortcut(Where.ROWS, ("Alt+Return",), N_("more about the selected row, and less again"))
RESTORE_ROW = Shortcut(Where.ROWS, ("Ctrl+Z",), N_("bring the removed row back"))

OPEN_FILE = Shortcut(Where.FILES, ("Return", "Enter"), N_("open the file"), "open_file")
ADD_FILES = Shortcut(Where.FILES, ("Ins",), N_("add files"), "add_files")
COPY_FILE = Shortcut(Where.FILES, ("Ctrl+Shift+S",), N_("save a copy of the file"), "copy_file")
EDIT_FILE = Shortcut(Where.FILES, ("F2",), N_("name and remark of the file"), "edit_file")
PASTE_FILES = Shortcut(Where.FILES, ("Ctrl+V",), N_("paste files, or a picture, from the clipboard"), "paste_files")
PREVIEW = Shortcut(Where.FORM, ("Ctrl+Shift+P",), N_("show the files beside the form, and hide them"), "preview")
REMOVE_FILES = Shortcut(Where.FILES, ("Del",), N_("remove the files"), "remove_files")

ADD_CONDITION = Shortcut(Where.FILTER, ("Ctrl+N",), N_("add a condition where the keyboard is"), "add_condition")
ADD_GROUP = Shortcut(Where.FILTER, ("Ctrl+G",), N_("add a group where the keyboard is"), "add_group")
REMOVE_CONDITION = Shortcut(Where.FILTER, ("Ctrl+Del",), N_("remove the condition"), "remove_condition")
REMOVE_GROUP = Shortcut(Where.FILTER, ("Ctrl+Shift+Del",), N_("remove the group"), "remove_group")

EDIT_RULE = Shortcut(Where.COLOURS, ("F2",), N_("change what the rule says"), "edit_rule")
RAISE_RULE = Shortcut(Where.COLOURS, ("Ctrl+Up",), N_("let the rule go before the one above"), "raise_rule")
REMOVE_RULE = Shortcut(Where.COLOURS, ("Ctrl+Del",), N_("remove the rule"), "remove_rule")

TURN_PAGE = Shortcut(Where.PAPER, ("PgUp", "PgDown"), N_("previous or next page"))
FIRST_AND_LAST = Shortcut(Where.PAPER, ("Home", "End"), N_("first or last page"))
ZOOM = Shortcut(Where.PAPER, ("Ctrl++", "Ctrl+-"), N_("larger or smaller"))
FIT = Shortcut(Where.PAPER, ("Ctrl+0",), N_("as wide as the window"))
ACTUAL_SIZE = Shortcut(Where.PAPER, ("1",), N_("at its own size"))


def declared() -> tuple[Shortcut, ...]:
    """Return all keys, in the order in which they are listed."""
    found: Iterable[object] = globals().values()
    return tuple(each for each in found if isinstance(each, Shortcut))
