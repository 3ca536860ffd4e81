"""Registers on a server, by the command line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.app import main
from desktop_app.base.paths import config_dir
from desktop_app.base.settings import Settings
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer
from tests.postgres import LOCKED_USER, PASSWORD, Postgres

EN = ("--lang", "en")


def say(*arguments: str) -> int:
    return main([*EN, *arguments])


@pytest.fixture
def url(postgres: Postgres) -> str:
    return postgres.fresh(furnished=False).url


def test_that_a_register_is_made_on_a_server_once(url, capsys):
    assert say("server", "init", url) == 0
    assert "was made" in capsys.readouterr().out
    assert say("--register", url, "check") == 0
    assert say("server", "init", url) == 1
    said = capsys.readouterr().err
    assert "holds a register or other tables already" in said
    assert len(said.strip().splitlines()) == 1
    assert say("server", "upgrade", url) == 0


def test_that_a_schema_of_its_own_is_made(postgres, capsys):
    address = postgres.fresh(furnished=False)
    one, other = (replace(address, schema=name).url for name in ("west", "east"))
    for url in (one, other):
        assert say("server", "init", url) == 0
        assert say("--register", url, "check") == 0
    assert say("--register", address.url, "check") == 1
    assert "has no register yet" in capsys.readouterr().err


def test_that_a_register_moves_to_a_server_and_back(url, tmp_path, shared, capsys):
    old, back = tmp_path / "old.bruecke", tmp_path / "back.bruecke"
    table = shared / "register" / "partnerships.csv"
    assert say("new", str(old)) == 0
    assert say("--register", str(old), "import", str(table), "--as", "partnership") == 0
    assert say("--register", str(old), "move", "--to", url) == 0
    exported = []
    for register in (str(old), url):
        assert say("--register", register, "export", "partnership", "--to", str(tmp_path / "list.csv")) == 0
        exported.append((tmp_path / "list.csv").read_bytes())
    assert exported[0] == exported[1]
    capsys.readouterr()
    assert say("--register", url, "move", "--to", str(back)) == 0
    assert "the same in both places" in capsys.readouterr().out
    assert say("export", "partnership", "--to", str(tmp_path / "list.csv")) == 0  # from where the register has moved
    assert (tmp_path / "list.csv").read_bytes() == exported[0]


def test_that_a_password_is_taken_from_the_address_or_the_environment_and_never_kept(postgres, monkeypatch, capsys):
    address = postgres.fresh()
    name = address.database
    postgres.allow(address, LOCKED_USER)
    locked = replace(address, user=LOCKED_USER)
    assert say("--register", locked.url, "check") == 1
    assert "asks for a password" in capsys.readouterr().err
    with_password = locked.url.replace(
        f"{LOCKED_USER}@", f"{LOCKED_USER}:Gr%C3%BC%C3%9Fe%3A%20%D0%9A%D0%B8%D1%97%D0%B2%2520@"
    )
    assert say("--register", with_password, "check") == 0
    assert say("--register", with_password.replace("Gr", "gr"), "check") == 1
    said = capsys.readouterr()
    assert "refuses the user or the password" in said.err
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert say("--register", locked.url, "check") == 0
    settings = Settings(config_dir() / "settings.json")
    Registers(settings, Gazetteer()).occupy(replace(locked, password=PASSWORD)).close()
    kept = (config_dir() / "settings.json").read_text(encoding="utf-8")
    assert kept.count(name) == 1
    log = "".join(path.read_text(encoding="utf-8") for path in Path(config_dir()).parent.rglob("*.log"))
    assert not any(word in text for word in (PASSWORD, "Gr%C3", "Grüße") for text in (kept, said.out, said.err, log))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"host": "127.0.0.2"}, "does not answer"),
        ({"port": 1}, "does not answer"),
        ({"host": "no.such.host.invalid"}, "does not answer"),
        ({"database": "nowhere"}, "There is no database nowhere"),
        ({"user": "nobody"}, "refuses the user or the password"),
        ({"tls": "require"}, "cannot be secured"),
        ({"tls": "verify-full"}, "cannot be secured"),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else "",
)
def test_that_what_keeps_a_desk_from_its_server_is_said(postgres, capsys, change, words):
    address = replace(postgres.address("postgres"), **change)
    for command in (("--register", address.url, "check"), ("server", "init", address.url)):
        assert say(*command) == 1
        said = capsys.readouterr().err
        assert words in said
        assert len(said.strip().splitlines()) == 1
        assert "Traceback" not in said


@pytest.mark.parametrize(
    "text", ["x.bruecke", "postgresql://host", "postgresql://a@host/b?nonsense=1", "mysql://host/x"]
)
def test_that_what_is_no_address_is_wrong_usage(text, capsys):
    with pytest.raises(SystemExit) as stopped:
        say("server", "init", text)
    assert stopped.value.code == 2
