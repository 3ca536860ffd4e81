"""An older register is brought up to date on a copy: failing at any moment, it is whole, old or new."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import op

from desktop_app.domain.query import Query
from desktop_app.storage import backups, engine
from desktop_app.storage.backup_notes import notes_in
from desktop_app.storage.backups import FileSource
from desktop_app.storage.engine import connect
from desktop_app.storage.failures import StorageError
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.letter_index import letter_indexes
from desktop_app.storage.tables import METADATA
from desktop_app.storage.upgrade import migrations, upgrade
from tests import builders
from tests.storage.dumps import tables_of

TERRITORIES = 400

HOLD_OPEN = """
import sys
import sqlcipher3.dbapi2 as sqlite
connection = sqlite.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN")
connection.execute("SELECT count(*) FROM task").fetchone()
print("open", flush=True)
sys.stdin.read()
"""


def add_a_column() -> None:
    """A migration as the next one may be: a table is copied over, which deletes child rows where keys are checked."""
    with op.batch_alter_table("territory", recreate="always") as batch:
        batch.add_column(sa.Column("motto", sa.Text(), nullable=False, server_default="Миру мир"))


def fail() -> None:
    op.execute("CREATE TABLE half (id INTEGER)")
    raise RuntimeError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed register with places, their other names, and a partnership."""
    made = tmp_path / "register.bruecke"
    register = create_register(made, who="test")
    stock = builders.stock(register)
    name = builders.CHILDREN["territory-name"]
    with register.changing(origin="test", verb="save") as unit:
        unit.add_all(
            [builders.territory(name_de=f"Ort {number}", other_names=(name(stock),)) for number in range(TERRITORIES)]
        )
        unit.add(builders.partnership(stock))
    register.close()
    return made


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of a register by table, without what the test's migration adds."""
    connection = connect(path, read_only=True)
    rows = {}
    for table in tables_of(connection):
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "motto"]
        names = ", ".join(f'"{column}"' for column in columns)
        rows[table] = connection.execute(f"SELECT {names} FROM {table} ORDER BY 1, 2").fetchall()
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert connection.execute("PRAGMA foreign_key_check").fetchone() is None
    connection.close()
    return rows


def identity(path: Path) -> str:
    connection = connect(path, read_only=True)
    found = str(connection.execute("SELECT value FROM about WHERE name = 'identity'").fetchone()[0])
    connection.close()
    return found


def leftovers(path: Path) -> list[str]:
    """Return what lies beside a register but its empty folder of backups."""
    folder = FileSource(path).folder
    beside = [file.name for file in path.parent.iterdir() if file not in (path, folder)]
    return beside + ([file.name for file in folder.iterdir() if file.name != ".lock"] if folder.exists() else [])


def revision(path: Path) -> int:
    connection = connect(path, read_only=True)
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.close()
    return found


def later() -> tuple[Callable[[], None], ...]:
    return (*migrations(), add_a_column)


def test_that_the_register_is_new_and_the_backup_old_with_all_rows(path: Path) -> None:
    before, old = content(path), revision(path)
    backup = upgrade(path, later())
    assert revision(path) == len(later())
    assert content(path) == before
    assert len(before["territory_name"]) == TERRITORIES
    assert backup.parent == FileSource(path).folder
    assert (revision(backup), content(backup)) == (old, before)
    connection = connect(path)
    assert connection.execute("SELECT DISTINCT motto FROM territory").fetchall() == [("Миру мир",)]
    connection.close()
    assert {file.name for file in path.parent.iterdir()} == {path.name, backup.parent.name}
    assert [one.path for one in notes_in(backup.parent, identity(path))] == [backup]


def test_that_each_upgrade_keeps_its_own_backup(path: Path) -> None:
    first = upgrade(path, later())
    shutil.copy(first, path)
    second = upgrade(path, later())
    assert first != second
    assert content(first) == content(second)


