"""The page of people."""

from __future__ import annotations

from desktop_app.base.i18n import N_
from desktop_app.domain.person import Person
from desktop_app.gui.records.view import FormSection, RecordView

VIEW = RecordView(
    record_type=Person,
    icon="users",
    new_label=N_("New person"),
    empty_text=N_("This page lists the people who carry the partnerships, with their roles and ways to reach them."),
    columns=("family_name", "given_name", "main_role", "main_email", "main_phone"),
    sections=(
        FormSection(
            N_("Name"),
            (
                "salutation",
                "academic_title",
                "given_name",
                "family_name",
                "patronymic",
                "given_name_uk",
                "family_name_uk",
                "patronymic_uk",
            ),
        ),
        FormSection(
            N_("Contact"),
            ("contact_points",),
            tables={"contact_points": ("kind", "value", "purpose", "preferred")},
        ),
        FormSection(
            N_("Roles"),
            ("roles",),
            tables={"roles": ("function", "territory", "organisation", "since")},
        ),
        FormSection(N_("Languages"), ("languages",), tables={"languages": ("language", "language_level")}),
        FormSection(N_("Remarks"), ("remarks",)),
        FormSection(
            N_("Privacy"),
            (
                "basis",
                "source",
                "informed_on",
                "consent_on",
                "review_due",
                "publish_name",
                "publish_contact",
                "publish_photo",
                "protected",
            ),
            folded=True,
        ),
    ),
)
