"""A person with roles, ways to reach them, and what they allowed us to keep."""

from __future__ import annotations

from typing import Self

from desktop_app.base.i18n import N_, NN_
from desktop_app.domain import checks
from desktop_app.domain.bodies import body_title
from desktop_app.domain.fields import boolean, children, choice, date, link, long_text, record, text
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.problems import Problem, doubtful, in_order, wrong
from desktop_app.domain.record import Child, Lookup, Record, settled

_MAIL, _PHONES = "email", frozenset({"phone", "mobile", "fax"})


@record
class ContactPoint(Child):
    """One way to reach a person: as written, and normalised beside it."""

    NAME = "contact-point"
    LABEL = N_("Contact point")
    PLURAL = N_("Contact points")
    OWNER = "person"

    kind: str = choice(
        N_("Kind of contact"),
        "contact_kind",
        help=N_(
            "It decides how the entry is checked: e-mail addresses strictly, phone numbers mildly, others not at all."
        ),
        required=True,
        default="email",
        width=12,
    )
    value: str = text(
        N_("Address or number"),
        help=N_("As written, such as 03328 4781-234 or +380 67 123 45 67; one in each row."),
        required=True,
        max_length=300,
    )
    purpose: str = choice(
        N_("Purpose"),
        "contact_purpose",
        help=N_("When to use it: a front office takes calls, a private number is for emergencies only."),
        width=12,
    )
    preferred: bool = boolean(N_("Preferred"), help=N_("Tick the one to try first; lists show it."))
    normalised: str = text(N_("Normalised"), derived=True, max_length=300, listed=False)

    def derive(self, lookup: Lookup) -> Self:
        """Set the title and the normalised form; the raw text stays as it is."""
        return self.normalised_for("DE")

    def normalised_for(self, country: str) -> Self:
        """Return the contact point with its normalised form; a number without prefix is one of `country`."""
        normalised = self.value.strip().lower() if self.kind == _MAIL else ""
        if self.kind in _PHONES:
            normalised = checks.normalised_phone(self.value, country)
        return settled(self, title=self.value, normalised=normalised)

    def check(self) -> tuple[Problem, ...]:
        """Check an e-mail address strictly, a phone number with a doubt."""
        check = checks.email if self.kind == _MAIL else checks.phone if self.kind in _PHONES else None
        problem = check(self.value) if check and self.value else None
        return (problem.at("value"),) if problem else ()


