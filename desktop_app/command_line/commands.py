"""What each command does; each imports what only it needs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.base.clock import today
from desktop_app.base.formats import format_count
from desktop_app.base.i18n import ntranslate, translate
from desktop_app.command_line.backups import back_up, compare, list_backups, restore
from desktop_app.command_line.checking import check_register
from desktop_app.command_line.opening import open_desk
from desktop_app.command_line.passwords import reachable, with_password
from desktop_app.domain.query import Order, Query
from desktop_app.services.registers import Registers
from desktop_app.storage.gazetteer import Gazetteer

if TYPE_CHECKING:
    from desktop_app.services.importing.report import ImportReport

# ruff: noqa: PLC0415  see above


def _new(options: argparse.Namespace, registers: Registers) -> None:
    desk = registers.create(options.file)
    print(translate("The register {file} was made.", file=desk.home.address))
    desk.close()


def _import(options: argparse.Namespace, registers: Registers) -> None:
    desk = open_desk(options, registers)
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

    desk = open_desk(options, registers)
    columns = parse_columns(options.record, options.columns) if options.columns else default_columns(options.record)
    filters = parse_conditions(options.record, options.where, desk.codes)
    query = Query(options.record, columns, filters=filters, order=(Order("title"),))
    exported = desk.exporter.export(query, options.to)
    count, file = exported.count, options.to
    print(
        ntranslate("{count} record was written to {file}.", "{count} records were written to {file}.", count, file=file)
    )
    if exported.protected:
        print(
            format_count(
                "{count} protected person was left out.", "{count} protected people were left out.", exported.protected
            )
        )
    desk.close()


def _print(options: argparse.Namespace, registers: Registers) -> None:
    from desktop_app.services.printing import PrintOptions

    desk = open_desk(options, registers)
    choice = PrintOptions(by=options.by, long=options.long, language="uk" if options.lang == "uk" else "de")
    pdf = desk.printer.partnership_list(Query("partnership", order=(Order("title"),)), choice, today())
    desk.printer.save(pdf, options.to)
    print(translate("The list was written to {file}.", file=options.to))
    desk.close()


def _generate(options: argparse.Namespace, registers: Registers) -> None:
    from desktop_app.services.generating import generate

    desk = registers.create(options.file)
    generate(desk.register, Gazetteer(), partnerships=options.partnerships, deliveries=options.deliveries)
    print(translate("The register {file} was made.", file=desk.home.address))
    desk.close()


def _server(options: argparse.Namespace, registers: Registers) -> None:
    from desktop_app.storage.server_making import create_on_server, upgrade_server_register

    address = with_password(options.address)
    if options.verb == "init":
        create_on_server(address, who=registers.user)
        print(translate("The register {file} was made.", file=address.url))
    else:
        upgrade_server_register(address)
        print(translate("The register {file} is up to date.", file=address.url))


def _move(options: argparse.Namespace, registers: Registers) -> None:
    desk = open_desk(options, registers)
    digest = registers.move(desk.register, reachable(options.to))
    desk.close()
    print(
        translate(
            "The register was copied and is the same in both places (SHA-256 {checksum}). From now on work only with "
            "the new one; the old one stays as it is.",
            checksum=digest,
        )
    )


COMMANDS: dict[str, Callable[[argparse.Namespace, Registers], None]] = {
    "new": _new,
    "import": _import,
    "export": _export,
    "print": _print,
    "generate": _generate,
    "check": check_register,
    "server": _server,
    "move": _move,
    "backup": back_up,
    "backups": list_backups,
    "compare": compare,
    "restore": restore,
}
"""The commands by name; each raises UserError where it is refused or fails."""
