"""The page of tasks."""

from __future__ import annotations

from desktop_app.base.i18n import N_
from desktop_app.domain.query import Order
from desktop_app.domain.task import Task
from desktop_app.gui.records.view import FormSection, RecordView

VIEW = RecordView(
    record_type=Task,
    icon="checklist",
    new_label=N_("New task"),
    empty_text=N_("This page lists the things to do, with their deadlines."),
    columns=("subject", "due", "done", "responsible", "partnership", "delivery"),
    order=(Order("due"),),
    sections=(
        FormSection(N_("What"), ("subject", "due", "done", "responsible")),
        FormSection(N_("Concerns"), ("partnership", "delivery", "person", "organisation", "territory")),
        FormSection(N_("Remarks"), ("remarks",)),
    ),
)
