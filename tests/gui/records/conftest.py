"""Pages and forms are tested in the window, on a small register."""

from __future__ import annotations

import pytest

from desktop_app.domain.organisation import Organisation
from desktop_app.domain.partnership import Milestone, Partnership, Party
from desktop_app.domain.territory import Territory
from desktop_app.services.desk import Desk
from tests.robots.office import Office, office
from tests.robots.window import WindowRobot

__all__ = ["office"]

GERMAN = ("Ahlen", "Öhringen", "Oberviechtach", "Zwickau")
UKRAINIAN = ("Ічня", "Хотин", "Ґлибока", "Щирець")


@pytest.fixture
def window(office: Office) -> WindowRobot:
    """A register with four partnerships and one hospital."""
    window = office.new_register()
    fill(window.desk)
    return window


def fill(desk: Desk) -> None:
    """Save four pairs of places, their partnerships, and a hospital."""
    for number, (german, ukrainian) in enumerate(zip(GERMAN, UKRAINIAN, strict=True)):
        one = desk.records.save(Territory(name_de=german, country="DE", level="municipal", region_de="Hessen"))
        draft = desk.places.propose_names(Territory(name_uk=ukrainian, country="UA", level="municipal"))
        other = desk.records.save(draft)
        milestones = (Milestone(kind="signing"),) if number % 2 else ()
        parties = (Party(side="DE", territory=one.id), Party(side="UA", territory=other.id))
        desk.records.save(Partnership(parties=parties, milestones=milestones, legal_form="P"))
    desk.records.save(Organisation(name_de="Klinikum Ahlen", kind="hospital"))
