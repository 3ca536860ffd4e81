"""Tables of any record type come in by the names of their columns, all or nothing."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import language, set_language, translate, translate_in
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.record import field_map
from desktop_app.domain.task import Task
from desktop_app.services.importing.importer import Importer, ImportFailed, ImportProblem, ImportReport
from tests.services.importing_desk import GREVESMUEHLEN, HEADER, ImportingDesk


@pytest.fixture(autouse=True)
def german():
    """The words of the program in German, as most offices have them."""
    before = language()
    set_language("de")
    yield
    set_language(before)


def test_that_codes_keep_their_zeros(desk: ImportingDesk) -> None:
    desk.take("territory", "name_de;country;level;code;code_system", "Kiel;DE;municipal;01002000;AGS")
    assert desk.only("territory").code == "01002000"
    desk.take("organisation", "name_de;kind;edrpou", "Лікарня;hospital;00032129")
    assert desk.only("organisation").edrpou == "00032129"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "Straßkirchen – Ічня"),
        ("utf-8-sig", "Straßkirchen – Ічня"),
        ("cp1252", "Grevesmühlen und Straßkirchen, Größe für Übung"),
        ("cp1251", "Ічнянська міська рада, село Гмирянка Прилуцького району"),
        ("utf-16", "Straßkirchen – Ічня"),
    ],
)
def test_that_every_encoding_of_an_office_is_read(desk: ImportingDesk, encoding: str, name: str) -> None:
    desk.take("organisation", "name_de;kind", f"{name};administration", encoding=encoding)
    assert desk.only("organisation").name_de == name


@pytest.mark.parametrize("code", ["", "de", "uk", "en"])
def test_that_columns_are_known_by_name_in_three_languages(desk: ImportingDesk, code: str) -> None:
    labels = ";".join(
        translate_in(code, field_map(Task)[name].label) for name in ("subject", "due", "responsible") if code
    )
    report = desk.take("task", labels or "subject;due;responsible", "Anrufen;12.3.2026;Olena")
    task = desk.only("task")
    assert report.problems == ()
    assert (task.subject, task.due, task.responsible) == ("Anrufen", PartialDate(2026, 3, 12), "Olena")


def test_that_unknown_and_computed_columns_are_listed_and_left_out(desk: ImportingDesk) -> None:
    report = desk.take(
        "organisation", "name_de;kind;Farbe;created_by", "Feuerwehr Kiel;Feuerwehr, Katastrophenschutz;rot;x"
    )
    assert [(doubt.row, doubt.column) for doubt in report.doubts] == [(0, "Farbe"), (0, "created_by")]
    assert desk.only("organisation").kind == "fire_service"
    assert desk.only("organisation").created_by == "test"


def test_that_a_person_comes_with_mail_and_phone(desk: ImportingDesk) -> None:
    desk.take("person", "family_name;given_name;main_email;main_phone", "Weiß;Jürgen;J.Weiss@kiel.de;0431 901-0")
    person = desk.only("person")
    assert person.title == "Weiß, Jürgen"
    assert [(one.kind, one.value, one.normalised) for one in person.contact_points] == [
        ("email", "J.Weiss@kiel.de", "j.weiss@kiel.de"),
        ("phone", "0431 901-0", "+494319010"),
    ]


def test_that_a_partnership_comes_by_the_columns_of_its_own_table(desk: ImportingDesk) -> None:
    desk.take(
        "partnership",
        "network_number;german_side;ukrainian_side;third_side;legal_form;labels;since;status;unlimited",
        "250;Grevesmühlen;Ічня;;Partnerschaft;Solidaritätspartnerschaft, Klimapartnerschaft;5/2023;aktiv;ja",
        "251;Ulm, Neu-Ulm;Bilhorod-Dnistrowskyj;;F;SOL;2019;ruhend;nein",
    )
    first, second = desk.all("partnership")
    assert (first.network_number, first.title, first.legal_form) == (250, "Grevesmühlen – Itschnja", "P")
    assert (first.labels, first.since, first.status_override, first.unlimited) == (
        ("SOL", "KLI"),
        PartialDate(2023, 5),
        "",
        True,
    )
    assert (second.german_side, second.status_override, second.status) == ("Ulm, Neu-Ulm", "dormant", "dormant")
    assert second.status_reason


def test_that_a_delivery_finds_donors_recipient_and_partnership(desk: ImportingDesk) -> None:
    desk.take("partnership", HEADER, GREVESMUEHLEN)
    desk.take("organisation", "name_de;kind", "Krankenhaus Itschnja;hospital")
    desk.take(
        "delivery",
        "number;subject;kind;donor_names;recipient_name;partnership",
        "2026-0007;Betten;Sachgüter;Grevesmühlen;Krankenhaus Itschnja;Grevesmühlen – Itschnja",
        "2026-0008;Decken;goods;Grevesmuehlen;irgendwer;",
    )
    first, second = desk.all("delivery")
    assert (first.donor_names, first.recipient_name) == ("Grevesmühlen", "Krankenhaus Itschnja")
    assert desk.titles("partnership", [first.partnership]) == ["Grevesmühlen – Itschnja"]
    assert (second.donor_names, second.recipient_text) == ("Grevesmühlen", "irgendwer")


def test_that_items_find_their_delivery(desk: ImportingDesk) -> None:
    desk.take("delivery", "number;subject;donor_names;recipient_text", "2026-0042;Betten;Kiel;Cherson")
    report = desk.take(
        "delivery-item",
        "delivery;category;name_de;quantity;unit;value;value_kind",
        "2026-0042;MOE;Pflegebett;1.234;Stück;12.345,60;Schätzwert",
        "2026-0042;GEN;Generator;2;Stück;;",
    )
    delivery = desk.only("delivery")
    assert report.created == {"delivery-item": 2}
    assert [(one.name_de, one.quantity, one.value) for one in delivery.items] == [
        ("Pflegebett", Decimal(1234), Decimal("12345.60")),
        ("Generator", Decimal(2), None),
    ]
    assert (delivery.item_count, delivery.total_value, delivery.version) == (2, Decimal("12345.60"), 2)


def test_that_milestones_find_their_partnership_and_change_its_status(desk: ImportingDesk) -> None:
    desk.take("partnership", HEADER, GREVESMUEHLEN)
    desk.take(
        "milestone",
        "partnership;kind;day;votes_yes",
        "Grevesmühlen – Itschnja;Ratsbeschluss;12.4.2023;38",
        "grevesmuhlen itschnja;Beendigung;2025;",
    )
    partnership = desk.only("partnership")
    assert [(one.kind, one.day) for one in partnership.milestones] == [
        ("signing", PartialDate(2023, 5)),
        ("council_resolution", PartialDate(2023, 4, 12)),
        ("termination", PartialDate(2025)),
    ]
    assert partnership.status == "ended"


def test_that_roles_find_their_person_place_and_function(desk: ImportingDesk) -> None:
    desk.take("person", "family_name;given_name", "Weiß;Jürgen")
    desk.take("role", "person;function;territory;since;main", "Jürgen Weiss;Bürgermeisterin/Bürgermeister;Kiel;2019;x")
    (role,) = desk.only("person").roles
    assert (role.function, role.since, role.main) == ("mayor", PartialDate(2019), True)
    assert desk.titles("territory", [role.territory]) == ["Kiel"]


def test_that_rows_of_one_table_find_each_other(desk: ImportingDesk) -> None:
    desk.take("organisation", "name_de;kind;parent", "Station 3;Krankenhaus, Klinik;Klinikum", "Klinikum;hospital;")
    found = {item.name_de: item for item in desk.all("organisation")}
    assert found["Station 3"].parent == found["Klinikum"].id


def test_that_a_circle_of_rows_is_refused(desk: ImportingDesk) -> None:
    errors = desk.refused("organisation", "name_de;kind;parent", "A;hospital;B", "B;hospital;A")
    assert [error.row for error in errors] == [2, 3]
    assert desk.counts()["organisation"] == 0


def test_that_all_errors_of_all_rows_are_listed_and_nothing_is_written(desk: ImportingDesk) -> None:
    before = desk.counts()
    errors = desk.refused(
        "territory",
        "name_de;country;level;code;code_system;population;parent;member",
        "Kiel;DE;municipal;01002000;AGS;247.548;;ja",
        "Lübeck;DE;municipal;9900300;AGS;viele;;ja",
        "Bremen;Absurdistan;municipal;;;;Nirgendwo;vielleicht",
        ";DE;municipal;;;;;",
    )
    assert [(error.row, error.column, error.value) for error in errors] == [
        (3, "population", "viele"),
        (4, "country", "Absurdistan"),
        (4, "member", "vielleicht"),
        (4, "parent", "Nirgendwo"),
        (5, "name_de", ""),
    ]
    assert all(error.file == "table.csv" and error.message for error in errors)
    assert desk.counts() == before


def test_that_a_record_that_is_wrong_as_a_whole_is_placed_at_its_cell(desk: ImportingDesk) -> None:
    (error,) = desk.refused("territory", "name_de;country;level;code;code_system", "Lübeck;DE;municipal;99003000;AGS")
    assert (error.row, error.column, error.value) == (2, "code", "99003000")
    assert "99" in error.message


def test_that_a_number_longer_than_a_register_holds_is_refused(desk: ImportingDesk) -> None:
    long = "123456789" * 4
    for cell in (long, f"{long},25", f"{long},2512345678"):
        (error,) = desk.refused("territory", "name_de;country;level;latitude", f"Kiel;DE;municipal;{cell}")
        assert (error.row, error.column) == (2, "latitude")
        (error,) = desk.refused("delivery", "number;subject;volume", f"2026-0042;Betten;{cell}")
        assert (error.row, error.column) == (2, "volume")
    (error,) = desk.refused("territory", "name_de;country;level;population", f"Kiel;DE;municipal;{long}")
    assert (error.row, error.column) == (2, "population")


@pytest.mark.parametrize(("code", "quoted"), [("de", "„Hagen“"), ("uk", "«Hagen»"), ("en", "“Hagen”")])
def test_that_values_and_columns_are_quoted_as_the_language_does(code: str, quoted: str) -> None:
    set_language(code)
    problem = ImportProblem("list.csv", 2, "place", "Hagen", "!")
    assert problem.text().endswith(f": {quoted} !")
    assert quoted in ImportReport("list.csv", 1, kept_in_remarks=("Hagen",)).summary()


def test_that_a_number_is_given_only_once(desk: ImportingDesk) -> None:
    lines = ("number;subject;donor_names;recipient_text", "2026-0042;Betten;Kiel;Cherson")
    desk.take("delivery", *lines)
    (error,) = desk.refused("delivery", *lines)
    assert (error.row, error.column, error.value) == (2, "number", "2026-0042")
    (error,) = desk.refused("delivery", lines[0], "2026-0043;A;Kiel;Cherson", "2026-0043;B;Kiel;Cherson")
    assert error.row == 3


def test_that_a_missing_column_is_named_once(desk: ImportingDesk) -> None:
    errors = desk.refused("delivery-item", "name_de;quantity", "Bett;1", "Bett;2")
    assert [error.row for error in errors] == [0, 0]
    assert translate("Belongs to") in errors[0].message
    assert translate("Category") in errors[1].message


def test_that_a_table_of_unknown_columns_is_refused(desk: ImportingDesk) -> None:
    (error,) = desk.refused("task", "Farbe;Form", "rot;rund")
    assert error.row == 0


def test_that_an_unknown_owner_is_an_error(desk: ImportingDesk) -> None:
    (error,) = desk.refused("delivery-item", "owner_id;category;name_de", "2026-0042;MED;Bett")
    assert (error.row, error.column, error.value) == (2, "owner_id", "2026-0042")


def test_that_a_dry_run_changes_no_record(desk: ImportingDesk) -> None:
    desk.take("task", "subject", "erste")
    before, bytes_before = desk.counts(), desk.path.read_bytes()
    with desk.register.reading() as reader:
        history = reader.change_count()
    report = desk.take("partnership", HEADER, GREVESMUEHLEN, dry_run=True)
    assert report.created == {"territory": 2, "partnership": 1}
    assert desk.counts() == before
    with desk.register.reading() as reader:
        assert reader.change_count() == history
        assert [*reader.file_faults(), *reader.link_faults()] == []
    assert desk.path.read_bytes() == bytes_before
    assert desk.take("partnership", HEADER, GREVESMUEHLEN).created == {"territory": 2, "partnership": 1}


def test_that_a_dry_run_lists_the_same_errors(desk: ImportingDesk) -> None:
    with pytest.raises(ImportFailed) as caught:
        desk.take("task", "subject;due", "A;31.2.2026", dry_run=True)
    assert [(error.row, error.column) for error in caught.value.report.errors] == [(2, "due")]


def test_that_the_failure_tells_all_errors_in_lines(desk: ImportingDesk) -> None:
    with pytest.raises(ImportFailed) as caught:
        desk.take("task", "subject;due", "A;31.2.2026", "B;morgen")
    lines = caught.value.message().split("\n")
    assert len(lines) == 3
    assert "31.2.2026" in lines[1]
    assert "morgen" in lines[2]
    assert "31.2.2026" not in str(caught.value)


def test_that_empty_rows_do_not_count(desk: ImportingDesk) -> None:
    report = desk.take("task", "subject;due", "A;2026", ";", "", "B;2027")
    assert (report.rows_read, report.created) == (2, {"task": 2})
    (error,) = desk.refused("task", "subject;due", "A;2026", ";", "B;falsch")
    assert error.row == 4


def test_that_one_import_is_one_operation_in_the_history(desk: ImportingDesk) -> None:
    desk.take("partnership", HEADER, GREVESMUEHLEN)
    with desk.register.reading() as reader:
        (latest,) = reader.operations(1)
    assert (latest["origin"], latest["verb"], latest["records"]) == ("import", "import", 1)
    assert (latest["record_type"], latest["record_id"]) == ("partnership", None)
    assert latest["title"].endswith(".csv")


def test_that_progress_is_told(desk: ImportingDesk) -> None:
    told: list[tuple[int, int]] = []
    desk.take(
        "task", "subject", *(f"Aufgabe {number}" for number in range(450)), progress=lambda *step: told.append(step)
    )
    assert told[0] == (0, 450)
    assert told[-1] == (450, 450)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


# -- profiles --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["partnership-list", "Partnership list", "PARTNERSHIP LIST"])
def test_that_a_shipped_profile_can_be_named(desk: ImportingDesk, name: str) -> None:
    report = desk.take("partnership", HEADER, GREVESMUEHLEN, profile=name)
    assert report.created["partnership"] == 1


def test_that_profiles_have_names_in_every_language() -> None:
    for code in ("de", "uk", "en"):
        set_language(code)
        for record in ("partnership", "delivery"):
            ((key, label),) = Importer.profiles(record)
            assert key
            assert label


@pytest.mark.parametrize(
    ("record", "profile"), [("partnership", "nothing"), ("partnership", "delivery-list"), ("task", "partnership-list")]
)
def test_that_a_profile_that_does_not_fit_is_refused(desk: ImportingDesk, record: str, profile: str) -> None:
    with pytest.raises(UserError):
        desk.take(record, HEADER, GREVESMUEHLEN, profile=profile)
    assert desk.counts()["partnership"] == 0


def test_that_a_saved_profile_assigns_columns_constants_and_words(desk: ImportingDesk, tmp_path: Path) -> None:
    saved = tmp_path / "sender.json"
    content = {
        "format": 1, "name": "Sender", "record": "delivery-item", "splits": {},
        "columns": {"Lieferschein": "owner_id", "Was": "name_de", "Wieviel": "quantity", "Art": "category"},
        "constants": {"condition": "neu"}, "value_maps": {"category": {"Strom": "GEN"}},
    }  # fmt: skip
    saved.write_text(json.dumps(content), encoding="utf-8")
    desk.take("delivery", "number;subject;donor_names;recipient_text", "2026-0042;Betten;Kiel;Cherson")
    desk.take("delivery-item", "Lieferschein;Was;Wieviel;Art", "2026-0042;Aggregat;3;Strom", profile=str(saved))
    (item,) = desk.only("delivery").items
    assert (item.name_de, item.quantity, item.category, item.condition) == ("Aggregat", Decimal(3), "GEN", "new")
