"""How alike two records of one kind are: marks by which they find each other, and rules that weigh what they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

WORTH_A_HINT = 40
"""So alike is who is named while a record is typed."""
WORTH_A_LOOK = 50
"""So alike is what a search for duplicates lists."""
MOST = 100

_SHORTEST_HALVED = 6
"""Letters of a name of which one half tells enough to find it by."""
_FORGIVEN_FROM, _FORGIVEN_TWICE_FROM = 5, 20
"""Letters of a name in which one typing error is forgiven, or two."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What speaks for two records being the same, or against it: a sentence (msgid), its weight, when it holds."""

    reason: str
    weight: int
    holds: Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class TwinRules:
    """The rules of one record type.

    `marks` gives texts that twins share; `rules` are groups, of each of which only the first that holds counts.
    """

    marks: Callable[[Any], Iterable[str]]
    rules: tuple[tuple[Rule, ...], ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two records are, up to MOST, and why: the reasons (msgids) for it and against it."""

    score: int
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def likeness(rules: TwinRules, one: Any, other: Any) -> Likeness:
    """Weigh what speaks for two records being the same; reasons come in the order of their weight."""
    found = [rule for group in rules.rules if (rule := next((r for r in group if r.holds(one, other)), None))]
    found.sort(key=lambda rule: -abs(rule.weight))
    score = sum(rule.weight for rule in found)
    return Likeness(
        max(0, min(MOST, score)),
        tuple(rule.reason for rule in found if rule.weight > 0),
        tuple(rule.reason for rule in found if rule.weight < 0),
    )


def near_marks(kind: str, name: str) -> Iterator[str]:
    """Yield the marks of a name: two names that differ by one letter share at least one.

    An error in one half leaves the other whole, counted from its end; with a letter more or less the half may be
    shorter by one.
    """
    if not name:
        return
    yield f"{kind}={name}"
    if len(name) < _SHORTEST_HALVED:
        return
    for half in {len(name) // 2, (len(name) - 1) // 2}:
        yield f"{kind}<{name[:half]}"
        yield f"{kind}>{name[-half:]}"


def is_near(one: str, other: str) -> bool:
    """Say whether two names differ by no more than a typing error, or two where they are long; not by none."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  only names that share a half are compared

    shorter = min(len(one), len(other))
    if one == other or shorter < _FORGIVEN_FROM:
        return False
    forgiven = 2 if shorter >= _FORGIVEN_TWICE_FROM else 1
    return OSA.distance(one, other, score_cutoff=forgiven) <= forgiven


def any_near(some: Iterable[str], others: Iterable[str]) -> bool:
    """Say whether one of some names is near to one of others."""
    known = [other for other in others if other]
    return any(is_near(one, other) for one in some if one for other in known)
