"""Reads a list of aid deliveries as offices keep it: one row for each line of goods that went over."""

from __future__ import annotations

import re
from collections.abc import Callable

from desktop_app.base.clock import today
from desktop_app.base.i18n import N_, ntranslate
from desktop_app.domain.delivery import Beneficiary, Delivery, Donor, StatusChange
from desktop_app.domain.partial_date import PartialDate
from desktop_app.services.importing.bodies import Bodies, Body
from desktop_app.services.importing.drafts import Draft, Reading
from desktop_app.services.importing.findings import TableRow
from desktop_app.services.importing.goods import Goods
from desktop_app.services.importing.links import Ref
from desktop_app.services.importing.list import ListTable
from desktop_app.storage.register import Reader

_BENEFICIARY = re.compile(r"(?:Empfänger|отримувач|recipient):\s*(?P<name>[^;]+)", re.IGNORECASE)
_SUBJECT_LENGTH, _TEXT_LENGTH = 300, 400


class DeliveryList:
    """Makes a delivery of each row, with its donor, recipient and items; the rest goes into the remarks."""

    def __init__(self, table: ListTable, bodies: Bodies, goods: Goods, reader: Reader) -> None:
        self._table = table
        self._bodies = bodies
        self._goods = goods
        self._reader = reader
        self._last: dict[int, int] = {}
        self._known = {row[1:] for row in reader.values("delivery", ("subject", "source", "remarks"))}

    def read(self, progress: Callable[[int], None]) -> Reading:
        """Return one draft for each row that can be read and is not in the register yet."""
        drafts, skipped = [], 0
        for done, row in enumerate(self._table.rows):
            draft = self._draft(row)
            if draft is not None:
                drafts.append(draft)
            elif not self._table.is_wrong(row):
                skipped += 1
            progress(done)
        table = self._table
        columns = {
            "donors": table.column("donor"),
            "recipient": table.column("recipient"),
            "items": table.column("goods"),
            "subject": table.column("goods"),
            "handed_over": table.column("day"),
            "funding": table.column("funding"),
            "transport_text": table.column("transport"),
            "source": table.column("source"),
            "remarks": table.column("remark"),
        }
        return Reading(drafts, columns, skipped, kept_in_remarks=table.kept())

    def _draft(self, row: TableRow) -> Draft | None:
        table = self._table
        items = self._goods.items(row)
        day = table.day(row, "day")
        if self._table.is_wrong(row):
            return None
        giver = self._bodies.giver(row)
        receiver = self._bodies.receiver(row, giver)
        status = self._status(row, day)
        remark = table.plain(row, "remark")
        funding, funding_kept = self._within(row, "funding")
        transport, transport_kept = self._within(row, "transport")
        lines = [table.number(row), remark, self._goods.check_category(row), funding_kept, transport_kept]
        remarks = "\n".join(table.remarks(row, lines))
        subject, source = table.text(row, "goods")[:_SUBJECT_LENGTH], table.text(row, "source")
        if (subject, source, remarks) in self._known:
            table.doubt(row, "goods", N_("This is in the register already; the row is left out."))
            return None
        number = self._number(day)
        partnership = self._partnership(row, giver, receiver)
        named = _BENEFICIARY.search(remark)
        kind = self._goods.kind(row)

        def build() -> Delivery:
            return Delivery(
                number=number,
                subject=subject,
                kind=kind,
                status=status,
                donors=(Donor(territory=_id(giver.place), organisation=_id(giver.organisation)),)
                if giver.place or giver.organisation
                else (),
                recipient=_id(receiver.place),
                recipient_organisation=_id(receiver.organisation),
                recipient_text=receiver.words,
                beneficiaries=(Beneficiary(name_text=named["name"].strip()),) if named else (),
                partnership=partnership,
                funding=funding,
                transport_text=transport,
                handed_over=day if status == "handed_over" else None,
                items=items,
                statuses=(StatusChange(status=status, day=day),),
                source=source,
                remarks=remarks,
            )

        return Draft(row, build)

    def _status(self, row: TableRow, day: PartialDate | None) -> str:
        remark = self._table.text(row, "remark").casefold()
        status = next((own for word, own in self._table.words_of("status") if word in remark), "handed_over")
        if status == "handed_over" and day is None:
            self._table.doubt(
                row, "day", N_("No date is given; it was taken as handed over and numbered in this year.")
            )
        return status

    def _number(self, day: PartialDate | None) -> str:
        """Return the next number of the delivery's year; without a date, of this year."""
        year = day.year if day else today().year
        if year not in self._last:
            self._last[year] = self._reader.last_number(f"delivery.{year}")
        self._last[year] += 1
        return f"{year}-{self._last[year]:04}"

    def _partnership(self, row: TableRow, giver: Body, receiver: Body) -> int | None:
        partnership, count = self._bodies.partnership(giver.place, receiver.place)
        if count > 1:
            self._table.doubt_said(
                row,
                "recipient",
                ntranslate(
                    "Donor and recipient have {count} partnership; the first was taken.",
                    "Donor and recipient have {count} partnerships; the first was taken.",
                    count,
                ),
            )
        return partnership

    def _within(self, row: TableRow, path: str) -> tuple[str, str]:
        """Return a text as its field takes it, and in full for the remarks where it is too long for the field."""
        text = self._table.text(row, path)
        if len(text) <= _TEXT_LENGTH:
            return text, ""
        return text[:_TEXT_LENGTH], self._table.labelled(row, path)


def _id(ref: Ref | None) -> int | None:
    return ref.id if ref else None
