"""Composition root: builds everything once, for the window or for a command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.clock import today
from desktop_app.base.errors import CountedError, UserError
from desktop_app.base.i18n import LANGUAGES, N_, NN_, ntranslate, set_language, system_language, translate
from desktop_app.base.logs import start_log
from desktop_app.base.paths import config_dir, log_dir
from desktop_app.base.settings import Settings
from desktop_app.domain.query import Order, Query
from desktop_app.services.desk import Desk
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer

if TYPE_CHECKING:
    from desktop_app.services.importing.report import ImportReport

# Each command imports what only it needs: the window, which is started far more often, does without.
# ruff: noqa: PLC0415

RECORD_NAMES = ("territory", "organisation", "person", "partnership", "delivery", "delivery-item", "milestone", "task")
GROUPINGS = ("land", "oblast", "name")
DONE, FAILED = 0, 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, or open the window where none is given; return the exit code.

    0: done; 1: refused or failed, with one sentence on standard error; 2: wrong usage.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    start_log(log_dir())
    settings = Settings(config_dir() / "settings.json")
    set_language(_language(arguments, settings))
    options = _parser().parse_args(arguments)
    registers = Registers(settings, Gazetteer())
    if options.command is None:
        return _open_window(options.register, settings, registers)
    try:
        _COMMANDS[options.command](options, registers)
    except UserError as error:
        print(error.message(), file=sys.stderr)
        return FAILED
    return DONE


def _language(arguments: list[str], settings: Settings) -> str:
    """Return the language before the arguments are parsed, so that even the help speaks it."""
    asked = next((after for before, after in pairwise(arguments) if before == "--lang"), "")
    asked = asked or next((word.removeprefix("--lang=") for word in arguments if word.startswith("--lang=")), "")
    chosen = asked or settings.text("language")
    return chosen if chosen in LANGUAGES else system_language()


def _open_window(register: Path | None, settings: Settings, registers: Registers) -> int:
    # Before Qt, whose import hook makes all later imports dearer.
    from desktop_app.gui import pages  # noqa: F401
    from desktop_app.gui.start import run

    return run(settings, registers, register)


# -- commands --------------------------------------------------------------------------------------------------


def _desk(options: argparse.Namespace, registers: Registers) -> Desk:
    path = options.register or registers.last()
    if path is None:
        raise UserError(N_("No register is named and none was open before. Name one with --register FILE."))
    return registers.open(path)


def _new(options: argparse.Namespace, registers: Registers) -> None:
    desk = registers.create(options.file)
    print(translate("The register {file} was made.", file=desk.register.path))
    desk.close()


def _import(options: argparse.Namespace, registers: Registers) -> None:
    desk = _desk(options, registers)
    report = desk.importer.run(options.file, options.record, profile=options.profile, dry_run=options.dry_run)
    for line in _report_lines(report, dry_run=options.dry_run):
        print(line)
    desk.close()


def _report_lines(report: ImportReport, *, dry_run: bool) -> list[str]:
    lines = [problem.text() for problem in report.problems]
    lines.append(
        ntranslate(
            "{count} row read from {file}.", "{count} rows read from {file}.", report.rows_read, file=report.file
        )
    )
    lines.append(translate("Nothing was written: this was a trial.") if dry_run else report.summary())
    return lines


def _export(options: argparse.Namespace, registers: Registers) -> None:
    from desktop_app.services.exporting import default_columns, parse_columns, parse_conditions

    desk = _desk(options, registers)
    columns = parse_columns(options.record, options.columns) if options.columns else default_columns(options.record)
    filters = parse_conditions(options.record, options.where, desk.codes)
    count = desk.exporter.export(Query(options.record, columns, filters=filters, order=(Order("title"),)), options.to)
    print(
        ntranslate(
            "{count} record was written to {file}.", "{count} records were written to {file}.", count, file=options.to
        )
    )
    desk.close()


def _print(options: argparse.Namespace, registers: Registers) -> None:
    from desktop_app.services.printing import PrintOptions

    desk = _desk(options, registers)
    choice = PrintOptions(by=options.by, long=options.long, language="uk" if options.lang == "uk" else "de")
    pdf = desk.printer.partnership_list(Query("partnership", order=(Order("title"),)), choice, today())
    desk.printer.save(pdf, options.to)
    print(translate("The list was written to {file}.", file=options.to))
    desk.close()


def _generate(options: argparse.Namespace, registers: Registers) -> None:
    from desktop_app.services.generating import generate

    desk = registers.create(options.file)
    generate(desk.register, Gazetteer(), partnerships=options.partnerships, deliveries=options.deliveries)
    print(translate("The register {file} was made.", file=desk.register.path))
    desk.close()


def _check(options: argparse.Namespace, registers: Registers) -> None:
    from desktop_app.services.checking import check

    desk = _desk(options, registers)
    findings = check(desk.register)
    desk.close()
    for finding in findings:
        print(finding.text())
    if findings:
        forms = NN_("{count} fault was found in {file}.", "{count} faults were found in {file}.")
        raise CountedError(*forms, len(findings), file=desk.register.path.name)
    print(translate("No faults were found in {file}.", file=desk.register.path.name))


_COMMANDS = {"new": _new, "import": _import, "export": _export, "print": _print, "generate": _generate, "check": _check}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="brueckenbuch",
        description=translate(
            "The register of German–Ukrainian municipal partnerships. Without a command the window opens."
        ),
    )
    parser.add_argument(
        "--register",
        type=Path,
        metavar="FILE",
        help=translate("the register; the last one opened where this is missing"),
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=translate("the language of the program"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    new = commands.add_parser("new", help=translate("make a new, empty register"))
    new.add_argument("file", type=Path, metavar="FILE", help=translate("the register to make"))

    reading = commands.add_parser("import", help=translate("read a table into the register"))
    reading.add_argument("file", type=Path, metavar="FILE", help=translate("a table: CSV, XLSX, XLS or ODS"))
    reading.add_argument(
        "--as",
        dest="record",
        required=True,
        choices=RECORD_NAMES,
        metavar="RECORD",
        help=translate("what the rows are: {names}", names=", ".join(RECORD_NAMES)),
    )
    reading.add_argument(
        "--profile",
        metavar="NAME",
        help=translate("how columns become fields; found by the header where this is missing"),
    )
    reading.add_argument("--dry-run", action="store_true", help=translate("check everything and write nothing"))

    writing = commands.add_parser("export", help=translate("write records into a workbook or text table"))
    writing.add_argument(
        "record",
        choices=RECORD_NAMES,
        metavar="RECORD",
        help=translate("what to write: {names}", names=", ".join(RECORD_NAMES)),
    )
    writing.add_argument("--to", type=Path, required=True, metavar="FILE", help=translate("the file: .xlsx or .csv"))
    writing.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help=translate("only records with this value; may be given again"),
    )
    writing.add_argument("--columns", metavar="A,B,…", help=translate("the fields, in order"))

    printing = commands.add_parser("print", help=translate("print a list as PDF"))
    printing.add_argument(
        "report", choices=("partnership-list",), metavar="REPORT", help=translate("the list: partnership-list")
    )
    printing.add_argument("--to", type=Path, required=True, metavar="FILE", help=translate("the PDF file"))
    printing.add_argument(
        "--by",
        choices=GROUPINGS,
        default="land",
        help=translate("by German state, by oblast, or alphabetical"),
    )
    printing.add_argument(
        "--long", action="store_true", help=translate("with status, dates, third parties and remarks")
    )

    making = commands.add_parser("generate", help=translate("make a large, plausible register for trials"))
    making.add_argument("file", type=Path, metavar="FILE", help=translate("the register to make"))
    making.add_argument("--partnerships", type=int, required=True, metavar="N", help=translate("how many partnerships"))
    making.add_argument("--deliveries", type=int, required=True, metavar="M", help=translate("how many deliveries"))

    commands.add_parser("check", help=translate("look for faults in the register"))
    return parser
