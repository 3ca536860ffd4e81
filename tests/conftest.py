"""What holds for every test: no screen, a home of its own, no window left open, no value told unasked."""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.base.i18n import language, set_language
from desktop_app.base.logs import LogFile, start_log
from desktop_app.base.paths import log_dir
from tests.canaries import Watch, betrayed

if TYPE_CHECKING:
    from tests.postgres import Postgres

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"

# Set before anything asks for them: Qt reads its platform when it starts, platformdirs the folders when first used.
# What tests themselves keep for a while lies beside the program's home, not in its folder for temporary files.
_TESTS = os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())
_HOME = Path(tempfile.mkdtemp(prefix="brueckenbuch-tests-", dir=_TESTS))
_TEMPORARY = _HOME / "temporary"
os.environ.update(
    {
        "TMPDIR": str(_TEMPORARY),
        "TEMP": str(_TEMPORARY),
        "TMP": str(_TEMPORARY),
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(_HOME),
        "USERPROFILE": str(_HOME),
        "APPDATA": str(_HOME / "roaming"),
        "LOCALAPPDATA": str(_HOME / "local"),
        "XDG_CONFIG_HOME": str(_HOME / "config"),
        "XDG_DATA_HOME": str(_HOME / "data"),
        "XDG_STATE_HOME": str(_HOME / "state"),
        "XDG_CACHE_HOME": str(_HOME / "cache"),
        "XDG_DOCUMENTS_DIR": str(_HOME / "documents"),
        "XDG_RUNTIME_DIR": str(_HOME / "runtime"),
    }
)
(_HOME / "runtime").mkdir(mode=0o700)
(_HOME / "documents").mkdir()
_HOME.chmod(0o711)  # some tests let nobody in particular work in a temporary folder
_TEMPORARY.mkdir()
tempfile.tempdir = None  # to be found anew
start_log(log_dir())
_WATCH = Watch([log_dir(), _TEMPORARY])

NO_SERVER = "no PostgreSQL is installed (Debian's package: postgresql)"

# Qt keeps its tool tip for the next time.
_KEPT_BY_QT = {"QTipLabel"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Fail a test in which the program told values of a record on standard error or to the log."""
    report = yield
    if report.passed:
        told = " ".join(text for title, text in report.sections if "stderr" in title or "log" in title)
        if values := betrayed(told):
            report.outcome = "failed"
            report.longrepr = f"told unasked: {', '.join(values)}"
    return report


def pytest_unconfigure() -> None:
    qt = sys.modules.get("PySide6.QtGui")
    if qt is not None and qt.QGuiApplication.instance() is not None:
        qt.QGuiApplication.clipboard().clear()  # as the program does: what is left there crashes the process
    for handler in logging.getLogger().handlers[:]:
        if isinstance(handler, LogFile):
            logging.getLogger().removeHandler(handler)
            handler.close()
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the project."""
    if not SHARED.is_dir():
        pytest.skip(f"the real data are not at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of the tests' own."""
    from tests.postgres import programs, running

    where = programs()
    if where is None:
        pytest.skip(NO_SERVER)
    with running(where) as server:
        yield server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once how many tests had no server; hundreds of single skips are not read."""
    skipped = [report for report in terminalreporter.stats.get("skipped", ()) if NO_SERVER in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} tests were skipped: {NO_SERVER}.")


@pytest.fixture(autouse=True)
def as_long_as_it_takes(request: pytest.FixtureRequest) -> None:
    """Let a nightly test run on where another would be taken for one that hangs."""
    if request.node.get_closest_marker("nightly"):
        faulthandler.cancel_dump_traceback_later()


@pytest.fixture(autouse=True)
def nothing_betrayed() -> Iterator[None]:
    """Fail a test after which a value of a record stands in the program's log or in a temporary file."""
    yield
    if found := _WATCH.look():
        pytest.fail(f"values were kept in files: {found}")


@pytest.fixture(autouse=True)
def every_backup_restores(request: pytest.FixtureRequest) -> Iterator[None]:
    """Restore every backup that a test has made and left whole, and compare it row by row."""
    folder: Path | None = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    yield
    if folder is not None and any(folder.rglob("*.bruecke.json")):
        from tests.storage.restored import restore_every_backup

        restore_every_backup(folder)


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Let the next test speak what this one found."""
    before = language()
    yield
    set_language(before)


@pytest.fixture(autouse=True)
def no_leftover_window() -> Iterator[None]:
    """Fail a test that leaves a window behind: one that its owner forgot lives on in the program as well."""
    before = _windows()
    yield
    if any(window not in before for window in _windows()):
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        if names := [_name(window) for window in _windows() if window not in before]:
            pytest.fail(f"windows left open: {', '.join(names)}")


def _windows() -> list[object]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    top = widgets.QApplication.topLevelWidgets()
    return [w for w in top if w.parent() is None and w.metaObject().className() not in _KEPT_BY_QT]


def _name(window: object) -> str:
    return f"{type(window).__name__} {window.objectName()!r}"  # type: ignore[attr-defined]
