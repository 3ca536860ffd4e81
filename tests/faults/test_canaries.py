"""What people typed is told to nobody unasked: not in the log, in temporary files, on standard error, in a report.

Every test of the suite is watched for that (`tests/conftest.py`); these provoke what is likeliest to tell.
"""

from __future__ import annotations

import logging
import resource
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text, update

from desktop_app.base.errors import UserError
from desktop_app.base.logs import start_log
from desktop_app.base.paths import log_dir
from desktop_app.domain.person import ContactPoint, Person
from desktop_app.domain.query import Query
from desktop_app.domain.record import changed
from desktop_app.gui.last_resort import LastResort
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.importing.importer import Importer, ImportFailed
from desktop_app.services.printing import PrintOptions
from desktop_app.services.records import Records
from desktop_app.storage.failures import StorageError
from desktop_app.storage.files import create_register, open_register
from desktop_app.storage.gazetteer import Gazetteer
from desktop_app.storage.register import Register
from desktop_app.storage.tables import TABLES
from desktop_app.storage.unit_of_work import UnitOfWork
from tests import builders
from tests.canaries import betrayed
from tests.conftest import ROOT
from tests.faults.apart import started, told
from tests.robots.office import Office, office

__all__ = ["office"]

BIRD = "Zitronenzeisig"
PHONE = "0351 4887 0042"

LEAKS = """
import logging, sys, tempfile, pytest

def test_log(): logging.getLogger("desktop_app").warning("saved %s", "Zitronenzeisig")
def test_folded(): logging.getLogger("desktop_app").info("saved zitronenzeisig")
def test_error(): print("Traceback: 0351 4887 0042", file=sys.stderr)
def test_file():
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write("Zitronenzeisig")
def test_subprocess():
    import subprocess
    subprocess.run([sys.executable, "-c", "import sys; print('Zitronenzeisig', file=sys.stderr)"], check=True)
def test_nothing(): print("Zitronenzeisig")
"""


