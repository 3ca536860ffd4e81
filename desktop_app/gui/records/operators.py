"""What can be asked of a field in the filter builder, and how that becomes a filter and comes back from one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from desktop_app.base.i18n import N_
from desktop_app.domain.fields import TEXT_KINDS, Field, Kind
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.query import AsOn, Between, ByMe, Contains, During, Empty, Filter, Not, OneOf
from desktop_app.domain.relative_day import FromToday, Unit

Values = tuple[Any, ...]

AS_ON = Field(Kind.DATE, N_("List as on a day"), name="as_on")
"""Stands among the fields of a partnership, and asks how the list stood."""


class Input(Enum):
    """What a value of a condition is entered with."""

    TEXT = auto()
    LINK = auto()
    CODES = auto()
    NUMBER = auto()
    DAY = auto()
    """A date that may be known to the year or month only."""
    COUNT = auto()
    UNIT = auto()
    PERIOD = auto()


@dataclass(frozen=True, slots=True)
class Operator:
    """One thing to ask of a field; `words` is an English msgid.

    `make` returns the filter for the values that were entered, None while one is missing; `read` the values of a filter
    that this operator can show, else None.
    """

    key: str
    words: str
    inputs: tuple[Input, ...]
    make: Callable[[str, Values], Filter | None]
    read: Callable[[Filter], Values | None]


def operators_for(field: Field) -> tuple[Operator, ...]:
    """Return what can be asked of a field, the most usual first."""
    if field is AS_ON:
        return (_AS_ON,)
    if field.kind in TEXT_KINDS:
        return (*_TEXT, _ME, *_FILLED) if field.name.endswith("_by") else (*_TEXT, *_FILLED)
    return (*_BY_KIND[field.kind], *_FILLED)


def shown_by(field: Field, each: Filter) -> tuple[Operator, Values] | None:
    """Return the operator and values that show a filter of a field; None where none does."""
    for operator in operators_for(field):
        values = operator.read(each)
        if values is not None:
            return operator, values
    return None


def _contains(name: str, values: Values) -> Filter | None:
    return Contains(name, values[0]) if values[0] else None


def _read_contains(each: Filter) -> Values | None:
    return (each.text,) if isinstance(each, Contains) else None


def _is(name: str, values: Values) -> Filter | None:
    return OneOf(name, (values[0],)) if values[0] not in (None, "") else None


def _read_is(each: Filter) -> Values | None:
    single = isinstance(each, OneOf) and len(each.values) == 1 and not isinstance(each.values[0], bool)
    return each.values if single and isinstance(each, OneOf) else None


def _any_of(name: str, values: Values) -> Filter | None:
    return OneOf(name, tuple(values[0])) if values[0] else None


def _read_any_of(each: Filter) -> Values | None:
    return (each.values,) if isinstance(each, OneOf) else None


def _negated(make: Callable[[str, Values], Filter | None]) -> Callable[[str, Values], Filter | None]:
    def negate(name: str, values: Values) -> Filter | None:
        made = make(name, values)
        return Not(made) if made is not None else None

    return negate


def _read_negated(read: Callable[[Filter], Values | None]) -> Callable[[Filter], Values | None]:
    def read_within(each: Filter) -> Values | None:
        return read(each.condition) if isinstance(each, Not) else None

    return read_within


def _truth(*, wanted: bool) -> tuple[Callable[[str, Values], Filter], Callable[[Filter], Values | None]]:
    def make(name: str, _values: Values) -> Filter:
        return OneOf(name, (wanted,))

    def read(each: Filter) -> Values | None:
        return () if isinstance(each, OneOf) and each.values == (wanted,) else None

    return make, read


def _fill(*, empty: bool) -> tuple[Callable[[str, Values], Filter], Callable[[Filter], Values | None]]:
    def make(name: str, _values: Values) -> Filter:
        return Empty(name, empty)

    def read(each: Filter) -> Values | None:
        if isinstance(each, Not):
            each = Empty("", not each.condition.empty) if isinstance(each.condition, Empty) else each
        return () if isinstance(each, Empty) and each.empty == empty else None

    return make, read


def _within(name: str, values: Values) -> Filter | None:
    return Between(name, values[0], values[0]) if values[0] is not None else None


def _read_within(each: Filter) -> Values | None:
    match each:
        case Between(first=first, last=last, or_empty=False) if _is_fixed(first) and first == last:
            return (first,)
    return None


def _from(name: str, values: Values) -> Filter | None:
    return Between(name, values[0], None) if values[0] is not None else None


def _read_from(each: Filter) -> Values | None:
    match each:
        case Between(first=first, last=None, or_empty=False) if _is_fixed(first):
            return (first,)
    return None


def _until(name: str, values: Values) -> Filter | None:
    return Between(name, None, values[0]) if values[0] is not None else None


def _read_until(each: Filter) -> Values | None:
    match each:
        case Between(first=None, last=last, or_empty=False) if _is_fixed(last):
            return (last,)
    return None


def _between(name: str, values: Values) -> Filter | None:
    return Between(name, *values) if None not in values else None


def _read_between(each: Filter) -> Values | None:
    match each:
        case Between(first=first, last=last, or_empty=False) if _is_fixed(first) and _is_fixed(last):
            return (first, last)
    return None


def _is_fixed(end: Any) -> bool:
    return end is not None and not isinstance(end, FromToday)


def _counted(values: Values) -> tuple[int, Unit] | None:
    count, unit = values
    return (int(count), Unit(unit)) if count and int(count) > 0 and unit else None


def _last(name: str, values: Values) -> Filter | None:
    counted = _counted(values)
    return Between(name, FromToday(-counted[0], counted[1]), FromToday()) if counted else None


def _read_last(each: Filter) -> Values | None:
    match each:
        case Between(first=FromToday(count=count, unit=unit), last=FromToday(count=0), or_empty=False) if count < 0:
            return (-count, unit.value)
    return None


def _next(name: str, values: Values) -> Filter | None:
    counted = _counted(values)
    return Between(name, FromToday(), FromToday(*counted)) if counted else None


def _read_next(each: Filter) -> Values | None:
    match each:
        case Between(first=FromToday(count=0), last=FromToday(count=count, unit=unit), or_empty=False) if count > 0:
            return (count, unit.value)
    return None


def _ago(*, or_empty: bool) -> tuple[Callable[[str, Values], Filter | None], Callable[[Filter], Values | None]]:
    def make(name: str, values: Values) -> Filter | None:
        counted = _counted(values)
        return Between(name, None, FromToday(-counted[0], counted[1]), or_empty) if counted else None

    def read(each: Filter) -> Values | None:
        match each:
            case Between(first=None, last=FromToday(count=count, unit=unit), or_empty=empty) if count < 0:
                return (-count, unit.value) if empty == or_empty else None
        return None

    return make, read


def period_key(unit: Unit, offset: int) -> str:
    """Return the name of a whole week, month … as the builder's choice has it."""
    return f"{unit.value}:{offset}"


