"""The record types: how they are declared, and what partnership, delivery, person derive and check."""

import dataclasses
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from hypothesis import given
from hypothesis import strategies as st

import desktop_app.domain
from desktop_app.domain import checks
from desktop_app.domain.catalogue import CHILDREN, TYPES
from desktop_app.domain.choices import CODE_LISTS
from desktop_app.domain.delivery import Delivery, DeliveryItem, Donor, StatusChange
from desktop_app.domain.fields import Kind
from desktop_app.domain.organisation import Address, Organisation
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import STATUS_AFTER, Activity, Milestone, Partnership, Party, status_of
from desktop_app.domain.person import ContactPoint, Person, Role
from desktop_app.domain.record import Record, child_fields, field_map, fields_of, problems_of, typed_fields
from desktop_app.domain.territory import Territory, TerritoryName

DOMAIN = Path(desktop_app.domain.__path__[0])


@dataclass(frozen=True)
class Register:
    """The rest of a register, held in memory."""

    today: date = date(2026, 3, 5)
    records: dict[tuple[str, int], Record] = field(default_factory=dict)

    def find(self, name: str, record_id: int | None) -> Any:
        return self.records.get((name, record_id)) if record_id else None

    def label(self, code_list: str, code: str) -> str:
        choices = next(each.codes for each in CODE_LISTS if each.name == code_list)
        return next((choice.de for choice in choices if choice.code == code), code)


def register_of(*records: Record) -> Register:
    bare = Register()
    found = {(item.NAME, item.id): item.derive(bare) for item in records if item.id}
    return Register(records=found)


def day(iso: str) -> PartialDate:
    return PartialDate.parse_iso(iso)


def milestone(kind: str, iso: str = "") -> Milestone:
    return Milestone(kind=kind, day=day(iso) if iso else None)


def errors(item: Record) -> set[str]:
    return {problem.field for problem in problems_of(item) if problem.error}


def doubts(item: Record) -> set[str]:
    return {problem.field for problem in problems_of(item) if not problem.error}


PARTIES = (Party(side="DE", territory=1, title="Aachen"), Party(side="UA", territory=2, title="Tschernihiw"))
every_type = pytest.mark.parametrize("record_type", TYPES.values(), ids=TYPES.keys())


# Declarations


@pytest.fixture(scope="module")
def marked() -> set[str]:
    found = extract_from_dir(DOMAIN, method_map=[("**.py", "python")], keywords={"N_": None})
    return {str(message) for _, _, message, _, _ in found}


@every_type
def test_that_every_word_of_a_record_type_is_marked_for_translation(
    record_type: type[Record], marked: set[str]
) -> None:
    words = {record_type.LABEL, record_type.PLURAL}
    for declared in fields_of(record_type):
        words |= {declared.label} | ({declared.help} - {""})
    assert words <= marked


@every_type
def test_that_no_two_fields_of_a_form_have_the_same_label(record_type: type[Record]) -> None:
    labels = [declared.label for declared in typed_fields(record_type)]
    assert sorted(labels) == sorted(set(labels))


@every_type
def test_that_links_children_and_unique_fields_name_what_exists(record_type: type[Record]) -> None:
    for declared in fields_of(record_type):
        if declared.kind is Kind.LINK:
            assert declared.target in TYPES
        if declared.kind is Kind.CHILDREN:
            assert TYPES[declared.target] in CHILDREN
            assert TYPES[declared.target].OWNER == record_type.NAME
    assert set(record_type.UNIQUE) <= field_map(record_type).keys()


def test_that_every_child_type_is_held_by_its_owner() -> None:
    for child in CHILDREN:
        assert [declared.target for declared in child_fields(TYPES[child.OWNER])].count(child.NAME) == 1


@every_type
def test_that_a_field_holds_what_its_kind_says(record_type: type[Record]) -> None:
    hints = {item.name: str(item.type) for item in dataclasses.fields(record_type)}
    expected = {
        Kind.INTEGER: "int | None", Kind.DECIMAL: "Decimal | None", Kind.DATE: "PartialDate | None",
        Kind.TIMESTAMP: "datetime | None", Kind.BOOLEAN: "bool", Kind.CHOICES: "tuple[str, ...]",
        Kind.LINK: "int | None",
    }  # fmt: skip
    for declared in fields_of(record_type):
        if declared.kind is Kind.CHILDREN:
            assert hints[declared.name] == f"tuple[{TYPES[declared.target].__name__}, ...]"
        else:
            assert hints[declared.name] == expected.get(declared.kind, "str"), declared.name


