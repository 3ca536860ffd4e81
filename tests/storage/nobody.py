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
