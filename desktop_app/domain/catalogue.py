"""The record types of the register, in the order in which they depend on each other."""

from __future__ import annotations

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.code_value import CodeValue
from desktop_app.domain.delivery import Beneficiary, Delivery, DeliveryItem, Donor, StatusChange
from desktop_app.domain.kept_apart import KeptApart
from desktop_app.domain.organisation import Address, Organisation
from desktop_app.domain.partnership import Activity, Milestone, Partnership, Party
from desktop_app.domain.person import ContactPoint, Person, PersonLanguage, Role
from desktop_app.domain.record import Child, Record
from desktop_app.domain.record_template import RecordTemplate
from desktop_app.domain.saved_view import SavedView
from desktop_app.domain.task import Task
from desktop_app.domain.territory import Territory, TerritoryName

RECORDS: tuple[type[Record], ...] = (
    CodeValue,
    Territory,
    Organisation,
    Partnership,
    Person,
    Delivery,
    Task,
    Attachment,
    SavedView,
    RecordTemplate,
    KeptApart,
)
CHILDREN: tuple[type[Child], ...] = (
    TerritoryName, Address, Party, Milestone, Activity, ContactPoint, Role, PersonLanguage,
    Donor, Beneficiary, DeliveryItem, StatusChange,
)  # fmt: skip

TYPES: dict[str, type[Record]] = {record_type.NAME: record_type for record_type in (*RECORDS, *CHILDREN)}
"""Every record type by name."""