@every_type
def test_that_an_empty_record_can_be_made_derived_and_checked(record_type: type[Record]) -> None:
    derived = record_type().derive(Register())
    assert isinstance(derived, record_type)
    assert derived.derive(Register()) == derived
    for problem in problems_of(derived):
        assert problem.message.format(**dict(problem.values))
        assert not problem.field or problem.field.split("[")[0] in field_map(record_type)


@every_type
def test_that_a_field_too_long_is_refused_with_its_limit(record_type: type[Record]) -> None:
    for declared in typed_fields(record_type):
        if declared.kind not in {Kind.TEXT, Kind.LONG_TEXT}:
            continue
        long: dict[str, Any] = {declared.name: "x" * declared.max_length}
        longer: dict[str, Any] = {declared.name: "x" * (declared.max_length + 1)}
        fitting, too_long = record_type(**long), record_type(**longer)
        assert not any("limit" in dict(problem.values) for problem in problems_of(fitting))
        limits = [
            dict(problem.values).get("limit") for problem in problems_of(too_long) if problem.field == declared.name
        ]
        assert str(declared.max_length) in limits


def test_that_a_problem_of_a_child_row_names_the_row() -> None:
    organisation = Organisation(
        name_de="Rat", kind="administration", addresses=(Address(), Address(postal_code="1067"))
    )
    assert errors(organisation) == {"addresses[1].postal_code"}


# Places and organisations


def test_that_a_code_is_checked_by_its_system() -> None:
    place = Territory(name_de="Helsa", country="DE", level="municipal", code="UA74100390000073425", code_system="AGS")
    assert errors(place) == {"code"}
    assert errors(dataclasses.replace(place, code_system="KATOTTG")) == {"code_system"}
    assert errors(dataclasses.replace(place, code_system="KATOTTG", country="UA")) == set()
    assert errors(dataclasses.replace(place, code="06633012", country="UA")) == {"code_system"}
    assert errors(dataclasses.replace(place, code_system="TERYT")) == set()
    assert doubts(dataclasses.replace(place, code_system="")) == {"code_system"}


def test_that_a_bezirk_has_a_key_of_three_digits_and_a_municipality_of_eight() -> None:
    bezirk = Territory(name_de="Schwaben", country="DE", level="district", kind="bezirk", code="097", code_system="AGS")
    assert errors(bezirk) == set()
    assert errors(dataclasses.replace(bezirk, level="municipal", kind="gemeinde")) == {"code"}
    assert errors(dataclasses.replace(bezirk, kind="gemeinde", code="09772125")) == set()


def test_that_a_place_needs_one_name_in_any_language() -> None:
    nameless = Territory(country="UA", level="municipal")
    assert errors(nameless) == {"name_de"}
    assert errors(dataclasses.replace(nameless, name_uk="Ічня")) == set()
    assert doubts(dataclasses.replace(nameless, name_uk="Iчня")) == {"name_uk"}


def test_that_a_former_name_does_not_end_before_it_begins() -> None:
    assert errors(TerritoryName(name="X", valid_from=day("1991"), valid_to=day("1990-12"))) == {"valid_to"}
    assert errors(TerritoryName(name="X", valid_from=day("1991-05"), valid_to=day("1991"))) == set()


def test_that_coordinates_stay_on_the_globe() -> None:
    place = Territory(name_de="X", country="DE", level="local", latitude=Decimal("90.1"), longitude=Decimal(-180))
    assert errors(place) == {"latitude"}


# Numbers


def test_that_a_number_too_large_to_be_stored_is_refused() -> None:
    most = 2**63 - 1
    place = Territory(name_de="X", country="DE", level="local", population=most)
    assert errors(place) == set()
    assert errors(dataclasses.replace(place, population=most + 1)) == {"population"}
    item = DeliveryItem(
        category="GEN", name_de="Generator", currency="EUR", value_kind="new", value=Decimal(most).scaleb(-2)
    )
    assert errors(item) == set()
    assert errors(dataclasses.replace(item, value=Decimal(most + 1).scaleb(-2))) == {"value"}
    assert errors(dataclasses.replace(item, value=Decimal("1e40"))) == {"value"}


def test_that_a_sum_too_large_to_be_stored_is_refused() -> None:
    item = DeliveryItem(category="GEN", name_de="X", weight=Decimal(2**62).scaleb(-3))
    assert "total_weight" not in errors(Delivery(items=(item,)).derive(Register()))
    assert "total_weight" in errors(Delivery(items=(item, item)).derive(Register()))


