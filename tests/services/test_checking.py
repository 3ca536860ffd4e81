"""Each kind of fault is found and named with its cure, cured where that can be, and the cure taken back."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop_app.base.i18n import LANGUAGES, set_language
from desktop_app.domain.attachment import Attachment
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.findings import Fault, Finding, Severity
from desktop_app.domain.partial_date import PartialDate
from desktop_app.domain.partnership import Milestone
from desktop_app.domain.record import changed, child_fields
from desktop_app.services.attachments import Attachments
from desktop_app.services.checking import Report, accept, check, repair, salvage
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.example import fill_example
from desktop_app.services.fault_words import FaultWords
from desktop_app.services.history import History
from desktop_app.storage.engine import connect
from desktop_app.storage.file_store import FolderStore, put
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.register import Register
from desktop_app.storage.rows import Damaged, codec
from desktop_app.storage.tables import TABLES, table_name
from tests import builders
from tests.pages import LEAF, page_size, table_pages


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a register in which some records were changed once, so that the history knows values."""
    opened = create_register(tmp_path_factory.mktemp("made") / "register.bruecke", who="Anna")
    stock = builders.stock(opened)
    signed = Milestone(kind="signing", day=PartialDate(2020), remarks="Im Rathaus")
    with opened.changing(origin="form", verb="save") as unit:
        task = unit.add(builders.task())
        unit.add(builders.delivery(stock))
        bond = unit.add(builders.partnership(stock, milestones=(signed,)))
        unit.add(builders.person())
    with opened.changing(origin="form", verb="save") as unit:
        unit.save(changed(bond, remarks="Im Aufbau", milestones=(changed(bond.milestones[0], remarks="Im Saal"),)))
        unit.save(changed(task, partnership=bond.id, subject="Anrufen"))
    opened.close()
    return file_of(opened)


@pytest.fixture
def register(made: Path, tmp_path: Path) -> Iterator[Register]:
    opened = open_register(Path(shutil.copy(made, tmp_path)), who="Anna")
    yield opened
    opened.close()


def file_of(register: Register) -> Path:
    return Path(register.home.address)


def tamper(register: Register, *statements: str) -> None:
    """Change the file past the program."""
    connection = connect(file_of(register), foreign_keys=False)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def sign(register: Register, *names: str) -> None:
    """Give the rows of some types the checksums of what they hold now, as a program does that writes past ours."""
    connection = connect(file_of(register), foreign_keys=False)
    for name in names:
        coder = codec(TYPES[name])
        columns = ", ".join(f'"{column}"' for column in coder.record_columns)
        tables = [table_name(field.target) for field in child_fields(TYPES[name])]
        for values in connection.execute(f"SELECT {columns} FROM {TABLES[name].name}").fetchall():
            owned = [
                [row[0] for row in connection.execute(f"SELECT id FROM {table} WHERE owner_id = ?", (values[0],))]
                for table in tables
            ]
            connection.execute(
                f"UPDATE {TABLES[name].name} SET checksum = ? WHERE id = ?", (coder.checksum(values, owned), values[0])
            )
    connection.close()


def ids_in(path: Path, table: str) -> set[int]:
    connection = connect(path)
    ids = {row[0] for row in connection.execute(f"SELECT id FROM {table}")}
    connection.close()
    return ids


def faults(report: Report) -> list[Fault]:
    return sorted({finding.fault for finding in report.findings}, key=list(Fault).index)


def stored(register: Register) -> dict[tuple[str, int], tuple[Any, ...]]:
    """Return all rows with their typed and derived values, without who changed them when."""
    connection = connect(file_of(register), foreign_keys=False)
    connection.text_factory = lambda text: text.decode(errors="replace")
    found = {}
    for name, record_type in TYPES.items():
        kept = [
            column
            for column in codec(record_type).record_columns
            if column not in {"version", "changed_at", "changed_by"}
        ]
        columns = ", ".join(f'"{column}"' for column in kept)
        for row in connection.execute(f"SELECT {columns} FROM {TABLES[name].name}"):
            found[name, row[0]] = row
    connection.close()
    return found


