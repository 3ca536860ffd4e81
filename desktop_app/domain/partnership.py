"""Who is partnered with whom, since when and on what basis."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Self

from desktop_app.base.i18n import N_, NN_
from desktop_app.domain import checks
from desktop_app.domain.bodies import body_title
from desktop_app.domain.fields import (
    boolean,
    children,
    choice,
    choices,
    date,
    decimal,
    identifier,
    integer,
    link,
    long_text,
    record,
    text,
    web_address,
)
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.problems import Problem, doubtful, in_order, wrong
from desktop_app.domain.record import Child, Lookup, Record, settled

GERMAN, UKRAINIAN, THIRD = "DE", "UA", "third"
UNCLEAR = "U"
"""The legal form of what is not known yet."""

_GROWTH = ("request", "initiation", "resolved", "signed", "active")
"""The way up: a milestone never leads back on it."""

STATUS_AFTER = {
    "inquiry": "request",
    "first_contact": "initiation",
    "council_resolution": "resolved",
    "council_resolution_ua": "resolved",
    "letter_of_intent": "signed",
    "memorandum": "signed",
    "signing": "active",
    "network_admission": "active",
    "extension": "active",
    "conversion": "active",
    "reactivation": "active",
    "dormancy": "dormant",
    "termination": "ended",
}
"""The status that a kind of milestone leads to; evaluation, visit and anniversary change nothing."""

_ENDED, _ABANDONED, _CONVERTED = "ended", "abandoned", "converted"
_UNSIGNED = frozenset({"request", "initiation", "resolved"})

FORMAL = frozenset(kind for kind, status in STATUS_AFTER.items() if status in {"signed", "active"})
"""The milestones by which a partnership is admitted or formalised."""

CLOSED = frozenset({_ENDED, _ABANDONED, _CONVERTED})
"""The statuses of partnerships that stand no more."""

TERMINATION = "termination"

_SILENT = frozenset({"dormancy", "termination", "anniversary"})
"""The milestones that are no contact between the partners."""

_LATER = frozenset({"extension", "termination", "dormancy", "reactivation"})
"""The milestones that only a partnership that has begun can reach."""

REVIVING = frozenset({"reactivation", "extension", "conversion", "signing"})
"""The milestones that wake a dormant or ended partnership."""

_SINCE = (
    "signing",
    "memorandum",
    "letter_of_intent",
    "network_admission",
    "council_resolution",
    "council_resolution_ua",
)
"""The milestones that a partnership counts its age from, the strongest first."""


@record
class Party(Child):
    """A territory or organisation that takes part."""

    NAME = "party"
    LABEL = N_("Party")
    PLURAL = N_("Parties")
    OWNER = "partnership"
    FOR_ONE = ("joined", "left")

    side: str = choice(
        N_("Side"),
        "side",
        help=N_("Where the party comes from; Polish or French towns take the side “other”."),
        required=True,
        default=GERMAN,
        width=10,
    )
    territory: int | None = link(
        N_("Place"),
        "territory",
        help=N_("The municipality, district or region; proposals come after a few letters."),
        width=30,
    )
    organisation: int | None = link(
        N_("Organisation"),
        "organisation",
        help=N_("Only where an institution takes part itself, such as a hospital or the Stadtwerke."),
    )
    role: str = choice(
        N_("Part played"),
        "party_role",
        help=N_("Partner as a rule; the lead writes the papers, mediators brought it about, observers do not sign."),
        default="partner",
        width=12,
    )
    joined: PartialDate | None = date(
        N_("Joined on"), help=N_("Only for who came later than the others; 2023 or 3/2023 will do.")
    )
    left: PartialDate | None = date(
        N_("Left on"), help=N_("The last day of taking part; who left stays in the row, so that the past can be read.")
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title: the name of the organisation or place."""
        return settled(self, title=body_title(lookup, self.organisation, self.territory))

    def check(self) -> tuple[Problem, ...]:
        """Check that somebody is named and did not leave before joining."""
        found = in_order(self.joined, self.left, "left")
        if self.territory is None and self.organisation is None:
            found += (wrong(N_("A party is a place or an organisation; choose one."), "territory"),)
        return found