@pytest.mark.parametrize(("value", "text"), [("1.005", "1,005"), ("0.001", "0,001"), ("1234.567", "1.234,567")])
def test_that_more_decimal_places_than_the_field_has_are_refused(value: str, text: str) -> None:
    item = DeliveryItem(category="GEN", name_de="Generator", currency="EUR", value_kind="new", value=Decimal(value))
    (problem,) = [each for each in problems_of(item) if each.error]
    assert (problem.field, problem.text()) == ("value", f"„{text}“ hat mehr als 2 Nachkommastellen.")


@pytest.mark.parametrize("value", ["1.5", "1.500000", "2e3", "0.01", "0"])
def test_that_as_many_decimal_places_as_the_field_has_are_right(value: str) -> None:
    item = DeliveryItem(category="GEN", name_de="Generator", currency="EUR", value_kind="new", value=Decimal(value))
    assert errors(item) == set()


# Partnership


@pytest.mark.parametrize(
    ("milestones", "status"),
    [
        ([], "request"),
        ([milestone("inquiry", "2022-03")], "request"),
        ([milestone("first_contact", "2022-05"), milestone("inquiry", "2022-03")], "initiation"),
        ([milestone("first_contact", "2022-05"), milestone("council_resolution", "2022-12-14")], "resolved"),
        ([milestone("memorandum", "2023")], "signed"),
        ([milestone("signing", "2023-03-02"), milestone("council_resolution", "2022-12-14")], "active"),
        ([milestone("signing", "2023-03-02"), milestone("visit", "2024"), milestone("anniversary", "2025")], "active"),
        ([milestone("signing", "2012"), milestone("dormancy", "2019")], "dormant"),
        ([milestone("signing", "2012"), milestone("reactivation", "2022"), milestone("dormancy", "2019")], "active"),
        (
            [milestone("signing", "2012"), milestone("termination", "2020-01-31"), milestone("evaluation", "2021")],
            "ended",
        ),
        ([milestone("council_resolution", "2023"), milestone("signing", "2023")], "active"),
        ([milestone("signing")], "active"),
        ([milestone("visit", "2024")], "request"),
        ([milestone("signing"), milestone("first_contact", "2022-03")], "active"),
        ([milestone("signing", "2022"), milestone("first_contact", "2022-03")], "active"),
        ([milestone("council_resolution", "2026-01"), milestone("signing", "2027")], "resolved"),
        ([milestone("signing", "2023"), milestone("council_resolution", "2025")], "active"),
        (
            [milestone("signing", "2012"), milestone("dormancy", "2019"), milestone("council_resolution", "2020")],
            "dormant",
        ),
        ([milestone("council_resolution_ua", "2024")], "resolved"),
    ],
)
def test_that_the_status_follows_the_latest_milestone_that_says_something(
    milestones: list[Milestone], status: str
) -> None:
    assert status_of(milestones, PartialDate.of(Register().today)) == status
    assert Partnership(milestones=tuple(milestones)).derive(Register()).status == status


dated_milestones = st.builds(Milestone, kind=st.sampled_from(sorted(STATUS_AFTER)), day=st.dates().map(PartialDate.of))


@given(
    st.lists(dated_milestones, min_size=1, unique_by=lambda item: item.day).flatmap(
        lambda m: st.tuples(st.just(m), st.permutations(m))
    )
)
def test_that_the_order_in_which_milestones_are_typed_does_not_matter(
    pair: tuple[list[Milestone], list[Milestone]],
) -> None:
    typed, shuffled = pair
    today = PartialDate.of(Register().today)
    assert status_of(typed, today) == status_of(shuffled, today)
    assert (
        Partnership(milestones=tuple(typed)).derive(Register()).since
        == Partnership(milestones=tuple(shuffled)).derive(Register()).since
    )


def test_that_a_status_set_by_hand_wins_and_needs_its_reason() -> None:
    partnership = Partnership(parties=PARTIES, milestones=(milestone("signing", "2012"),), status_override="dormant")
    assert partnership.derive(Register()).status == "dormant"
    assert errors(partnership) == {"status_reason"}
    assert errors(dataclasses.replace(partnership, status_reason="Seit 2014 kein Kontakt")) == set()
    assert dataclasses.replace(partnership, status_override="").derive(Register()).status == "active"


