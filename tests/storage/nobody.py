"""Opens registers as a user who may not write them: the tests may run as root, whom no permission stops."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

OPEN_AND_READ = """
import os
import sys
from pathlib import Path
from desktop_app.base.errors import UserError
from desktop_app.domain.query import Query
from desktop_app.domain.task import Task
from desktop_app.storage.files import open_register
import desktop_app.storage.unit_of_work  # all that is loaded late, while it may still be read
import sqlalchemy.dialects.sqlite.pysqlite
if os.geteuid() == 0:  # root may write everywhere
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    register = open_register(Path(sys.argv[1]), who="nobody")
    with register.reading() as reader:
        print("read", reader.count(Query("task")), register.read_only)
    with register.changing(origin="test", verb="save") as unit:
        unit.add(Task(subject="nie"))
except UserError as error:
    print(error.msgid)
"""


READ_ALONG = """
import os
import sys
from pathlib import Path
from desktop_app.domain.query import Query
from desktop_app.storage.files import open_register
import desktop_app.storage.queries  # all that is loaded late, while it may still be read
import desktop_app.storage.register
import sqlalchemy.dialects.sqlite.pysqlite
if os.geteuid() == 0:  # root may write everywhere
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
register = open_register(Path(sys.argv[1]), who="nobody")
newcomers = register.home.newcomers()
for line in sys.stdin:
    heard = [each.by for each in newcomers.wait(10)] if line == "wait\\n" else []
    with register.reading() as reader:
        print(reader.count(Query("task")), len(reader.page(Query("task"), 0, 9)), *heard, flush=True)
"""


class Nobody:
    """A process that reads a register which it may not write, as often as it is asked to."""

    def __init__(self, path: Path) -> None:
        if os.name == "nt":
            pytest.skip("folders are protected in another way on Windows")
        self._process = subprocess.Popen(
            [sys.executable, "-c", READ_ALONG, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def reads(self, *, when_changed: bool = False) -> str:
        """How many tasks there are, how many rows of their list, and who made them, where it waits for a change."""
        self.ask(when_changed=when_changed)
        return self.answer()

    def ask(self, *, when_changed: bool) -> None:
        """Let it read, now or as soon as it hears of a change."""
        assert self._process.stdin is not None
        self._process.stdin.write("wait\n" if when_changed else "now\n")
        self._process.stdin.flush()

    def answer(self) -> str:
        """What it reads then."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def end(self) -> None:
        """End the process."""
        self._process.communicate()


@pytest.fixture
def readable_by_all() -> Iterator[Path]:
    """A folder outside the tests' own, which only its owner may enter."""
    folder = Path(tempfile.mkdtemp(prefix="brueckenbuch-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def read_as_nobody(path: Path) -> list[str]:
    """Open a register in a process that may not write it, read it, try to save, and return what was said."""
    if os.name == "nt":
        pytest.skip("folders are protected in another way on Windows")
    command = [sys.executable, "-c", OPEN_AND_READ, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.splitlines()
