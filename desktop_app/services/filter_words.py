"""Puts filters into words: `Status is active`, `has aid deliveries (Handed over from 2024)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from desktop_app.base.formats import format_count
from desktop_app.base.i18n import N_, NN_, translate
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.fields import Field, Kind
from desktop_app.domain.query import (
    AllOf,
    AnyOf,
    AsOn,
    Between,
    Bound,
    ByMe,
    Contains,
    During,
    Empty,
    Filter,
    Linked,
    Not,
    OfField,
    OneOf,
)
from desktop_app.domain.record import field_map
from desktop_app.domain.relations import Relation, Way, condition_fields, condition_relations
from desktop_app.domain.relative_day import FromToday, Unit
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.value_words import shown_value

Titles = Callable[[str, Iterable[int]], Mapping[int, str]]
"""Gives the titles of records of a type by their ids."""

PERIODS: dict[tuple[Unit, int], str] = {
    (Unit.DAY, -1): N_("yesterday"),
    (Unit.DAY, 0): N_("today"),
    (Unit.DAY, 1): N_("tomorrow"),
    (Unit.WEEK, -1): N_("last week"),
    (Unit.WEEK, 0): N_("this week"),
    (Unit.WEEK, 1): N_("next week"),
    (Unit.MONTH, -1): N_("last month"),
    (Unit.MONTH, 0): N_("this month"),
    (Unit.MONTH, 1): N_("next month"),
    (Unit.YEAR, -1): N_("last year"),
    (Unit.YEAR, 0): N_("this year"),
    (Unit.YEAR, 1): N_("next year"),
}
"""The whole days, weeks … that have a word of their own."""

_AGO = {
    Unit.DAY: NN_("{count} day ago", "{count} days ago"),
    Unit.WEEK: NN_("{count} week ago", "{count} weeks ago"),
    Unit.MONTH: NN_("{count} month ago", "{count} months ago"),
    Unit.YEAR: NN_("{count} year ago", "{count} years ago"),
}
_AHEAD = {
    Unit.DAY: NN_("in {count} day", "in {count} days"),
    Unit.WEEK: NN_("in {count} week", "in {count} weeks"),
    Unit.MONTH: NN_("in {count} month", "in {count} months"),
    Unit.YEAR: NN_("in {count} year", "in {count} years"),
}
_LAST = {
    Unit.DAY: NN_("in the last {count} day", "in the last {count} days"),
    Unit.WEEK: NN_("in the last {count} week", "in the last {count} weeks"),
    Unit.MONTH: NN_("in the last {count} month", "in the last {count} months"),
    Unit.YEAR: NN_("in the last {count} year", "in the last {count} years"),
}
_NEXT = {
    Unit.DAY: NN_("in the next {count} day", "in the next {count} days"),
    Unit.WEEK: NN_("in the next {count} week", "in the next {count} weeks"),
    Unit.MONTH: NN_("in the next {count} month", "in the next {count} months"),
    Unit.YEAR: NN_("in the next {count} year", "in the next {count} years"),
}
_LONGER = {
    Unit.DAY: NN_("at least {count} day ago", "at least {count} days ago"),
    Unit.WEEK: NN_("at least {count} week ago", "at least {count} weeks ago"),
    Unit.MONTH: NN_("at least {count} month ago", "at least {count} months ago"),
    Unit.YEAR: NN_("at least {count} year ago", "at least {count} years ago"),
}


class FilterWords:
    """Tells filters; `who` is meant where one is said of whoever asks."""

    def __init__(self, codes: CodeLists, titles: Titles, who: str) -> None:
        self._codes = codes
        self._titles = titles
        self._who = who

    def of(self, record: str, each: Filter) -> str:
        """Return one filter on a type of records in words."""
        match each:
            case AsOn():
                return translate("as on {day}", day=_end_words(each.day))
            case AllOf() | AnyOf():
                return self._group(record, each)
            case Not():
                return self._negated(record, each.condition)
            case Linked():
                return self._linked(record, each)
        return self._told(condition_fields(record)[each.field], each)

    def _group(self, record: str, each: AllOf | AnyOf) -> str:
        between = translate("and") if isinstance(each, AllOf) else translate("or")
        told = [self._within(record, one) for one in each.conditions]
        return f" {between} ".join(told) or (translate("anything") if isinstance(each, AllOf) else translate("nothing"))

    def _within(self, record: str, each: Filter) -> str:
        """Return a condition as it stands among others: a group between brackets."""
        words = self.of(record, each)
        return f"({words})" if isinstance(each, AllOf | AnyOf) and len(each.conditions) > 1 else words

    def _negated(self, record: str, each: Filter) -> str:
        if isinstance(each, OfField):
            field = condition_fields(record)[each.field]
            match each:
                case Contains():
                    return translate("{field} does not contain “{text}”", field=translate(field.label), text=each.text)
                case OneOf():
                    return translate(
                        "{field} is not {values}", field=translate(field.label), values=self._values(field, each)
                    )
                case Empty():
                    return self._told(field, Empty(each.field, not each.empty))
        return translate("not ({words})", words=self.of(record, each))

    def _linked(self, record: str, each: Linked) -> str:
        relation = condition_relations(record)[each.relation]
        about = AllOf(each.conditions)
        within = f" ({self.of(relation.target, about)})" if each.conditions else ""
        if relation.way is Way.HISTORY:
            return (translate("was changed") if each.exists else translate("was not changed")) + within
        records = relation_words(record, relation)
        if relation.way is Way.LINK:
            return records + within if each.exists else translate("not {field}", field=records) + within
        if each.exists:
            return translate("has {records}", records=records) + within
        return translate("has no {records}", records=records) + within

    def _told(self, field: Field, each: OfField) -> str:  # noqa: PLR0911  one for each kind
        label = translate(field.label)
        match each:
            case Contains():
                return translate("{field} contains “{text}”", field=label, text=each.text)
            case OneOf():
                return translate("{field} is {values}", field=label, values=self._values(field, each))
            case Between():
                words = self._range(field, label, each)
                return translate("{words} or empty", words=words) if each.or_empty else words
            case Empty() if each.empty:
                return translate("{field} is empty", field=label)
            case Empty():
                return translate("{field} is filled in", field=label)
            case During():
                return f"{label} {_period_words(each)}"
            case ByMe():
                return translate("{field} is me ({name})", field=label, name=self._who)

    def _range(self, field: Field, label: str, each: Between) -> str:
        relative = _relative_words(each.first, each.last)
        if relative:
            return f"{label} {relative}"
        first, last = (_end_words(end, field) for end in (each.first, each.last))
        if first and first == last:
            return translate("{field} is {values}", field=label, values=first)
        if first and last:
            return translate("{field} from {first} to {last}", field=label, first=first, last=last)
        if first:
            return translate("{field} from {first}", field=label, first=first)
        if last:
            return translate("{field} until {last}", field=label, last=last)
        return translate("{field} is filled in", field=label)

    def _values(self, field: Field, each: OneOf) -> str:
        if field.kind is Kind.LINK:
            titles = self._titles(field.target, each.values)
            return ", ".join(titles.get(value, "?") for value in each.values)
        return ", ".join(self._value(field, value) for value in each.values)

    def _value(self, field: Field, value: Any) -> str:
        return self._codes.label(field.choices, str(value)) if field.choices else shown_value(field, value)


def relation_words(record: str, relation: Relation) -> str:
    """Return what a relation leads to: the words of its link or rows, or those of what links from the other side."""
    if relation.way is Way.HISTORY:
        return translate("History")
    if relation.way in {Way.LINK, Way.ROWS}:
        return translate(_label(record, relation.field))
    link = field_map(TYPES[relation.row or relation.target])[relation.field]
    return translate(link.reverse or TYPES[relation.target].PLURAL)


def _label(record: str, field: str) -> str:
    return field_map(TYPES[record])[field].label


def _relative_words(first: Bound | None, last: Bound | None) -> str:
    """Return `in the last 12 months` and the like; empty where the ends are not of that kind."""
    today = FromToday()
    match first, last:
        case FromToday(count=count, unit=unit), FromToday() if count < 0 and last.count == 0:
            return format_count(*_LAST[unit], -count)
        case FromToday(), FromToday(count=count, unit=unit) if count > 0 and first.count == 0:
            return format_count(*_NEXT[unit], count)
        case None, FromToday(count=count, unit=unit) if count < 0:
            return format_count(*_LONGER[unit], -count)
        case None, FromToday() if last == today:
            return translate("until today")
        case FromToday(), None if first == today:
            return translate("from today on")
    return ""


def _end_words(end: Bound | None, field: Field | None = None) -> str:
    if isinstance(end, FromToday):
        if not end.count:
            return translate("today")
        return format_count(*(_AGO if end.count < 0 else _AHEAD)[end.unit], abs(end.count))
    return "" if end is None else shown_value(field or Field(Kind.DATE, ""), end)


def _period_words(each: During) -> str:
    known = PERIODS.get((each.unit, each.offset))
    if known:
        return translate(known)
    return _end_words(FromToday(each.offset, each.unit))