def test_that_a_partnership_counts_its_age_from_its_strongest_milestone() -> None:
    steps = (
        milestone("council_resolution", "2022-12-14"),
        milestone("memorandum", "2023-01"),
        milestone("visit", "2021"),
    )
    assert Partnership(milestones=steps).derive(Register()).since == day("2023-01")
    signed = (*steps, milestone("signing", "2023-06"), milestone("signing", "2023-05-02"))
    assert Partnership(milestones=signed).derive(Register()).since == day("2023-05-02")
    assert Partnership(milestones=(milestone("signing"), milestone("visit", "2021"))).derive(Register()).since is None


@pytest.mark.parametrize("kind", ["extension", "termination", "dormancy", "reactivation"])
def test_that_nothing_ends_or_goes_on_before_the_signing(kind: str) -> None:
    signing = milestone("signing", "2023-03-02")
    early = Partnership(parties=PARTIES, milestones=(signing, milestone(kind, "2022-12")))
    assert errors(early) == {"milestones[1].day"}
    assert errors(dataclasses.replace(early, milestones=(signing, milestone(kind, "2023")))) == set()
    assert errors(dataclasses.replace(early, milestones=(milestone(kind, "2024"), signing))) == set()


def test_that_a_partnership_is_not_valid_only_until_before_it_began() -> None:
    partnership = Partnership(
        parties=PARTIES, milestones=(milestone("signing", "2023-03-02"),), valid_until=day("2023-03-01")
    )
    assert errors(partnership) == {"valid_until"}
    assert errors(dataclasses.replace(partnership, valid_until=day("2023"))) == set()
    assert doubts(dataclasses.replace(partnership, valid_until=day("2027-06-30"), unlimited=True)) == {"valid_until"}


def test_that_a_partnership_has_two_parties_and_usually_both_sides() -> None:
    german, ukrainian = PARTIES
    assert errors(Partnership(parties=())) == {"parties"}
    assert errors(Partnership(parties=(german,))) == {"parties"}
    assert doubts(Partnership(parties=(german, german))) == {"parties", "parties[1].territory"}
    assert problems_of(Partnership(parties=(german, ukrainian))) == ()


def test_that_a_party_is_somebody_and_does_not_leave_before_joining() -> None:
    assert errors(Party()) == {"territory"}
    assert errors(Party(organisation=4)) == set()
    assert errors(Party(territory=4, joined=day("2023"), left=day("2022"))) == {"left"}


def test_that_sides_regions_and_title_come_from_the_parties() -> None:
    register = register_of(
        Territory(id=1, name_de="Stuttgart", level="municipal", region_de="Baden-Württemberg"),
        Territory(id=2, name_de="Chmelnyzkyj", level="municipal", region_de="Chmelnyzkyj"),
        Territory(id=3, name_de="Straßburg", level="municipal"),
        Territory(id=4, name_de="Dresden", level="municipal", region_de="Sachsen"),
        Organisation(id=7, name_de="Klinikum Chmelnyzkyj", territory=2),
    )
    parties = (
        Party(side="DE", territory=1),
        Party(side="DE", territory=4),
        Party(side="third", territory=3),
        Party(side="UA", organisation=7),
    )
    derived = Partnership(parties=tuple(party.derive(register) for party in parties)).derive(register)
    assert derived.german_side == "Stuttgart, Dresden"
    assert derived.ukrainian_side == "Klinikum Chmelnyzkyj"
    assert derived.third_side == "Straßburg"
    assert derived.title == "Stuttgart, Dresden – Klinikum Chmelnyzkyj – Straßburg"
    assert (derived.region_german, derived.region_ukrainian) == ("Baden-Württemberg", "Chmelnyzkyj")


def test_that_a_land_is_its_own_region() -> None:
    register = register_of(
        Territory(id=1, name_de="Nordrhein-Westfalen", level="regional"),
        Territory(id=2, name_de="Dnipropetrowsk", level="regional"),
    )
    parties = (Party(side="DE", territory=1), Party(side="UA", territory=2))
    derived = Partnership(parties=tuple(party.derive(register) for party in parties)).derive(register)
    assert (derived.region_german, derived.region_ukrainian) == ("Nordrhein-Westfalen", "Dnipropetrowsk")


def test_that_the_last_contact_is_the_latest_day_that_has_come() -> None:
    partnership = Partnership(
        milestones=(milestone("signing", "2023"),),
        activities=(
            Activity(kind="visit", starts=day("2025-09-01"), ends=day("2025-09-04")),
            Activity(kind="visit", starts=day("2026-05")),
            Activity(kind="call"),
        ),
    )
    assert partnership.derive(Register()).last_contact == day("2025-09-04")
    assert partnership.derive(Register(today=date(2026, 5, 1))).last_contact == day("2026-05")
    assert Partnership().derive(Register()).last_contact is None


