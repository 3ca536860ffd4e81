"""A random history of one register: saves, the trash, and what was taken back."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from desktop_app.domain.changes import REDO, UNDO
from desktop_app.domain.delivery import DeliveryItem
from desktop_app.domain.errors import UserError
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone
from desktop_app.domain.query import Query
from desktop_app.domain.record import changed
from desktop_app.storage.register import Register
from desktop_app.storage.reverting import Left, revert
from tests import builders
from tests.builders import Stock


def take_back(register: Register, verb: str = UNDO) -> tuple[Left, ...]:
    """Take back, or do again, what Anna did last."""
    with register.reading() as reader:
        operation = reader.next_undo("Anna") if verb == UNDO else reader.next_redo("Anna")
    assert operation is not None
    with register.changing(origin="form", verb=verb, undoes=operation) as unit:
        return revert(unit, operation)


def live_through(register: Register, stock: Stock, dice: random.Random, steps: int) -> None:
    """Do anything, also what is refused and what is taken back."""
    for _ in range(steps):
        try:
            do_anything(register, stock, dice)
            if dice.random() < 0.2:
                take_back(register)
            if dice.random() < 0.1:
                take_back(register, REDO)
        except (UserError, AssertionError):
            continue


def do_anything(register: Register, stock: Stock, dice: random.Random) -> None:
    """Add, change, trash or restore a record; raises UserError where that is refused."""
    name = dice.choice(["task", "territory", "partnership", "delivery", "organisation", "person"])
    with register.reading() as reader:
        ids = [row.id for row in reader.every(Query(name))]
        gone = [row.id for row in reader.every(Query(name, trashed=True))]
        item = reader.record(name, dice.choice(ids)) if ids else None
    turn = dice.random()
    with register.changing(origin="form", verb="save") as unit:
        if item is None or turn < 0.3:
            unit.add(_fresh(name, stock, dice))
        elif turn < 0.75:
            unit.save(_altered(item, dice))
        elif turn < 0.9:
            unit.trash(name, [item.id])
        elif gone:
            unit.restore(name, [dice.choice(gone)])


def _fresh(name: str, stock: Stock, dice: random.Random) -> Any:
    if name == "partnership":
        return builders.partnership(stock, network_number=dice.randrange(1, 999))
    if name == "delivery":
        return builders.delivery(stock, number=f"2026-{dice.randrange(1, 9999):04}")
    return {
        "task": lambda: builders.task(subject=f"Aufgabe {dice.random()}"),
        "territory": lambda: builders.territory(name_de=f"Ort {dice.random()}", population=dice.randrange(9)),
        "organisation": lambda: builders.organisation(territory=stock.german),
        "person": builders.person,
    }[name]()


def _altered(item: Any, dice: random.Random) -> Any:
    values: dict[str, Any] = {"remarks": f"{dice.random()}"}
    if item.NAME == "partnership":
        signed = Milestone(kind=dice.choice(["visit", "evaluation"]), day=PartialDate(dice.randrange(2000, 2026)))
        rows = [*item.milestones, signed] if dice.random() < 0.6 else list(item.milestones)
        dice.shuffle(rows)
        values["milestones"] = tuple(rows[: dice.randrange(1, 5)])
    if item.NAME == "delivery":
        rows = [*item.items, DeliveryItem(category="MED", name_de=f"Ding {dice.randrange(99)}", quantity=Decimal(3))]
        dice.shuffle(rows)
        values["items"] = tuple(rows[: dice.randrange(0, 4)])
    if item.NAME == "territory":
        values["name_de"] = f"Ort {dice.random()}"
        values["capital"] = dice.random() < 0.5
    return changed(item, **{name: value for name, value in values.items() if hasattr(item, name)})
