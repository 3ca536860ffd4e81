"""The printed list says the same of a partnership whatever the register knows of its places in which language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.i18n import set_language
from desktop_app.base.settings import Settings
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Partnership, Party
from desktop_app.domain.query import AsOn, Filter, Linked, Query
from desktop_app.domain.territory import Territory
from desktop_app.reports.document import ListDocument
from desktop_app.services import printing
from desktop_app.services.desk import Desk
from desktop_app.services.printing import PrintOptions
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer

Printed = Callable[..., ListDocument]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Registers(Settings(tmp_path / "settings.json"), Gazetteer()).create(tmp_path / "x.bruecke")
    yield made
    made.close()


@pytest.fixture
def printed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Printed:
    """The list as it would be set, before it is."""
    documents: list[ListDocument] = []

    def keep(document: ListDocument) -> bytes:
        documents.append(document)
        return b""

    monkeypatch.setattr(printing, "render", keep)

    def list_of(*filters: Filter, **options: Any) -> ListDocument:
        query = Query("partnership", filters=filters)
        desk.printer.partnership_list(query, PrintOptions(**options), date(2026, 11, 22))
        return documents[-1]

    return list_of


def pair(desk: Desk, german: dict[str, Any], ukrainian: dict[str, Any], **more: Any) -> None:
    with desk.register.changing(origin="test", verb="save") as unit:
        one = unit.add(Territory(**({"country": "DE", "level": "municipal"} | german)))
        other = unit.add(Territory(**({"country": "UA", "level": "municipal"} | ukrainian)))
        parties = (Party(side="DE", territory=one.id), Party(side="UA", territory=other.id))
        unit.add(Partnership(parties=parties, **more))


def groups(document: ListDocument) -> list[str | None]:
    return [group.heading for group in document.groups]


def cells(document: ListDocument) -> set[str]:
    return {cell for group in document.groups for row in group.rows for cell in row}


LAND = {"region_de": "Niedersachsen", "region_uk": "Нижня Саксонія"}
OBLAST = {"region_de": "Oblast Tschernihiw", "region_uk": "Чернігівська область"}


@pytest.mark.parametrize(
    ("language", "land", "oblast"),
    [
        ("de", "Niedersachsen · 2", "Oblast Tschernihiw · 3"),
        ("uk", "Нижня Саксонія · 2", "Чернігівська область · 3"),
    ],
)
def test_that_a_state_stands_once_whatever_its_places_call_it(
    desk: Desk, printed: Printed, language: str, land: str, oblast: str
) -> None:
    pair(desk, {"name_de": "Göttingen", **LAND}, {"name_uk": "Ічня", **OBLAST})
    pair(
        desk, {"name_de": "Weser-Aue", "region_de": "Niedersachsen"}, {"name_uk": "Ніжин", "region_uk": "Чернігівська"}
    )
    pair(desk, {"name_de": "Irgendwo"}, {"name_uk": "Прилуки", "region_de": "Oblast Tschernihiw"})

    assert groups(printed(by="land", language=language))[0] == land
    assert len(groups(printed(by="land", language=language))) == 2
    assert groups(printed(by="oblast", language=language)) == [oblast]


def test_that_remarks_stay_in_the_house_and_the_summary_is_printed_in_the_lists_language(
    desk: Desk, printed: Printed
) -> None:
    words = {"remarks": "sicherheit: hoch", "summary_de": "Seit 2022\nFeuerwehr", "summary_uk": "З 2022"}
    pair(desk, {"name_de": "Göttingen", **LAND}, {"name_uk": "Ічня", **OBLAST}, **words)

    german, ukrainian = (cells(printed(long=True, language=language)) for language in ("de", "uk"))

    assert "Seit 2022 · Feuerwehr" in german
    assert "З 2022" in ukrainian
    assert not any("sicherheit" in cell or "Feuerwehr" in cell for cell in ukrainian)
    assert not any("sicherheit" in cell for cell in german)


def test_that_no_party_is_lost_for_want_of_a_ukrainian_name(desk: Desk, printed: Printed) -> None:
    with desk.register.changing(origin="test", verb="save") as unit:
        german = unit.add(Territory(name_de="Göttingen", country="DE", level="municipal"))
        known = unit.add(Territory(name_de="Itschnja", name_uk="Ічня", country="UA", level="municipal"))
        unknown = unit.add(Territory(name_de="Nischyn", country="UA", level="municipal"))
        body = unit.add(Organisation(name_de="Klinik", name_uk="Лікарня", kind="hospital", territory=known.id))
        unit.add(
            Partnership(
                parties=(
                    Party(side="DE", territory=german.id),
                    Party(side="UA", territory=known.id),
                    Party(side="UA", territory=unknown.id),
                    Party(side="UA", organisation=body.id),
                )
            )
        )

    assert "Ічня, Nischyn, Лікарня" in cells(printed(by="name", language="uk"))


def test_that_the_filter_is_told_under_the_heading(desk: Desk, printed: Printed) -> None:
    set_language("en")
    pair(desk, {"name_de": "Göttingen", **LAND}, {"name_uk": "Ічня", **OBLAST})
    document = printed(AsOn(PartialDate(2023, 12, 31)), Linked("delivery.partnership", exists=False))
    assert document.groups == ()
    assert any("as on 31.12.2023; has no Aid deliveries" in line for line in document.subtitle_lines)