def test_that_an_activity_does_not_end_before_it_begins() -> None:
    assert errors(Activity(kind="visit", starts=day("2025-09-04"), ends=day("2025-09-01"))) == {"ends"}


def test_that_not_counting_wants_a_reason() -> None:
    assert doubts(Partnership(parties=PARTIES, counts=False)) == {"counts_reason"}


def test_that_votes_are_not_negative() -> None:
    partnership = Partnership(
        parties=PARTIES, milestones=(Milestone(kind="council_resolution", votes_yes=38, votes_no=-1),)
    )
    assert errors(partnership) == {"milestones[0].votes_no"}


# Delivery


def item(value: str = "", kind: str = "new", currency: str = "EUR", **more: Any) -> DeliveryItem:
    worth = Decimal(value) if value else None
    return DeliveryItem(category="MED", name_de="Gerät", value=worth, value_kind=kind, currency=currency, **more)


def test_that_the_report_is_due_90_days_after_clearance() -> None:
    assert Delivery(cleared=day("2026-01-15")).derive(Register()).report_due == day("2026-04-15")
    assert Delivery(cleared=day("2023-12-01")).derive(Register()).report_due == day("2024-02-29")


@pytest.mark.parametrize("cleared", [None, day("2026"), day("2026-01")])
def test_that_no_day_is_invented_for_the_report(cleared: PartialDate | None) -> None:
    assert Delivery(cleared=cleared).derive(Register()).report_due is None


def test_that_values_of_one_kind_and_currency_are_totalled() -> None:
    derived = Delivery(items=(item("10.50"), item("0.25"), item())).derive(Register())
    assert (derived.total_value, derived.total_currency, derived.total_kind) == (Decimal("10.75"), "EUR", "new")
    assert derived.item_count == 3


@pytest.mark.parametrize("other", [item("5", kind="symbolic"), item("5", currency="UAH"), item("5", kind="")])
def test_that_a_total_never_mixes_kinds_or_currencies(other: DeliveryItem) -> None:
    derived = Delivery(items=(item("10"), other)).derive(Register())
    assert (derived.total_value, derived.total_currency, derived.total_kind) == (None, "", "")
    assert [money.amount for money in derived.totals()] == [Decimal(10), Decimal(5)]


def test_that_weights_are_totalled_and_unknown_ones_are_not_zero() -> None:
    light = Delivery(items=(item(weight=Decimal("0.125")), item(weight=Decimal("2.5")), item()))
    assert light.derive(Register()).total_weight == Decimal("2.625")
    assert Delivery(items=(item(),)).derive(Register()).total_weight is None


def _saved(delivery: Delivery) -> Delivery:
    steps = tuple(dataclasses.replace(step, id=number) for number, step in enumerate(delivery.statuses, start=1))
    return dataclasses.replace(delivery, statuses=steps)


def test_that_a_new_status_is_added_to_the_history_with_its_day_once() -> None:
    planned = Delivery().derive(Register(today=date(2026, 1, 10)))
    assert [(step.status, step.day) for step in planned.statuses] == [("planned", day("2026-01-10"))]
    assert planned.derive(Register(today=date(2026, 1, 11))).statuses == planned.statuses
    saved = _saved(planned)
    sent = dataclasses.replace(saved, status="in_transit").derive(Register(today=date(2026, 2, 1)))
    assert [step.status for step in sent.statuses] == ["planned", "in_transit"]
    assert sent.statuses[0] == saved.statuses[0]
    assert sent.statuses[1].day == day("2026-02-01")
    back = dataclasses.replace(_saved(sent), status="planned").derive(Register(today=date(2026, 2, 2)))
    assert [step.status for step in back.statuses] == ["planned", "in_transit", "planned"]
    assert [step.position for step in back.statuses] == [0, 1, 2]


@given(st.lists(st.sampled_from(["planned", "ready", "in_transit", "arrived", "closed"]), max_size=8))
def test_that_the_history_ends_with_the_status_and_never_repeats_it(statuses: list[str]) -> None:
    delivery = Delivery(status="planned").derive(Register())
    for status in statuses:
        delivery = dataclasses.replace(_saved(delivery), status=status).derive(Register())
    steps = [step.status for step in delivery.statuses]
    assert steps[-1] == delivery.status
    assert all(one != other for one, other in pairwise(steps))


