"""What can be said on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import LANGUAGES, translate
from desktop_app.services.registers import ServerAddress, Whereabouts, whereabouts

RECORD_NAMES = ("territory", "organisation", "person", "partnership", "delivery", "delivery-item", "milestone", "task")
EXPORTED_NAMES = (*RECORD_NAMES, "attachment")
GROUPINGS = ("land", "oblast", "name")
PROFILES = ("partnership-list", "delivery-list")


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; its help speaks the language of the program."""
    whole = _Parser(
        prog="brueckenbuch",
        description=translate(
            "The register of German–Ukrainian municipal partnerships. Without a command the window opens."
        ),
        epilog=translate("Exit code 0: done; 1: refused or failed, with one sentence that says why; 2: wrong usage."),
    )
    whole.options.add_argument(
        "--register",
        type=_whereabouts,
        metavar="FILE",
        help=translate(
            "the register, a file or postgresql://user@host/database; the last one opened where this is missing; "
            "stands before the command"
        ),
    )
    whole.options.add_argument(
        "--lang", choices=LANGUAGES, help=translate("the language of the program; stands before the command")
    )
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", title=translate("commands"))
    for add in (
        _add_new,
        _add_import,
        _add_export,
        _add_print,
        _add_generate,
        _add_check,
        _add_backup,
        _add_backups,
        _add_compare,
        _add_restore,
        _add_server,
        _add_move,
    ):
        add(commands)
    return whole


class _Parser(argparse.ArgumentParser):
    """A parser whose headings are in the language of the program."""

    def __init__(self, **how: Any) -> None:
        super().__init__(add_help=False, **how)
        self.needed = self.add_argument_group(translate("what has to be said"))
        self.options = self.add_argument_group(translate("options"))
        self.options.add_argument("-h", "--help", action="help", help=translate("show this help and end"))

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", translate("usage: "), 1)

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", translate("usage: "), 1)


def _command(commands: Any, name: str, words: str) -> _Parser:
    made = commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
    assert isinstance(made, _Parser)  # noqa: S101  subparsers are of the class of their parent
    return made


def _add_new(commands: Any) -> None:
    new = _command(commands, "new", translate("make a new, empty register"))
    new.needed.add_argument("file", type=Path, metavar="FILE", help=translate("the register to make"))


def _add_import(commands: Any) -> None:
    reading = _command(commands, "import", translate("read a table into the register, all of it or nothing"))
    reading.needed.add_argument("file", type=Path, metavar="FILE", help=translate("a table: CSV, XLSX, XLS or ODS"))
    reading.needed.add_argument(
        "--as",
        dest="record",
        required=True,
        choices=RECORD_NAMES,
        metavar="RECORD",
        help=translate("what the rows are: {names}", names=", ".join(RECORD_NAMES)),
    )
    reading.options.add_argument(
        "--profile",
        metavar="NAME",
        help=translate(
            "how columns become fields: {names}, or a JSON file; found by the header where this is missing",
            names=", ".join(PROFILES),
        ),
    )
    reading.options.add_argument("--dry-run", action="store_true", help=translate("check everything and write nothing"))


def _add_export(commands: Any) -> None:
    writing = _command(commands, "export", translate("write records into a workbook or text table"))
    writing.needed.add_argument(
        "record",
        choices=EXPORTED_NAMES,
        metavar="RECORD",
        help=translate("what to write: {names}", names=", ".join(EXPORTED_NAMES)),
    )
    writing.needed.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="FILE",
        help=translate("the file: .xlsx or .csv; .vcf for people; .ics for partnerships, tasks and people"),
    )
    writing.options.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help=translate(
            "only records whose field has this value (FIELD~PART: contains this part; FIELD=: is empty); may be given "
            "again; an unknown field is answered with the names of all"
        ),
    )
    writing.options.add_argument("--columns", metavar="A,B,…", help=translate("the fields, in order"))


