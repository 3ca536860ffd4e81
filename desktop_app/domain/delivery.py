"""Aid that went over: goods, vehicles, trainings, money; item by item, to the handover and the report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Self

from desktop_app.base.i18n import N_, NN_
from desktop_app.domain import checks
from desktop_app.domain.bodies import body_title
from desktop_app.domain.fields import (
    boolean,
    children,
    choice,
    date,
    decimal,
    identifier,
    integer,
    link,
    long_text,
    record,
    text,
)
from desktop_app.domain.money import Money, sums
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.problems import Problem, doubtful, in_order, wrong
from desktop_app.domain.record import Child, Lookup, Record, settled

REPORT_DAYS = 90
"""Days from customs clearance to the recipient's report (Ukraine, Cabinet resolution 953 of 2023)."""

_WAY = ("departed", "at_border", "arrived", "handed_over")
"""The days of a delivery on its way, in their order."""


@record
class Donor(Child):
    """Who gives; a delivery has one or more."""

    NAME = "donor"
    LABEL = N_("Donor")
    PLURAL = N_("Donors")
    OWNER = "delivery"

    territory: int | None = link(
        N_("Place"),
        "territory",
        reverse=N_("Aid deliveries as donor"),
        help=N_("The municipality, district or region that gives; an institution goes in the column beside it."),
        width=28,
    )
    organisation: int | None = link(
        N_("Organisation"),
        "organisation",
        reverse=N_("Aid deliveries as donor"),
        help=N_("The association, hospital, company or ministry that gives; leave it empty for a municipality."),
        width=28,
    )
    share: str = text(
        N_("Share"),
        help=N_("Which part came from them, such as 2 of 3 vehicles, or half of the costs of transport."),
        max_length=120,
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title: the name of the organisation or place."""
        return settled(self, title=body_title(lookup, self.organisation, self.territory))

    def check(self) -> tuple[Problem, ...]:
        """Check that somebody is named."""
        if self.territory is None and self.organisation is None:
            return (wrong(N_("A donor is a place or an organisation; choose one."), "territory"),)
        return ()


@record
class Beneficiary(Child):
    """An institution that uses the aid in the end."""

    NAME = "beneficiary"
    LABEL = N_("Final beneficiary")
    PLURAL = N_("Final beneficiaries")
    OWNER = "delivery"

    organisation: int | None = link(
        N_("Organisation"),
        "organisation",
        reverse=N_("Aid deliveries as final beneficiary"),
        help=N_("The hospital, school or fire station that uses the aid in the end."),
        width=28,
    )
    territory: int | None = link(
        N_("Place"),
        "territory",
        reverse=N_("Aid deliveries as final beneficiary"),
        help=N_("Only where a hromada uses the aid itself, or where the institution is not known."),
        width=28,
    )
    name_text: str = text(
        N_("Named in words"),
        help=N_("Where neither organisation nor place is in the register, such as three villages near Isjum."),
        max_length=300,
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title: the name of the organisation or place, or the words."""
        return settled(self, title=body_title(lookup, self.organisation, self.territory) or self.name_text)


@record
class StatusChange(Child):
    """A step on the way of a delivery, with its day."""

    NAME = "status-change"
    LABEL = N_("Step")
    PLURAL = N_("Status history")
    OWNER = "delivery"

    status: str = choice(
        N_("Status"),
        "delivery_status",
        help=N_("The step that was reached; the delivery takes over the last one."),
        required=True,
        width=18,
    )
    day: PartialDate | None = date(
        N_("Date"), help=N_("The day on which it was reached; each step lies on or after the one above.")
    )
    remark: str = text(
        N_("Remark"),
        help=N_("Who reported it, or why it took long, such as waiting for the export licence."),
        max_length=300,
    )

    def check(self) -> tuple[Problem, ...]:
        """Check that the step has its day."""
        return () if self.day else (doubtful(N_("The day of this step is missing."), "day"),)

    def derive(self, lookup: Lookup) -> Self:
        """Set the title: the status and the day."""
        status = lookup.label("delivery_status", self.status)
        return settled(self, title=f"{status} {self.day.shown() if self.day else ''}".strip())


@record
class DeliveryItem(Child):
    """One kind of goods of a delivery, with the details of a medical device or a vehicle."""

    NAME = "delivery-item"
    LABEL = N_("Item")
    PLURAL = N_("Items")
    OWNER = "delivery"
    FOR_ONE = (
        "received_quantity", "difference_reason", "expiry", "batch", "device_serial", "device_last_check",
        "device_next_check", "device_data_erased", "vehicle_vin", "vehicle_registered", "vehicle_mileage",
    )  # fmt: skip
    BROWSED = True

    category: str = choice(
        N_("Category"),
        "item_category",
        help=N_("Reports count by it; a training or a gift of money is a category too."),
        required=True,
        width=18,
    )
    name_de: str = text(
        N_("Name in German"),
        help=N_(
            "What it is, as on the packing list, such as Krankenhausbett, elektrisch; numbers have their own fields."
        ),
        required=True,
        max_length=300,
        width=28,
    )
    quantity: Decimal | None = decimal(
        N_("Quantity"),
        help=N_("A number only, such as 12 or 2.5; what it counts stands in the unit."),
        scale=3,
        minimum=0,
        width=8,
    )
    unit: str = choice(
        N_("Unit"),
        "unit",
        help=N_("What the quantity counts: pieces, kg, pallets, or hours of a training."),
        default="H87",
        width=8,
    )
    condition: str = choice(
        N_("Condition"),
        "condition",
        help=N_("As customs and recipients ask: new, or used and by whom it was checked (in the remarks)."),
        width=14,
    )
    value: Decimal | None = decimal(
        N_("Value"), help=N_("Of the whole quantity, not of one piece, such as 4500.00."), scale=2, minimum=0, width=12
    )
    currency: str = choice(
        N_("Currency"),
        "currency",
        help=N_("In which the value was paid or estimated; sums never mix currencies."),
        default="EUR",
        width=6,
    )
    value_kind: str = choice(
        N_("Kind of value"),
        "value_kind",
        help=N_("How the value came about: paid, new, today's, guessed or symbolic; sums never mix them."),
        width=14,
    )
    name_uk: str = text(
        N_("Name in Ukrainian"),
        help=N_("For the handover protocol and the declaration, such as Ліжко лікарняне електричне."),
        max_length=300,
        checks=(checks.one_script,),
    )
    name_en: str = text(
        N_("Name in English"),
        help=N_("For consignment notes and carriers of other countries, such as Hospital bed, electric."),
        max_length=300,
        listed=False,
    )
    hs_code: str = identifier(
        N_("Customs tariff number"),
        help=N_("4 to 11 digits without spaces, such as 94029000; 99190000 is the collective number for aid."),
        checks=(checks.hs_code,),
    )
    weight: Decimal | None = decimal(
        N_("Weight"),
        help=N_("Of the whole quantity with its packing, in kilograms; the total of the delivery adds it up."),
        scale=3,
        minimum=0,
        unit="kg",
    )
    expiry: PartialDate | None = date(
        N_("Expires"), help=N_("As printed on the pack, such as 8/2027; medicines need at least 6 months to go.")
    )
    batch: str = identifier(
        N_("Batch"), help=N_("Number of the lot on medicines and consumables, such as 24B017; recalls name it.")
    )
    export_control: str = choice(
        N_("Export control"),
        "export_control",
        help=N_("Vests, helmets, night vision, radios and thermal cameras may need a licence: check before loading."),
        listed=False,
    )
    package: str = text(
        N_("Package"),
        help=N_("In which box or on which pallet it lies, as on the label, such as Palette 3."),
        max_length=80,
        listed=False,
    )
    received_quantity: Decimal | None = decimal(
        N_("Quantity received"),
        help=N_("What the recipient counted, in the same unit; empty until the receipt is confirmed."),
        scale=3,
        minimum=0,
    )
    difference_reason: str = text(
        N_("Reason for the difference"),
        help=N_("Why more or less arrived than was sent, such as 2 broken on the way."),
        max_length=300,
        listed=False,
    )
    device_manufacturer: str = text(
        N_("Manufacturer"),
        help=N_("As on the type plate, such as Dräger; spare parts are ordered by it."),
        listed=False,
    )
    device_model: str = text(
        N_("Model of the device"),
        help=N_("As on the type plate, such as Evita V500; consumables have to fit it."),
        listed=False,
    )
    device_serial: str = identifier(
        N_("Serial number"),
        help=N_("As on the type plate, with leading zeros; several devices need a row each, or commas."),
        max_length=80,
        width=18,
    )
    device_year: int | None = integer(
        N_("Year built"),
        help=N_("Four digits, such as 2012; very old devices are often not wanted."),
        minimum=1900,
        maximum=2100,
        listed=False,
    )
    device_emdn: str = identifier(
        N_("EMDN code"),
        help=N_("European nomenclature of medical devices: a letter and 2 to 12 digits, such as Z1104."),
        checks=(checks.emdn,),
        listed=False,
    )
    device_ce: bool = boolean(
        N_("CE mark"),
        help=N_(
            "Tick it where the type plate bears CE; without it, a medical device needs other proof that it is safe."
        ),
        listed=False,
    )
    device_last_check: PartialDate | None = date(
        N_("Last safety check"),
        help=N_("The day on the test label (STK or DIN EN 62353); 5/2025 will do."),
        listed=False,
    )
    device_next_check: PartialDate | None = date(
        N_("Next safety check"),
        help=N_("The month on the test label; after it the device has to be checked before use."),
        listed=False,
    )
    device_voltage: str = text(
        N_("Voltage"),
        help=N_("As on the type plate, such as 230 V, 50 Hz; the grid is the same in both countries."),
        max_length=60,
        width=12,
        listed=False,
    )
    device_plug: str = text(
        N_("Plug"),
        help=N_("Such as Schuko, which fits in Ukraine, or CEE 16 A, which needs a socket of its own."),
        max_length=60,
        width=12,
        listed=False,
    )
    device_manuals: str = text(
        N_("Languages of the manuals"),
        help=N_("Which ones go with it, such as deutsch, englisch; a Ukrainian one helps most."),
        listed=False,
    )
    device_accessories: str = long_text(
        N_("Accessories"),
        help=N_("What goes with it and what is missing, such as 4 probes, no power cable."),
        listed=False,
    )
    device_data_erased: bool = boolean(
        N_("Patient data erased"),
        help=N_("Tick it once the memory is empty; no device with patient data may leave the house."),
        listed=False,
    )
    vehicle_make: str = text(
        N_("Make"), help=N_("As in the registration papers, field D.1, such as Mercedes-Benz."), listed=False
    )
    vehicle_model: str = text(
        N_("Model of the vehicle"),
        help=N_("As in the registration papers, field D.3, with the body, such as Atego 1226, LF 16/12."),
        listed=False,
    )
    vehicle_vin: str = identifier(
        N_("Vehicle identification number"),
        help=N_(
            "17 capitals and digits without I, O and Q, field E of the papers; the donation letter has to name it."
        ),
        checks=(checks.vin,),
        width=20,
        listed=False,
    )
    vehicle_registered: PartialDate | None = date(
        N_("First registration"),
        help=N_("The day in field B of the papers; the age of the vehicle counts from it."),
        listed=False,
    )
    vehicle_mileage: int | None = integer(
        N_("Mileage"),
        help=N_("What the odometer shows at handover, in whole kilometres."),
        minimum=0,
        unit="km",
        listed=False,
    )
    vehicle_papers: str = text(
        N_("Vehicle papers"),
        help=N_("Which ones go with it, such as ZB I and II, deregistered, export plate until 30.6."),
        listed=False,
    )
    remarks: str = long_text(
        N_("Remarks"),
        help=N_("What the recipient or customs should know, such as training needed, or blue light covered."),
        listed=False,
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title."""
        return settled(self, title=self.name_de)

    def check(self) -> tuple[Problem, ...]:
        """Check that a value says of what kind it is, and that a difference in quantity has its reason."""
        found = in_order(self.device_last_check, self.device_next_check, "device_next_check")
        if self.value is not None and not self.value_kind:
            found += (
                doubtful(
                    N_("The kind of the value is missing: purchase price, new, current, estimate or symbolic."),
                    "value_kind",
                ),
            )
        if self.value is not None and not self.currency:
            found += (wrong(N_("A value needs its currency."), "currency"),)
        if (
            self.received_quantity is not None
            and self.received_quantity != self.quantity
            and not self.difference_reason
        ):
            found += (
                wrong(
                    N_("The quantity received differs from the quantity sent; give the reason."), "difference_reason"
                ),
            )
        if self.export_control == "unchecked":
            found += (doubtful(N_("Export control is still to be checked."), "export_control"),)
        return found


@record
class Delivery(Record):
    """An aid delivery from its donors to a recipient."""

    NAME = "delivery"
    LABEL = N_("Aid delivery")
    PLURAL = N_("Aid deliveries")
    COUNTED = NN_("{count} aid delivery", "{count} aid deliveries")
    UNIQUE = ("number",)
    NUMBERED = ("number",)
    CARRIED = (
        "kind",
        "partnership",
        "donors",
        "recipient",
        "recipient_organisation",
        "funding",
        "carrier",
        "border_crossing",
        "source",
    )
    FOR_ONE = (
        "status", "statuses", "handed_over", "driver", "departed", "at_border", "arrived", "mrn", "cleared", "reported",
    )  # fmt: skip

    number: str = identifier(
        N_("Delivery number"),
        help=N_("Year and running number, such as 2026-0042; proposed and never given twice."),
        checks=(checks.delivery_number,),
        width=10,
    )
    subject: str = text(
        N_("Subject"),
        help=N_("What goes over, in a few words, such as two fire engines for Chotyn; lists show it."),
        max_length=300,
        width=32,
    )
    content: str = text(N_("What it brings"), derived=True, max_length=400, width=32)
    kind: str = choice(
        N_("Kind of delivery"),
        "delivery_kind",
        help=N_("What it mainly is; where the vehicle stays there, it is a vehicle, and its load stands in the items."),
        required=True,
        default="goods",
        width=16,
    )
    status: str = choice(
        N_("Status"),
        "delivery_status",
        help=N_("How far it is today; each change is kept with its day in the status history."),
        required=True,
        default="planned",
        width=16,
    )
    donor_names: str = text(N_("Donors"), derived=True, max_length=400, width=28)
    recipient_name: str = text(N_("Recipient"), derived=True, max_length=400, width=28)
    donors: tuple[Donor, ...] = children(
        N_("Donors"),
        "donor",
        help=N_("Who gives, one in each row; who only pays the transport belongs in the funding."),
    )
    recipient: int | None = link(
        N_("Receiving place"),
        "territory",
        reverse=N_("Aid deliveries as recipient"),
        help=N_("The hromada, raion or oblast to which it goes; for a hospital, fill in the organisation instead."),
        listed=False,
    )
    recipient_organisation: int | None = link(
        N_("Receiving organisation"),
        "organisation",
        reverse=N_("Aid deliveries as recipient"),
        help=N_("Who takes it over and signs the handover protocol, as in Ukraine's register of recipients."),
        listed=False,
    )
    recipient_text: str = text(
        N_("Recipient in words"),
        max_length=300,
        listed=False,
        help=N_("Where neither place nor organisation is known, such as several hospitals in Charkiw."),
    )
    beneficiaries: tuple[Beneficiary, ...] = children(
        N_("Final beneficiaries"),
        "beneficiary",
        help=N_("Who uses it in the end, one in each row, where that is not the recipient."),
    )
    partnership: int | None = link(
        N_("Partnership"),
        "partnership",
        help=N_("The partnership under which it happens; empty for aid outside of any."),
        width=32,
    )
    need: str = text(
        N_("Need"),
        max_length=400,
        listed=False,
        help=N_("Who asked for it and when, such as letter of the mayor of 3.2.2026: two generators."),
    )
    funding: str = text(
        N_("Funding"),
        help=N_("Who pays and under which file number, such as SKEW, transport grant, Az. 12-345."),
        max_length=400,
    )
    handed_over: PartialDate | None = date(
        N_("Handed over"), help=N_("The day on the handover protocol; with it the aid changes its owner.")
    )
    items: tuple[DeliveryItem, ...] = children(
        N_("Items"),
        "delivery-item",
        help=N_("One row for each kind of goods, as on the packing list; devices and vehicles have more fields."),
    )
    statuses: tuple[StatusChange, ...] = children(
        N_("Status history"),
        "status-change",
        help=N_("Every step with its day; a new last row changes the status of the delivery."),
    )
    item_count: int | None = integer(N_("Number of items"), derived=True, width=8)
    total_value: Decimal | None = decimal(
        N_("Total value"), derived=True, scale=2, help=N_("Only where all values are of one kind and currency.")
    )
    total_currency: str = choice(N_("Currency"), "currency", derived=True, width=6)
    total_kind: str = choice(N_("Kind of value"), "value_kind", derived=True, width=14)
    total_values: str = text(N_("Values by kind and currency"), derived=True, max_length=400, width=28, searched=False)
    total_weight: Decimal | None = decimal(N_("Total weight"), derived=True, scale=3, unit="kg")
    volume: Decimal | None = decimal(
        N_("Volume"),
        help=N_("Room that the whole load takes, such as 45 for half a truck; carriers ask for it."),
        scale=3,
        minimum=0,
        unit="m³",
        listed=False,
    )
    packages: int | None = integer(
        N_("Packages"),
        help=N_("How many pieces the carrier loads, pallets counted as one each, as on the consignment note."),
        minimum=0,
        listed=False,
    )
    pallets: int | None = integer(
        N_("Pallets"), help=N_("Places on the truck, such as 33 for a full one."), minimum=0, listed=False
    )
    carrier: int | None = link(
        N_("Carrier"),
        "organisation",
        reverse=N_("Aid deliveries as carrier"),
        help=N_("The firm or association that drives; who pays for it belongs in the funding."),
        listed=False,
    )
    vehicle: str = text(
        N_("Transport vehicle"),
        max_length=120,
        listed=False,
        help=N_("Kind and number plate of truck and trailer, such as Sattelzug, PM-AB 123; declarations name them."),
    )
    transport_text: str = text(
        N_("Transport"),
        max_length=400,
        listed=False,
        help=N_("Who else takes part, and how, such as handed to drivers of the partner at Korczowa."),
    )
    driver: str = text(
        N_("Driver"), help=N_("Name as in the passport and mobile number; the border may ask for both."), listed=False
    )
    border_crossing: str = choice(
        N_("Border crossing"),
        "border_crossing",
        help=N_("Where it enters Ukraine, such as Korczowa – Krakowez."),
        listed=False,
    )
    departed: PartialDate | None = date(
        N_("Departed"), help=N_("The day on which truck or convoy left the last place of loading.")
    )
    at_border: PartialDate | None = date(
        N_("At the border"),
        help=N_("The day on which it reached the Ukrainian border, before any waiting."),
        listed=False,
    )
    arrived: PartialDate | None = date(
        N_("Arrived"), help=N_("The day at the recipient's warehouse; the handover may follow later.")
    )
    mrn: str = identifier(
        N_("MRN"),
        help=N_(
            "Number of the export declaration: 18 characters, such as 26DE and 14 more; by it customs finds the papers."
        ),
        checks=(checks.mrn,),
        listed=False,
        width=20,
    )
    exit_office: str = text(
        N_("Customs office of exit"),
        help=N_("The customs office at which it leaves the EU, as in the export declaration, such as Korczowa."),
        listed=False,
    )
    declaration_codes: str = text(
        N_("Codes of the humanitarian declarations"),
        help=N_("Unique codes of Ukraine's electronic humanitarian declaration; several with commas."),
        max_length=400,
        listed=False,
    )
    cleared: PartialDate | None = date(
        N_("Cleared through customs"),
        help=N_("The day on which Ukrainian customs let it pass; the report is due 90 days later."),
    )
    report_due: PartialDate | None = date(N_("Report due"), derived=True, help=N_("90 days after clearance."))
    reported: PartialDate | None = date(
        N_("Reported"),
        help=N_("The day on which the recipient sent the report on stock and distribution to the Ukrainian system."),
    )
    source: str = text(
        N_("Source"),
        help=N_("Where this is known from, such as file and row of an import, letter or press release."),
        max_length=1000,
        listed=False,
    )
    remarks: str = long_text(
        N_("Remarks"),
        help=N_("Notes for the office, such as damage, thanks or what to do better; they are not printed in lists."),
        listed=False,
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set names, totals and the day the report is due; status and history follow each other."""
        status = _status_of(self.statuses) or self.status
        donors = ", ".join(donor.title for donor in self.donors if donor.title)
        recipient = body_title(lookup, self.recipient_organisation, self.recipient) or self.recipient_text
        totals = self.totals()
        single = totals[0] if len(totals) == 1 else None
        weights = [item.weight for item in self.items if item.weight is not None]
        content = self.subject or ", ".join(item.name_de for item in self.items[:3])
        return settled(
            self,
            title=" · ".join(part for part in (self.number, content) if part)[:400],
            content=content[:400],
            donor_names=donors,
            recipient_name=recipient,
            item_count=len(self.items),
            total_value=single.amount if single else None,
            total_currency=single.currency if single else "",
            total_kind=single.kind if single else "",
            total_values="; ".join(_in_words(money, lookup) for money in totals)[:400],
            total_weight=sum(weights, Decimal(0)) if weights else None,
            report_due=_report_due(self.cleared),
            status=status,
            statuses=_with_status(self.statuses, status, PartialDate.of(lookup.today)),
        )

    def totals(self) -> tuple[Money, ...]:
        """Return the sums of the values, apart by kind and currency."""
        return sums(Money(item.value, item.currency, item.value_kind) for item in self.items if item.value is not None)

    def check(self) -> tuple[Problem, ...]:
        """Check the order of the dates and that there is a donor and a recipient."""
        found: tuple[Problem, ...] = ()
        for place, later in enumerate(_WAY[1:], start=1):
            known = [day for name in _WAY[:place] if (day := getattr(self, name)) is not None]
            found += in_order(max(known, default=None), getattr(self, later), later)
        found += in_order(self.cleared, self.reported, "reported")
        if self.cleared and self.departed and self.departed.is_after(self.cleared):
            found += (doubtful(N_("It was cleared through customs before it departed."), "cleared"),)
        if not self.number:
            found += (doubtful(N_("The delivery has no number yet."), "number"),)
        for index, (step, following) in enumerate(pairwise(self.statuses), start=1):
            if step.day and following.day and step.day.is_after(following.day):
                found += (doubtful(N_("This step lies before the one above it."), f"statuses[{index}].day"),)
        if not self.donors:
            found += (doubtful(N_("The donor is missing."), "donors"),)
        if not (self.recipient or self.recipient_organisation or self.recipient_text):
            found += (doubtful(N_("The recipient is missing."), "recipient"),)
        return found


def _in_words(money: Money, lookup: Lookup) -> str:
    """Return an amount as it stands in stored texts: `1.200,00 EUR, Neuwert`."""
    amount = f"{money.amount:,.2f}".translate(str.maketrans(",.", ".,"))
    return ", ".join(part for part in (f"{amount} {money.currency}", lookup.label("value_kind", money.kind)) if part)


def _report_due(cleared: PartialDate | None) -> PartialDate | None:
    return PartialDate.of(cleared.full + timedelta(days=REPORT_DAYS)) if cleared and cleared.full else None


def _status_of(history: tuple[StatusChange, ...]) -> str:
    """Return the status of a last step that has just been typed: the delivery takes it over; else an empty text."""
    return history[-1].status if history and history[-1].id is None else ""


def _with_status(history: Iterable[StatusChange], status: str, today: PartialDate) -> tuple[StatusChange, ...]:
    steps = tuple(history)
    if steps and steps[-1].status == status:
        return steps
    return (*steps, StatusChange(status=status, day=today, position=len(steps)))