def test_that_a_history_typed_by_hand_is_kept() -> None:
    steps = (StatusChange(status="planned", day=day("2025")), StatusChange(status="arrived", day=day("2025-11")))
    assert Delivery(status="arrived", statuses=steps).derive(Register()).statuses == steps


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("departed", "arrived"),
        ("departed", "at_border"),
        ("at_border", "arrived"),
        ("arrived", "handed_over"),
        ("cleared", "reported"),
    ],
)
def test_that_the_days_of_a_delivery_are_in_order(first: str, last: str) -> None:
    backwards: dict[str, Any] = {first: day("2025-05-02"), last: day("2025-05-01")}
    assert errors(Delivery(**backwards)) == {last}
    same_month: dict[str, Any] = {first: day("2025-05-02"), last: day("2025-05")}
    assert errors(Delivery(**same_month)) == set()


def test_that_donors_and_recipient_are_named_and_otherwise_missed() -> None:
    register = register_of(Territory(id=2, name_de="Chotyn"), Organisation(id=5, name_de="Krankenhaus Chotyn"))
    assert doubts(Delivery()) == {"donors", "recipient", "number"}
    in_words = Delivery(
        number="2026-0001",
        donors=(Donor(territory=1, title="Teltow"), Donor(organisation=9, title="Verein")),
        recipient_text="Ukraine",
    )
    assert problems_of(in_words) == ()
    derived = in_words.derive(register)
    assert (derived.donor_names, derived.recipient_name) == ("Teltow, Verein", "Ukraine")
    assert dataclasses.replace(in_words, recipient=2).derive(register).recipient_name == "Chotyn"
    both = dataclasses.replace(in_words, recipient=2, recipient_organisation=5)
    assert both.derive(register).recipient_name == "Krankenhaus Chotyn"
    assert errors(Delivery(donors=(Donor(),))) == {"donors[0].territory"}


def test_that_a_delivery_is_called_by_its_number_and_what_it_brings() -> None:
    brought = tuple(DeliveryItem(category="SON", name_de=name) for name in ("Bett", "Stuhl", "Tisch", "Lampe"))
    assert Delivery(number="2026-0042", items=brought).derive(Register()).title == "2026-0042 · Bett, Stuhl, Tisch"
    assert Delivery(number="2026-0042", subject="Möbel", items=brought).derive(Register()).title == "2026-0042 · Möbel"
    assert len(Delivery(subject="x" * 300, number="n" * 200).derive(Register()).title) <= 400


def test_that_a_value_says_of_which_kind_and_currency_it_is() -> None:
    assert doubts(item("10", kind="")) == {"value_kind"}
    assert errors(item("10", currency="")) == {"currency"}
    assert problems_of(item("10")) == ()
    assert errors(item("-1")) == {"value"}


def test_that_a_quantity_that_differs_on_arrival_has_its_reason() -> None:
    short = item(quantity=Decimal(10), received_quantity=Decimal(9))
    assert errors(short) == {"difference_reason"}
    assert errors(dataclasses.replace(short, difference_reason="beim Transport zerbrochen")) == set()
    assert errors(dataclasses.replace(short, received_quantity=Decimal("10.000"))) == set()
    assert errors(dataclasses.replace(short, received_quantity=Decimal(0))) == {"difference_reason"}


def test_that_goods_not_yet_checked_for_export_are_doubted() -> None:
    assert doubts(item(export_control="unchecked")) == {"export_control"}
    assert doubts(item(export_control="free")) == set()


def test_that_codes_of_devices_and_vehicles_are_checked_in_their_row() -> None:
    wrong_codes = item(device_emdn="Z110", vehicle_vin="I" * 17, hs_code="12")
    assert errors(Delivery(items=(item(), wrong_codes))) == {
        "items[1].device_emdn", "items[1].vehicle_vin", "items[1].hs_code",
    }  # fmt: skip


# Person


def test_that_a_person_needs_a_family_name_in_either_alphabet() -> None:
    assert errors(Person(given_name="Anna")) == {"family_name"}
    assert errors(Person(family_name="Müller")) == set()
    assert errors(Person(family_name_uk="Шевченко")) == set()


