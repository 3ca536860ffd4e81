"""Files on records: kept once, named safely, taken back and done again, copied out whole; nothing is written over."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest

from desktop_app.base.i18n import set_language
from desktop_app.domain.attachment import OWNERS, Attachment
from desktop_app.domain.catalogue import RECORDS, TYPES
from desktop_app.domain.errors import Conflict, Invalid, NotFound, UserError
from desktop_app.domain.query import Query
from desktop_app.domain.record import changed, field_map
from desktop_app.services import attachments as module
from desktop_app.services.attachments import Attachments, ContentDamaged, ContentGone
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.contents import ContentFault, clear, faults, unused
from desktop_app.services.history import History
from desktop_app.services.records import Records
from desktop_app.services.trash import Trash
from desktop_app.storage.file_store import Condition, FileStore, FolderStore, Stored, Told
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.register import Register
from desktop_app.storage.server import find_server
from tests import builders
from tests.postgres import Postgres

MOST = 1_000


@pytest.fixture(autouse=True)
def in_english() -> None:
    set_language("en")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = create_register(tmp_path / "register.bruecke", who="Anna")
    yield opened
    opened.close()


@pytest.fixture
def files(register: Register) -> Attachments:
    return Attachments(register, MOST)


@pytest.fixture
def history(register: Register) -> History:
    return History(register, CodeLists(register))


@pytest.fixture
def owner(register: Register) -> tuple[str, int]:
    place = builders.stock(register)
    with register.changing(origin="test", verb="save") as unit:
        saved = unit.add(builders.partnership(place, milestones=(builders.CHILDREN["milestone"](place),)))
    assert saved.id is not None
    return "partnership", saved.id


@pytest.fixture
def desktop(tmp_path: Path) -> Path:
    folder = tmp_path / "desktop"
    folder.mkdir()
    return folder


def written(path: Path, data: bytes = b"Vertrag") -> Path:
    path.write_bytes(data)
    return path


def added(files: Attachments, owner: tuple[str, int], *paths: Path) -> tuple[Attachment, ...]:
    outcome = files.add(owner, paths)
    assert outcome.refused == ()
    return outcome.files


def refusal(files: Attachments, owner: tuple[str, int], path: Path) -> str:
    outcome = files.add(owner, [path])
    assert outcome.files == ()
    return outcome.refused[0].message()


def pieces(register: Register) -> list[Path]:
    store = register.files
    assert isinstance(store, FolderStore)
    return [path for path in store.folder.rglob("*") if path.is_file()]


def path_of(register: Register, file: Attachment) -> Path:
    store = register.files
    assert isinstance(store, FolderStore)
    return store.path(file.content)


# -- what has files ----------------------------------------------------------------------------------------------------


def test_that_every_record_type_has_files_but_for_files_and_words_of_lists() -> None:
    own = {"attachment", "code-value", "saved-view", "record-template", "kept-apart"}
    assert {record_type.NAME for record_type in RECORDS} - set(OWNERS) == own
    fields = field_map(Attachment)
    assert all(fields[name].target == name for name in OWNERS)


@pytest.mark.parametrize("name", OWNERS)
def test_that_a_file_is_added_to_any_record(register: Register, files: Attachments, desktop: Path, name: str) -> None:
    place = builders.stock(register)
    with register.changing(origin="test", verb="save") as unit:
        record = unit.add(builders.RECORDS[name](place))
    assert record.id is not None
    (file,) = added(files, (name, record.id), written(desktop / "Vertrag.pdf"))
    assert files.of(name, record.id) == (file,)
    assert files.owner_of(file.id or 0) == file.owner == (name, record.id)
    assert (file.name, file.size, file.media_type) == ("Vertrag.pdf", 7, "application/pdf")
    assert (file.belongs_to, file.title) == (record.title, f"Vertrag.pdf ({record.title})")
    assert (file.created_by, file.version) == ("Anna", 1)
    assert files.of(name, record.id + 1) == ()


def test_that_the_search_finds_a_file_by_its_name_and_by_its_record(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path
) -> None:
    (file,) = added(files, owner, written(desktop / "Städtevertrag.pdf"))
    with register.reading() as reader:
        for words in ("städtevertrag", "helsa"):
            assert [row.id for row in reader.every(Query("attachment", search=words))] == [file.id], words


def test_that_a_file_follows_the_name_of_its_record(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path
) -> None:
    (file,) = added(files, owner, written(desktop / "Vertrag.pdf"))
    records = Records(register)
    place = records.load("territory", 1)
    records.save(changed(place, name_de="Kaufungen"), place)
    assert "Kaufungen" in files.of(*owner)[0].belongs_to
    assert files.of(*owner)[0].version == file.version


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"territory": None}, ""),
        ({"person": 1}, ""),
        ({"milestone": 1}, "milestone"),
        ({"name": "a/b.pdf"}, "name"),
        ({"name": ""}, "name"),
        ({"name": "a" * 151}, "name"),
        ({"content": "abc"}, "content"),
        ({"content": ""}, "content"),
        ({"size": -1}, "size"),
    ],
)
def test_that_a_wrong_row_is_refused(register: Register, values: dict[str, object], where: str) -> None:
    place = builders.stock(register)
    wrong = builders.RECORDS["attachment"](place, **values)
    with pytest.raises(Invalid) as error, register.changing(origin="test", verb="save") as unit:
        unit.add(wrong)
    assert {problem.field for problem in error.value.problems} == {where}


# -- adding ------------------------------------------------------------------------------------------------------------


def test_that_the_same_content_is_kept_once(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path
) -> None:
    first, second = added(files, owner, written(desktop / "Vertrag.pdf"), written(desktop / "Kopie.pdf"))
    assert first.content == second.content
    assert pieces(register) == [path_of(register, first)]


def test_that_a_file_of_the_same_name_and_other_content_gets_a_number(
    files: Attachments, owner: tuple[str, int], desktop: Path
) -> None:
    added(files, owner, written(desktop / "Vertrag.pdf", b"1"))
    added(files, owner, written(desktop / "VERTRAG.pdf", b"2"))
    added(files, owner, written(desktop / "Vertrag.pdf", b"3"))
    assert [file.name for file in files.of(*owner)] == ["Vertrag.pdf", "VERTRAG (2).pdf", "Vertrag (3).pdf"]


def test_that_the_same_file_is_not_added_twice(files: Attachments, owner: tuple[str, int], desktop: Path) -> None:
    path = written(desktop / "Vertrag.pdf")
    added(files, owner, path)
    assert "is here already" in refusal(files, owner, path)
    assert len(files.of(*owner)) == 1


STRANGE = {
    "con.pdf": "_con.pdf",
    "a" * 251 + ".pdf": "a" * 146 + ".pdf",
    "photo\u202egpj.exe": "photogpj.exe",
    "trailing. . ": "trailing",
    "tab\there.txt": "tab here.txt",
    "И\u0306осиф.txt": "Йосиф.txt",
    "a:b?.txt": "a_b_.txt",
    "line\nbreak.txt": "line break.txt",
}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know no such names")
@pytest.mark.parametrize(("given_name", "kept"), STRANGE.items(), ids=range(len(STRANGE)))
def test_that_strange_names_are_made_safe(
    files: Attachments, owner: tuple[str, int], desktop: Path, given_name: str, kept: str
) -> None:
    (file,) = added(files, owner, written(desktop / given_name))
    assert file.name == kept


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know no such names")
def test_that_a_name_that_is_no_text_is_made_one(files: Attachments, owner: tuple[str, int], desktop: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(desktop) + b"/Gr\xfc\xdfe.txt"))
    (file,) = added(files, owner, written(path))
    assert file.name == "Gr__e.txt"


def test_that_an_empty_file_is_a_file(files: Attachments, owner: tuple[str, int], desktop: Path) -> None:
    (file,) = added(files, owner, written(desktop / "leer.txt", b""))
    assert (file.size, files.condition(file)) == (0, Condition.WHOLE)


def test_that_what_cannot_be_added_is_told_and_the_rest_is_added(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path
) -> None:
    outcome = files.add(
        owner,
        [
            desktop,
            desktop / "weg.pdf",
            written(desktop / "groß.pdf", b"x" * (MOST + 1)),
            written(desktop / "Vertrag.pdf"),
            Path(register.home.address),
        ],
    )
    assert [file.name for file in outcome.files] == ["Vertrag.pdf"]
    told = [error.message() for error in outcome.refused]
    for words, sentence in zip(("is a folder", "not there", "1 kB", "the open register"), told, strict=True):
        assert words in sentence
    assert len(pieces(register)) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_that_a_pipe_is_no_file(files: Attachments, owner: tuple[str, int], desktop: Path) -> None:
    os.mkfifo(desktop / "pipe")
    assert "no file" in refusal(files, owner, desktop / "pipe")


@pytest.mark.parametrize("tail", ["", "-wal"])
def test_that_the_open_register_is_not_even_opened_by_another_name(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path, tail: str
) -> None:
    # To open and close it ourselves would drop the locks of the engine.
    link = desktop / "Vertrag.pdf"
    link.symlink_to(Path(register.home.address).with_name(Path(register.home.address).name + tail))
    assert "the open register" in refusal(files, owner, link)
    (file,) = added(files, owner, written(desktop / "anderes.pdf"))
    with pytest.raises(UserError, match="not written over"):
        files.copy(file, link)


def test_that_a_file_for_a_record_that_is_gone_is_not_added(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path
) -> None:
    Records(register).trash(owner[0], [owner[1]])
    assert "not in the register any more" in refusal(files, owner, written(desktop / "Vertrag.pdf"))
    assert pieces(register) == []


def written_while_read(monkeypatch: pytest.MonkeyPatch, path: Path, times: int) -> list[int]:
    """Let another program write to a file each time that it is read, so often; return what counts the times."""
    plain, reads = module.put, [0]

    def put(store: FileStore, source: IO[bytes], told: Told) -> Stored:
        reads[0] += 1
        if reads[0] <= times:
            written(path, b"number %d" % reads[0])
            os.utime(path, ns=(reads[0], reads[0]))
        return plain(store, source, told)

    monkeypatch.setattr(module, "put", put)
    monkeypatch.setattr(module, "_PAUSE", 0.01)
    return reads


def test_that_a_register_that_can_only_be_read_keeps_no_content(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path
) -> None:
    (file,) = added(files, owner, written(desktop / "Vertrag.pdf"))
    register.read_only = True
    with pytest.raises(UserError, match="only be read"):
        files.add(owner, [written(desktop / "anderes.pdf", b"2")])
    assert pieces(register) == [path_of(register, file)]


def test_that_a_file_that_is_being_written_is_waited_for(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(desktop / "Liste.xlsx", b"begun")
    reads = written_while_read(monkeypatch, path, 2)
    (file,) = added(files, owner, path)
    assert (reads, path_of(register, file).read_bytes()) == ([3], b"number 2")


def test_that_a_file_that_never_rests_is_told(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(desktop / "log.txt")
    reads = written_while_read(monkeypatch, path, 1_000)
    assert "is being written" in refusal(files, owner, path)
    assert (reads, files.of(*owner), pieces(register)) == ([3], (), [])


@pytest.mark.parametrize("mark", ["~$Liste.xlsx", ".~lock.Liste.xlsx#"])
def test_that_a_file_that_is_open_elsewhere_is_added_as_it_was_saved_and_told(
    files: Attachments, owner: tuple[str, int], desktop: Path, mark: str
) -> None:
    written(desktop / mark)
    outcome = files.add(owner, [written(desktop / "Liste.xlsx"), written(desktop / "anderes.xlsx", b"2")])
    assert [file.name for file in outcome.files] == ["Liste.xlsx", "anderes.xlsx"]
    assert outcome.unsaved == ("Liste.xlsx",)


def test_that_the_progress_goes_from_nothing_to_all(files: Attachments, owner: tuple[str, int], desktop: Path) -> None:
    told: list[tuple[int, int, str]] = []
    paths = [written(desktop / "a.txt", b"a" * 500), written(desktop / "b.txt", b"b" * 500)]
    files.add(owner, paths, lambda *how: told.append(how))
    assert told == [
        (0, 100, "a.txt"), (25, 100, "a.txt"), (50, 100, "a.txt"),
        (50, 100, "b.txt"), (75, 100, "b.txt"), (100, 100, "b.txt"),
    ]  # fmt: skip


def test_that_adding_that_is_called_off_leaves_what_was_added_and_nothing_by_half(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path
) -> None:
    class CalledOff(Exception):
        pass

    def tell(done: int, _total: int, name: str) -> None:
        if name == "b.txt" and done > 75:
            raise CalledOff

    paths = [written(desktop / "a.txt", b"a" * 500), written(desktop / "b.txt", b"b" * 500)]
    with pytest.raises(CalledOff):
        files.add(owner, paths, tell)
    (file,) = files.of(*owner)
    assert (file.name, pieces(register)) == ("a.txt", [path_of(register, file)])


# -- taking back -------------------------------------------------------------------------------------------------------


def test_that_adding_is_taken_back_and_done_again_in_words(
    register: Register, files: Attachments, history: History, owner: tuple[str, int], desktop: Path
) -> None:
    (file,) = added(files, owner, written(desktop / "Vertrag.pdf"))
    step = history.next_undo()
    assert step is not None
    assert step.words == f"File Vertrag.pdf ({file.belongs_to}) was added"
    history.undo()
    assert files.of(*owner) == ()
    assert unused(register) == frozenset()
    assert clear(register) == 0
    history.redo()
    (again,) = files.of(*owner)
    assert (again.id, again.name, again.content, again.size) == (file.id, file.name, file.content, file.size)
    assert files.condition(again) is Condition.WHOLE
    assert faults(register) == ()


def test_that_removing_is_taken_back_and_done_again(
    register: Register, files: Attachments, history: History, owner: tuple[str, int], desktop: Path
) -> None:
    (file,) = added(files, owner, written(desktop / "Vertrag.pdf"))
    files.trash([file.id or 0])
    assert files.of(*owner) == ()
    assert (unused(register), faults(register)) == (frozenset(), ())
    history.undo()
    assert [each.name for each in files.of(*owner)] == ["Vertrag.pdf"]
    history.redo()
    assert files.of(*owner) == ()


def test_that_renaming_keeps_the_content_and_is_taken_back(
    files: Attachments, history: History, owner: tuple[str, int], desktop: Path
) -> None:
    (file,) = added(files, owner, written(desktop / "Vertrag.pdf"))
    later = files.save(changed(file, name="Städtevertrag.pdf", remark="Seite 2"), file)
    assert (later.content, later.title) == (file.content, f"Städtevertrag.pdf ({file.belongs_to})")
    with pytest.raises(Conflict):
        files.save(changed(file, name="Anders.pdf"), file)
    history.undo()
    assert [each.name for each in files.of(*owner)] == ["Vertrag.pdf"]


def test_that_a_record_in_the_trash_returns_with_its_files(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path
) -> None:
    (file,) = added(files, owner, written(desktop / "Vertrag.pdf"))
    records = Records(register)
    records.trash(owner[0], [owner[1]])
    assert (unused(register), faults(register)) == (frozenset(), ())
    records.restore(owner[0], [owner[1]])
    assert files.of(*owner) == (file,)


def test_that_a_record_with_files_does_not_go_for_good_before_they_do(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path
) -> None:
    (file,) = added(files, owner, written(desktop / "Vertrag.pdf"))
    record = Records(register).load(*owner)
    with register.changing(origin="test", verb="delete") as unit:
        assert not unit.remove(record)
        assert unit.remove(file)
        assert unit.remove(record)
    with register.reading() as reader:
        assert reader.link_faults() == []
    assert unused(register) == frozenset()  # undo may ask for it again
    assert faults(register) == ()


def test_that_what_is_deleted_for_good_takes_its_files_along_and_undo_brings_all_back(
    register: Register, files: Attachments, history: History, owner: tuple[str, int], desktop: Path
) -> None:
    first, second = added(files, owner, written(desktop / "a.pdf", b"1"), written(desktop / "b.pdf", b"2"))
    files.trash([second.id or 0])
    Records(register).trash(owner[0], [owner[1]])
    trash = Trash(register)
    deleted = trash.delete([owner])
    assert (deleted.count, deleted.refused) == (1, ())
    with register.reading() as reader:
        assert reader.records("attachment", [first.id or 0, second.id or 0]) == {}
        assert reader.link_faults() == []
    assert unused(register) == frozenset()
    history.undo()
    Records(register).restore(owner[0], [owner[1]])
    assert [each.name for each in files.of(*owner)] == ["a.pdf"]
    assert trash.count("attachment") == 1
    assert faults(register) == ()


def test_that_what_others_link_to_keeps_its_files_when_the_trash_is_emptied(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path
) -> None:
    (file,) = added(files, owner, written(desktop / "Vertrag.pdf"))
    records = Records(register)
    records.save(builders.task(partnership=owner[1]))
    records.trash(owner[0], [owner[1]])
    assert Trash(register).empty().count == 0
    records.restore(owner[0], [owner[1]])
    assert files.of(*owner) == (file,)


def test_that_the_trash_that_empties_itself_takes_files_along(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path
) -> None:
    added(files, owner, written(desktop / "Vertrag.pdf"))
    with register.changing(origin="form", verb="trash") as unit:
        unit._now = datetime(2020, 1, 1, tzinfo=UTC)
        unit.trash(owner[0], [owner[1]])
    assert Trash(register).empty_by_rule(30).count == 1
    assert files.of(*owner) == ()


def test_that_the_history_of_a_record_tells_of_its_files(
    files: Attachments, history: History, owner: tuple[str, int], desktop: Path
) -> None:
    (file,) = added(files, owner, written(desktop / "Vertrag.pdf"))
    later = files.save(changed(file, name="Städtevertrag.pdf"), file)
    files.trash([file.id or 0])
    whose = f"({file.belongs_to})"
    told = [
        f"File {later.name} {whose} was moved to the trash",
        f"File {later.name} {whose}: File name → Städtevertrag.pdf",
        f"File Vertrag.pdf {whose} was added",
    ]
    assert [each.words for each in history.of_record(*owner)][:3] == told
    assert history.of_record(*owner)[-1].words == "Added"
    for _ in range(3):
        history.undo()
    words = [each.words for each in history.of_record(*owner)]
    assert words[-4:-1] == told  # also when the file is gone
    assert all("File" in each for each in words[:3])


def test_that_a_milestone_that_goes_lets_its_file_stay(
    register: Register, files: Attachments, history: History, owner: tuple[str, int], desktop: Path
) -> None:
    (file,) = added(files, owner, written(desktop / "Vertrag.pdf"))
    records = Records(register)
    partnership = records.load(*owner)
    signing = partnership.milestones[0].id
    files.save(changed(file, milestone=signing), file)
    records.save(changed(partnership, remarks="neu", milestones=()), partnership)
    assert [each.milestone for each in files.of(*owner)] == [None]
    step = history.next_undo()
    assert step is not None
    assert step.words.startswith("Partnership ")
    history.undo()
    assert [each.milestone for each in files.of(*owner)] == [signing]
    assert [each.id for each in records.load(*owner).milestones] == [signing]
    history.redo()
    assert [each.milestone for each in files.of(*owner)] == [None]
    with register.reading() as reader:
        assert reader.link_faults() == []


# -- giving out --------------------------------------------------------------------------------------------------------


def test_that_a_copy_is_what_was_added(files: Attachments, owner: tuple[str, int], desktop: Path) -> None:
    (file,) = added(files, owner, written(desktop / "Vertrag.pdf"))
    files.copy(file, desktop / "Kopie.pdf")
    assert (desktop / "Kopie.pdf").read_bytes() == b"Vertrag"
    assert (desktop / "Kopie.pdf").stat().st_mode & stat.S_IWUSR


def test_that_a_missing_content_is_told(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path
) -> None:
    (file,) = added(files, owner, written(desktop / "Vertrag.pdf"))
    path_of(register, file).unlink()
    assert files.conditions([file]) == {file.id: Condition.MISSING}
    assert files.condition(file) is Condition.MISSING
    with pytest.raises(ContentGone) as error:
        files.copy(file, desktop / "Kopie.pdf")
    assert "Vertrag.pdf" in error.value.message()
    assert not (desktop / "Kopie.pdf").exists()
    (found,) = faults(register)
    assert (found.fault, found.content, found.files) == (
        ContentFault.MISSING,
        file.content,
        ((file.id, file.title),),
    )


@pytest.mark.parametrize("data", [b"Vertrog", b"Vertrag und mehr"], ids=["same size", "longer"])
def test_that_a_changed_content_is_told(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path, data: bytes
) -> None:
    first, second = added(files, owner, written(desktop / "Vertrag.pdf"), written(desktop / "Zweitname.pdf"))
    path = path_of(register, first)
    path.chmod(0o644)
    path.write_bytes(data)
    seen = Condition.WHOLE if len(data) == first.size else Condition.CHANGED
    assert files.conditions([first]) == {first.id: seen}
    assert files.condition(first) is Condition.CHANGED
    with pytest.raises(ContentDamaged):
        files.copy(first, desktop / "Kopie.pdf")
    assert not (desktop / "Kopie.pdf").exists()
    files.copy(first, desktop / "Kopie.pdf", damaged=True)
    assert (desktop / "Kopie.pdf").read_bytes() == data
    (found,) = faults(register)
    assert found.fault is ContentFault.CHANGED
    assert [number for number, _ in found.files] == [first.id, second.id]
    added(files, owner, written(desktop / "Original.pdf"))  # to add it again is the cure
    assert faults(register) == ()


def test_that_a_content_that_nobody_needs_is_found_and_cleared(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path
) -> None:
    (file,) = added(files, owner, written(desktop / "Vertrag.pdf"))
    stray = register.files
    stray.write(builders.EMPTY_CONTENT, [])
    (found,) = faults(register)
    assert (found.fault, found.content, found.files) == (ContentFault.ORPHANED, builders.EMPTY_CONTENT, ())
    assert unused(register) == {builders.EMPTY_CONTENT}
    assert clear(register, keep={builders.EMPTY_CONTENT}) == 0
    assert clear(register, {file.content}) == 0
    assert clear(register) == 1
    assert faults(register) == ()
    assert pieces(register) == [path_of(register, file)]


def test_that_a_register_without_files_has_no_faults(register: Register) -> None:
    assert (faults(register), unused(register), clear(register)) == ((), frozenset(), 0)
    assert not Path(register.home.address).with_name(f"{Path(register.home.address).name}.files").exists()


@pytest.mark.parametrize(
    ("name", "data", "asked"),
    [
        ("Vertrag.pdf", b"%PDF-1.7", False),
        ("Liste.xlsx", b"PK\3\4", False),
        ("Liste.xlsm", b"PK\3\4", True),
        ("setup.exe", b"", True),
        ("Start.lnk", b"", True),
        ("x.DESKTOP", b"", True),
        ("Rechnung.pdf.js", b"", True),
        ("Rechnung.pdf", b"MZ\x90", True),
        ("ohne", b"#!/bin/sh", True),
        ("ohne", b"Text", False),
    ],
)
def test_that_what_may_run_is_known_by_name_and_by_beginning(
    files: Attachments, owner: tuple[str, int], desktop: Path, name: str, data: bytes, asked: bool
) -> None:
    (file,) = added(files, owner, written(desktop / name, data))
    assert files.may_run(file) is asked


def test_that_a_file_that_is_gone_has_no_record(files: Attachments) -> None:
    with pytest.raises(NotFound):
        files.owner_of(77)


def test_that_files_are_there_when_the_register_is_opened_again(
    register: Register, files: Attachments, owner: tuple[str, int], desktop: Path
) -> None:
    added(files, owner, written(desktop / "Vertrag.pdf"))
    register.close()
    again = open_register(Path(register.home.address), who="Bernd")
    (file,) = Attachments(again, MOST).of(*owner)
    assert Attachments(again, MOST).condition(file) is Condition.WHOLE
    again.close()


def test_that_files_live_on_a_server_too(postgres: Postgres, desktop: Path) -> None:
    address = postgres.fresh()
    register = find_server(address).open("Anna")
    place = builders.stock(register)
    files, history = Attachments(register, 10_000_000), History(register, CodeLists(register))
    owner = ("territory", place.german)
    path = written(desktop / "Scan.pdf", os.urandom(2_500_000))
    (file,) = added(files, owner, path)
    assert refusal(files, owner, path).startswith("“Scan.pdf” is here already")
    files.copy(file, desktop / "Kopie.pdf")
    assert (desktop / "Kopie.pdf").read_bytes() == path.read_bytes()
    assert (files.condition(file), files.conditions([file])) == (Condition.WHOLE, {file.id: Condition.WHOLE})
    history.undo()
    assert (files.of(*owner), unused(register)) == ((), frozenset())
    history.redo()
    assert [each.name for each in files.of(*owner)] == ["Scan.pdf"]
    register.files.write(builders.EMPTY_CONTENT, [])
    assert [each.fault for each in faults(register)] == [ContentFault.ORPHANED]
    assert (clear(register), faults(register)) == (1, ())
    register.close()
    postgres.drop(address)


def test_that_a_file_is_a_record_type_of_its_own() -> None:
    assert TYPES["attachment"] is Attachment
