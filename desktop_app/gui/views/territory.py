"""The page of places."""

from __future__ import annotations

from desktop_app.base.i18n import N_
from desktop_app.domain.territory import Territory
from desktop_app.gui.records.view import FormSection, RecordView

VIEW = RecordView(
    record_type=Territory,
    icon="map-pin",
    new_label=N_("New place"),
    empty_text=N_(
        "This page lists the places that take part: municipalities, districts, states, hromadas, raions and oblasts."
    ),
    columns=("name_de", "name_uk", "country", "region_de", "district_de", "level", "code", "population"),
    sections=(
        FormSection(N_("Names"), ("name_de", "name_uk", "name_latin", "name_local", "name_en")),
        FormSection(
            N_("Where"), ("country", "level", "kind", "code", "code_system", "district_de", "region_de", "parent")
        ),
        FormSection(
            N_("Other names"), ("other_names",), tables={"other_names": ("name", "kind", "valid_from", "valid_to")}
        ),
        FormSection(N_("Facts"), ("population", "population_date", "website", "situation", "situation_date")),
        FormSection(N_("Membership"), ("member", "member_number", "member_since")),
        FormSection(N_("Remarks"), ("remarks",)),
        FormSection(N_("More"), ("district_uk", "region_uk", "latitude", "longitude"), folded=True),
    ),
)