def undo(register: Register) -> None:
    outcome = History(register, CodeLists(register)).undo()
    assert outcome is not None
    assert outcome.left == ()


def test_that_a_sound_register_has_no_faults(register: Register) -> None:
    report = check(register)
    assert report.findings == ()
    assert report.looked.whole
    assert report.looked.records > 400
    assert report.looked.operations > 2
    assert check(register, quick=True).findings == ()


HELPERS: dict[Fault, tuple[str, ...]] = {
    Fault.SEARCH: ("UPDATE partnership_search SET words = 'nichts'",),
    Fault.SORTING: ("UPDATE task SET title_key = 'zzz'",),
    Fault.NUMBER: ("UPDATE counter SET last = 0",),
    Fault.SEQUENCE: ("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'partnership'",),
    Fault.CHECKSUM: ("UPDATE partnership SET checksum = (~(checksum & 1024)) & (checksum | 1024)",),
}
"""Faults of what the program works out itself, and how they are made: the records stay as they are."""


@pytest.mark.parametrize("fault", HELPERS)
def test_that_what_is_worked_out_is_worked_out_anew(register: Register, fault: Fault) -> None:
    before = stored(register)
    tamper(register, *HELPERS[fault])
    report = check(register)
    assert faults(report) == [fault]
    assert fault.severity is Severity.FAULT
    assert repair(register, report.findings).left == ()
    assert check(register).findings == ()
    assert stored(register) == before


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM task_search",
        "UPDATE delivery_item_search SET trashed_at = '2026-01-01T00:00:00Z'",
        "INSERT INTO person_search (id, words) VALUES (4711, 'niemand')",
    ],
)
def test_that_search_words_are_found_missing_marked_and_superfluous(register: Register, statement: str) -> None:
    tamper(register, statement)
    report = check(register)
    assert faults(report) == [Fault.SEARCH]
    assert repair(register, report.findings).left == ()
    assert check(register).findings == ()


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("partnership", "UPDATE partnership SET german_side = 'Anderswo'"),
        ("party", "UPDATE party SET title = 'Anderswo'"),
        ("delivery", "UPDATE delivery SET item_count = 7"),
        ("party", "UPDATE party SET position = 5"),
    ],
)
def test_that_derived_fields_are_worked_out_anew(register: Register, name: str, statement: str) -> None:
    before = stored(register)
    tamper(register, statement)
    sign(register, name)
    report = check(register)
    assert Fault.DERIVED in faults(report)
    assert set(faults(report)) <= {Fault.DERIVED, Fault.SEARCH, Fault.SORTING}
    assert repair(register, report.findings).left == ()
    assert check(register).findings == ()
    assert stored(register) == before


PROVABLE = [
    "UPDATE partnership SET remarks = 'Im Aufbcu'",
    "UPDATE partnership SET remarks = 'Ganz anders'",
    "UPDATE partnership SET title = 'Anderswo'",
    "UPDATE milestone SET remarks = 'Im Garten'",
    "UPDATE milestone SET trashed_at = '2026-01-01T00:00:00Z'",
    "UPDATE milestone SET day = '2021'",
    "UPDATE party SET owner_id = 3 WHERE side = 'DE'",
    "UPDATE person SET family_name = cast(x'cd757374657266726175' AS text)",
    "UPDATE task SET partnership = NULL",
    "UPDATE task SET partnership = 4711, subject = 'Nichts tun'",
]
"""Damage that a flipped bit, the history or the other fields explain."""