@record
class Milestone(Child):
    """Something that happened in the life of a partnership."""

    NAME = "milestone"
    LABEL = N_("Milestone")
    PLURAL = N_("Milestones")
    OWNER = "partnership"

    kind: str = choice(
        N_("Kind of milestone"),
        "milestone_kind",
        help=N_("What happened; a signing makes the partnership active, a termination ends it."),
        required=True,
        width=20,
    )
    day: PartialDate | None = date(
        N_("Date"), help=N_("As far as it is known: 14.12.2022, 12/2022 or 2022; nothing is added to it.")
    )
    place: str = text(
        N_("Venue"), help=N_("The town and house, such as Rathaus Teltow; online where it was signed by video.")
    )
    event: str = text(
        N_("Event"),
        help=N_("The occasion, such as 7th German-Ukrainian Partnership Conference; empty where there was none."),
    )
    body: str = text(
        N_("Deciding body"), help=N_("The council or committee that decided, such as Stadtverordnetenversammlung.")
    )
    paper_number: str = identifier(
        N_("Paper number"),
        help=N_("As on the council's paper, such as VO/2024/13126; by it the text can be found again."),
        max_length=80,
    )
    votes_yes: int | None = integer(
        N_("Votes in favour"),
        help=N_("Members who voted for it, such as 38; leave all three empty where nobody counted."),
        minimum=0,
        width=6,
    )
    votes_no: int | None = integer(
        N_("Votes against"), help=N_("Members who voted against it; 0 after a unanimous vote."), minimum=0, width=6
    )
    votes_abstain: int | None = integer(
        N_("Abstentions"), help=N_("Members present who voted neither way; 0 where all took sides."), minimum=0, width=6
    )
    url: str = web_address(
        N_("Web address"),
        help=N_("Where paper or report can be read, such as the page of the council; with https:// before it."),
        checks=(checks.url,),
    )
    remarks: str = long_text(
        N_("Remarks"),
        help=N_("What a reader should know, such as who signed, or conditions of the council."),
        listed=False,
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title: the kind and the day."""
        kind = lookup.label("milestone_kind", self.kind)
        return settled(self, title=f"{kind} {self.day.shown() if self.day else ''}".strip())


@record
class Activity(Child):
    """A call, visit, training or project of a partnership."""

    NAME = "activity"
    LABEL = N_("Activity")
    PLURAL = N_("Activities")
    OWNER = "partnership"

    kind: str = choice(
        N_("Kind of activity"),
        "activity_kind",
        help=N_(
            "The one that fits best; a training of the fire service is a training, even where it was part of a visit."
        ),
        required=True,
        width=16,
    )
    starts: PartialDate | None = date(
        N_("From"), help=N_("The first day, as far as it is known: 16.6.2025, 6/2025 or 2025.")
    )
    ends: PartialDate | None = date(N_("To"), help=N_("The last day; empty for a call or anything else of one day."))
    subject: str = text(
        N_("Subject"), help=N_("What it was about in a few words, such as repair of fire engines."), max_length=300
    )
    with_whom: str = text(
        N_("With whom"),
        help=N_("People and bodies on the other side, such as head of the fire service, S. Melnyk."),
        max_length=300,
    )
    place: str = text(N_("Venue"), help=N_("The town and house; online for calls by video."))
    participants_de: int | None = integer(
        N_("Participants from Germany"),
        help=N_("A count, interpreters and drivers too; an estimate will do."),
        minimum=0,
        width=6,
    )
    participants_ua: int | None = integer(
        N_("Participants from Ukraine"),
        help=N_("A count, interpreters and drivers too; who joined online counts as well."),
        minimum=0,
        width=6,
    )
    hours: Decimal | None = decimal(
        N_("Hours"),
        help=N_("Length of a training or talk, such as 1.5; reports to funders ask for it."),
        minimum=0,
        scale=1,
        width=6,
    )
    result: str = long_text(
        N_("Result"), help=N_("What was agreed and who does what by when; the next call begins here."), listed=False
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the title: the subject or the kind, and the day."""
        subject = self.subject or lookup.label("activity_kind", self.kind)
        return settled(self, title=f"{subject} {self.starts.shown() if self.starts else ''}".strip())

    def check(self) -> tuple[Problem, ...]:
        """Check that it did not end before it began."""
        return in_order(self.starts, self.ends, "ends")


@record
class Partnership(Record):
    """A link between German and Ukrainian bodies, with 2..n parties."""

    NAME = "partnership"
    LABEL = N_("Partnership")
    PLURAL = N_("Partnerships")
    COUNTED = NN_("{count} partnership", "{count} partnerships")
    UNIQUE = ("network_number",)
    NUMBERED = ("network_number",)
    CARRIED = ("responsible", "brought_about_by", "source")
    FOR_ONE = (
        "milestones", "activities", "status_override", "status_reason", "successor", "valid_until", "review_due",
        "verified_on", "verified_by",
    )  # fmt: skip

    network_number: int | None = integer(
        N_("Network number"),
        minimum=1,
        maximum=999_999,
        width=8,
        help=N_("Given once, at admission to the network, and never again: the 250th stays the 250th."),
        searched=True,
    )
    german_side: str = text(N_("German side"), derived=True, max_length=400, width=28)
    ukrainian_side: str = text(N_("Ukrainian side"), derived=True, max_length=400, width=28)
    third_side: str = text(N_("Third parties"), derived=True, max_length=400, width=20)
    region_german: str = text(N_("German state"), derived=True)
    region_ukrainian: str = text(N_("Oblast"), derived=True)
    partnership_level: str = choice(
        N_("Level of partnership"),
        "partnership_level",
        help=N_("Who carries it; between clinics or schools it is institutions, even where a town stands behind them."),
        default="municipal",
        required=True,
        width=14,
    )
    legal_form: str = choice(
        N_("Legal form"),
        "legal_form",
        help=N_("A treaty without limit: partnership; limited: friendship; signed intent: memorandum; else contact."),
        default=UNCLEAR,
        required=True,
        width=20,
    )
    labels: tuple[str, ...] = choices(
        N_("Programmes"),
        "programme_label",
        help=N_("Programmes or labels under which it runs, such as Solidaritätspartnerschaft; several are possible."),
        width=22,
    )
    status: str = choice(N_("Status"), "partnership_status", derived=True, width=18)
    since: PartialDate | None = date(N_("Since"), derived=True)
    status_override: str = choice(
        N_("Status set by hand"),
        "partnership_status",
        help=N_("Only where the milestones do not tell; empty, the status follows from them. Give the reason."),
        listed=False,
    )
    status_reason: str = text(
        N_("Reason for the status"),
        help=N_("Who said so and when, such as phone call with the town hall, March 2026: no contact since 2022."),
        max_length=400,
        listed=False,
    )
    parties: tuple[Party, ...] = children(
        N_("Parties"),
        "party",
        help=N_(
            "Every municipality, region or institution that takes part, one in each row: at least two, and any number."
        ),
        required=True,
    )
    milestones: tuple[Milestone, ...] = children(
        N_("Milestones"),
        "milestone",
        help=N_("Contact, resolution, signing, extension, end: status and beginning follow from these rows."),
    )
    activities: tuple[Activity, ...] = children(
        N_("Activities"),
        "activity",
        help=N_("What the partners did together, one row each; the latest one sets the last contact."),
    )
    valid_until: PartialDate | None = date(
        N_("Valid until"),
        help=N_("The day on which the agreement ends, such as 30.06.2027; empty where it names none."),
    )
    unlimited: bool = boolean(
        N_("Unlimited"),
        help=N_("Tick it where the agreement says that it has no end; no tick and no day mean that it is not known."),
        listed=False,
    )
    review_due: PartialDate | None = date(
        N_("Review due"), help=N_("The day of the next evaluation that the council asked for; 6/2027 will do.")
    )
    last_contact: PartialDate | None = date(N_("Last contact"), derived=True)
    topics: tuple[str, ...] = choices(
        N_("Topics of co-operation"),
        "topic",
        help=N_("What the partners really work on; several are possible, few tell more."),
        listed=False,
    )
    group: str = text(
        N_("Group"),
        help=N_("A name shared by partnerships that belong together, such as Städtedreieck Münster–Winnyzja–Lublin."),
    )
    brought_about_by: str = choice(
        N_("Brought about by"),
        "brought_about_by",
        help=N_("Who brought the two together first; often a partner town that both share."),
        listed=False,
    )
    initiative: str = long_text(
        N_("How it came about"),
        help=N_("In a few sentences, such as a convoy of March 2022 from which a partnership grew."),
        listed=False,
    )
    successor: int | None = link(
        N_("Converted into"),
        "partnership",
        reverse=N_("Partnerships that were converted into it"),
        help=N_(
            "The partnership that took its place, such as a treaty after a memorandum; this one is then converted."
        ),
        listed=False,
    )
    counts: bool = boolean(
        N_("Counts in statistics"),
        help=N_("Untick what published figures leave out, such as a double entry; the reason belongs beside it."),
        default=True,
        listed=False,
    )
    counts_reason: str = text(
        N_("Reason for not counting"),
        help=N_("So that the figure can be explained later, such as counted under the Landkreis already."),
        listed=False,
    )
    public: bool = boolean(
        N_("May be published"),
        help=N_("Untick it where a partner asks for silence, such as near the front."),
        default=True,
        listed=False,
    )
    responsible: str = text(
        N_("Responsible in the office"),
        help=N_("The colleague who looks after it; printed lists name this person where no contact is known."),
    )
    summary_de: str = long_text(
        N_("Summary in German"),
        help=N_("Two or three sentences for others to read; the long German list prints them."),
        listed=False,
    )
    summary_uk: str = long_text(
        N_("Summary in Ukrainian"),
        help=N_("Two or three sentences for others to read; the long Ukrainian list prints them."),
        listed=False,
    )
    summary_en: str = long_text(
        N_("Summary in English"),
        help=N_("Two or three sentences for guests and funders who read neither German nor Ukrainian."),
        listed=False,
    )
    source: str = web_address(
        N_("Source"),
        help=N_("The page or file on which this rests, such as the council paper or the SKEW map."),
        listed=False,
    )
    verified_on: PartialDate | None = date(
        N_("Last verified"),
        help=N_("The day on which somebody asked the partners whether all this still holds; after a year, ask again."),
    )
    verified_by: str = text(
        N_("Verified by"),
        help=N_("Name or initials of who asked, and whom, such as M. Weber, Stadt Teltow."),
        listed=False,
    )
    remarks: str = long_text(
        N_("Remarks"),
        help=N_("Notes for the office; they are not printed. What others may read belongs in the summary."),
        listed=False,
    )

    def derive(self, lookup: Lookup) -> Self:
        """Set the sides, regions, status and dates from parties, milestones and activities."""
        sides: dict[str, list[str]] = {GERMAN: [], UKRAINIAN: [], THIRD: []}
        regions: dict[str, str] = {}
        for party in self.parties:
            sides.setdefault(party.side, []).append(party.title)
            place = lookup.find("territory", party.territory)
            if place is None and (body := lookup.find("organisation", party.organisation)):
                place = lookup.find("territory", body.territory)
            if place and party.side not in regions:
                regions[party.side] = place.region_de or (place.title if place.level == "regional" else "")
        names = {side: ", ".join(name for name in found if name) for side, found in sides.items()}
        return settled(
            self,
            title=" – ".join(name for name in (names[GERMAN], names[UKRAINIAN], names[THIRD]) if name),
            german_side=names[GERMAN],
            ukrainian_side=names[UKRAINIAN],
            third_side=names[THIRD],
            region_german=regions.get(GERMAN, ""),
            region_ukrainian=regions.get(UKRAINIAN, ""),
            status=self.status_override or self._status(PartialDate.of(lookup.today)),
            since=_since(self.milestones),
            last_contact=_last_contact(self, PartialDate.of(lookup.today)),
        )

    def _status(self, today: PartialDate) -> str:
        return _CONVERTED if self.successor else status_of(self.milestones, today)

    def check(self) -> tuple[Problem, ...]:
        """Check the parties, the reason of a status set by hand, and the order of milestones."""
        found: list[Problem] = []
        if len(self.parties) < 2:
            found.append(wrong(N_("A partnership has at least two parties."), "parties"))
        elif not {GERMAN, UKRAINIAN} <= {party.side for party in self.parties}:
            found.append(doubtful(N_("Usually a German and a Ukrainian side take part."), "parties"))
        found += _parties_apart(self.parties)
        if self.successor is not None and self.successor == self.id:
            found.append(wrong(N_("A partnership is not converted into itself."), "successor"))
        if self.status_override and not self.status_reason:
            found.append(wrong(N_("A status set by hand needs a reason."), "status_reason"))
        if not self.counts and not self.counts_reason:
            found.append(doubtful(N_("The reason for not counting is missing."), "counts_reason"))
        if self.unlimited and self.valid_until:
            found.append(doubtful(N_("The partnership is both unlimited and valid until a day."), "valid_until"))
        found += _milestones_in_order(self.milestones)
        if (signed := _since(self.milestones)) and self.valid_until:
            found += in_order(signed, self.valid_until, "valid_until")
        return tuple(found)


def status_of(milestones: Iterable[Milestone], today: PartialDate) -> str:
    """Return the status that the milestones up to today lead to; a request without any.

    Milestones without a date count as the earliest. A later or vaguer one never leads back on the way up; dormancy
    and termination hold until the partnership is revived. What ends on the way up, before it was signed, is abandoned.
    """
    status = _GROWTH[0]
    begun = False
    for item in sorted(milestones, key=lambda milestone: milestone.day.iso if milestone.day else ""):
        reached = STATUS_AFTER.get(item.kind)
        if reached is None or (item.day and item.day.is_after(today)):
            continue
        if reached not in _GROWTH:
            status = _ABANDONED if reached == _ENDED and begun and status in _UNSIGNED else reached
        elif status in _GROWTH:
            begun = True
            status = max(status, reached, key=_GROWTH.index)
        elif item.kind in REVIVING:
            status = reached
    return status


def stood_on(partnership: Partnership, day: PartialDate, successor: Partnership | None) -> bool:
    """Say whether a partnership stood on a whole day, as far as its milestones tell.

    It was admitted or formalised by then, and not ended since without being revived; a milestone known to the year may
    lie on any day of it, one without a date comes before all others. What was converted stands until its successor is
    formalised. A status set by hand names no day: a partnership closed by it does not stand, unless a later milestone
    tells when it ended.
    """
    known = sorted(partnership.milestones, key=lambda item: (item.day.iso if item.day else "", item.position))
    by_then = [item for item in known if not (item.day and item.day.is_after(day))]
    if not any(item.kind in FORMAL for item in by_then):
        return False
    turns = [item.kind for item in by_then if item.kind == TERMINATION or item.kind in REVIVING]
    if turns and turns[-1] == TERMINATION:
        return False
    if partnership.status_override in CLOSED:
        later = (item for item in known if item.kind == TERMINATION and item.day and item.day.is_after(day))
        if not any(later):
            return False
    return successor is None or not any(
        item.kind in FORMAL and not (item.day and item.day.is_after(day)) for item in successor.milestones
    )


def as_it_stood(partnership: Partnership, day: PartialDate) -> dict[str, Any]:
    """Return the status, the beginning and the last contact of a partnership as its rows tell them of a day."""
    by_then = [item for item in partnership.milestones if not (item.day and item.day.is_after(day))]
    return {
        "status": status_of(by_then, day),
        "since": _since(by_then),
        "last_contact": _last_contact(partnership, day),
    }


def _since(milestones: Iterable[Milestone]) -> PartialDate | None:
    dated = {
        item.kind: item.day
        for item in sorted(milestones, key=lambda item: item.day.iso if item.day else "", reverse=True)
        if item.day
    }
    return next((dated[kind] for kind in _SINCE if kind in dated), None)


def _last_contact(partnership: Partnership, today: PartialDate) -> PartialDate | None:
    days = [activity.ends or activity.starts for activity in partnership.activities]
    days += [milestone.day for milestone in partnership.milestones if milestone.kind not in _SILENT]
    return max((day for day in days if day and not day.is_after(today)), default=None)


def _milestones_in_order(milestones: tuple[Milestone, ...]) -> Iterable[Problem]:
    begun = min((item.day for item in milestones if item.kind in _SINCE and item.day), default=None)
    for index, item in enumerate(milestones):
        if begun and item.day and item.kind in _LATER and begun.is_after(item.day):
            message = N_("This happened before the partnership began on {day}.")
            yield wrong(message, f"milestones[{index}].day", day=begun.shown())


def _parties_apart(parties: tuple[Party, ...]) -> Iterable[Problem]:
    """Doubt what takes part twice at the same time; who left may have joined again."""
    seen: set[tuple[int | None, int | None]] = set()
    for index, party in enumerate(parties):
        who = (party.territory, party.organisation)
        if who in seen:
            yield doubtful(N_("“{title}” takes part twice."), f"parties[{index}].territory", title=party.title)
        if party.left is None:
            seen.add(who)
