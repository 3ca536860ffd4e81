"""One open register with all that can be done with it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.services.browsing import Browser
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.exporting import Exporter
from desktop_app.services.importing.importer import Importer
from desktop_app.services.pickers import Pickers
from desktop_app.services.places import Places
from desktop_app.services.printing import Printer
from desktop_app.services.records import Records
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register


@dataclass(frozen=True, slots=True)
class Desk:
    """The services that a window or a command works with; they share one register."""

    register: Register
    codes: CodeLists
    records: Records
    browser: Browser
    places: Places
    pickers: Pickers
    exporter: Exporter
    importer: Importer
    printer: Printer

    def close(self) -> None:
        """Close the register."""
        self.register.close()


def furnish(register: Register, gazetteer: Gazetteer, office: str) -> Desk:
    """Build the services of an open register; `office` stands at the foot of printed lists."""
    codes = CodeLists(register)
    browser = Browser(register, codes)
    places = Places(register, gazetteer)
    return Desk(
        register=register,
        codes=codes,
        records=Records(register),
        browser=browser,
        places=places,
        pickers=Pickers(register, places),
        exporter=Exporter(browser, register.who),
        importer=Importer(register, gazetteer, codes),
        printer=Printer(register, browser, codes, office),
    )
