"""Every package is pinned by its hash, from no address, and what is tested is what is installed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "build_spec" / "requirements"
FILES = ("program", "test", "uv")


def _text(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text("utf-8")


def _pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", _text(name), re.MULTILINE))


def _normal(requirement: str) -> str:
    return re.split(r"[<>=!~ ;\[]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("name", FILES)
def test_that_requirements_name_no_address(name: str) -> None:
    assert "://" not in _text(name)
    assert not re.search(r"^\s*-", re.sub(r"^ +--hash=.*$", "", _text(name), flags=re.MULTILINE), re.MULTILINE)


@pytest.mark.parametrize("name", FILES)
def test_that_every_pin_has_a_hash(name: str) -> None:
    entries = re.split(r"^(?=[a-z])", _text(name), flags=re.MULTILINE)[1:]
    assert len(entries) == len(_pins(name)) > 0
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_that_the_program_is_tested_with_the_versions_it_is_installed_with() -> None:
    assert _pins("program").items() <= _pins("test").items()


def test_that_the_pins_cover_what_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {_normal(line) for line in project["dependencies"]} <= set(_pins("program"))
    assert {_normal(line) for line in project["optional-dependencies"]["test"]} <= set(_pins("test"))