@pytest.mark.parametrize("statement", PROVABLE)
def test_that_damage_is_put_back_where_the_checksum_proves_what_was_saved(register: Register, statement: str) -> None:
    before = stored(register)
    tamper(register, statement)
    damaged = stored(register)
    report = check(register)
    assert Fault.DAMAGED in faults(report)
    assert set(faults(report)) <= {Fault.DAMAGED, Fault.LINK}
    assert all(finding.differences for finding in report.findings if finding.fault is Fault.DAMAGED)
    repair(register, report.findings)
    assert stored(register) == before
    assert check(register).findings == ()
    if "remarks" in statement:
        undo(register)
        assert stored(register) == damaged
        assert check(register).findings == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE person SET family_name = 'Ganzanders'",
        "UPDATE person SET created_at = 'irgendwann'",
        "DELETE FROM milestone",
        "UPDATE milestone SET owner_id = 4711",
    ],
)
def test_that_other_damage_is_left_to_a_person(register: Register, statement: str) -> None:
    tamper(register, statement)
    report = check(register)
    assert faults(report)[0] is Fault.DAMAGED
    assert [finding.curable for finding in report.findings if finding.fault is Fault.DAMAGED] == [False]
    finding = report.findings[0]
    damaged = stored(register)
    repair(register, report.findings)
    assert stored(register) == damaged
    with pytest.raises(Damaged), register.changing(origin="form", verb="save") as unit:
        unit.trash(finding.record, [finding.record_id])
    accept(register, report.acceptable)
    report = check(register)
    repair(register, report.findings)
    assert check(register).findings == ()


def test_that_saving_what_others_show_leaves_a_damaged_record_to_be_found(register: Register) -> None:
    tamper(register, "UPDATE partnership SET remarks = 'Ganz anders'")
    with register.reading() as reader:
        place = reader.record("territory", 1)
    with register.changing(origin="form", verb="save") as unit:
        unit.save(changed(place, name_de="Neustadt"))
    report = check(register)
    assert [(finding.fault, finding.record) for finding in report.findings] == [(Fault.DAMAGED, "partnership")]
    repair(register, report.findings)
    assert check(register).findings == ()
    with register.reading() as reader:
        assert "Neustadt" in reader.record("partnership", 1).title


def test_that_a_link_that_leads_nowhere_is_emptied(register: Register) -> None:
    set_language("en")
    tamper(register, "UPDATE organisation SET territory = 4711")
    sign(register, "organisation")
    report = check(register)
    assert Fault.LINK in faults(report)
    assert repair(register, report.findings).left == ()
    assert check(register).findings == ()
    with register.reading() as reader:
        assert reader.record("organisation", 1).territory is None
    words = History(register, CodeLists(register)).of_record("organisation", 1)[0]
    assert words.whence == "check"
    outcome = History(register, CodeLists(register)).undo()
    assert outcome is not None
    assert [left.record for left in outcome.left] == ["organisation"]
    assert check(register).findings == ()


def test_that_a_change_past_the_history_is_noted_there_and_can_be_taken_back(register: Register) -> None:
    before = stored(register)
    tamper(register, "UPDATE partnership SET remarks = 'Anders'", "UPDATE milestone SET remarks = 'Am See'")
    sign(register, "partnership", "milestone")
    tampered = stored(register)
    report = check(register)
    assert Fault.HISTORY in faults(report)
    (finding,) = [finding for finding in report.findings if finding.fault is Fault.HISTORY]
    assert {(each.field, each.found, each.known) for each in finding.differences} == {
        ("remarks", "Anders", "Im Aufbau"),
        ("remarks", "Am See", "Im Saal"),
    }
    assert repair(register, report.findings).left == ()
    assert check(register).findings == ()
    assert stored(register) == tampered
    undo(register)
    assert stored(register) == before
    assert check(register).findings == ()


@pytest.mark.parametrize(
    "statements",
    [
        ("UPDATE partnership SET version = 1",),
        (
            "UPDATE task SET trashed_at = '2026-01-01T00:00:00Z'",
            "UPDATE task_search SET trashed_at = '2026-01-01T00:00:00Z'",
        ),
    ],
)
def test_that_an_older_state_of_a_record_is_noticed(register: Register, statements: tuple[str, ...]) -> None:
    tamper(register, *statements)
    sign(register, "partnership", "task")
    report = check(register)
    assert faults(report) == [Fault.HISTORY]
    assert repair(register, report.findings).left == ()
    assert check(register).findings == ()


def test_that_a_lost_record_is_noticed_and_the_loss_can_be_accepted(register: Register) -> None:
    tamper(register, "DELETE FROM task_search", "DELETE FROM task")
    report = check(register)
    assert faults(report) == [Fault.LOST]
    assert repair(register, report.findings).left == report.findings
    assert accept(register, report.acceptable).left == ()
    assert check(register).findings == ()


