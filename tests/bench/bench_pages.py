"""Measures how soon a sorted and filtered page of 100,000 partnerships is there, beside the best raw SQL."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from statistics import quantiles

from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Partnership
from desktop_app.domain.query import (
    AnyOf,
    AsOn,
    Between,
    ByMe,
    Contains,
    During,
    Empty,
    Filter,
    Linked,
    Not,
    OneOf,
    Order,
    Query,
)
from desktop_app.domain.record import list_fields
from desktop_app.domain.relative_day import Unit
from desktop_app.services.generating import generate
from desktop_app.services.overview import silent_query
from desktop_app.storage.engine import connect
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register
from desktop_app.storage.tables import key_column, keyed_fields

PARTNERSHIPS, DELIVERIES, PAGE = 100_000, 2_000, 100
MOST_ALLOWED = 50.0
ROUNDS = 5
SHOWN = ("network_number", "german_side", "ukrainian_side", "region_german", "region_ukrainian", "status", "since")
LISTED = tuple(field for field in list_fields(Partnership) if field.listed)
RAW = ("title", "ukrainian_side", "region_german", "status", "since")
ORDER = (Order("title"),)


def register_in(folder: Path) -> Register:
    """Return the large register, made at the first run."""
    path = folder / f"pages-{PARTNERSHIPS}.bruecke"
    if path.exists():
        return open_register(path, who="bench")
    folder.mkdir(parents=True, exist_ok=True)
    register = create_register(path.with_suffix(".part.bruecke"), who="bench")
    generate(register, Gazetteer(), PARTNERSHIPS, DELIVERIES)
    register.close()
    Path(register.home.address).rename(path)
    return open_register(path, who="bench")


def queries() -> Iterator[tuple[str, Query]]:
    """Yield what people do with the table: sort, filter a column, search, several at once."""
    for field in LISTED:
        yield f"sort {field.name}", Query("partnership", SHOWN, order=(Order(field.name),))
        yield f"sort {field.name} down", Query("partnership", SHOWN, order=(Order(field.name, descending=True),))
    for name, filters in filter_cases():
        yield name, Query("partnership", SHOWN, filters=filters, order=ORDER)
    for name, filters in woven_cases():
        yield name, Query("partnership", SHOWN, filters=filters, order=ORDER)
    for words in ("berlin", "київ", "sch", "ten", "zzqqxx", "лейпциг", "berlin київ", "123", "müller hamburg"):
        yield f"search {words}", Query("partnership", SHOWN, search=words, order=ORDER)
    for name, search, filters, order in mixed_cases():
        yield name, Query("partnership", SHOWN, search=search, filters=filters, order=(Order(order),))
    yield "without contact", silent_query(date(2025, 12, 31))


def mixed_cases() -> Iterator[tuple[str, str, tuple[Filter, ...], str]]:
    """Yield words with filters, filters together, and matches that stand close together far down the list."""
    active, since = OneOf("status", ("active",)), Between("since", PartialDate(2020))
    bavaria, lviv = Contains("region_german", "bayern"), Contains("region_ukrainian", "льв")
    yield "search sch, active", "sch", (active,), "title"
    yield "search sch, active, since 2020, by oblast", "sch", (active, since), "region_ukrainian"
    yield "search ten, active, since 2020, by date", "ten", (active, since), "since"
    yield "search київ, Bavaria, active", "київ", (bavaria, active), "ukrainian_side"
    yield "search schule, Bavaria, since 2020, by date", "schule", (bavaria, since), "since"
    yield "active, since 2020", "", (active, since), "title"
    yield "active, since 2020, Bavaria", "", (active, since, bavaria), "last_contact"
    yield "Bavaria, Lviv", "", (bavaria, lviv), "german_side"
    yield "search sch, title contains e", "sch", (Contains("title", "e"),), "title"
    yield "both sides contain e", "", (Contains("german_side", "e"), Contains("ukrainian_side", "e")), "title"
    yield "search thüringen, by land", "thüringen", (), "region_german"
    yield "search bayern, by land", "bayern", (), "region_german"
    yield "active, by status", "", (active,), "status"
    yield "since 2020, by contact", "", (since,), "last_contact"


def woven_cases() -> Iterator[tuple[str, tuple[Filter, ...]]]:
    """Yield groups, negations and what is asked of linked records."""
    medical = Linked("items", (OneOf("category", ("MED",)),))
    signed = Linked("milestones", (OneOf("kind", ("signing",)), Between("day", PartialDate(2022), PartialDate(2022))))
    yield "not active", (Not(OneOf("status", ("active",))),)
    yield "active or title contains berlin", (AnyOf((OneOf("status", ("active",)), Contains("title", "berlin"))),)
    yield "not title contains berlin", (Not(Contains("title", "berlin")),)
    yield "with delivery of MED", (Linked("delivery.partnership", (medical,)),)
    yield "without delivery", (Linked("delivery.partnership", exists=False),)
    yield "signed in 2022", (signed,)
    yield "active, signed in 2022", (OneOf("status", ("active",)), signed)
    yield "place in Bavaria", (Linked("parties", (Linked("territory", (Contains("region_de", "bayern"),)),)),)
    yield "as on 31.12.2023", (AsOn(PartialDate(2023, 12, 31)),)
    yield "changed by me this week", (Linked("history", (ByMe("done_by"), During("done_at", Unit.WEEK))),)


def filter_cases() -> Iterator[tuple[str, tuple[Filter, ...]]]:
    for field in LISTED:
        if field.kind in TEXT_KINDS or field.kind is Kind.LINK:
            for text in ("berlin", "e", "zzqqxx"):
                yield f"{field.name} contains {text}", (Contains(field.name, text),)
        if field.kind in {Kind.DATE, Kind.TIMESTAMP}:
            yield f"{field.name} from 2024", (Between(field.name, PartialDate(2024)),)
            yield f"{field.name} in 3/2019", (Between(field.name, PartialDate(2019, 3), PartialDate(2019, 3)),)
        yield f"{field.name} empty", (Empty(field.name),)
    yield "status active", (OneOf("status", ("active",)),)
    yield "status ended", (OneOf("status", ("ended",)),)
    yield "labels SOL", (OneOf("labels", ("SOL",)),)
    yield "number 17", (OneOf("network_number", (17,)),)


def measured(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """Return the CPU time of the best of some runs in milliseconds, without what is done before each."""
    times = []
    for _ in range(ROUNDS):
        before()
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return min(times)


def forget(register: Register) -> None:
    """Make the connection know nothing, as after a change of the register."""
    with register.reading() as reader:
        reader._connection.info.clear()


def show(register: Register, query: Query, first: int) -> None:
    """Count and read a page."""
    with register.reading() as reader:
        reader.count(query)
        reader.page(query, first, PAGE)


def on_screen(register: Register, query: Query) -> None:
    """Show the first page with nothing else known."""
    forget(register)
    show(register, query, 0)


def raw_page(path: Path, field: Field) -> float:
    """Time the best there is: the next hundred rows behind a known key, in plain SQL."""
    connection = connect(path)
    key = key_column(field.name) if field in keyed_fields(Partnership) else field.name
    live = f"FROM partnership WHERE trashed_at IS NULL AND {key} IS NOT NULL"
    order = f"ORDER BY {key}, id LIMIT {PAGE}"
    middle = connection.execute(f"SELECT {key}, id {live} {order}").fetchall()[-1]
    statement = f"SELECT id, {', '.join(SHOWN)} {live} AND ({key}, id) > (?, ?) {order}"
    best = measured(lambda: connection.execute(statement, tuple(middle)).fetchall())
    connection.close()
    return best


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the large register is kept between runs")
    register = register_in(parser.parse_args().folder)
    sorted_by = [field for field in LISTED if field.name in RAW]
    best = sum(raw_page(Path(register.home.address), field) for field in sorted_by) / len(sorted_by)
    print(f"raw keyset page: {best:.2f} ms of CPU on average over {len(sorted_by)} columns")
    print("first, last: counted and read with nothing known; jump: the first one to the middle of a list on screen;")
    print("next: the following page\n")
    print(f"{'ms':48}{'found':>8}{'first':>9}{'jump':>9}{'last':>9}{'next':>9}{'x raw':>7}")
    times: dict[str, list[float]] = {"first": [], "jump": [], "last": [], "next": []}
    for name, query in queries():
        with register.reading() as reader:
            found = reader.count(query)
        deep = max(0, found - PAGE)
        times["first"].append(measured(partial(show, register, query, 0), partial(forget, register)))
        times["jump"].append(measured(partial(show, register, query, deep // 2), partial(on_screen, register, query)))
        times["last"].append(measured(partial(show, register, query, deep), partial(forget, register)))
        times["next"].append(measured(partial(show, register, query, deep // 2 + PAGE)))
        figures = "".join(f"{each[-1]:9.1f}" for each in times.values())
        print(f"{name:48}{found:8}{figures}{times['first'][-1] / best:7.0f}")
    register.close()
    print(f"\nlimit {MOST_ALLOWED:.0f} ms")
    for kind, each in times.items():
        print(f"{kind}: p50 {quantile(each, 50):.1f}, p95 {quantile(each, 95):.1f}, most {max(each):.1f} ms")
    return int(any(quantile(each, 95) > MOST_ALLOWED for each in times.values()))


def quantile(times: list[float], percent: int) -> float:
    return quantiles(times, n=100)[percent - 1]


if __name__ == "__main__":
    sys.exit(main())
