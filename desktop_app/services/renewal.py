"""Brings up to date what follows from a day that has come: statuses, roles that have ended, last contacts."""

from __future__ import annotations

from desktop_app.base.clock import today
from desktop_app.domain.catalogue import RECORDS
from desktop_app.storage.register import Register


def renew(register: Register) -> int:
    """Bring up to date what follows from a day that has come meanwhile; return how many records were.

    What was done for a day is not done again.
    """
    with register.reading() as reader:
        since = reader.derived_on()
        if since >= today():
            return 0
        overtaken = {record_type.NAME: reader.overtaken(record_type.NAME, since) for record_type in RECORDS}
    with register.changing(origin="program", verb="renew") as unit:
        for name, ids in overtaken.items():
            unit.renew(name, ids)
        unit.derived_today()
    return sum(map(len, overtaken.values()))
