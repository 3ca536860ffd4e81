"""One open register with all that can be done with it."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.errors import UserError
from desktop_app.services.live import Seat, Watch
from desktop_app.services.presence import Presence
from desktop_app.storage.files import fold_log
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.homes import Barred
from desktop_app.storage.occupancy import Occupancy, Occupant

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.domain.changes import Committed
    from desktop_app.services.attachments import Attachments
    from desktop_app.services.backups import Backups
    from desktop_app.services.browsing import Browser
    from desktop_app.services.checking import Checker
    from desktop_app.services.code_lists import CodeLists
    from desktop_app.services.conflicts import Conflicts
    from desktop_app.services.drafts import Drafts
    from desktop_app.services.exporting import Exporter
    from desktop_app.services.fault_words import FaultWords
    from desktop_app.services.history import History
    from desktop_app.services.importing.importer import Importer
    from desktop_app.services.life_line import LifeLines
    from desktop_app.services.linked import Links
    from desktop_app.services.mass_change import MassChange
    from desktop_app.services.near_values import NearTexts
    from desktop_app.services.opened_copies import ChangedCopy, OpenedCopies
    from desktop_app.services.pasting import Pasting
    from desktop_app.services.pickers import Pickers
    from desktop_app.services.places import Places
    from desktop_app.services.previews import Previews
    from desktop_app.services.printing import Printer
    from desktop_app.services.records import Records
    from desktop_app.services.saved_views import SavedViews, Shelf
    from desktop_app.services.search import Search
    from desktop_app.services.templates import Templates
    from desktop_app.services.trash import Trash
    from desktop_app.services.twins import Twins
    from desktop_app.services.unsaved import Unsaved
    from desktop_app.storage.files import RegisterFile
    from desktop_app.storage.register import Register
    from desktop_app.storage.server import RegisterServer

__all__ = ["Barred", "Desk", "Occupant"]

_LOG = logging.getLogger(__name__)


class Desk:
    """The services that a window or a command works with; they share one register.

    Each is loaded when it is first asked for: the window stands before SQLAlchemy and the rest are there.
    """

    # ruff: noqa: PLC0415  see above

    def __init__(
        self,
        home: RegisterFile | RegisterServer,
        gazetteer: Gazetteer,
        *,
        who: str,
        office: str,
        largest_file: int,
        second_place: Callable[[], str],
        occupancy: Occupancy | None = None,
    ) -> None:
        self.home = home
        self._occupancy = occupancy
        self._gazetteer = gazetteer
        self._who = who
        self._office = office
        self._largest_file = largest_file
        self._second_place = second_place
        self._listeners: list[Callable[[Committed], None]] = []
        self._watch: Watch | None = None
        self.presence = Presence(who)

    @property
    def user(self) -> str:
        """Return the name that stands in the history."""
        return self._who

    @property
    def backed_up(self) -> bool:
        """Say whether its backups are made here, and not by the server that it lies on."""
        return isinstance(self.home.found_at, Path)

    @property
    def read_only(self) -> bool:
        """Say whether the register can only be read."""
        return self.home.read_only

    def subscribe(self, listener: Callable[[Committed], None]) -> None:
        """Call `listener` after each commit, in the thread that committed."""
        self._listeners.append(listener)

    def watch(self, seat: Callable[[Occupant | None], None] | None = None) -> None:
        """Announce from now on what others commit; tell `seat` who writes the register's file, when that changes.

        `seat` is told at once as well; else both are told in a thread of their own.
        """
        try:
            newcomers = self.home.newcomers()
        except UserError as error:
            _LOG.warning("not watched: %s", error.msgid)
            return
        if newcomers is not None:
            where = self.home.found_at
            look = Seat(where, seat).look if seat is not None and isinstance(where, Path) else None
            self._watch = Watch(newcomers, self._opened, self.presence, look)

    def close(self) -> None:
        """Close the register, and let another window write it where this one did."""
        if "drafts" in self.__dict__:
            self.drafts.close()
        if "opened_copies" in self.__dict__:
            self.opened_copies.close()
        if self._watch is not None:
            self._watch.stop()
        if "register" in self.__dict__:
            self.register.close()
        if self.home.barred is Barred.OCCUPIED and isinstance(self.home.found_at, Path):
            fold_log(self.home.found_at)  # the other window could not while this one read along
        if self._occupancy is not None:
            self._occupancy.release()
            self._occupancy = None

    def changed_copies(self) -> tuple[ChangedCopy, ...]:
        """Return the opened copies of files that were changed; where none was opened, nothing is loaded for it."""
        return self.opened_copies.changed() if "opened_copies" in self.__dict__ else ()

    @cached_property
    def register(self) -> Register:
        """The register itself."""
        register = self.home.open(self._who)
        register.subscribe(self._tell)
        return register

    @cached_property
    def codes(self) -> CodeLists:
        """Code lists and their words."""
        from desktop_app.services.code_lists import CodeLists

        return CodeLists(self.register)

    @cached_property
    def records(self) -> Records:
        """Single records."""
        from desktop_app.services.records import Records

        return Records(self.register)

    @cached_property
    def mass_change(self) -> MassChange:
        """Many records at once."""
        from desktop_app.services.mass_change import MassChange

        return MassChange(self.register, self.codes, (lambda: self.backups) if self.backed_up else None)

    @cached_property
    def pasting(self) -> Pasting:
        """Blocks of cells for the clipboard and from it."""
        from desktop_app.services.pasting import Pasting
        from desktop_app.services.pickers import Pickers

        # Its own pickers: they are asked beside the window.
        return Pasting(self.browser, self.mass_change, self.codes, Pickers(self.register, self.places, self.codes))

    @cached_property
    def attachments(self) -> Attachments:
        """Files of records."""
        from desktop_app.services.attachments import Attachments

        return Attachments(self.register, self._largest_file)

    @cached_property
    def previews(self) -> Previews:
        """What is in the files of records."""
        from desktop_app.services.previews import Previews

        return Previews(self.attachments)

    @cached_property
    def opened_copies(self) -> OpenedCopies:
        """Copies of files that were given out to be looked at."""
        from desktop_app.services.opened_copies import OpenedCopies

        return OpenedCopies(self.attachments)

    @cached_property
    def drafts(self) -> Drafts:
        """What is typed and not saved."""
        from desktop_app.base.paths import state_dir
        from desktop_app.services.drafts import Drafts

        return Drafts(state_dir() / "drafts", self._identity, self.home.address)

    @cached_property
    def unsaved(self) -> Unsaved:
        """What was left unsaved when the program ended, in words."""
        from desktop_app.services.unsaved import Unsaved

        return Unsaved(self.register, self.codes, self.drafts, self.records.blank)

    @cached_property
    def history(self) -> History:
        """What was done, and the way back."""
        from desktop_app.services.history import History

        return History(self.register, self.codes)

    @cached_property
    def conflicts(self) -> Conflicts:
        """What two people changed, in words."""
        from desktop_app.services.conflicts import Conflicts

        return Conflicts(self.register, self.codes)

    @cached_property
    def trash(self) -> Trash:
        """The trash."""
        from desktop_app.services.trash import Trash

        return Trash(self.register)

    @cached_property
    def browser(self) -> Browser:
        """Lists of records."""
        from desktop_app.services.browsing import Browser

        return Browser(self.register, self.codes, self.places)

    def views(self, shelf: Shelf) -> SavedViews:
        """Return the views of lists; `shelf` keeps those of this person."""
        from desktop_app.services.saved_views import SavedViews

        return SavedViews(self.register, shelf)

    @cached_property
    def links(self) -> Links:
        """What links to records."""
        from desktop_app.services.linked import Links

        return Links(self.register, self.pickers)

    @cached_property
    def life_lines(self) -> LifeLines:
        """The life lines of partnerships."""
        from desktop_app.services.life_line import LifeLines

        return LifeLines(self.register, self.codes)

    @cached_property
    def templates(self) -> Templates:
        """Templates of records."""
        from desktop_app.services.templates import Templates

        return Templates(self.register, self.records)

    @cached_property
    def places(self) -> Places:
        """Places of the gazetteer."""
        from desktop_app.services.places import Places

        return Places(self.register, self._gazetteer)

    @cached_property
    def search(self) -> Search:
        """Return the search over everything."""
        from desktop_app.services.search import Search

        return Search(self.register, self.pickers, self.places)

    @cached_property
    def pickers(self) -> Pickers:
        """Proposals for links."""
        from desktop_app.services.pickers import Pickers

        return Pickers(self.register, self.places, self.codes)

    @cached_property
    def twins(self) -> Twins:
        """Records that may be one and the same."""
        from desktop_app.services.twins import Twins

        return Twins(self.register, self.codes, self.pickers, (lambda: self.backups) if self.backed_up else None)

    @cached_property
    def near_texts(self) -> NearTexts:
        """Texts that may be meant for one."""
        from desktop_app.services.near_values import NearTexts

        return NearTexts(self.register, self.mass_change)

    @cached_property
    def exporter(self) -> Exporter:
        """Lists into files."""
        from desktop_app.services.exporting import Exporter

        return Exporter(self.register, self.browser, self.codes, self._who)

    @cached_property
    def importer(self) -> Importer:
        """Tables into the register."""
        from desktop_app.services.importing.importer import Importer

        return Importer(self.register, self._gazetteer, self.codes, self.backups if self.backed_up else None)

    @cached_property
    def backups(self) -> Backups:
        """Backups of the register."""
        from desktop_app.base.paths import state_dir
        from desktop_app.services.backups import Backups

        return Backups(self.register, self.codes, self._second_place, state_dir())

    @cached_property
    def checker(self) -> Checker:
        """Faults of the register."""
        from desktop_app.services.checking import Checker

        return Checker(self.register, self._back_up_before_a_repair)

    def _back_up_before_a_repair(self, heard: Callable[[], None]) -> None:
        """Make a backup, or go on without: a repair can be taken back, and the window tells that none could be made."""
        from desktop_app.services.backups import Reason

        if self.backed_up:
            with suppress(UserError):
                self.backups.make(Reason.CHECK, datetime.now(UTC), heard=heard)

    @cached_property
    def fault_words(self) -> FaultWords:
        """What a check found, in words."""
        from desktop_app.services.fault_words import FaultWords

        return FaultWords(self.register, self.codes)

    @cached_property
    def printer(self) -> Printer:
        """Lists on paper."""
        from desktop_app.services.printing import Printer

        return Printer(self.register, self.browser, self.codes, self._office)

    def _opened(self) -> Register:
        return self.register

    def _identity(self) -> str:
        with self.register.reading() as reader:
            return reader.identity()

    def _tell(self, committed: Committed) -> None:
        for listener in self._listeners:
            listener(committed)