def _during(name: str, values: Values) -> Filter | None:
    if not values[0]:
        return None
    unit, _, offset = str(values[0]).partition(":")
    return During(name, Unit(unit), int(offset))


def _read_during(each: Filter) -> Values | None:
    return (period_key(each.unit, each.offset),) if isinstance(each, During) and abs(each.offset) <= 1 else None


def _by_me(name: str, _values: Values) -> Filter:
    return ByMe(name)


def _read_by_me(each: Filter) -> Values | None:
    return () if isinstance(each, ByMe) else None


def _as_on(_name: str, values: Values) -> Filter | None:
    day = values[0]
    return AsOn(day) if isinstance(day, PartialDate) and day.full is not None else None


def _read_as_on(each: Filter) -> Values | None:
    return (each.day,) if isinstance(each, AsOn) and isinstance(each.day, PartialDate) else None


_TEXT = (
    Operator("contains", N_("contains"), (Input.TEXT,), _contains, _read_contains),
    Operator("not_contains", N_("does not contain"), (Input.TEXT,), _negated(_contains), _read_negated(_read_contains)),
    Operator("is", N_("is exactly"), (Input.TEXT,), _is, _read_is),
    Operator("is_not", N_("is not exactly"), (Input.TEXT,), _negated(_is), _read_negated(_read_is)),
)
_FILLED = (
    Operator("empty", N_("is empty"), (), *_fill(empty=True)),
    Operator("filled", N_("is filled in"), (), *_fill(empty=False)),
)
_ME = Operator("me", N_("is me"), (), _by_me, _read_by_me)
_AS_ON = Operator("as_on", N_("on"), (Input.DAY,), _as_on, _read_as_on)
_LINK = (
    Operator("is", N_("is"), (Input.LINK,), _is, _read_is),
    Operator("is_not", N_("is not"), (Input.LINK,), _negated(_is), _read_negated(_read_is)),
    Operator("contains", N_("contains"), (Input.TEXT,), _contains, _read_contains),
)
_CODES = (
    Operator("any", N_("is one of"), (Input.CODES,), _any_of, _read_any_of),
    Operator("none", N_("is none of"), (Input.CODES,), _negated(_any_of), _read_negated(_read_any_of)),
)
_TRUTH = (Operator("yes", N_("yes"), (), *_truth(wanted=True)), Operator("no", N_("no"), (), *_truth(wanted=False)))


def _ranged(value: Input) -> Iterable[Operator]:
    of_days = value is Input.DAY
    yield Operator("within", N_("lies in") if of_days else N_("is"), (value,), _within, _read_within)
    yield Operator("from", N_("from"), (value,), _from, _read_from)
    yield Operator("until", N_("until"), (value,), _until, _read_until)
    yield Operator("between", N_("from … to"), (value, value), _between, _read_between)


_NUMBER = tuple(_ranged(Input.NUMBER))
_DAY = (
    *_ranged(Input.DAY),
    Operator("during", N_("during"), (Input.PERIOD,), _during, _read_during),
    Operator("last", N_("in the last"), (Input.COUNT, Input.UNIT), _last, _read_last),
    Operator("next", N_("in the next"), (Input.COUNT, Input.UNIT), _next, _read_next),
    Operator("ago", N_("longer ago than"), (Input.COUNT, Input.UNIT), *_ago(or_empty=False)),
    Operator("ago_or_empty", N_("longer ago than, or never"), (Input.COUNT, Input.UNIT), *_ago(or_empty=True)),
)
_BY_KIND: dict[Kind, tuple[Operator, ...]] = {
    Kind.LINK: _LINK,
    Kind.CHOICE: _CODES,
    Kind.CHOICES: _CODES,
    Kind.BOOLEAN: _TRUTH,
    Kind.INTEGER: _NUMBER,
    Kind.DECIMAL: _NUMBER,
    Kind.DATE: _DAY,
    Kind.TIMESTAMP: _DAY,
}