def test_that_each_kind_of_leak_would_be_found(tmp_path: Path) -> None:
    leaking = tmp_path / "test_leaking.py"
    leaking.write_text(LEAKS, encoding="utf-8")
    command = ["-m", "pytest", "-q", "-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT)]
    done = subprocess.run(
        [sys.executable, *command, "--basetemp", str(tmp_path / "base"), str(leaking)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    words = done.stdout.splitlines()
    assert {line.split("::")[1].split()[0] for line in words if line.startswith(("FAILED", "ERROR"))} == {
        "test_log", "test_folded", "test_error", "test_file", "test_subprocess",
    }  # fmt: skip


@pytest.fixture
def register(tmp_path: Path) -> Any:
    opened = create_register(tmp_path / "register.bruecke", who="Anna")
    yield opened
    opened.close()


def bird(contact: ContactPoint | None = None) -> Person:
    return builders.person(family_name=BIRD, contact_points=(contact or ContactPoint(kind="phone", value=PHONE),))


# -- in the window -----------------------------------------------------------------------------------------------------


def test_that_what_is_typed_refused_saved_and_taken_back_is_told_to_nobody(office: Office) -> None:
    window = office.new_register()
    page = window.go_to("person")
    form = page.new()
    form.enter("family_name", BIRD)
    form.table("contact_points").add(kind="e-mail", value="zeisig@example")
    form.save()
    assert form.problems()
    form.enter("given_name", "Жовтогрудка")
    (saved,) = [window.desk.records.save(bird())]
    assert window.desk.history.undo() is not None
    assert window.desk.history.redo() is not None
    window.desk.records.trash("person", [saved.id or 0])
    with pytest.raises(UserError) as gone:
        window.desk.records.save(saved)
    assert BIRD in gone.value.message()
    with office.boxes.answer("close"):
        LastResort(log_dir()).report(type(gone.value), gone.value, gone.value.__traceback__)


def test_that_an_error_that_nobody_foresaw_is_logged_without_what_it_says(office: Office) -> None:
    office.new_register()
    log = log_dir() / "brueckenbuch.log"
    before = log.stat().st_size if log.exists() else 0
    with office.boxes.answer("close"):
        try:
            int(BIRD)
        except ValueError as error:
            LastResort(log_dir()).report(ValueError, error, error.__traceback__)
    assert "not foreseen: ValueError" in log.read_text(encoding="utf-8")[before:]
    assert not betrayed(office.boxes.told[-1])


def test_that_printing_and_exporting_leave_nothing_in_the_temporary_folder(office: Office, tmp_path: Path) -> None:
    desk = office.new_register().desk
    stock = builders.stock(desk.register)
    desk.records.save(builders.partnership(stock, responsible=BIRD, remarks=PHONE))
    desk.exporter.export(Query("partnership"), tmp_path / "list.xlsx")
    assert desk.printer.partnership_list(Query("partnership"), PrintOptions(), date(2026, 11, 22))


# -- from the services -------------------------------------------------------------------------------------------------


def everything_said(error: BaseException) -> str:
    """Return all that a log would have of an error, those behind it too."""
    return "".join(traceback.format_exception(error))


def _second_code(unit: UnitOfWork) -> None:
    unit.connection.execute(update(TABLES["code-value"]).values(code=BIRD, code_list="topic"))


def _no_version(unit: UnitOfWork) -> None:
    unit.connection.execute(update(TABLES["person"]).values(family_name=BIRD, version=None))


def _no_such_column(unit: UnitOfWork) -> None:
    unit.connection.execute(text("UPDATE person SET nickname = :name"), {"name": BIRD})


def _link_to_nothing(unit: UnitOfWork) -> None:
    unit.connection.execute(insert(TABLES["contact-point"]).values(row_of_nobody()))


def row_of_nobody() -> dict[str, Any]:
    empty = {column.name: "" for column in TABLES["contact-point"].columns if not column.nullable}
    return empty | {"id": 1, "owner_id": 99, "position": 0, "value": PHONE, "preferred": False}


@pytest.mark.parametrize("fault", [_second_code, _no_version, _no_such_column, _link_to_nothing])
def test_that_errors_of_the_engine_hold_no_values(register: Register, fault: Callable[[UnitOfWork], None]) -> None:
    Records(register).save(bird())
    with pytest.raises(StorageError) as caught, register.changing(origin="form", verb="save") as unit:
        fault(unit)
    assert betrayed(everything_said(caught.value)) == []
    assert betrayed(caught.value.message()) == []
    logging.getLogger("desktop_app").error("not saved", exc_info=caught.value)


def _invalid(records: Records) -> None:
    records.save(bird(ContactPoint(kind="email", value=f"{BIRD} at home")))


def _conflict(records: Records) -> None:
    saved = records.save(bird())
    records.save(changed(saved, given_name="Жовтогрудка"), saved)
    records.save(changed(saved, given_name=BIRD), saved)


def _gone(records: Records) -> None:
    saved = records.save(bird())
    records.trash("person", [saved.id or 0])
    records.save(saved)


@pytest.mark.parametrize("refusal", [_invalid, _conflict, _gone])
def test_that_refusals_hold_no_values_but_for_the_user(register: Register, refusal: Callable[[Records], None]) -> None:
    with pytest.raises(UserError) as caught:
        refusal(Records(register))
    assert betrayed(everything_said(caught.value)) == []
    assert betrayed(repr(caught.value)) == []
    logging.getLogger("desktop_app").error("not saved", exc_info=caught.value)


def test_that_a_failed_import_is_told_to_the_user_alone(register: Register, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text(f"Familienname;Anrede\n{BIRD};{PHONE}\n", encoding="utf-8")
    with pytest.raises((ImportFailed, UserError)) as caught:
        Importer(register, Gazetteer(), CodeLists(register)).run(table, "person")
    assert betrayed(everything_said(caught.value)) == []
    logging.getLogger("desktop_app").error("not imported", exc_info=caught.value)


def test_that_a_full_disk_is_logged_without_what_was_to_be_saved(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no limit can be set to the size of files there")
    path = tmp_path / "register.bruecke"
    create_register(path, who="Anna").close()
    with started(_save_beyond_limit, path, tmp_path / "log") as (_, hearing):
        assert list(told(hearing)) == ["refused"]
    log = (tmp_path / "log" / "brueckenbuch.log").read_text(encoding="utf-8")
    assert "StorageError" in log
    assert betrayed(log) == []


def _save_beyond_limit(path: Path, log: Path, telling: Connection) -> None:
    start_log(log)
    register = open_register(path, who="Anna")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, resource.RLIM_INFINITY))
    try:
        with register.changing(origin="import", verb="import") as unit:
            unit.add_all([replace(bird(), remarks=f"{BIRD} {number} " * 200) for number in range(400)])
    except StorageError:
        logging.getLogger("desktop_app").exception("not saved")
        telling.send("refused")
