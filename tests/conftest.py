"""What holds for every test: no screen, a home of its own, no window left open."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.base.i18n import language, set_language

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"

# Set before anything asks for them: Qt reads its platform when it starts, platformdirs the folders when first used.
_HOME = Path(tempfile.mkdtemp(prefix="brueckenbuch-tests-"))
os.environ.update(
    {
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

# Qt keeps its tool tip for the next time.
_KEPT_BY_QT = {"QTipLabel"}


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the project."""
    if not SHARED.is_dir():
        pytest.skip(f"the real data are not at {SHARED}")
    return SHARED


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
