"""Says in SQL which partnerships stood on a day, as `domain.partnership.stood_on` says of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, func, not_, or_, select

from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import CLOSED, FORMAL, REVIVING, TERMINATION
from desktop_app.storage.dialect import among_ids
from desktop_app.storage.tables import TABLES


def standing_ids(ask: Callable[[Select[Any]], Iterable[int]], day: PartialDate, *, trashed: bool) -> frozenset[int]:
    """Return the ids of the partnerships that stood on a whole day, in the trash or not; `ask` gives ids."""
    partnership, milestone = TABLES["partnership"], TABLES["milestone"]
    half = partnership.c.trashed_at.is_not(None) if trashed else partnership.c.trashed_at.is_(None)
    formal = milestone.c.kind.in_(sorted(FORMAL))
    formalised = frozenset(ask(select(milestone.c.owner_id).where(formal, _by(milestone, day))))
    ended = milestone.alias()
    gone = select(ended.c.owner_id).where(ended.c.kind == TERMINATION, _by(ended, day), not_(_revived(ended, day)))
    closed_now = select(partnership.c.id).where(half, partnership.c.status.in_(sorted(CLOSED)))
    by_hand = and_(partnership.c.id.in_(closed_now), partnership.c.status_override.in_(sorted(CLOSED)))
    told = select(milestone.c.owner_id).where(milestone.c.kind == TERMINATION, not_(_by(milestone, day)))
    closed = frozenset(ask(select(partnership.c.id).where(by_hand))).difference(ask(told))
    successors = formalised.intersection(
        ask(select(partnership.c.successor).where(partnership.c.successor.is_not(None)))
    )
    converted = select(partnership.c.id).where(among_ids(partnership.c.successor, successors))
    return formalised.difference(ask(gone), closed, ask(converted))


def _revived(ended: FromClause, day: PartialDate) -> ColumnElement[bool]:
    """Say that what ended was taken up again by a day."""
    revival = TABLES["milestone"].alias()
    at, before = func.coalesce(revival.c.day, ""), func.coalesce(ended.c.day, "")
    after = or_(at > before, and_(at == before, revival.c.position > ended.c.position))
    return exists(
        select(revival.c.id).where(
            revival.c.owner_id == ended.c.owner_id, revival.c.kind.in_(sorted(REVIVING)), _by(revival, day), after
        )
    )


def _by(milestone: FromClause, day: PartialDate) -> ColumnElement[bool]:
    """Say that a milestone came about by a whole day: one known to the month or year may have; so its text sorts."""
    return or_(milestone.c.day.is_(None), milestone.c.day <= day.iso)
