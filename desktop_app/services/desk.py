"""One open register with all that can be done with it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from desktop_app.storage.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.domain.changes import Committed
    from desktop_app.services.browsing import Browser
    from desktop_app.services.code_lists import CodeLists
    from desktop_app.services.conflicts import Conflicts
    from desktop_app.services.drafts import Drafts
    from desktop_app.services.exporting import Exporter
    from desktop_app.services.history import History
    from desktop_app.services.importing.importer import Importer
    from desktop_app.services.pickers import Pickers
    from desktop_app.services.places import Places
    from desktop_app.services.printing import Printer
    from desktop_app.services.records import Records
    from desktop_app.services.unsaved import Unsaved
    from desktop_app.storage.files import RegisterFile
    from desktop_app.storage.register import Register
    from desktop_app.storage.server import RegisterServer


class Desk:
    """The services that a window or a command works with; they share one register.

    Each is loaded when it is first asked for: the window stands before SQLAlchemy and the rest are there.
    """

    # ruff: noqa: PLC0415  see above

    def __init__(self, home: RegisterFile | RegisterServer, gazetteer: Gazetteer, *, who: str, office: str) -> None:
        self.home = home
        self._gazetteer = gazetteer
        self._who = who
        self._office = office
        self._listeners: list[Callable[[Committed], None]] = []

    @property
    def read_only(self) -> bool:
        """Say whether the register can only be read."""
        return self.home.read_only

    def subscribe(self, listener: Callable[[Committed], None]) -> None:
        """Call `listener` after each commit, in the thread that committed."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Close the register."""
        if "drafts" in self.__dict__:
            self.drafts.close()
        if "register" in self.__dict__:
            self.register.close()

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
    def browser(self) -> Browser:
        """Lists of records."""
        from desktop_app.services.browsing import Browser

        return Browser(self.register, self.codes)

    @cached_property
    def places(self) -> Places:
        """Places of the gazetteer."""
        from desktop_app.services.places import Places

        return Places(self.register, self._gazetteer)

    @cached_property
    def pickers(self) -> Pickers:
        """Proposals for links."""
        from desktop_app.services.pickers import Pickers

        return Pickers(self.register, self.places, self.codes)

    @cached_property
    def exporter(self) -> Exporter:
        """Lists into files."""
        from desktop_app.services.exporting import Exporter

        return Exporter(self.browser, self._who)

    @cached_property
    def importer(self) -> Importer:
        """Tables into the register."""
        from desktop_app.services.importing.importer import Importer

        return Importer(self.register, self._gazetteer, self.codes)

    @cached_property
    def printer(self) -> Printer:
        """Lists on paper."""
        from desktop_app.services.printing import Printer

        return Printer(self.register, self.browser, self.codes, self._office)

    def _identity(self) -> str:
        with self.register.reading() as reader:
            return reader.identity()

    def _tell(self, committed: Committed) -> None:
        for listener in self._listeners:
            listener(committed)