@record
class Role(Child):
    """A function that a person holds or held somewhere."""

    NAME = "role"
    LABEL = N_("Role")
    PLURAL = N_("Roles")
    OWNER = "person"
    FOR_ONE = ("since", "until")

    function: str = choice(
        N_("Function"),
        "function",
        help=N_("From the list, so that all mayors can be found together; the exact words may stand beside it."),
        width=22,
    )
    function_text: str = text(
        N_("Function in words"),
        help=N_(
            "As on the business card, such as Leiterin des Europabüros; titles show it instead of the list's word."
        ),
    )
    territory: int | None = link(
        N_("Place"),
        "territory",
        help=N_("Where the office is held, such as the town of a mayor or the hromada of its head."),
    )
    organisation: int | None = link(
        N_("Organisation"),
        "organisation",
        help=N_("For whom the person works, such as a hospital, an association or the fire service."),
    )
    partnership: int | None = link(
        N_("For partnership"),
        "partnership",
        help=N_("Only for contacts of one partnership; its printed list then names this person."),
    )
    since: PartialDate | None = date(N_("From"), help=N_("The first day in office; a year, such as 2020, will do."))
    until: PartialDate | None = date(N_("To"), help=N_("The last day in office; empty while it is held."))
    main: bool = boolean(
        N_("Main role"),
        help=N_("Tick the one that lists show beside the name; without a tick it is the first that has not ended."),
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title: the function in words and where it is held."""
        body = body_title(lookup, self.organisation, self.territory)
        function = self.function_text or lookup.label("function", self.function)
        return settled(self, title=", ".join(part for part in (function, body) if part))

    def check(self) -> tuple[Problem, ...]:
        """Check that a function is named and that it did not end before it began."""
        found = in_order(self.since, self.until, "until")
        if not (self.function or self.function_text):
            found += (wrong(N_("A role needs a function."), "function"),)
        return found


@record
class PersonLanguage(Child):
    """A language that a person speaks."""

    NAME = "person-language"
    LABEL = N_("Language")
    PLURAL = N_("Languages")
    OWNER = "person"

    language: str = choice(
        N_("Language"),
        "language",
        help=N_("One in each row; it decides who needs interpreting at a meeting."),
        required=True,
        width=14,
    )
    language_level: str = choice(
        N_("Level"),
        "language_level",
        help=N_("By the European scale: from B2 on, a talk needs no interpreter."),
        width=14,
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title."""
        words = (lookup.label("language", self.language), lookup.label("language_level", self.language_level))
        return settled(self, title=" ".join(word for word in words if word))


@record
class Person(Record):
    """A person, with names in Latin and Cyrillic letters."""

    NAME = "person"
    LABEL = N_("Person")
    PLURAL = N_("People")
    COUNTED = NN_("{count} person", "{count} people")
    FOR_ONE = (
        "contact_points", "basis", "source", "informed_on", "consent_on", "review_due", "publish_name",
        "publish_contact", "publish_photo",
    )  # fmt: skip

    salutation: str = choice(
        N_("Salutation"),
        "salutation",
        help=N_("For the first line of letters and invitations; none where the person wants none."),
        width=8,
        listed=False,
    )
    academic_title: str = text(
        N_("Academic titles"),
        help=N_("As it stands before the name, such as Prof. Dr.; offices and functions belong to the roles."),
        max_length=80,
        width=12,
        listed=False,
    )
    given_name: str = text(
        N_("Given name"),
        help=N_(
            "In Latin letters, as the person writes it, such as Serhij or Serhii; it stands on badges and in letters."
        ),
        checks=(checks.one_script,),
    )
    family_name: str = text(
        N_("Family name"),
        help=N_("In Latin letters with its prefix, such as von der Heide or Morhunow; lists are sorted by it."),
        checks=(checks.one_script,),
    )
    patronymic: str = text(
        N_("Patronymic"),
        help=N_("Ukrainian people only, in Latin letters, such as Anatolijowytsch; German letters leave it out."),
        listed=False,
        checks=(checks.one_script,),
    )
    given_name_uk: str = text(
        N_("Given name in Cyrillic"),
        help=N_("As in the passport, such as Сергій; Ukrainian letters and lists need it."),
        listed=False,
        checks=(checks.one_script,),
    )
    family_name_uk: str = text(
        N_("Family name in Cyrillic"),
        help=N_("As in the passport, such as Моргунов; for German people, as it is written in Ukrainian papers."),
        listed=False,
        checks=(checks.one_script,),
    )
    patronymic_uk: str = text(
        N_("Patronymic in Cyrillic"),
        help=N_("As in the passport, such as Анатолійович; polite Ukrainian address uses it with the given name."),
        listed=False,
        checks=(checks.one_script,),
    )
    main_role: str = text(N_("Main role"), derived=True, max_length=400)
    main_email: str = text(N_("E-mail"), derived=True, max_length=300)
    main_phone: str = text(N_("Phone"), derived=True, max_length=300, width=18)
    contact_points: tuple[ContactPoint, ...] = children(
        N_("Contact points"),
        "contact-point",
        help=N_("One row for each address or number; the preferred one stands in lists."),
    )
    roles: tuple[Role, ...] = children(
        N_("Roles"),
        "role",
        help=N_("What the person does or did, where and when; ended roles stay, so that it is known who signed what."),
    )
    languages: tuple[PersonLanguage, ...] = children(
        N_("Languages"),
        "person-language",
        help=N_("In which the person can talk without an interpreter, and how well."),
    )
    basis: str = choice(
        N_("Legal basis"),
        "privacy_basis",
        help=N_("Why the data may be kept (GDPR, article 6); for mayors in office it is mostly the public task."),
        listed=False,
    )
    source: str = text(
        N_("Source of the data"),
        help=N_("Where the data come from, such as business card, Münster 2025; the person may ask for it."),
        listed=False,
        searched=False,
    )
    informed_on: PartialDate | None = date(
        N_("Informed on"),
        help=N_("The day on which the person was told what is kept here (GDPR, articles 13 and 14)."),
        listed=False,
    )
    consent_on: PartialDate | None = date(
        N_("Consent given on"),
        help=N_("The day of the written or spoken yes; needed where consent is the legal basis."),
        listed=False,
    )
    review_due: PartialDate | None = date(
        N_("Review due"),
        help=N_("The day on which to ask whether the data are still needed, such as +365 for a year from now."),
    )
    publish_name: bool = boolean(
        N_("Name may be published"),
        help=N_("Tick it where the person agreed that the name stands on the web or in print."),
        listed=False,
    )
    publish_contact: bool = boolean(
        N_("Contact details may be published"),
        help=N_("Tick it where the person agreed that address and number are given to others."),
        listed=False,
    )
    publish_photo: bool = boolean(
        N_("Photo may be published"),
        help=N_("Tick it where the person agreed to pictures; the name is a question of its own."),
        listed=False,
    )
    protected: bool = boolean(
        N_("Protected person"),
        help=N_("Tick it for people near the front or at risk: they stand on no list that leaves the house."),
    )
    remarks: str = long_text(
        N_("Remarks"),
        help=N_("Notes for the office, such as how to reach somebody in a power cut; the person may ask to read them."),
        listed=False,
    )

    def role_on(self, day: PartialDate) -> Role | None:
        """Return the role that a person is known by on a day: the main one, or else the first that has not ended."""
        current = [role for role in self.roles if role.until is None or not day.is_after(role.until)]
        return next((role for role in current if role.main), current[0] if current else None)

    def derive(self, lookup: Lookup) -> Self:
        """Set the title, the main role and the preferred mail address and phone number."""
        latin = (
            f"{self.family_name}, {self.given_name}"
            if self.family_name and self.given_name
            else self.family_name or self.given_name
        )
        cyrillic = " ".join(part for part in (self.family_name_uk, self.given_name_uk, self.patronymic_uk) if part)
        main = self.role_on(PartialDate.of(lookup.today))
        country = _country(lookup, main)
        return settled(
            self,
            contact_points=tuple(point.normalised_for(country) for point in self.contact_points),
            title=latin or cyrillic,
            main_role=main.title if main else "",
            main_email=_preferred(self.contact_points, frozenset({_MAIL})),
            main_phone=_preferred(self.contact_points, _PHONES),
        )

    def check(self) -> tuple[Problem, ...]:
        """Check that there is a name, and that consent has its day."""
        found: tuple[Problem, ...] = ()
        if not (self.family_name or self.family_name_uk):
            found += (wrong(N_("A person needs a family name, in Latin or in Cyrillic letters."), "family_name"),)
        if self.basis == "consent" and not self.consent_on:
            found += (doubtful(N_("Consent is the legal basis, but its day is missing."), "consent_on"),)
        return found


def _country(lookup: Lookup, role: Role | None) -> str:
    """Return the country in which a role is held; Germany where that is not known."""
    if role is None:
        return "DE"
    body = lookup.find("organisation", role.organisation)
    place = lookup.find("territory", role.territory) or (body and lookup.find("territory", body.territory))
    return str(place.country) if place else "DE"


def _preferred(points: tuple[ContactPoint, ...], kinds: frozenset[str]) -> str:
    fitting = sorted((point for point in points if point.kind in kinds), key=lambda point: not point.preferred)
    return fitting[0].value if fitting else ""
