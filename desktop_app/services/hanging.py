"""Says in words what hangs on records: what else links to them."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.base.formats import format_count
from desktop_app.base.i18n import ntranslate, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.storage.links import Hanging


def together(hanging: Iterable[Iterable[Hanging]], apart_from: frozenset[tuple[str, int]]) -> list[Hanging]:
    """Return what hangs on any of several records, each type once, apart from some records."""
    live: dict[str, set[int]] = {}
    trashed: dict[str, set[int]] = {}
    for each in (one for some in hanging for one in some):
        live.setdefault(each.record, set()).update(each.ids)
        trashed.setdefault(each.record, set()).update(each.in_trash)
    leaving = {name: {number for record, number in apart_from if record == name} for name in live}
    return [
        Hanging(name, frozenset(ids - leaving[name]), frozenset(trashed[name] - leaving[name]))
        for name, ids in live.items()
    ]


def counted(hanging: Iterable[Hanging]) -> str:
    """Return what hangs on something, with counts: `2 aid deliveries and 1 task, 1 task in the trash`."""
    every = list(hanging)
    live = [format_count(*TYPES[each.record].COUNTED, len(each.ids)) for each in every if each.ids]
    trashed = [format_count(*TYPES[each.record].COUNTED, len(each.in_trash)) for each in every if each.in_trash]
    parts = [_listed(live)] if live else []
    if trashed:
        parts.append(translate("{what} in the trash", what=_listed(trashed)))
    return ", ".join(parts)


def warning(hanging: Iterable[Hanging]) -> str:
    """Return that records not in the trash link to something, and what becomes of the links; nothing where none do."""
    live = [Hanging(each.record, each.ids, frozenset()) for each in hanging if each.ids]
    if not live:
        return ""
    return ntranslate(
        "{what} links to it; the link stays.",
        "{what} link to it; the links stay.",
        sum(len(each.ids) for each in live),
        what=counted(live),
    )


def _listed(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return translate("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])
