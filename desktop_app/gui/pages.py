"""The pages of the window, in the order of the navigation."""

from __future__ import annotations

from desktop_app.gui.records.view import RecordView
from desktop_app.gui.views import code_value, delivery, organisation, partnership, person, task, territory

RECORD_VIEWS: tuple[RecordView, ...] = (
    partnership.VIEW,
    territory.VIEW,
    organisation.VIEW,
    person.VIEW,
    delivery.VIEW,
    task.VIEW,
    code_value.VIEW,
)
