"""Backups are whole or not there; they are found again, copied, thinned out, and none that is damaged counts."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from desktop_app.domain.task import Task
from desktop_app.services.records import Records
from desktop_app.storage import backups, folder_lock
from desktop_app.storage.backup_contents import contents_in, take
from desktop_app.storage.backup_failures import BackupFailed
from desktop_app.storage.backup_notes import Backup, Reason, note_of, notes_in, read_note, write_note
from desktop_app.storage.backups import (
    FileSource,
    copy_backup,
    has_contents,
    is_whole,
    make_backup,
    thin,
)
from desktop_app.storage.engine import connect
from desktop_app.storage.failures import StorageError
from desktop_app.storage.file_store import FolderStore, folder_of, put
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.register import Register
from desktop_app.storage.restoring import restore
from desktop_app.storage.thinning import thinned
from tests import builders
from tests.storage.dumps import dump

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)

BACK_UP = """
import sys
from pathlib import Path
from desktop_app.storage.backups import FileSource, Reason, make_backup
source = FileSource(Path(sys.argv[1]))
while True:
    print(make_backup(source, source.folder, Reason.CHANGE).path.name, flush=True)
"""


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = create_register(tmp_path / "Städte.bruecke", who="test")
    stock = builders.stock(made)
    with made.changing(origin="test", verb="save") as unit:
        unit.add(builders.partnership(stock))
        unit.add(builders.delivery(stock))
    yield made
    made.close()


def path_of(register: Register) -> Path:
    found = register.home.found_at
    assert isinstance(found, Path)
    return found


def identity(register: Register) -> str:
    with register.reading() as reader:
        return reader.identity()


def backed_up(register: Register, reason: Reason = Reason.START) -> Backup:
    source = FileSource(path_of(register))
    return make_backup(source, source.folder, reason)


def restored_equal(backup: Backup, tmp_path: Path) -> None:
    """Restore a backup and compare it, row by row, with the backup itself."""
    target = tmp_path / f"restored {backup.path.name}"
    restore(backup.path, target)
    assert dump(target) == dump(backup.path)
    opened = open_register(target, who="test")
    assert identity(opened) == backup.register
    opened.close()
    target.unlink()


def files_in(folder: Path) -> list[Path]:
    """Return what a folder of backups has but for its lock."""
    return [file for file in folder.iterdir() if file.name != ".lock"]


def flip(path: Path, chance: random.Random) -> None:
    """Change one byte of a file."""
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def test_that_a_backup_has_all_that_the_register_has_what_is_only_in_the_log_too(register: Register, tmp_path: Path):
    backup = backed_up(register)
    assert dump(backup.path) == dump(path_of(register))
    assert backup.sound
    assert (backup.register, backup.reason) == (identity(register), "start")
    assert is_whole(backup)
    assert [backup] == notes_in(FileSource(path_of(register)).folder, identity(register))
    restored_equal(backup, tmp_path)


def test_that_the_name_tells_when_and_why_and_is_valid_everywhere(register: Register):
    backup = backed_up(register, Reason.MASS_CHANGE)
    assert backup.path.parent == path_of(register).with_name("Städte.bruecke.backups")
    moment = backup.made.astimezone().strftime("%Y-%m-%d %H-%M-%S")
    assert backup.path.name == f"Städte {moment} mass-change.bruecke"
    assert not set(backup.path.name) & set('<>:"/\\|?*')


def test_that_two_backups_of_one_second_are_both_kept(register: Register):
    names = {backed_up(register).path for _ in range(4)}
    assert len(names) == 4
    assert all(path.exists() for path in names)


def test_that_a_long_name_is_cut(tmp_path: Path):
    made = create_register(tmp_path / f"{'ї' * 110}.bruecke", who="test")
    assert backed_up(made).in_place
    made.close()


def test_that_a_backup_beside_a_writer_is_of_one_moment(register: Register, tmp_path: Path):
    ended = threading.Event()
    faults: list[StorageError] = []

    def write() -> None:
        records = Records(register)
        try:
            while not ended.is_set():
                records.save(Task(subject="beside"))
        except StorageError as fault:
            faults.append(fault)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backed_up(register) for _ in range(5)]
    finally:
        ended.set()
        writer.join()
    assert faults == []
    assert sorted(backup.operation for backup in made) == [backup.operation for backup in made]
    for backup in made:
        tasks = dump(backup.path)["task"]
        assert len(tasks) == len([row for row in dump(backup.path)["operation"] if row[5] == "task"])
        restored_equal(backup, tmp_path)


def test_that_a_register_with_broken_links_is_backed_up_but_the_backup_is_not_called_sound(register: Register):
    connection = connect(path_of(register), foreign_keys=False)
    connection.execute("DELETE FROM territory WHERE id = 1")
    connection.close()
    assert not backed_up(register).sound


def test_that_a_damaged_register_is_told_and_earlier_backups_stay(register: Register):
    first = backed_up(register)
    path = path_of(register)
    register.close()
    with path.open("r+b") as file:
        for page in range(3, path.stat().st_size // 4096, 2):
            file.seek(page * 4096)
            file.write(os.urandom(4096))
    with pytest.raises(StorageError, match="damaged"):
        backed_up(register)
    assert is_whole(first)
    assert [file for file in files_in(first.path.parent) if file not in (first.path, note_of(first.path))] == []


def test_that_a_flipped_bit_is_noticed(register: Register, tmp_path: Path):
    first, chance = backed_up(register), random.Random(3)
    for number in range(20):
        backup = replace(first, path=tmp_path / f"{number}.bruecke")
        shutil.copy(first.path, backup.path)
        write_note(backup)
        flip(backup.path, chance)
        assert not is_whole(backup)
        with pytest.raises(StorageError, match="damaged"):
            restore(backup.path, tmp_path / "new.bruecke")
        with pytest.raises(StorageError, match="damaged"):
            copy_backup(backup, tmp_path / "usb", "Städte")
        assert not (tmp_path / "new.bruecke").exists()
        assert files_in(tmp_path / "usb") == []


def test_that_a_cut_file_is_noticed(register: Register, tmp_path: Path):
    backup = backed_up(register)
    backup.path.chmod(0o644)
    os.truncate(backup.path, backup.size // 2)
    assert not backup.in_place
    with pytest.raises(StorageError, match="damaged"):
        restore(backup.path, tmp_path / "new.bruecke")


def test_that_a_note_that_cannot_be_understood_is_no_backup(register: Register):
    backup = backed_up(register)
    note = note_of(backup.path)
    for text in (
        "",
        "[]",
        "{}",
        "nonsense",
        '{"made": 3}',
        note.read_text().replace('"size": ', '"size": -'),
        "[" * 90_000,
    ):
        note.write_text(text)
        assert read_note(note) is None
    assert notes_in(note.parent, backup.register) == []


def test_that_a_backup_is_copied_to_a_second_place(register: Register, tmp_path: Path):
    backup = backed_up(register)
    copy = copy_backup(backup, tmp_path / "usb", "Städte")
    assert copy == replace(backup, path=tmp_path / "usb" / backup.path.name)
    assert is_whole(copy)
    restored_equal(copy, tmp_path)


def test_that_a_renamed_backup_can_be_restored_and_a_foreign_file_cannot(register: Register, tmp_path: Path):
    backup = backed_up(register)
    renamed = backup.path.rename(tmp_path / "alt.bruecke")
    restore(renamed, tmp_path / "new.bruecke")
    assert dump(tmp_path / "new.bruecke") == dump(renamed)
    foreign = tmp_path / "foreign.bruecke"
    foreign.write_bytes(b"no register " * 1000)
    with pytest.raises(StorageError, match="not a register"):
        restore(foreign, tmp_path / "other.bruecke")
    with pytest.raises(StorageError, match="not there"):
        restore(tmp_path / "missing.bruecke", tmp_path / "other.bruecke")


def test_that_a_backup_that_is_opened_like_a_register_stays_as_it_is(register: Register):
    backup = backed_up(register)
    opened = open_register(backup.path, who="test")
    assert opened.read_only
    assert identity(opened) == backup.register
    opened.close()
    assert is_whole(backup)
    assert {file.name for file in files_in(backup.path.parent)} == {backup.path.name, note_of(backup.path).name}


def test_that_restoring_overwrites_nothing(register: Register, tmp_path: Path):
    backup = backed_up(register)
    before = dump(path_of(register))
    with pytest.raises(StorageError, match="exists already"):
        restore(backup.path, path_of(register))
    with pytest.raises(StorageError, match="does not exist"):
        restore(backup.path, tmp_path / "nowhere" / "new.bruecke")
    assert dump(path_of(register)) == before


def test_that_what_a_killed_program_left_goes_with_the_next_backup(register: Register):
    folder = FileSource(path_of(register)).folder
    folder.mkdir()
    for name in (".0123456789abcdef.part", ".0123456789abcdef.part-journal", "Städte 2026 start.bruecke.json"):
        (folder / name).write_text("half")
    (folder / "Brief.json").write_text("mine")
    (folder / "Kopie.bruecke").write_text("mine")
    backup = backed_up(register)
    assert {file.name for file in files_in(folder)} == {
        backup.path.name,
        note_of(backup.path).name,
        "Brief.json",
        "Kopie.bruecke",
    }


def test_that_two_programs_in_one_folder_wait_for_each_other(register: Register):
    folder = FileSource(path_of(register)).folder
    command = [sys.executable, "-c", BACK_UP, str(path_of(register))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        child.stdout.readline()
        for _ in range(10):
            backed_up(register)
            thin(folder, identity(register), NOW)
        child.kill()
        theirs = {line.strip() for line in child.stdout.readlines() if line.endswith("\n")}
    listed = [backup for backup in notes_in(folder, identity(register)) if backup.in_place]
    assert theirs <= {backup.path.name for backup in listed}
    assert all(map(is_whole, listed))
    assert len(listed) >= len(theirs) + 10


def test_that_a_folder_without_locks_is_swept_of_old_parts_only(register: Register, monkeypatch: pytest.MonkeyPatch):
    def unknown(_: int) -> bool:
        raise OSError(errno.ENOLCK, "no locks here")

    monkeypatch.setattr(folder_lock, "take", unknown)
    folder = FileSource(path_of(register)).folder
    folder.mkdir()
    for name in (".new.part", ".old.part"):
        (folder / name).write_text("half")
    os.utime(folder / ".old.part", (0, 0))
    backed_up(register)
    assert (folder / ".new.part").exists()
    assert not (folder / ".old.part").exists()


def test_that_work_called_off_leaves_nothing(register: Register):
    class CalledOff(Exception):
        pass

    calls: list[int] = []

    def heard() -> None:
        calls.append(len(calls))
        if len(calls) == most:
            raise CalledOff

    source, most = FileSource(path_of(register)), -1
    make_backup(source, source.folder, Reason.START, heard=heard)
    assert len(calls) > 1
    for last in range(1, len(calls)):
        calls, most = [], last
        with pytest.raises(CalledOff):
            make_backup(source, source.folder, Reason.START, heard=heard)
        assert len(files_in(source.folder)) == 2


# -- thinning ----------------------------------------------------------------------------------------------------------


def history(register: Register, count: int, step: timedelta) -> list[Backup]:
    """Make backups that look as if they had been made one `step` after the other up to NOW; oldest first."""
    first = backed_up(register)
    folder, made = first.path.parent, []
    for number in range(count):
        backup = replace(first, path=folder / f"{number:03}.bruecke", made=NOW - step * (count - 1 - number))
        shutil.copy(first.path, backup.path)
        write_note(backup)
        made.append(backup)
    backups.remove_backup(first)
    return made


def test_that_old_backups_are_thinned_out(register: Register):
    made = history(register, 100, timedelta(hours=12))
    removed = thin(made[0].path.parent, identity(register), NOW)
    stays = notes_in(made[0].path.parent, identity(register))
    assert stays + removed
    assert {one.path for one in stays} | {one.path for one in removed} == {one.path for one in made}
    assert all(is_whole(one) for one in stays)
    assert len([one for one in stays if one.made > NOW - timedelta(days=2)]) == 4
    assert len(stays) <= 4 + 14 + 8
    assert not any(note_of(one.path).exists() or one.path.exists() for one in removed)
    assert thin(made[0].path.parent, identity(register), NOW) == []


def test_that_a_damaged_one_stands_for_no_other(register: Register):
    made = history(register, 60, timedelta(hours=6))
    folder = made[0].path.parent
    stays = {one.path for one in made} - set(thinned({one.path: one.made for one in made}, (), NOW))
    keeper = next(one for one in reversed(made) if one.path in stays and one.made < NOW - timedelta(days=3))
    flip(keeper.path, random.Random(1))
    thin(folder, identity(register), NOW)
    that_day = [
        one
        for one in notes_in(folder, identity(register))
        if one.made.astimezone().date() == keeper.made.astimezone().date() and one.path != keeper.path
    ]
    assert [is_whole(one) for one in that_day] == [True]


def test_that_the_last_good_one_is_kept_where_all_newer_ones_are_damaged(register: Register):
    made = history(register, 40, timedelta(days=5))
    chance = random.Random(2)
    for backup in made[3:]:
        flip(backup.path, chance)
    thin(made[0].path.parent, identity(register), NOW)
    assert is_whole(made[2])
    for backup in made[:3]:
        if backup.path.exists():
            flip(backup.path, chance)
    before = {file.name for file in made[0].path.parent.iterdir()}
    assert thin(made[0].path.parent, identity(register), NOW) == []
    assert {file.name for file in made[0].path.parent.iterdir()} == before


def test_that_backups_of_another_register_and_files_without_a_note_are_left_alone(register: Register):
    made = history(register, 60, timedelta(days=3))
    folder = made[0].path.parent
    for backup in made[::2]:
        write_note(replace(backup, register="f" * 32))
    note_of(made[1].path).unlink()
    thin(folder, identity(register), NOW)
    assert all(backup.in_place for backup in made[::2])
    assert made[1].in_place
    assert thin(folder, "0" * 32, NOW) == []


# -- what can go wrong with the place ----------------------------------------------------------------------------------


def test_that_a_folder_that_is_gone_or_cannot_be_written_is_told(register: Register, tmp_path: Path):
    source = FileSource(path_of(register))
    with pytest.raises(BackupFailed, match="not there"):
        make_backup(source, tmp_path / "stick" / "backups", Reason.START)
    (tmp_path / "file").write_text("")
    with pytest.raises(BackupFailed, match="cannot be written"):
        make_backup(source, tmp_path / "file", Reason.START)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    mount, disk = shutil.which("mount"), tmp_path / "disk"
    disk.mkdir()
    if os.name == "nt" or os.geteuid() != 0 or mount is None:
        pytest.skip("only root can make a small disk")
    command = [mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be made here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_that_a_full_disk_is_told_wherever_it_is_met_and_nothing_is_left(
    register: Register, tmp_path: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
):
    backup = backed_up(register)
    before = dump(path_of(register))
    folder, ballast = small_disk / "backups", small_disk / "ballast"
    folder.mkdir()
    source, failed, met = FileSource(path_of(register)), 0, 0
    with pytest.raises(BackupFailed, match="is full"):
        make_backup(source, folder, Reason.START)
    monkeypatch.setattr(backups, "_SPARE", -1_000_000_000)
    free = shutil.disk_usage(small_disk).free
    for room in range(0, backup.size + 40_960, backup.size // 12):
        ballast.write_bytes(b"\0" * (free - room))
        for work in (
            lambda: make_backup(source, folder, Reason.START),
            lambda: copy_backup(backup, folder, "Städte"),
            lambda: restore(backup.path, small_disk / "new.bruecke"),
        ):
            try:
                work()
            except StorageError as error:
                met += "is full" in str(error)
                failed += 1
                assert [file.name for file in small_disk.iterdir() if file not in (folder, ballast)] == []
                assert notes_in(folder, identity(register)) == []
                assert files_in(folder) == []
            else:
                for made in notes_in(folder, identity(register)):
                    assert is_whole(made)
                    backups.remove_backup(made)
                (small_disk / "new.bruecke").unlink(missing_ok=True)
    assert met == failed >= 24
    assert dump(path_of(register)) == before


def test_that_a_disk_that_can_only_be_read_is_told(
    register: Register, small_disk: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(backups, "_SPARE", 0)
    folder = small_disk / "backups"
    folder.mkdir()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(BackupFailed, match="cannot be written"):
        make_backup(FileSource(path_of(register)), folder, Reason.START)


# -- what files on records hold ----------------------------------------------------------------------------------------


def content(register: Register, data: bytes) -> str:
    """Add a file to a record and return the hash of its content."""
    stored = put(register.files, BytesIO(data))
    file = builders.attachment(territory=1, name=f"{stored.hash[:8]}.pdf", content=stored.hash, size=stored.size)
    with register.changing(origin="test", verb="save") as unit:
        unit.add(file)
    return stored.hash


def files_of(path: Path) -> FolderStore:
    return FolderStore(folder_of(path))


def overwrite(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def read_all(store: FolderStore) -> dict[str, bytes]:
    return {each: b"".join(store.read(each)) for each in store.hashes()}


def test_that_contents_go_along_once_and_come_back(register: Register, tmp_path: Path):
    pictures = {content(register, data): data for data in (b"", b"scan" * 700_000, "Угода".encode())}
    first = backed_up(register)
    kept = contents_in(first.path.parent)
    assert read_all(kept) == pictures
    times = {each: kept.path(each).stat().st_mtime_ns for each in pictures}
    added = content(register, b"new")
    second = backed_up(register)
    assert set(second.contents) == {*pictures, added}
    assert all(kept.path(each).stat().st_mtime_ns == moment for each, moment in times.items())
    copy = copy_backup(first, tmp_path / "usb", "Städte")
    assert read_all(contents_in(copy.path.parent)) == pictures
    assert has_contents(copy, reading=True)
    assert restore(copy.path, tmp_path / "new.bruecke") == 0
    assert read_all(files_of(tmp_path / "new.bruecke")) == pictures
    assert restore(second.path, tmp_path / "newer.bruecke") == 0
    assert set(read_all(files_of(tmp_path / "newer.bruecke"))) == {*pictures, added}


def test_that_a_changed_content_is_left_out_and_told(register: Register, tmp_path: Path):
    good, changed = content(register, b"good"), content(register, b"changed later")
    overwrite(files_of(path_of(register)).path(changed), b"CHANGED later")
    backup = backed_up(register)
    assert (backup.contents, backup.sound) == ((good,), False)
    assert restore(backup.path, tmp_path / "new.bruecke") == 1


def test_that_a_content_that_only_the_history_needs_goes_along_where_it_is_there(register: Register, tmp_path: Path):
    gone, lost = content(register, b"gone"), content(register, b"lost")
    with register.changing(origin="test", verb="delete") as unit, register.reading() as reader:
        for item in reader.records("attachment", [1, 2]).values():
            assert unit.remove(item)
    register.files.discard(lost)
    backup = backed_up(register)
    assert (backup.contents, backup.sound) == ((gone,), True)
    assert restore(backup.path, tmp_path / "new.bruecke") == 0
    assert read_all(files_of(tmp_path / "new.bruecke")) == {gone: b"gone"}


def test_that_a_content_damaged_beside_the_backup_is_told_and_the_rest_restored(register: Register, tmp_path: Path):
    good, damaged, missing = (content(register, data) for data in (b"good", b"damaged", b"missing"))
    backup = backed_up(register)
    kept = contents_in(backup.path.parent)
    flip(kept.path(damaged), random.Random(4))
    kept.path(missing).unlink()
    assert is_whole(backup)
    assert not has_contents(backup)
    assert not has_contents(backup, reading=True)
    assert restore(backup.path, tmp_path / "new.bruecke") == 2
    assert read_all(files_of(tmp_path / "new.bruecke")) == {good: b"good"}
    assert set(read_all(contents_in(backed_up(register).path.parent))) == {good, damaged, missing}


def test_that_contents_go_with_the_last_backup_that_needs_them(register: Register):
    gone, stays = content(register, b"gone"), content(register, b"stays")
    made = history(register, 40, timedelta(days=5))
    folder, kept = made[0].path.parent, contents_in(made[0].path.parent)
    for backup in made[20:]:
        write_note(replace(backup, contents=(stays,)))
    new = content(register, b"of a backup that another computer is making")
    take(kept, [new], register.files, lambda: None)
    for each in (gone, stays):
        os.utime(kept.path(each), (0, 0))
    note = note_of(made[-1].path).rename(folder / "hidden")
    assert thin(folder, identity(register), NOW)
    assert set(kept.hashes()) == {gone, stays, new}, "one backup does not say what it needs"
    note.rename(note_of(made[-1].path))
    thin(folder, identity(register), NOW)
    assert set(kept.hashes()) == {stays, new}


def test_that_a_disk_that_fills_up_with_contents_keeps_none(
    register: Register, small_disk: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(backups, "_SPARE", 0)
    for number in range(8):
        content(register, bytes([number]) * 1_000_000)
    with pytest.raises(BackupFailed, match="is full"):
        make_backup(FileSource(path_of(register)), small_disk / "backups", Reason.START)
    assert [file.name for file in (small_disk / "backups").rglob("*") if file.is_file()] == [".lock"]
