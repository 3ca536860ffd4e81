"""A body that acts: administration, hospital, fire service, association, company."""

from __future__ import annotations

from typing import Self

from desktop_app.base.i18n import N_, NN_
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
from desktop_app.domain.record import Child, Lookup, Record, settled


@record
class Address(Child):
    """A postal address of an organisation."""

    NAME = "address"
    LABEL = N_("Address")
    PLURAL = N_("Addresses")
    OWNER = "organisation"

    kind: str = choice(
        N_("Kind of address"),
        "address_kind",
        help=N_("What it is used for: visits, post, deliveries of goods or bills."),
        default="office",
    )
    street: str = text(
        N_("Street and number"), help=N_("As on an envelope, such as Marktplatz 1; for a box, Postfach 1234.")
    )
    postal_code: str = identifier(
        N_("Postal code"),
        help=N_("With leading zeros, such as 01067; 5 digits in Germany and in Ukraine."),
        max_length=12,
        width=8,
    )
    city: str = text(N_("City"), help=N_("The town that stands behind the postal code, without the part of town."))
    country: str = choice(
        N_("Country"),
        "country",
        help=N_("Postal codes are checked by it, and letters abroad name it."),
        default="DE",
        width=14,
    )
    lines_uk: str = text(
        N_("Address in Ukrainian"),
        help=N_("The whole address in one line, as carriers in Ukraine need it: street, town, raion, oblast, code."),
        max_length=400,
        checks=(checks.one_script,),
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title: the address in one line."""
        line = ", ".join(part for part in (self.street, f"{self.postal_code} {self.city}".strip()) if part)
        return settled(self, title=line or self.lines_uk)

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
    COUNTED = NN_("{count} organisation", "{count} organisations")
    CARRIED = ("territory",)
    FOR_ONE = (
        "edrpou", "recipient_number", "register_number", "vat_id", "eori", "account_holder", "iban", "bank",
    )  # fmt: skip

    name_de: str = text(
        N_("German name"),
        help=N_("The full name for German letters and lists, such as Zentralkrankenhaus Chotyn."),
        max_length=300,
        checks=(checks.one_script,),
    )
    name_uk: str = text(
        N_("Ukrainian name"),
        help=N_("The full name in Cyrillic letters, as in the Ukrainian register and on the handover protocol."),
        max_length=300,
        checks=(checks.one_script,),
    )
    name_en: str = text(
        N_("English name"),
        help=N_("The name that it uses itself in English letters; customs and carriers ask for it."),
        max_length=300,
        listed=False,
    )
    short_name: str = text(
        N_("Short name"), help=N_("As it is called every day, such as GIZ, SKEW or DRK; search finds it too.")
    )
    kind: str = choice(
        N_("Kind of organisation"),
        "organisation_kind",
        help=N_("What it mainly does; a municipal hospital is a hospital, not an administration."),
        required=True,
        width=22,
    )
    territory: int | None = link(
        N_("Place"),
        "territory",
        help=N_(
            "The municipality, district or region where it has its seat; it also tells how phone numbers are read."
        ),
    )
    parent: int | None = link(
        N_("Part of"),
        "organisation",
        reverse=N_("Organisations that belong to it"),
        help=N_("The larger body above it, such as the town hall of an office or the clinic of a ward."),
        listed=False,
    )
    phone: str = phone_number(
        N_("Phone"),
        help=N_("The switchboard, such as 03328 4781-0, with +380 for Ukraine; direct lines belong to people."),
        checks=(checks.phone,),
    )
    phone_normalised: str = text(N_("Phone, normalised"), derived=True, max_length=80, listed=False)
    email: str = mail_address(
        N_("E-mail"),
        help=N_("The general address, such as rathaus@teltow.example; personal ones belong to people."),
        checks=(checks.email,),
    )
    website: str = web_address(N_("Website"), help=N_("Its own site, with https:// before it."), checks=(checks.url,))
    addresses: tuple[Address, ...] = children(
        N_("Addresses"), "address", help=N_("One row for each purpose: seat, post, warehouse for deliveries, bills.")
    )
    edrpou: str = identifier(
        N_("EDRPOU number"),
        help=N_("Number in Ukraine's register of enterprises: 8 digits, the last one a check digit, such as 00032129."),
        checks=(checks.edrpou,),
    )
    recipient_number: str = identifier(
        N_("Recipient number"),
        help=N_("Number in Ukraine's register of recipients of humanitarian aid; only who has one may import aid."),
    )
    register_number: str = identifier(
        N_("Register of associations"),
        help=N_("Court and number, such as Amtsgericht Kassel VR 1234; receipts for donations name them."),
        max_length=120,
        width=24,
        listed=False,
    )
    vat_id: str = identifier(
        N_("VAT number"),
        help=N_("With the country code and without spaces, such as DE136695976; invoices and customs ask for it."),
        checks=(checks.vat_id,),
        listed=False,
    )
    eori: str = identifier(
        N_("EORI number"),
        help=N_(
            "The number for customs: the country and up to 15 characters, such as DE1234567; who exports needs one."
        ),
        checks=(checks.eori,),
        listed=False,
    )
    account_holder: str = text(
        N_("Account holder"),
        help=N_("Only where the account is in another name than the organisation's, such as Stadtkasse Teltow."),
        listed=False,
        searched=False,
    )
    iban: str = identifier(
        N_("IBAN"),
        help=N_("With the country code, such as DE89 3704 0044 0532 0130 00; its check digits are checked."),
        checks=(checks.iban,),
        listed=False,
        searched=False,
        width=30,
    )
    bank: str = text(
        N_("Bank"),
        help=N_("The name of the bank and, outside the euro area, its BIC, such as PrivatBank, PBANUA2X."),
        listed=False,
        searched=False,
    )
    remarks: str = long_text(
        N_("Remarks"),
        help=N_("Notes for the office, such as opening hours or who unloads; they are not printed in lists."),
        listed=False,
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title: the German name, or the first that there is; and the number that a phone dials."""
        place = lookup.find("territory", self.territory)
        return settled(
            self,
            title=self.name_de or self.name_uk or self.name_en or self.short_name,
            phone_normalised=checks.normalised_phone(self.phone, place.country if place else "DE"),
        )

    def check(self) -> tuple[Problem, ...]:
        """Check that there is a name."""
        if self.name_de or self.name_uk or self.name_en or self.short_name:
            return ()
        return (wrong(N_("An organisation needs a name, in German or in Ukrainian."), "name_de"),)
