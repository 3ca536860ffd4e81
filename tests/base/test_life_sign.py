"""A program's sign of life goes with the program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from desktop_app.base.life_sign import LifeSign, clear_away, is_alive

HELD = """
import sys
from pathlib import Path
from desktop_app.base.life_sign import LifeSign
sign = LifeSign(Path(sys.argv[1]), "child")
print("held", flush=True)
sys.stdin.read()
"""


def test_that_a_sign_lives_as_long_as_it_is_held(tmp_path: Path):
    assert not is_alive(tmp_path, "window")
    sign = LifeSign(tmp_path, "window")
    assert is_alive(tmp_path, "window")
    assert not is_alive(tmp_path, "other")
    sign.end()
    assert not is_alive(tmp_path, "window")
    assert list(tmp_path.iterdir()) == []


def test_that_the_sign_of_a_killed_program_is_dead_and_cleared_away(tmp_path: Path):
    own = LifeSign(tmp_path, "own")
    command = [sys.executable, "-c", HELD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        assert is_alive(tmp_path, "child")
        clear_away(tmp_path)
        assert is_alive(tmp_path, "child")
        child.kill()
    assert not is_alive(tmp_path, "child")
    clear_away(tmp_path)
    assert [path.stem for path in tmp_path.iterdir()] == ["own"]
    own.end()
