"""What speaks for two partnerships, places, organisations, people or deliveries being one and the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from desktop_app.base.i18n import N_
from desktop_app.base.text import fold
from desktop_app.domain.delivery import Delivery
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.partnership import GERMAN, UKRAINIAN, Partnership
from desktop_app.domain.person import Person
from desktop_app.domain.record import Record
from desktop_app.domain.spelling import name_sound
from desktop_app.domain.territory import Territory
from desktop_app.domain.twins import Rule, TwinRules, any_near, near_marks

_SIGNS = re.compile(r"[^\w ]+")
_PLACES = (
    "stadt gemeinde samtgemeinde verbandsgemeinde landkreis kreis land bezirk oblast rajon raion hromada "
    "landeshauptstadt hansestadt місто громада територіальна міська сільська селищна район область"
)
_KINDS_OF_PLACE = frozenset(_PLACES.split())
"""Words that say what a place is, not which; they stand before or behind its name, or are left out."""
_FORMS = "ev e v gmbh ggmbh mbh ag kg gag ug az eg тов ао го бф кнп кп"
_LEGAL_FORMS = frozenset(_FORMS.split())
"""Words that say which legal form a body has."""
_AGS_DIGITS, _ARS_DIGITS = 8, 12


def _words(text: str, apart_from: frozenset[str] = frozenset()) -> str:
    """Return the folded words of a text without signs and without words that tell nothing; all where none is left."""
    words = _SIGNS.sub(" ", fold(text)).split()
    return " ".join([word for word in words if word not in apart_from] or words)


def _same(*names: str) -> Callable[[Any, Any], bool]:
    """Hold where both have the same in one of some fields."""
    return lambda one, other: any(
        value and value == getattr(other, name) for name in names if (value := getattr(one, name))
    )


def _different(name: str) -> Callable[[Any, Any], bool]:
    """Hold where both have something in a field, and not the same."""
    return lambda one, other: bool(
        getattr(one, name) and getattr(other, name) and getattr(one, name) != getattr(other, name)
    )


def _shared(of: Callable[[Any], set[Any]]) -> Callable[[Any, Any], bool]:
    """Hold where both have one in common of what is gathered from each."""
    return lambda one, other: not of(one).isdisjoint(of(other))


def _nothing_shared(of: Callable[[Any], set[Any]]) -> Callable[[Any, Any], bool]:
    """Hold where both have some of what is gathered, and none in common."""
    return lambda one, other: bool((mine := of(one)) and (theirs := of(other)) and mine.isdisjoint(theirs))


def _near(of: Callable[[Any], set[str]]) -> Callable[[Any, Any], bool]:
    """Hold where a name of one differs from one of the other by a typing error."""
    return lambda one, other: any_near(of(one), of(other))


# -- people ------------------------------------------------------------------------------------------------------------


def _names(item: Person) -> Iterator[tuple[str, str]]:
    """Yield family and given name in each script."""
    for family, given in ((item.family_name, item.given_name), (item.family_name_uk, item.given_name_uk)):
        if family:
            yield _words(family), _words(given)


def _full_names(item: Person) -> set[str]:
    return {f"{family} {given}" for family, given in _names(item) if given}


def _full_sounds(item: Person) -> set[str]:
    return {f"{name_sound(family)} {name_sound(given)}" for family, given in _names(item) if given}


def _family_sounds(item: Person) -> set[str]:
    return {name_sound(family) for family, _ in _names(item)}


def _swapped(one: Person, other: Person) -> bool:
    turned = {f"{name_sound(given)} {name_sound(family)}" for family, given in _names(one) if given}
    return not turned.isdisjoint(_full_sounds(other))


def _initials(item: Person) -> set[str]:
    return {f"{name_sound(family)} {name_sound(given)[:1]}" for family, given in _names(item)}


def _with_initial(one: Person, other: Person) -> bool:
    """Hold where the family name is the same, and of one the given name is missing or only its first letter."""
    short = [item for item in (one, other) if all(len(given.rstrip(".")) <= 1 for _, given in _names(item))]
    if not short:
        return False
    if any(not given for item in short for _, given in _names(item)):
        return not _family_sounds(one).isdisjoint(_family_sounds(other))
    return not _initials(one).isdisjoint(_initials(other))


def _given_differ(one: Person, other: Person) -> bool:
    """Hold where the given names have nothing to do with each other in any script that both have."""
    mine, theirs = ({name_sound(given) for _, given in _names(item) if given} for item in (one, other))
    if not mine or not theirs or _with_initial(one, other) or _swapped(one, other):
        return False
    return mine.isdisjoint(theirs) and not any_near(mine, theirs)


def _reached_by(*kinds: str) -> Callable[[Any], set[Any]]:
    return lambda item: {point.normalised for point in item.contact_points if point.kind in kinds and point.normalised}


def _bodies_of_roles(item: Person) -> set[Any]:
    places = {("territory", role.territory) for role in item.roles if role.territory is not None}
    return places | {("organisation", role.organisation) for role in item.roles if role.organisation is not None}


_mails, _phones = _reached_by("email"), _reached_by("phone", "mobile")


def _person_marks(item: Person) -> Iterator[str]:
    for value in _mails(item) | _phones(item):
        yield f"reached={value}"
    for family, given in _names(item):
        heard, first = name_sound(family), name_sound(given)
        yield f"family={heard}"
        if first:
            yield f"initial={heard} {first[:1]}"
            yield f"turned={' '.join(sorted((heard, first)))}"
            yield from near_marks("name", f"{heard} {first}")


_PERSON = TwinRules(
    _person_marks,
    (
        (
            Rule(N_("same name"), 45, _shared(_full_names)),
            Rule(N_("name spelled in another way"), 42, _shared(_full_sounds)),
            Rule(N_("nearly the same name"), 40, _near(_full_sounds)),
            Rule(N_("given name and family name the other way round"), 40, _swapped),
            Rule(N_("same family name, given name shortened or missing"), 30, _with_initial),
        ),
        (Rule(N_("same e-mail address"), 40, _shared(_mails)),),
        (Rule(N_("same phone number"), 25, _shared(_phones)),),
        (
            Rule(N_("roles in the same place or organisation"), 25, _shared(_bodies_of_roles)),
            Rule(N_("roles in different places"), -15, _nothing_shared(_bodies_of_roles)),
        ),
        (Rule(N_("different given names"), -40, _given_differ),),
    ),
)


# -- bodies ------------------------------------------------------------------------------------------------------------


def _organisation_names(item: Organisation) -> set[str]:
    names = (item.name_de, item.name_uk, item.name_en)
    return {words for name in names if name and (words := _words(name, _LEGAL_FORMS))}


def _organisation_sounds(item: Organisation) -> set[str]:
    return {" ".join(sorted(name_sound(name).split())) for name in _organisation_names(item)}


def _short_names(item: Organisation) -> set[str]:
    return ({_words(item.short_name)} if item.short_name else set()) | _organisation_names(item)


def _short_name_shared(one: Organisation, other: Organisation) -> bool:
    return bool(one.short_name or other.short_name) and not _short_names(one).isdisjoint(_short_names(other))


_CODES_OF_BODIES = ("edrpou", "recipient_number", "register_number", "vat_id", "eori")


def _codes(item: Organisation) -> set[tuple[str, str]]:
    values = ((name, re.sub(r"\W", "", getattr(item, name)).casefold()) for name in (*_CODES_OF_BODIES, "iban"))
    return {(name, value) for name, value in values if value}


def _register_codes(item: Organisation) -> set[tuple[str, str]]:
    return {(name, value) for name, value in _codes(item) if name != "iban"}


def _accounts(item: Organisation) -> set[tuple[str, str]]:
    return _codes(item) - _register_codes(item)


def _mail(item: Organisation) -> set[str]:
    return {item.email.strip().casefold()} - {""}


def _organisation_marks(item: Organisation) -> Iterator[str]:
    for name, value in _codes(item):
        yield f"{name}={value}"
    for value in _mail(item) | ({item.phone_normalised} - {""}):
        yield f"reached={value}"
    for name in _short_names(item):
        yield f"short={name_sound(name)}"
    for sound in _organisation_sounds(item):
        yield from near_marks("name", sound)


_ORGANISATION = TwinRules(
    _organisation_marks,
    (
        (Rule(N_("same register number"), 60, _shared(_register_codes)),),
        (Rule(N_("same account"), 30, _shared(_accounts)),),
        (
            Rule(N_("same name"), 45, _shared(_organisation_names)),
            Rule(N_("name spelled in another way"), 42, _shared(_organisation_sounds)),
            Rule(N_("nearly the same name"), 40, _near(_organisation_sounds)),
            Rule(N_("same short name"), 30, _short_name_shared),
        ),
        (Rule(N_("same e-mail address"), 30, _shared(_mail)),),
        (Rule(N_("same phone number"), 25, _same("phone_normalised")),),
        (
            Rule(N_("same place"), 15, _same("territory")),
            Rule(N_("different places"), -35, _different("territory")),
        ),
        (Rule(N_("different EDRPOU numbers"), -50, _different("edrpou")),),
        (Rule(N_("different kinds"), -10, _different("kind")),),
    ),
)


# -- places ------------------------------------------------------------------------------------------------------------


def _place_names(item: Territory) -> set[str]:
    own = (item.name_de, item.name_uk, item.name_local, item.name_latin, item.name_en)
    names = (*own, *(other.name for other in item.other_names))
    return {words for name in names if name and (words := _words(name, _KINDS_OF_PLACE))}


def _place_sounds(item: Territory) -> set[str]:
    return {name_sound(name) for name in _place_names(item)}


def _official(item: Territory) -> set[str]:
    """Return the code; of a German regional key the municipality key that is in it as well."""
    code = item.code.replace(" ", "").casefold()
    if len(code) == _ARS_DIGITS and code.isdigit():
        return {code, code[:5] + code[-3:]}
    return {code} - {""}


def _codes_differ(one: Territory, other: Territory) -> bool:
    return _nothing_shared(_official)(one, other) and one.code_system == other.code_system


def _regions(item: Territory) -> set[str]:
    return {name_sound(_words(item.region_de, _KINDS_OF_PLACE))} - {""}


def _districts(item: Territory) -> set[str]:
    return {name_sound(_words(item.district_de, _KINDS_OF_PLACE))} - {""}


def _territory_marks(item: Territory) -> Iterator[str]:
    for code in _official(item):
        yield f"code={code}"
    for name in _place_sounds(item):
        yield from near_marks("name", name)


_TERRITORY = TwinRules(
    _territory_marks,
    (
        (
            Rule(N_("same official code"), 60, _shared(_official)),
            Rule(N_("different official codes"), -60, _codes_differ),
        ),
        (
            Rule(N_("same name"), 45, _shared(_place_names)),
            Rule(N_("name spelled in another way"), 40, _shared(_place_sounds)),
            Rule(N_("nearly the same name"), 30, _near(_place_sounds)),
        ),
        (Rule(N_("different countries"), -60, _different("country")),),
        (
            Rule(N_("different levels of government"), -35, _different("level")),
            Rule(N_("same level of government"), 5, _same("level")),
        ),
        (
            Rule(N_("same region"), 15, _shared(_regions)),
            Rule(N_("different regions"), -30, _nothing_shared(_regions)),
        ),
        (
            Rule(N_("same district"), 10, _shared(_districts)),
            Rule(N_("different districts"), -20, _nothing_shared(_districts)),
        ),
    ),
)


# -- partnerships and deliveries ---------------------------------------------------------------------------------------

_Body = tuple[str, int | None]


def _body(row: Any) -> _Body:
    return ("organisation", row.organisation) if row.organisation is not None else ("territory", row.territory)


def _bodies(rows: Iterable[Any]) -> set[_Body]:
    return {body for row in rows if (body := _body(row))[1] is not None}


def _pairs(item: Partnership) -> set[tuple[_Body, _Body]]:
    """Return each German party with each Ukrainian one."""
    german, ukrainian = (_bodies(p for p in item.parties if p.side == side) for side in (GERMAN, UKRAINIAN))
    return {(one, other) for one in german for other in ukrainian}


def _all_parties_same(one: Partnership, other: Partnership) -> bool:
    return bool(one.parties) and _bodies(one.parties) == _bodies(other.parties)


def _named_pairs(item: Partnership) -> set[tuple[str, str]]:
    sides = [name_sound(_words(side, _KINDS_OF_PLACE)) for side in (item.german_side, item.ukrainian_side)]
    return {(sides[0], sides[1])} if all(sides) else set()


def _one_follows_the_other(one: Partnership, other: Partnership) -> bool:
    return (one.id is not None and other.successor == one.id) or (other.id is not None and one.successor == other.id)


def _partnership_marks(item: Partnership) -> Iterator[str]:
    for one, other in _pairs(item):
        yield f"pair={one[0]} {one[1]} {other[0]} {other[1]}"
    for german, ukrainian in _named_pairs(item):
        yield f"sides={german} {ukrainian}"


_PARTNERSHIP = TwinRules(
    _partnership_marks,
    (
        (
            Rule(N_("same parties"), 75, _all_parties_same),
            Rule(N_("parties of the same names"), 55, _shared(_named_pairs)),
            Rule(N_("same two parties, and others"), 50, _shared(_pairs)),
        ),
        (Rule(N_("same beginning"), 10, _same("since")),),
        (Rule(N_("same legal form"), 5, _same("legal_form")),),
        (Rule(N_("different network numbers"), -30, _different("network_number")),),
        (Rule(N_("different levels of partnership"), -20, _different("partnership_level")),),
        (Rule(N_("one was converted into the other"), -100, _one_follows_the_other),),
    ),
)


def _ends(item: Delivery) -> str:
    """Return between whom a delivery goes; empty where one of them is not known."""
    donors = sorted(f"{kind} {number}" for kind, number in _bodies(item.donors))
    recipient = item.recipient_organisation or item.recipient or _words(item.recipient_text)
    return f"{' '.join(donors)} > {recipient}" if donors and recipient else ""


def _between(item: Delivery) -> set[str]:
    return {_ends(item)} - {""}


def _contents(item: Delivery) -> set[str]:
    return {_words(item.content)} - {""}


def _goods(item: Delivery) -> frozenset[tuple[str, Any]]:
    return frozenset((_words(each.name_de), each.quantity) for each in item.items)


def _same_goods(one: Delivery, other: Delivery) -> bool:
    return bool(one.items) and _goods(one) == _goods(other)


def _known_days(*names: str) -> Callable[[Any], set[Any]]:
    """Gather the days of some fields, as far as they are known to the day."""
    return lambda item: {(name, day.iso) for name in names if (day := getattr(item, name)) is not None and day.full}


_handed_over, _on_the_way = _known_days("handed_over"), _known_days("departed", "at_border", "arrived")


def _papers(item: Delivery) -> set[str]:
    codes = re.split(r"[\s,;]+", item.declaration_codes)
    return {value.casefold() for value in (item.mrn.strip(), *codes) if value}


def _delivery_marks(item: Delivery) -> Iterator[str]:
    for paper in _papers(item):
        yield f"paper={paper}"
    if not (ends := _ends(item)):
        return
    for content in _contents(item):
        yield f"content={ends} {content}"
    for name, day in _handed_over(item) | _on_the_way(item):
        yield f"{name}={ends} {day}"
    if item.total_value:
        yield f"value={ends} {item.total_value.normalize()}"  # 1200 and 1200.00 are written alike


_DELIVERY = TwinRules(
    _delivery_marks,
    (
        (Rule(N_("same customs papers"), 50, _shared(_papers)),),
        (Rule(N_("same donors and recipient"), 20, _shared(_between)),),
        (
            Rule(N_("handed over on the same day"), 20, _shared(_handed_over)),
            Rule(N_("handed over on different days"), -30, _nothing_shared(_handed_over)),
        ),
        (
            Rule(N_("on the way on the same day"), 10, _shared(_on_the_way)),
            Rule(N_("on the way on different days"), -15, _nothing_shared(_on_the_way)),
        ),
        (
            Rule(N_("same items"), 25, _same_goods),
            Rule(N_("same subject"), 20, _shared(_contents)),
            Rule(N_("nearly the same subject"), 15, _near(_contents)),
        ),
        (Rule(N_("same value"), 15, _same("total_value")),),
    ),
)

TWINS: dict[str, TwinRules] = {
    Partnership.NAME: _PARTNERSHIP,
    Territory.NAME: _TERRITORY,
    Person.NAME: _PERSON,
    Organisation.NAME: _ORGANISATION,
    Delivery.NAME: _DELIVERY,
}
"""The rules of every record type that may have twins, by its name."""


def marks_of(item: Record) -> frozenset[str]:
    """Return the marks by which the twins of a record are found; none for a type that has no twins."""
    rules = TWINS.get(item.NAME)
    return frozenset(rules.marks(item)) if rules is not None else frozenset()