@pytest.mark.parametrize(
    "statement", ["UPDATE change SET new = 'x' WHERE field = 'remarks'", "DELETE FROM change WHERE field = 'remarks'"]
)
def test_that_a_changed_history_accuses_no_record(register: Register, statement: str) -> None:
    tamper(register, statement)
    report = check(register)
    assert faults(report) == [Fault.SEAL]
    assert repair(register, report.findings).left == report.findings
    accept(register, report.acceptable)
    assert Fault.SEAL not in faults(check(register))


def test_that_a_row_of_no_record_is_taken_away(register: Register) -> None:
    tamper(register, "UPDATE milestone SET owner_id = 4711")
    sign(register, "milestone", "partnership")
    report = check(register)
    assert Fault.ORPHAN in faults(report)
    repair(register, report.findings)
    report = check(register)
    repair(register, report.findings)
    assert check(register).findings == ()


def test_that_a_code_of_no_list_is_left_to_a_person(register: Register) -> None:
    tamper(register, "UPDATE organisation SET kind = 'nix'")
    sign(register, "organisation")
    report = check(register)
    assert Fault.CODE in faults(report)
    assert {finding.fault for finding in repair(register, report.findings).left} == {Fault.CODE}
    report = check(register)
    assert faults(report) == [Fault.CODE]
    assert report.findings[0].said == "nix"


def test_that_a_link_into_the_trash_is_only_worth_knowing(register: Register) -> None:
    with register.changing(origin="form", verb="trash") as unit:
        unit.trash("partnership", [1])
    report = check(register)
    assert faults(report) == [Fault.TRASHED_LINK]
    assert report.faults == ()


def test_that_a_damaged_file_is_not_written_into(register: Register, tmp_path: Path) -> None:
    register.close()
    data = bytearray(file_of(register).read_bytes())
    page = table_pages(file_of(register), {"task_search"})[0]
    data[page * page_size(file_of(register))] = 0x77  # no kind of page
    file_of(register).write_bytes(data)
    before = file_of(register).read_bytes()
    damaged = open_register(file_of(register), who="Anna")
    report = check(damaged)
    assert faults(report)[0] is Fault.FILE
    assert report.curable == ()
    assert repair(damaged, report.findings).cured == ()
    damaged.close()
    assert file_of(register).read_bytes() == before


def test_that_a_record_is_not_called_damaged_for_a_page_of_its_rows_that_cannot_be_read(register: Register) -> None:
    register.close()
    size = page_size(file_of(register))
    data = bytearray(file_of(register).read_bytes())
    connection = connect(file_of(register))
    roots = "SELECT rootpage - 1 FROM sqlite_master WHERE name IN ('party', 'ix_party_owner')"
    for (page,) in connection.execute(roots).fetchall():
        data[page * size : (page + 1) * size] = b"\xa5" * size
    connection.close()
    file_of(register).write_bytes(data)
    opened = open_register(file_of(register), who="Anna")
    assert set(faults(check(opened))) & {Fault.FILE, Fault.DAMAGED} == {Fault.FILE}
    opened.close()


def test_that_an_index_that_does_not_fit_is_built_anew(register: Register) -> None:
    register.close()
    place = table_pages(file_of(register), {"task"})[-1] * page_size(file_of(register))
    data = bytearray(file_of(register).read_bytes())
    place = data.index(b"anrufen", place)
    data[place : place + 7] = b"anrutsc"
    file_of(register).write_bytes(data)
    opened = open_register(file_of(register), who="Anna")
    report = check(opened)
    assert Fault.INDEX in faults(report)
    assert repair(opened, report.findings).left == ()
    assert check(opened).findings == ()
    opened.close()


