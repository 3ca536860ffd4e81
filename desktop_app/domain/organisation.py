"""A body that acts: administration, hospital, fire service, association, company."""

from __future__ import annotations

import dataclasses
from typing import Self

from desktop_app.base.i18n import N_
from desktop_app.domain import checks
from desktop_app.domain.fields import (
    children,
    choice,
    identifier,
    link,
    long_text,
    mail_address,
    phone_number,
    record,
    text,
    web_address,
)
from desktop_app.domain.problems import Problem, wrong
from desktop_app.domain.record import Child, Lookup, Record


@record
class Address(Child):
    """A postal address of an organisation."""

    NAME = "address"
    LABEL = N_("Address")
    PLURAL = N_("Addresses")
    OWNER = "organisation"

    kind: str = choice(N_("Kind of address"), "address_kind", default="office")
    street: str = text(N_("Street and number"))
    postal_code: str = identifier(N_("Postal code"), max_length=12, width=8)
    city: str = text(N_("City"))
    country: str = choice(N_("Country"), "country", default="DE", width=14)
    lines_uk: str = text(N_("Address in Ukrainian"), max_length=400, checks=(checks.one_script,))

    def derive(self, lookup: Lookup) -> Self:
        """Set the title: the address in one line."""
        line = ", ".join(part for part in (self.street, f"{self.postal_code} {self.city}".strip()) if part)
        return dataclasses.replace(self, title=line or self.lines_uk)

    def check(self) -> tuple[Problem, ...]:
        """Check the postal code against its country."""
        problem = self.postal_code and checks.postal_code(self.postal_code, self.country)
        return (problem.at("postal_code"),) if problem else ()


@record
class Organisation(Record):
    """An organisation with its register numbers and ways to reach it."""

    NAME = "organisation"
    LABEL = N_("Organisation")
    PLURAL = N_("Organisations")

    name_de: str = text(N_("German name"), max_length=300, checks=(checks.one_script,))
    name_uk: str = text(N_("Ukrainian name"), max_length=300, checks=(checks.one_script,))
    name_en: str = text(N_("English name"), max_length=300, listed=False)
    short_name: str = text(N_("Short name"))
    kind: str = choice(N_("Kind of organisation"), "organisation_kind", required=True, width=22)
    territory: int | None = link(N_("Place"), "territory")
    parent: int | None = link(N_("Part of"), "organisation", listed=False)
    phone: str = phone_number(N_("Phone"), checks=(checks.phone,))
    phone_normalised: str = text(N_("Phone, normalised"), derived=True, max_length=80, listed=False)
    email: str = mail_address(N_("E-mail"), checks=(checks.email,))
    website: str = web_address(N_("Website"), checks=(checks.url,))
    addresses: tuple[Address, ...] = children(N_("Addresses"), "address")
    edrpou: str = identifier(
        N_("EDRPOU number"), help=N_("Ukraine's register of enterprises: 8 digits."), checks=(checks.edrpou,)
    )
    recipient_number: str = identifier(
        N_("Recipient number"), help=N_("Number in Ukraine's register of recipients of humanitarian aid.")
    )
    register_number: str = identifier(
        N_("Register of associations"),
        help=N_("Court and number, such as Amtsgericht Kassel VR 1234."),
        max_length=120,
        width=24,
        listed=False,
    )
    vat_id: str = identifier(N_("VAT number"), checks=(checks.vat_id,), listed=False)
    eori: str = identifier(N_("EORI number"), checks=(checks.eori,), listed=False)
    account_holder: str = text(N_("Account holder"), listed=False, searched=False)
    iban: str = identifier(N_("IBAN"), checks=(checks.iban,), listed=False, searched=False, width=30)
    bank: str = text(N_("Bank"), listed=False, searched=False)
    remarks: str = long_text(N_("Remarks"), listed=False)

    def derive(self, lookup: Lookup) -> Self:
        """Set the title: the German name, or the first that there is; and the number that a phone dials."""
        place = lookup.find("territory", self.territory)
        return dataclasses.replace(
            self,
            title=self.name_de or self.name_uk or self.name_en or self.short_name,
            phone_normalised=checks.normalised_phone(self.phone, place.country if place else "DE"),
        )

    def check(self) -> tuple[Problem, ...]:
        """Check that there is a name."""
        if self.name_de or self.name_uk or self.name_en or self.short_name:
            return ()
        return (wrong(N_("An organisation needs a name, in German or in Ukrainian."), "name_de"),)