def test_that_a_person_is_called_by_the_latin_name_or_else_the_cyrillic_one() -> None:
    assert Person(family_name="Müller", given_name="Anna").derive(Register()).title == "Müller, Anna"
    assert Person(family_name="Müller").derive(Register()).title == "Müller"
    cyrillic = Person(family_name_uk="Шевченко", given_name_uk="Олена", patronymic_uk="Іванівна")
    assert cyrillic.derive(Register()).title == "Шевченко Олена Іванівна"


def test_that_the_main_role_is_one_held_today() -> None:
    old = Role(function_text="Bürgermeister", title="Bürgermeister", until=day("2024-12-31"), main=True)
    new = Role(function_text="Landrat", title="Landrat", since=day("2025"))
    chosen = Role(function_text="Vorsitz", title="Vorsitz", main=True)
    assert Person(roles=(old, new)).derive(Register()).main_role == "Landrat"
    assert Person(roles=(old, new, chosen)).derive(Register()).main_role == "Vorsitz"
    assert Person(roles=(old, new)).derive(Register(today=date(2024, 12, 31))).main_role == "Bürgermeister"
    assert Person(roles=(old,)).derive(Register()).main_role == ""


def test_that_a_role_held_until_this_year_is_still_held() -> None:
    role = Role(function_text="Landrat", title="Landrat", until=day("2026"))
    assert Person(roles=(role,)).derive(Register()).main_role == "Landrat"


def test_that_a_role_names_a_function_and_where_it_is_held() -> None:
    register = register_of(Territory(id=3, name_de="Ichnia"))
    assert Role(function_text="Bürgermeister", territory=3).derive(register).title == "Bürgermeister, Ichnia"
    assert errors(Role(territory=3)) == {"function"}
    assert errors(Role(function="mayor", since=day("2024"), until=day("2023"))) == {"until"}


def test_that_a_raw_number_is_kept_beside_its_normalised_form() -> None:
    point = ContactPoint(kind="phone", value="0561 / 787-1234").derive(Register())
    assert (point.value, point.normalised) == ("0561 / 787-1234", "+495617871234")
    unreadable = ContactPoint(kind="phone", value="030 12345 App. 12").derive(Register())
    assert (unreadable.value, unreadable.normalised) == ("030 12345 App. 12", "")
    mail = ContactPoint(kind="email", value="Info@Stadt.DE").derive(Register())
    assert (mail.value, mail.normalised) == ("Info@Stadt.DE", "info@stadt.de")


def test_that_a_wrong_mail_address_blocks_and_a_strange_number_is_doubted() -> None:
    mail, number = ContactPoint(kind="email", value="info@stadt"), ContactPoint(kind="mobile", value="1234 oder 5678")
    person = Person(family_name="Müller", contact_points=(mail, number, ContactPoint(kind="telegram", value="@info")))
    assert errors(person) == {"contact_points[0].value"}
    assert doubts(person) == {"contact_points[1].value"}


def test_that_the_preferred_contact_comes_first_and_otherwise_the_first() -> None:
    first, second = ContactPoint(value="a@stadt.de"), ContactPoint(value="b@stadt.de")
    number = ContactPoint(kind="phone", value="0561 7871234")
    assert Person(contact_points=(number, first, second)).derive(Register()).main_email == "a@stadt.de"
    preferring = Person(contact_points=(first, dataclasses.replace(second, preferred=True), number)).derive(Register())
    assert (preferring.main_email, preferring.main_phone) == ("b@stadt.de", "0561 7871234")


def test_that_consent_as_legal_basis_wants_its_day() -> None:
    assert doubts(Person(family_name="X", basis="consent")) == {"consent_on"}
    assert doubts(Person(family_name="X", basis="consent", consent_on=day("2025-01-02"))) == set()


def test_that_a_step_that_was_typed_becomes_the_status() -> None:
    planned = StatusChange(id=1, status="planned", day=day("2026-01-10"))
    typed = StatusChange(status="in_transit", day=day("2026-11-01"))
    sent = Delivery(status="planned", statuses=(planned, typed)).derive(Register(today=date(2026, 11, 22)))
    assert sent.status == "in_transit"
    assert [step.status for step in sent.statuses] == ["planned", "in_transit"]


