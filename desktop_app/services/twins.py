"""Finds records that may be one and the same, sets two of them side by side, and makes one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from heapq import heappush, heappushpop
from typing import Any

from desktop_app.base.i18n import N_, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.changes import KEEP_APART, MERGE
from desktop_app.domain.errors import NotFound
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.joining import Choice, Choices, chosen_fields, joined, may_be_both, proposal
from desktop_app.domain.kept_apart import KeptApart, kept_apart
from desktop_app.domain.problems import Problem
from desktop_app.domain.record import Record, problems_of
from desktop_app.domain.twin_rules import TWINS
from desktop_app.domain.twins import WORTH_A_HINT, WORTH_A_LOOK, Likeness, likeness
from desktop_app.services.backups import Backups, Reason
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.hanging import counted
from desktop_app.services.pickers import Pickers
from desktop_app.services.value_words import linked_in_words, row_briefly
from desktop_app.storage.deriving import derived
from desktop_app.storage.joining import join
from desktop_app.storage.journal import About
from desktop_app.storage.register import Reader, Register

HAVE_TWINS = tuple(TWINS)
"""The record types that may have twins, in the order in which they are searched."""

HINTED = 3
"""So many likely twins are named while a record is typed."""
MOST_LISTED = 1_000
"""So many pairs of a search are listed, the most alike."""

_LOOKED_AT = 60
"""Records that share a mark with what is typed and are weighed."""
_MARKS_AT_ONCE, _PAIRS_AT_ONCE = 500, 200

Progress = Callable[[int, int, str], None]
"""Hears how many steps of how many are done, and what is being done; may raise to call the work off."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A record that may be the same as another one: what it is called, what tells it apart, and why it is named."""

    record: str
    id: int
    title: str
    detail: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be the same, the more alike the higher their score (at most 100)."""

    record: str
    first: int
    second: int
    score: int
    titles: tuple[str, str]
    details: tuple[str, str]
    reasons: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, the most alike first, and how many more there are."""

    pairs: tuple[Pair, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Line:
    """One field of two records side by side: what each has, and what it would be, in words, by what is chosen.

    `choices` are those that make sense here.
    """

    field: str
    label: str
    kept: str
    other: str
    results: Mapping[Choice, str]
    choices: tuple[Choice, ...]

    @property
    def differs(self) -> bool:
        """Say whether there is anything to choose."""
        return len(self.choices) > 1


@dataclass(frozen=True, slots=True)
class Sides:
    """Two records side by side: the one that would be kept, the other one, and what hangs on each, in words.

    `proposed` is what is best for each field.
    """

    kept: Any
    other: Any
    lines: tuple[Line, ...]
    hanging: tuple[str, str]
    proposed: Choices


class Twins:
    """What can be done about duplicates in one register; may be asked from any thread."""

    def __init__(
        self, register: Register, codes: CodeLists, pickers: Pickers, backups: Callable[[], Backups] | None
    ) -> None:
        self._register = register
        self._codes = codes
        self._pickers = pickers
        self._backups = backups

    @property
    def read_only(self) -> bool:
        """Say whether nothing can be merged here."""
        return self._register.read_only

    # -- finding -----------------------------------------------------------------------------------------------

    def like(self, item: Record) -> tuple[Twin, ...]:
        """Return the HINTED records that are most like one that is typed, saved or not; none where none is alike."""
        if item.NAME not in TWINS:
            return ()
        with self._register.reading() as reader:
            lookup = reader.lookup()
            fresh = derived(item, lookup)
            ids = reader.twins.sharing(fresh, _LOOKED_AT)
            apart = reader.twins.kept_apart(item.NAME, [item.id]) if item.id is not None else {}
            found = []
            for other_id, other in reader.records(item.NAME, ids).items():
                alike = likeness(TWINS[item.NAME], fresh, other)
                if alike.score >= WORTH_A_HINT and _pair(item.id or 0, other_id) not in apart:
                    found.append((alike, other_id))
            found.sort(key=lambda each: (-each[0].score, each[1]))
            best = found[:HINTED]
            described = self._pickers.described(reader, item.NAME, [other_id for _, other_id in best])
        return tuple(
            Twin(item.NAME, other_id, shown.title, shown.detail, _reasons(alike))
            for (alike, other_id), shown in zip(best, described, strict=True)
        )

    def search(self, names: Sequence[str], tell: Progress) -> Found:
        """Return the pairs of some record types that may be the same, without those that somebody kept apart."""
        best: list[tuple[int, int, int, int, Likeness]] = []
        more = 0
        with self._register.reading() as reader:
            for order, name in enumerate(names):
                words = translate("Duplicates are being looked for: {what}", what=translate(TYPES[name].PLURAL))
                for first, second, alike in _alike(reader, name, _worded(tell, words)):
                    entry = (alike.score, -order, -first, -second, alike)
                    if len(best) < MOST_LISTED:
                        heappush(best, entry)
                    else:
                        heappushpop(best, entry)
                        more += 1
            best.sort(reverse=True)
            pairs = self._in_words(reader, [(names[-order], -one, -two, alike) for _, order, one, two, alike in best])
            return Found(tuple(pairs), more)

    def kept_apart(self, name: str) -> tuple[Pair, ...]:
        """Return the pairs of a type that somebody kept apart."""
        with self._register.reading() as reader:
            apart = sorted(reader.twins.kept_apart(name))
            return tuple(self._in_words(reader, [(name, *pair, Likeness(0)) for pair in apart]))

    def _in_words(self, reader: Reader, pairs: Iterable[tuple[str, int, int, Likeness]]) -> Iterator[Pair]:
        some = list(pairs)
        for name in dict.fromkeys(each[0] for each in some):
            ids = sorted({number for each in some if each[0] == name for number in each[1:3]})
            known = {shown.id: shown for shown in self._pickers.described(reader, name, ids)}
            some_known = [each for each in some if each[0] == name and each[1] in known and each[2] in known]
            for _, first, second, alike in some_known:
                one, two = known[first], known[second]
                titles, details = (one.title, two.title), (one.detail, two.detail)
                yield Pair(name, first, second, alike.score, titles, details, _reasons(alike))

    # -- deciding ----------------------------------------------------------------------------------------------

    def keep_apart(self, name: str, first: int, second: int) -> int | None:
        """Remember that two records are not the same; return the operation, None where that is known already."""
        pair = kept_apart(name, first, second)
        with self._register.changing(origin="form", verb=KEEP_APART) as unit:
            if pair.pair not in Reader(unit.connection).twins.kept_apart(name, [first]):
                unit.add(pair)
        return unit.operation

    def look_again(self, name: str, first: int, second: int) -> int | None:
        """Forget that two records are not the same; return the operation, None where nobody said so."""
        with self._register.changing(origin="form", verb="trash") as unit:
            known = Reader(unit.connection).twins.kept_apart(name, [first])
            if (number := known.get(_pair(first, second))) is not None:
                unit.trash(KeptApart.NAME, [number])
        return unit.operation

    # -- side by side ------------------------------------------------------------------------------------------

    def side_by_side(self, name: str, first: int, second: int, *, keep: int | None = None) -> Sides:
        """Return two records side by side; `keep` is the one to be kept, else it is the one on which more hangs.

        Raises NotFound where one of them is gone.
        """
        with self._register.reading() as reader:
            items = reader.records(name, [first, second])
            if len(items) < len({first, second}) or any(item.trashed_at is not None for item in items.values()):
                raise NotFound(N_("One of the two records is not in the register any more."))
            hanging = reader.hanging_on(name, [first, second])
            weight = {
                number: (sum(len(each.ids) for each in hanging.get(number, ())), _filled(item), -number)
                for number, item in items.items()
            }
            kept = items[keep if keep is not None else max(weight, key=lambda number: weight[number])]
            other = next(item for item in items.values() if item is not kept)
            lines = tuple(
                line for field in chosen_fields(TYPES[name]) if (line := self._line(reader, field, kept, other))
            )
            words = [counted(hanging.get(item.id, ())) for item in (kept, other)]
            return Sides(kept, other, lines, (words[0], words[1]), proposal(kept, other))

    def check(self, sides: Sides, choices: Choices) -> tuple[Problem, ...]:
        """Return what would be wrong with the record as it would be kept."""
        with self._register.reading() as reader:
            whole = derived(joined(sides.kept, sides.other, choices).record, reader.lookup())
        return tuple(problem for problem in problems_of(whole) if problem.error)

    def title(self, sides: Sides, choices: Choices) -> str:
        """Return what the record would be called."""
        with self._register.reading() as reader:
            return str(derived(joined(sides.kept, sides.other, choices).record, reader.lookup()).title)

    def merge(self, sides: Sides, choices: Choices, tell: Progress) -> int | None:
        """Make one record of two, after a backup, and return the operation.

        Raises NotFound or UserError where one of them is another one by now, Invalid where it cannot be saved.
        """
        self._back_up(tell)
        words = translate("The records are being merged …")
        kept, other = sides.kept, sides.other
        title = kept.title if kept.title == other.title else f"{other.title} → {kept.title}"
        with self._register.changing(origin="merge", verb=MERGE, about=About(kept.NAME, title)) as unit:
            join(unit, kept, other, choices, _worded(tell, words))
        return unit.operation

    def _back_up(self, tell: Progress) -> None:
        """Back the register up; a merge that can be taken back waits for nothing that stands in the way of that."""
        if self._backups is not None:
            words = translate("The register is being backed up …")
            self._backups().before(Reason.MERGE, datetime.now(UTC), heard=partial(tell, 0, 0, words))

    def _line(self, reader: Reader, field: Field, kept: Record, other: Record) -> Line | None:
        """Return a field of both in words; None where neither has anything in it."""
        mine, theirs = (self._words(reader, field, getattr(item, field.name)) for item in (kept, other))
        if not mine and not theirs:
            return None
        choices: tuple[Choice, ...] = (Choice.KEPT,)
        if getattr(kept, field.name) != getattr(other, field.name) and mine != theirs:
            choices = (Choice.KEPT, Choice.OTHER)
            if mine and theirs and may_be_both(field):
                choices = (*choices, Choice.BOTH)
        results = {
            choice: self._words(reader, field, getattr(joined(kept, other, {field.name: choice}).record, field.name))
            for choice in choices
        }
        return Line(field.name, translate(field.label), mine, theirs, results, choices)

    def _words(self, reader: Reader, field: Field, value: Any) -> str:
        if field.kind is Kind.CHILDREN:
            return "\n".join(f"• {row_briefly(reader, row, self._codes)}" for row in value)
        return linked_in_words(reader, field, value, self._codes)


def _alike(reader: Reader, name: str, tell: Callable[[int, int], None]) -> Iterator[tuple[int, int, Likeness]]:
    """Yield the pairs of a type that are worth a look: only those that share a mark are weighed."""
    marks = reader.twins.shared_marks(name)
    apart = reader.twins.kept_apart(name)
    seen: set[tuple[int, int]] = set()
    for start in range(0, len(marks), _MARKS_AT_ONCE):
        tell(start, len(marks))
        new = sorted(set(reader.twins.pairs(name, marks[start : start + _MARKS_AT_ONCE])) - seen - apart.keys())
        seen.update(new)
        for at in range(0, len(new), _PAIRS_AT_ONCE):
            some = new[at : at + _PAIRS_AT_ONCE]
            items = reader.records(name, sorted({number for pair in some for number in pair}))
            tell(start, len(marks))
            for first, second in some:
                alike = likeness(TWINS[name], items[first], items[second])
                if alike.score >= WORTH_A_LOOK:
                    yield first, second, alike


def _worded(tell: Progress, words: str) -> Callable[[int, int], None]:
    def heard(done: int, total: int) -> None:
        tell(done, total, words)

    return heard


def _pair(first: int, second: int) -> tuple[int, int]:
    return (first, second) if first < second else (second, first)


def _reasons(alike: Likeness) -> str:
    words = ", ".join(translate(reason) for reason in alike.reasons)
    if alike.doubts:
        words = translate("{reasons}; but {doubts}", reasons=words, doubts=", ".join(map(translate, alike.doubts)))
    return words


def _filled(item: Record) -> int:
    return sum(getattr(item, field.name) not in ("", None, (), False) for field in chosen_fields(type(item)))