def test_that_what_is_only_in_the_log_goes_along(path: Path) -> None:
    register = open_register(path, who="test")
    with register.changing(origin="test", verb="save") as unit:
        unit.add(builders.task(subject="Zuletzt gespeichert"))
    kept = path.with_name("kept")
    kept.mkdir()
    for file in path.parent.glob("register.bruecke*"):
        shutil.copy(file, kept / file.name)
    register.close()
    assert (kept / "register.bruecke-wal").stat().st_size
    backup = upgrade(kept / path.name, later())
    assert [row[2:] for row in content(kept / path.name)["task"]] == [row[2:] for row in content(backup)["task"]]
    assert "Zuletzt gespeichert" in content(backup)["task"][0]


def test_that_an_upgraded_register_opens(path: Path) -> None:
    connection = connect(path, foreign_keys=False)
    for name in letter_indexes(METADATA):
        connection.execute(f"DROP TABLE {name}")
    for name in tables_of(connection):
        if not name.startswith("sqlite_"):
            connection.execute(f"DROP TABLE {name}")
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    register = open_register(path, who="test")
    with register.reading() as reader:
        assert reader.count(Query("territory")) == 0
    with register.changing(origin="test", verb="save") as unit:
        unit.add(builders.code_value())
    register.close()
    (backup,) = FileSource(path).folder.glob("*.bruecke")
    assert backup.name.endswith(" migration.bruecke")


def test_that_a_failing_migration_leaves_the_register_as_it_was(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(RuntimeError):
        upgrade(path, (*migrations(), fail))
    assert path.read_bytes() == before
    assert leftovers(path) == []


def test_that_a_register_with_broken_links_is_not_upgraded(path: Path) -> None:
    connection = connect(path, foreign_keys=False)
    connection.execute("DELETE FROM territory WHERE id = 1")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StorageError, match="damaged"):
        upgrade(path, later())
    assert path.read_bytes() == before
    assert leftovers(path) == []


@pytest.mark.parametrize(
    "held", [HOLD_OPEN, HOLD_OPEN.replace('"BEGIN"', '"BEGIN IMMEDIATE"')], ids=["read", "written"]
)
def test_that_a_register_which_another_program_has_open_is_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    open_register(path, who="test").close()
    other = subprocess.Popen([sys.executable, "-c", held, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == b"open\n"
    before = path.read_bytes()
    with pytest.raises(StorageError, match="Something else is being written"):
        upgrade(path, later())
    assert path.read_bytes() == before
    other.communicate()
    upgrade(path, later())
    assert revision(path) == len(later())


@pytest.mark.parametrize("spare", [backups._SPARE, -1_000_000_000], ids=["seen before", "met while writing"])
@pytest.mark.parametrize("times", [1.5, 2.5])
def test_that_a_full_disk_leaves_the_register_as_it_was(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spare: int, times: float
) -> None:
    monkeypatch.setattr(backups, "_SPARE", spare)
    mount = shutil.which("mount")
    disk = tmp_path / "disk"
    disk.mkdir()
    size = round(path.stat().st_size * times)
    if os.name == "nt" or os.geteuid() != 0 or mount is None:
        pytest.skip("only root can make a small disk")
    if subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], check=False, capture_output=True
    ).returncode:
        pytest.skip("no disk can be made here")
    try:
        shutil.copy(path, disk / path.name)
        with pytest.raises(StorageError, match="disk is full"):
            upgrade(disk / path.name, later())
        assert (disk / path.name).read_bytes() == path.read_bytes()
        assert leftovers(disk / path.name) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


class Held(PermissionError):
    """What Windows raises while a virus scanner has the file open."""

    winerror = 32


def test_that_an_upgrade_waits_for_a_virus_scanner(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(path)
    real, tries = Path.replace, 0

    def held(file: Path, target: Path) -> Path:
        nonlocal tries
        tries += 1
        if tries % 4:
            raise Held(13, "in use", str(file))
        return real(file, target)

    monkeypatch.setattr(Path, "replace", held)
    backup = upgrade(path, later())
    assert tries == 12  # the backup and its note, the swap
    assert content(path) == content(backup) == before