@pytest.mark.parametrize(
    "harm",
    [
        "INSERT INTO task_search_letters (task_search_letters, rowid, words) VALUES ('delete', 1, 'anrufen')",
        "DELETE FROM task_search_letters_data WHERE id > 1000",
        "UPDATE task_search SET words = words || ' mehr'",
    ],
    ids=["a word lacks", "a page lacks", "words were changed past it"],
)
def test_that_letters_that_are_not_those_of_the_words_are_indexed_anew(register: Register, harm: str) -> None:
    changed_past = "DROP TRIGGER task_search_letters_changed" if harm.startswith("UPDATE") else "SELECT 1"
    made = "SELECT sql FROM sqlite_master WHERE name = 'task_search_letters_changed'"
    connection = connect(file_of(register))
    (trigger,) = connection.execute(made).fetchone()
    connection.execute(changed_past)
    connection.execute(harm)
    if connection.execute(made).fetchone() is None:
        connection.execute(trigger)
    connection.close()
    report = check(register)
    assert Fault.INDEX in faults(report)
    assert Fault.FILE not in faults(report)
    assert repair(register, report.findings).left == ()
    assert check(register).findings == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_every_fault_is_told_in_words(register: Register, language: str) -> None:
    set_language(language)
    tamper(
        register,
        "UPDATE person SET family_name = 'Ganzanders'",
        "UPDATE partnership SET remarks = 'Ganz anders'",
        "UPDATE party SET trashed_at = '2026-01-01T00:00:00Z' WHERE side = 'DE'",
        "UPDATE change SET new = 'x' WHERE field = 'subject'",
        "UPDATE counter SET last = 0",
        "DELETE FROM task_search",
    )
    report = check(register)
    words = FaultWords(register, CodeLists(register))
    for group in words.groups(report.findings):
        assert group.heading
        assert group.cure
    text = "\n".join(words.lines(report))
    assert "Ganz anders" in text
    assert "Im Aufbau" in text
    assert "{" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", Fault)
def test_that_each_kind_of_fault_is_named_with_what_is_to_be_done(
    register: Register, fault: Fault, language: str
) -> None:
    words = FaultWords(register, CodeLists(register))
    found = [Finding(fault, "task", 1, "Anrufen", curable=curable) for curable in (False, True)]
    set_language("en")
    english = words.groups(found)
    set_language(language)
    assert any(group.cure for group in words.groups(found))
    for group, original in zip(words.groups(found), english, strict=True):
        assert group.heading
        assert (group.heading == original.heading) is (language == "en")
        assert (group.cure == original.cure) is (language == "en" or not original.cure)
        assert any("Anrufen" in line for line in group.lines(10))


def test_that_a_code_that_is_no_text_any_more_is_put_right_and_keeps_nobody_from_saving(register: Register) -> None:
    with register.reading() as reader:
        code = reader.record("code-value", 1)
    damaged = code.label_de.encode()
    damaged = bytes([damaged[0] ^ 0x80, *damaged[1:]])
    tamper(register, f"UPDATE code_value SET label_de = CAST(x'{damaged.hex()}' AS TEXT) WHERE id = 1")
    with register.changing(origin="form", verb="save") as unit:
        unit.add(builders.task(subject="Trotzdem"))
    report = check(register)
    assert [finding.record_id for finding in report.findings if finding.record == "code-value"] == [1]
    repair(register, report.findings)
    assert check(register).findings == ()
    with register.reading() as reader:
        assert reader.record("code-value", 1).label_de == code.label_de


def test_that_a_repair_that_is_called_off_changes_nothing(register: Register) -> None:
    tamper(register, "DELETE FROM task_search", "UPDATE partnership SET remarks = 'Ganz anders'")
    before, report = stored(register), check(register)

    def call_off(done: int, _total: int) -> None:
        if done == len(report.curable):
            raise InterruptedError

    with pytest.raises(InterruptedError):
        repair(register, report.findings, call_off)
    assert stored(register) == before
    assert check(register).findings == report.findings


def content_path(register: Register, content: str) -> Path:
    store = register.files
    assert isinstance(store, FolderStore)
    return store.path(content)


def with_file(register: Register, tmp_path: Path) -> Attachment:
    source = tmp_path / "Vertrag.txt"
    source.write_text("Vertrag")
    (added,) = Attachments(register, 1_000_000).add(("partnership", 1), [source]).files
    return added


