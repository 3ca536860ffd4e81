"""The page of partnerships."""

from __future__ import annotations

from desktop_app.base.i18n import N_
from desktop_app.domain.partnership import Partnership
from desktop_app.gui.records.view import FormSection, RecordView

VIEW = RecordView(
    record_type=Partnership,
    icon="heart-handshake",
    new_label=N_("New partnership"),
    empty_text=N_("This page lists the partnerships of German and Ukrainian municipalities, districts and regions."),
    columns=(
        "german_side",
        "ukrainian_side",
        "status",
        "since",
        "legal_form",
        "region_german",
        "region_ukrainian",
        "network_number",
    ),
    sections=(
        FormSection(N_("Who"), ("parties", "group"), tables={"parties": ("territory", "side", "role")}),
        FormSection(
            N_("What"),
            ("partnership_level", "legal_form", "labels", "topics", "network_number", "status", "since"),
        ),
        FormSection(
            N_("Milestones and term"),
            ("milestones", "valid_until", "unlimited", "review_due"),
            tables={"milestones": ("kind", "day", "place", "body")},
        ),
        FormSection(
            N_("Contact and activities"),
            ("responsible", "last_contact", "activities"),
            tables={"activities": ("kind", "starts", "ends", "subject")},
        ),
        FormSection(N_("Remarks"), ("remarks",)),
        FormSection(N_("Status set by hand"), ("status_override", "status_reason", "successor"), folded=True),
        FormSection(
            N_("More"),
            (
                "brought_about_by",
                "initiative",
                "summary_de",
                "summary_uk",
                "summary_en",
                "source",
                "verified_on",
                "verified_by",
                "counts",
                "counts_reason",
                "public",
            ),
            folded=True,
        ),
    ),
    prints=True,
)
