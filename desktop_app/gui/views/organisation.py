"""The page of organisations."""

from __future__ import annotations

from desktop_app.base.i18n import N_
from desktop_app.domain.organisation import Organisation
from desktop_app.gui.records.view import FormSection, RecordView

VIEW = RecordView(
    record_type=Organisation,
    icon="building",
    new_label=N_("New organisation"),
    empty_text=N_(
        "This page lists administrations, hospitals, fire services, associations, companies and other bodies."
    ),
    columns=("name_de", "name_uk", "kind", "territory", "phone", "email"),
    sections=(
        FormSection(N_("Who"), ("name_de", "name_uk", "name_en", "short_name", "kind", "territory", "parent")),
        FormSection(N_("How to reach it"), ("phone", "email", "website")),
        FormSection(
            N_("Addresses"), ("addresses",), tables={"addresses": ("kind", "street", "postal_code", "city", "country")}
        ),
        FormSection(N_("Ukrainian registers"), ("edrpou", "recipient_number")),
        FormSection(N_("Remarks"), ("remarks",)),
        FormSection(
            N_("Register numbers and bank account"),
            ("register_number", "vat_id", "eori", "account_holder", "iban", "bank"),
            folded=True,
        ),
    ),
)
