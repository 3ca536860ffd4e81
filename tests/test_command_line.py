"""The command line, from arguments to files and exit codes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from desktop_app.app import main
from desktop_app.base.paths import config_dir
from desktop_app.base.settings import Settings
from desktop_app.storage.engine import connect

RECORDS = ("territory", "organisation", "person", "partnership", "delivery", "delivery-item", "milestone", "task")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "probe.bruecke"
    assert main(["--lang", "en", "new", str(path)]) == 0
    return path


@pytest.fixture
def filled(register: Path, shared: Path) -> Path:
    table = shared / "register" / "partnerships.csv"
    assert main(["--lang", "en", "--register", str(register), "import", str(table), "--as", "partnership"]) == 0
    return register


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_that_a_new_register_is_made_and_never_overwritten(register, capsys):
    before = register.read_bytes()
    assert main(["--lang", "en", "new", str(register)]) == 1
    said = capsys.readouterr()
    assert "exists already" in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert register.read_bytes() == before


def test_that_wrong_usage_exits_with_two(capsys):
    for arguments in (
        ["import"],
        ["frobnicate"],
        ["export", "partnership"],
        ["--lang", "fr"],
        ["export", "moon", "--to", "a"],
        ["generate", "a", "--partnerships", "-5", "--deliveries", "1"],
    ):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err.lower()


def test_that_help_names_every_command_and_option(capsys):
    for arguments, words in (
        ([], ("new", "import", "export", "print", "generate", "check", "server", "move", "--register", "--lang")),
        (["import"], ("--as", "--profile", "partnership-list", "delivery-list", "--dry-run", *RECORDS)),
        (["export"], ("--to", "--where", "--columns")),
        (["print"], ("partnership-list", "--by", "--long", "--to")),
        (["generate"], ("--partnerships", "--deliveries")),
    ):
        with pytest.raises(SystemExit) as stopped:
            main(["--lang", "en", *arguments, "--help"])
        assert stopped.value.code == 0
        said = capsys.readouterr().out
        assert all(word in said for word in words), arguments


def test_that_a_dry_run_writes_nothing(register, shared, capsys):
    table = shared / "register" / "partnerships.csv"
    options = ["--lang", "en", "--register", str(register)]
    assert main([*options, "import", str(table), "--as", "partnership", "--dry-run"]) == 0
    assert "84 rows" in capsys.readouterr().out
    target = register.with_name("none.xlsx")
    assert main([*options, "export", "partnership", "--to", str(target)]) == 0
    assert "0 records" in capsys.readouterr().out


def test_that_an_export_holds_what_the_condition_finds(filled, capsys):
    target = filled.with_name("out.xlsx")
    where = ["--where", "status=dormant", "--columns", "german_side,ukrainian_side,since,status"]
    assert main(["--lang", "de", "--register", str(filled), "export", "partnership", "--to", str(target), *where]) == 0
    sheet = openpyxl.load_workbook(target).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert ("Bochum", "Donezk", "1987", "ruhend") in rows
    assert all(row[3] == "ruhend" for row in rows)


def test_that_an_unknown_field_or_value_is_refused_in_one_sentence(filled, capsys):
    target = filled.with_name("out.csv")
    for where in ("moon=1", "status=purple", "status"):
        assert (
            main(
                [
                    "--lang",
                    "en",
                    "--register",
                    str(filled),
                    "export",
                    "partnership",
                    "--to",
                    str(target),
                    "--where",
                    where,
                ]
            )
            == 1
        )
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not target.exists()


def test_that_the_list_is_printed_with_every_partnership(filled):
    target = filled.with_name("list.pdf")
    for by in ("land", "oblast", "name"):
        assert (
            main(
                [
                    "--lang",
                    "de",
                    "--register",
                    str(filled),
                    "print",
                    "partnership-list",
                    "--to",
                    str(target),
                    "--by",
                    by,
                ]
            )
            == 0
        )
        words = text_of(target)
        assert words.count("Grevesmühlen") == 1
        assert words.count("Saarpfalz-Kreis") == 1


def test_that_check_finds_no_fault_in_a_filled_register(filled, capsys):
    assert main(["--lang", "en", "--register", str(filled), "check"]) == 0
    assert "All is well" in capsys.readouterr().out


def test_that_what_is_left_of_a_file_that_was_cut_off_is_salvaged(filled, capsys, tmp_path):
    cut, salvaged = tmp_path / "cut.bruecke", tmp_path / "salvaged.bruecke"
    whole = filled.read_bytes()
    cut.write_bytes(whole[: len(whole) - 3 * 4096])
    assert main(["--lang", "en", "--register", str(cut), "check", "--salvage", str(salvaged)]) == 1
    said = capsys.readouterr()
    assert "Check of salvaged.bruecke" in said.out
    assert "cut.bruecke is damaged" in said.err
    assert cut.read_bytes() == whole[: len(whole) - 3 * 4096]
    table = tmp_path / "x.csv"
    assert main(["--lang", "en", "--register", str(salvaged), "export", "partnership", "--to", str(table)]) == 0
    assert len(table.read_text(encoding="utf-8-sig").splitlines()) > 10
    assert main(["--lang", "en", "--register", str(cut), "check", "--salvage", str(salvaged)]) == 1
    assert "exists already" in capsys.readouterr().err


def test_that_a_command_leaves_the_next_start_of_the_window_alone(filled, tmp_path):
    copy = tmp_path / "copy.bruecke"
    copy.write_bytes(filled.read_bytes())
    assert main(["--lang", "en", "--register", str(copy), "check"]) == 0
    assert Settings(config_dir() / "settings.json").text("last_register") == str(filled)


def test_that_check_salvages_what_can_be_read_into_a_new_register(filled, capsys, tmp_path):
    assert main(["--lang", "en", "--register", str(filled), "check", "--salvage", str(tmp_path / "salvaged")]) == 0
    assert "Check of salvaged.bruecke" in capsys.readouterr().out
    assert main(["--lang", "en", "--register", str(tmp_path / "salvaged.bruecke"), "check"]) == 0
    assert main(["--lang", "en", "--register", str(filled), "check", "--salvage", str(filled)]) == 1
    assert "exists already" in capsys.readouterr().err


def test_that_a_backup_is_made_before_a_repair(filled, capsys, tmp_path):
    damaged = tmp_path / "damaged.bruecke"
    shutil.copy(filled, damaged)
    connection = connect(damaged)
    connection.execute("DELETE FROM partnership_search")
    connection.close()
    assert main(["--lang", "en", "--register", str(damaged), "check", "--repair"]) == 0
    assert "Put right:" in capsys.readouterr().out
    assert main(["--lang", "en", "--register", str(damaged), "backups"]) == 0
    assert "before a repair" in capsys.readouterr().out


def test_that_a_file_that_is_no_register_is_refused_unchanged(tmp_path, capsys):
    other = tmp_path / "letter.bruecke"
    other.write_text("Sehr geehrte Damen und Herren")
    assert main(["--lang", "en", "--register", str(other), "check"]) == 1
    assert "not a register" in capsys.readouterr().err
    assert other.read_text() == "Sehr geehrte Damen und Herren"


def test_that_a_generated_register_has_what_was_asked_for(tmp_path, capsys):
    path = tmp_path / "big.bruecke"
    assert main(["--lang", "en", "generate", str(path), "--partnerships", "30", "--deliveries", "5"]) == 0
    for record, wanted in (("partnership", 30), ("delivery", 5)):
        target = tmp_path / f"{record}.csv"
        assert main(["--lang", "en", "--register", str(path), "export", record, "--to", str(target)]) == 0
        assert len(target.read_text("utf-8-sig").strip().splitlines()) == wanted + 1


def test_that_a_command_needs_no_window_and_no_qt(tmp_path):
    script = (
        "import sys; from desktop_app.app import main; "
        "code = main(sys.argv[1:]); sys.exit(code or ('PySide6' in sys.modules))"
    )
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "QT_QPA_PLATFORM"}}
    done = subprocess.run(
        [sys.executable, "-c", script, "new", str(tmp_path / "a.bruecke")],
        env=environment | {"PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_that_backups_are_made_listed_compared_and_restored(register, tmp_path, capsys):
    options = ["--lang", "en", "--register", str(register)]
    table = tmp_path / "tasks.csv"
    table.write_text("Task\nCall Ichnia\n", encoding="utf-8")
    assert main([*options, "backups"]) == 0
    assert "no backup yet" in capsys.readouterr().out
    assert main([*options, "backup"]) == 0
    (backup,) = register.with_name("probe.bruecke.backups").glob("* by-hand.bruecke")
    assert str(backup) in capsys.readouterr().out
    assert main([*options, "import", str(table), "--as", "task"]) == 0
    capsys.readouterr()
    assert main([*options, "backups"]) == 0
    assert "by hand · " in (said := capsys.readouterr().out)
    assert "checked" in said
    assert main([*options, "compare", str(backup)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Tasks: 1 only in the register",
        "Task Call Ichnia: only in the register",
    ]
    assert main(["--lang", "en", "restore", str(backup), "--to", str(tmp_path / "old")]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    assert main([*options, "restore", str(backup), "--to", str(tmp_path / "old.bruecke")]) == 1
    assert "exists already" in capsys.readouterr().err
    assert main([*options, "restore", str(backup), "--to", str(tmp_path / "older.bruecke")]) == 0
    assert "Task Call Ichnia: only in the register" in capsys.readouterr().out
    assert main([*options, "backup", "--to", str(tmp_path / "gone")]) == 1
    assert "is not there" in capsys.readouterr().err
    assert main([*options, "backup", "--to", str(tmp_path)]) == 0
    backup.chmod(0o644)
    backup.write_bytes(backup.read_bytes()[:-1])
    capsys.readouterr()
    assert main([*options, "backups"]) == 1
    said = capsys.readouterr()
    assert "damaged" in said.out
    assert said.err == "1 backup is damaged.\n"
    assert main(["--lang", "en", "restore", str(backup), "--to", str(tmp_path / "new.bruecke")]) == 1
    assert "is damaged and cannot be used" in capsys.readouterr().err