@pytest.mark.parametrize(
    ("days", "wrong_ones", "doubtful_ones"),
    [
        ({"departed": "2026-05", "handed_over": "2026-02"}, {"handed_over"}, set()),
        ({"at_border": "2026-05-02", "handed_over": "2026-05-01"}, {"handed_over"}, set()),
        ({"departed": "2026-05-01", "at_border": "2026-05-03", "arrived": "2026-05-02"}, {"arrived"}, set()),
        ({"departed": "2026", "arrived": "2026-02"}, set(), set()),
        ({"departed": "2026-05", "cleared": "2025-02"}, set(), {"cleared"}),
    ],
)
def test_that_the_days_on_the_way_are_in_order(
    days: dict[str, str], wrong_ones: set[str], doubtful_ones: set[str]
) -> None:
    typed: dict[str, Any] = {name: day(text) for name, text in days.items()}
    sent = Delivery(**typed)
    assert errors(sent) == wrong_ones
    assert doubts(sent) - {"donors", "recipient", "number"} == doubtful_ones


def test_that_steps_need_their_days_and_their_order() -> None:
    steps = (
        StatusChange(status="planned", day=day("2026-03")),
        StatusChange(status="ready", day=day("2026-01")),
        StatusChange(status="in_transit"),
    )
    assert doubts(Delivery(number="2026-0001", statuses=steps)) >= {"statuses[1].day", "statuses[2].day"}


@pytest.mark.parametrize(
    ("number", "is_wrong", "is_doubtful"),
    [
        ("2026-0042", False, False),
        ("2026-42", False, True),
        ("Kreis Kassel", False, True),
        ("2026-9999999999", True, False),
    ],
)
def test_that_a_delivery_number_is_one_that_others_can_follow(number: str, is_wrong: bool, is_doubtful: bool) -> None:
    assert ("number" in errors(Delivery(number=number))) is is_wrong
    assert ("number" in doubts(Delivery(number=number))) is is_doubtful


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        (("inquiry", "termination"), "abandoned"),
        (("council_resolution", "termination"), "abandoned"),
        (("inquiry", "signing", "termination"), "ended"),
        (("termination",), "ended"),
        (("memorandum", "termination"), "ended"),
    ],
)
def test_that_what_ends_before_it_was_signed_is_abandoned(kinds: tuple[str, ...], status: str) -> None:
    milestones = tuple(Milestone(kind=kind, day=PartialDate(2020 + place)) for place, kind in enumerate(kinds))
    assert status_of(milestones, PartialDate(2026)) == status


def test_that_a_partnership_with_a_successor_is_converted() -> None:
    signed = Milestone(kind="signing", day=PartialDate(2020))
    partnership = Partnership(id=1, parties=PARTIES, milestones=(signed,), successor=2)
    assert partnership.derive(Register()).status == "converted"
    assert "successor" in errors(dataclasses.replace(partnership, successor=1))


def test_that_a_partnership_signed_twice_begins_with_the_first_signing() -> None:
    again = tuple(
        Milestone(kind=kind, day=PartialDate(year))
        for kind, year in (("signing", 2024), ("termination", 2023), ("signing", 2020))
    )
    assert errors(Partnership(parties=PARTIES, milestones=again)) == set()
    early = (Milestone(kind="memorandum", day=PartialDate(2024)), Milestone(kind="termination", day=PartialDate(2019)))
    assert errors(Partnership(parties=PARTIES, milestones=early)) == {"milestones[1].day"}


@pytest.mark.parametrize("text", ["half \ud800 a character", "zero\0"])
def test_that_text_that_no_database_keeps_is_refused(text: str) -> None:
    assert "remarks" in errors(Delivery(remarks=text))


def test_that_what_is_no_number_is_refused() -> None:
    assert "volume" in errors(Delivery(volume=Decimal("NaN")))


@pytest.mark.parametrize(
    ("country", "code", "right"),
    [("AT", "1010", True), ("AT", "101", False), ("CH", "zz", False), ("NL", "1012 AB", True), ("SE", "111 22", True)],
)
def test_that_postal_codes_have_the_form_of_their_country(country: str, code: str, right: bool) -> None:
    assert (checks.postal_code(code, country) is None) is right


def test_that_values_are_summed_apart_by_kind_and_currency() -> None:
    items = tuple(
        DeliveryItem(category="MED", name_de="Monitor", value=Decimal(value), currency=currency, value_kind=kind)
        for value, currency, kind in (("1000", "EUR", "new"), ("234.5", "EUR", "new"), ("10", "USD", "estimate"))
    )
    mixed = Delivery(items=items).derive(Register())
    assert (mixed.total_value, mixed.total_currency) == (None, "")
    assert mixed.total_values.startswith("1.234,50 EUR, ")
    assert "; 10,00 USD, " in mixed.total_values
    assert Delivery(items=items[:2]).derive(Register()).total_value == Decimal("1234.5")
