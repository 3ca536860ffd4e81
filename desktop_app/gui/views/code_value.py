"""The page of code lists."""

from __future__ import annotations

from desktop_app.base.i18n import N_
from desktop_app.domain.code_value import CodeValue
from desktop_app.domain.query import Order
from desktop_app.gui.records.view import FormSection, RecordView

VIEW = RecordView(
    record_type=CodeValue,
    icon="list-details",
    new_label=N_("New entry"),
    empty_text=N_("This page lists the words that forms offer: kinds, forms, roles, categories, units."),
    columns=("code_list", "code", "label_de", "label_uk", "label_en", "rank", "active"),
    order=(Order("code_list"), Order("rank")),
    sections=(
        FormSection(N_("Code"), ("code_list", "code", "rank", "active")),
        FormSection(N_("Words"), ("label_de", "label_uk", "label_en")),
    ),
)