@pytest.mark.parametrize("fault", [Fault.FILE_MISSING, Fault.FILE_CHANGED])
def test_that_a_content_missing_or_changed_is_named(register: Register, tmp_path: Path, fault: Fault) -> None:
    file = with_file(register, tmp_path)
    assert check(register).findings == ()
    path = content_path(register, file.content)
    path.chmod(0o644)
    if fault is Fault.FILE_MISSING:
        path.unlink()
    else:
        path.write_text("Vertrug")
    report = check(register)
    assert [(each.fault, each.record, each.record_id) for each in report.findings] == [(fault, "attachment", file.id)]
    assert repair(register, report.findings).left == report.findings


def test_that_a_content_of_no_file_is_removed_unless_its_file_may_be_lost(register: Register, tmp_path: Path) -> None:
    content = put(register.files, io.BytesIO(b"Entwurf")).hash
    tamper(register, "UPDATE person SET family_name = 'Ganzanders'")
    report = check(register)
    assert faults(report) == [Fault.DAMAGED, Fault.FILE_ORPHANED]
    assert report.curable == ()
    repair(register, report.findings)
    assert content_path(register, content).exists()
    accept(register, report.acceptable)
    report = check(register)
    assert faults(report) == [Fault.FILE_ORPHANED]
    assert repair(register, report.findings).left == ()
    assert not content_path(register, content).exists()
    assert check(register).findings == ()


def test_that_what_can_be_read_of_a_damaged_file_is_salvaged(register: Register, tmp_path: Path) -> None:
    file = with_file(register, tmp_path)
    register.close()
    data = bytearray(file_of(register).read_bytes())
    pages = table_pages(file_of(register), {"code_value", "task_search"})
    for page in (pages[1], pages[-1]):
        data[page * page_size(file_of(register))] = 0x77  # no kind of page
    file_of(register).write_bytes(data)
    damaged = open_register(file_of(register), who="Anna")
    assert check(damaged).is_file_damaged
    report = salvage(damaged, tmp_path / "salvaged.bruecke")
    assert not report.is_file_damaged
    assert report.curable == ()
    assert {finding.record for finding in report.findings if finding.fault is Fault.LOST} == {"code-value"}
    damaged.close()
    salvaged = open_register(tmp_path / "salvaged.bruecke", who="Anna")
    with salvaged.reading() as reader:
        assert reader.record("partnership", 1).remarks == "Im Aufbau"
        assert reader.record("task", 1).subject == "Anrufen"
    assert content_path(salvaged, file.content).read_text() == "Vertrag"
    salvaged.close()


@pytest.mark.parametrize("table", ["territory", "code_value", "change"])
def test_that_a_torn_page_costs_only_what_lies_in_it(tmp_path: Path, table: str) -> None:
    register = create_register(tmp_path / "example.bruecke", who="Anna")
    fill_example(register)
    register.close()
    size, data = page_size(file_of(register)), bytearray(file_of(register).read_bytes())
    leaves = [page * size for page in table_pages(file_of(register), {table}) if data[page * size] == LEAF]
    place = leaves[len(leaves) // 2]
    lost = int.from_bytes(data[place + 3 : place + 5], "big")
    before = ids_in(file_of(register), table)
    data[place : place + size] = Random(7).randbytes(size)
    file_of(register).write_bytes(data)
    damaged = open_register(file_of(register), who="Anna")
    assert check(damaged).is_file_damaged
    report = salvage(damaged, tmp_path / "salvaged.bruecke")
    damaged.close()
    assert not report.is_file_damaged
    assert report.curable == ()
    assert file_of(register).read_bytes() == data
    left = ids_in(tmp_path / "salvaged.bruecke", table)
    assert lost <= len(before) // 2
    assert len(before - left) == lost


def test_that_nothing_is_left_of_a_salvage_that_is_called_off(register: Register, tmp_path: Path) -> None:
    with_file(register, tmp_path)
    before = set(tmp_path.rglob("*"))
    target = tmp_path / "salvaged.bruecke"

    def call_off_once_it_is_there(_done: int, _total: int) -> None:
        if target.exists():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        salvage(register, target, call_off_once_it_is_there)
    assert set(tmp_path.rglob("*")) == before
