"""The page of aid deliveries."""

from __future__ import annotations

from desktop_app.base.i18n import N_
from desktop_app.domain.delivery import Delivery
from desktop_app.domain.query import Order, SumOf
from desktop_app.gui.kit.fields_only import FieldsOnly
from desktop_app.gui.records.view import FormSection, RecordView

_ANYTHING = frozenset({"SON"})
_MEDICAL = frozenset({"MED", "REH"}) | _ANYTHING
_DEVICES = frozenset({"GEN", "HEI", "IT", "WAS"}) | _MEDICAL
_VEHICLES = frozenset({"RTW", "FEU", "BUS", "KFZ", "KOM"}) | _ANYTHING
_ONLY = (
    FieldsOnly(
        ("device_emdn", "device_ce", "device_last_check", "device_next_check", "device_data_erased"),
        "category",
        _MEDICAL,
    ),
    FieldsOnly(
        (
            "device_manufacturer",
            "device_model",
            "device_serial",
            "device_year",
            "device_voltage",
            "device_plug",
            "device_manuals",
            "device_accessories",
        ),
        "category",
        _DEVICES,
    ),
    FieldsOnly(
        (
            "vehicle_make",
            "vehicle_model",
            "vehicle_vin",
            "vehicle_registered",
            "vehicle_mileage",
            "vehicle_papers",
        ),
        "category",
        _VEHICLES,
    ),
)

VIEW = RecordView(
    record_type=Delivery,
    icon="truck-delivery",
    new_label=N_("New aid delivery"),
    empty_text=N_("This page lists the aid deliveries: goods, vehicles, trainings and money, item by item."),
    columns=(
        "number",
        "content",
        "status",
        "donor_names",
        "recipient_name",
        "handed_over",
        "total_value",
        "total_currency",
        "report_due",
    ),
    order=(Order("number", descending=True),),
    sums=(SumOf("item_count"), SumOf("total_value", ("total_currency", "total_kind")), SumOf("total_weight")),
    sections=(
        FormSection(N_("What"), ("number", "subject", "kind", "status", "partnership")),
        FormSection(
            N_("From whom, to whom"),
            ("donors", "recipient", "recipient_organisation", "recipient_text", "beneficiaries"),
            tables={
                "donors": ("territory", "organisation"),
                "beneficiaries": ("organisation", "territory"),
            },
        ),
        FormSection(
            N_("Items"),
            ("items", "total_value", "total_currency", "total_kind", "total_values", "total_weight"),
            tables={"items": ("category", "name_de", "quantity", "unit", "value")},
            only={"items": _ONLY},
        ),
        FormSection(N_("Need and funding"), ("need", "funding")),
        FormSection(
            N_("Transport"),
            (
                "carrier",
                "vehicle",
                "transport_text",
                "driver",
                "border_crossing",
                "departed",
                "at_border",
                "arrived",
                "handed_over",
                "packages",
                "pallets",
                "volume",
            ),
        ),
        FormSection(
            N_("Customs"), ("mrn", "exit_office", "declaration_codes", "cleared", "report_due", "reported"), folded=True
        ),
        FormSection(N_("Status history"), ("statuses",), tables={"statuses": ("status", "day", "remark")}),
        FormSection(N_("Remarks"), ("remarks",)),
        FormSection(N_("More"), ("source",), folded=True),
    ),
)