def _add_print(commands: Any) -> None:
    printing = _command(commands, "print", translate("print a list as PDF"))
    printing.needed.add_argument(
        "report", choices=("partnership-list",), metavar="REPORT", help=translate("the list: partnership-list")
    )
    printing.needed.add_argument("--to", type=Path, required=True, metavar="FILE", help=translate("the PDF file"))
    printing.options.add_argument(
        "--by", choices=GROUPINGS, default="land", help=translate("by German state, by oblast, or alphabetical")
    )
    printing.options.add_argument(
        "--long", action="store_true", help=translate("with status, dates, third parties and summary")
    )
    printing.epilog = translate("The list is in German, with --lang uk in Ukrainian.")


def _add_generate(commands: Any) -> None:
    making = _command(commands, "generate", translate("make a large, plausible register for trials"))
    making.needed.add_argument("file", type=Path, metavar="FILE", help=translate("the register to make"))
    for name, letter, words in (
        ("--partnerships", "N", translate("how many partnerships")),
        ("--deliveries", "M", translate("how many deliveries")),
    ):
        making.needed.add_argument(name, type=_count, required=True, metavar=letter, help=words)


def _add_check(commands: Any) -> None:
    checking = _command(commands, "check", translate("look for faults in the register, and name the cure of each"))
    checking.options.add_argument(
        "--repair",
        action="store_true",
        help=translate("put right what can be put right; the window can take it back"),
    )
    checking.options.add_argument(
        "--accept",
        action="store_true",
        help=translate("take damaged records and losses as they are, after you have looked at them"),
    )
    checking.options.add_argument(
        "--salvage",
        type=Path,
        metavar="FILE",
        help=translate("copy all that can be read of a damaged register into a new one, and put that right"),
    )


def _add_server(commands: Any) -> None:
    server = _command(commands, "server", translate("keep a register on a PostgreSQL server"))
    verbs = server.add_subparsers(dest="verb", required=True, metavar="VERB", title=translate("commands"))
    for name, words in (
        ("init", translate("make a new, empty register in an empty database")),
        ("upgrade", translate("bring a register up to date, once every desk has the new version of the program")),
    ):
        _command(verbs, name, words).needed.add_argument(
            "address", type=_server_address, metavar="URL", help=translate("postgresql://user@host/database")
        )


def _add_move(commands: Any) -> None:
    moving = _command(
        commands, "move", translate("copy the register with its whole history to a server or into a file")
    )
    moving.needed.add_argument(
        "--to",
        type=_whereabouts,
        required=True,
        metavar="FILE",
        help=translate("a new file, or postgresql://user@host/database with nothing in it yet"),
    )


def _server_address(text: str) -> ServerAddress:
    where = _whereabouts(text)
    if not isinstance(where, ServerAddress):
        raise argparse.ArgumentTypeError(translate("“{text}” does not begin with postgresql://", text=text))
    return where


def _whereabouts(text: str) -> Whereabouts:
    try:
        return whereabouts(text)
    except UserError as error:
        raise argparse.ArgumentTypeError(error.message()) from error


def _add_backup(commands: Any) -> None:
    making = _command(commands, "backup", translate("back the register up, checked and compared"))
    making.options.add_argument(
        "--to",
        type=Path,
        metavar="FOLDER",
        help=translate("another folder for it; beside the register and in the second place where this is missing"),
    )


def _add_backups(commands: Any) -> None:
    _command(commands, "backups", translate("list the backups of the register, each read and checked"))


def _add_compare(commands: Any) -> None:
    comparing = _command(commands, "compare", translate("say in what a backup differs from the register now"))
    comparing.needed.add_argument("backup", type=Path, metavar="BACKUP", help=translate("the backup"))


def _add_restore(commands: Any) -> None:
    restoring = _command(commands, "restore", translate("make a new register from a backup"))
    restoring.needed.add_argument("backup", type=Path, metavar="BACKUP", help=translate("the backup"))
    restoring.needed.add_argument(
        "--to", type=Path, required=True, metavar="FILE", help=translate("the register to make")
    )
    restoring.epilog = translate("With --register FILE before the command it also says in what that register differs.")


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(translate("“{text}” is not a whole number of 0 or more", text=text))
    return int(text)
