"""The folder of opened copies: for this account alone, gone with the program, however it ends."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from desktop_app.base.private_folder import PrivateFolder, remove_left_over
from tests.conftest import ROOT

CHILD = """
import sys
from desktop_app.base.private_folder import PrivateFolder
folder = PrivateFolder()
(folder.path / "copy.txt").write_text("secret")
print(folder.path, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def child(temporary: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary), "TEMP": str(temporary)}
    command = [sys.executable, "-c", CHILD]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)


def test_that_a_folder_goes_with_what_is_in_it_read_only_files_too() -> None:
    folder = PrivateFolder()
    copy = folder.path / "1" / "Vertrag.pdf"
    copy.parent.mkdir()
    copy.write_text("secret")
    copy.chmod(0o400)
    folder.close()
    assert not folder.path.exists()
    folder.close()


@pytest.mark.skipif(os.name == "nt", reason="rights are told otherwise there")
def test_that_nobody_else_can_look_into_it() -> None:
    folder = PrivateFolder()
    assert stat.S_IMODE(folder.path.stat().st_mode) == stat.S_IRWXU
    folder.close()


def test_that_what_a_killed_program_left_is_removed_and_what_a_living_one_has_stays(temporary: Path) -> None:
    with child(temporary) as dead, child(temporary) as alive:
        assert dead.stdout is not None
        assert alive.stdout is not None
        left, kept = (Path(each.stdout.readline().strip()) for each in (dead, alive))
        dead.kill()
        dead.wait()
        assert left.exists()
        mine = PrivateFolder()
        assert (left.exists(), kept.exists()) == (False, True)
        assert (kept / "copy.txt").read_text() == "secret"
        mine.close()
        alive.kill()


def test_that_a_folder_that_has_no_lock_is_left_alone(temporary: Path) -> None:
    other = temporary / "brueckenbuch-tests-x"
    other.mkdir()
    remove_left_over()
    assert other.exists()
