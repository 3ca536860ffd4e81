"""What the commands about backups do."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop_app.base.errors import CountedError
from desktop_app.base.formats import format_count, format_file_size, format_timestamp
from desktop_app.base.i18n import NN_, translate
from desktop_app.command_line.opening import open_desk
from desktop_app.domain.catalogue import TYPES
from desktop_app.services.registers import Registers, with_suffix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.services.comparing import Comparison

# ruff: noqa: PLC0415  what only these commands need is loaded by them

_MOST_LISTED = 100
"""So many records are listed one by one; the counts are of all."""


def back_up(options: argparse.Namespace, registers: Registers) -> None:
    """Make a backup and say where it lies."""
    from desktop_app.services.backups import Reason

    desk = open_desk(options, registers)
    made = desk.backups.make(Reason.BY_HAND, datetime.now(UTC), place=options.to)
    desk.close()
    print(translate("The backup {file} was made, checked and compared.", file=made.path))


def list_backups(options: argparse.Namespace, registers: Registers) -> None:
    """List the backups, the latest first; fails where one of them is damaged."""
    from desktop_app.services.backups import Condition, condition_in_words, condition_of, reason_in_words

    desk = open_desk(options, registers)
    found = desk.backups.all()
    desk.close()
    damaged = 0
    for backup in found:
        condition = condition_of(backup)
        damaged += condition is Condition.DAMAGED
        facts = (
            format_timestamp(backup.made),
            reason_in_words(backup),
            format_file_size(backup.size),
            condition_in_words(condition),
        )
        print(f"{' · '.join(facts)}\n    {backup.path}")
    if damaged:
        forms = NN_("{count} backup is damaged.", "{count} backups are damaged.")
        raise CountedError(*forms, damaged)
    if not found:
        print(translate("There is no backup yet."))


def compare(options: argparse.Namespace, registers: Registers) -> None:
    """Say in what a backup differs from the register."""
    desk = open_desk(options, registers)
    comparison = desk.backups.compare(options.backup)
    desk.close()
    for line in _lines(comparison):
        print(line)


def restore(options: argparse.Namespace, registers: Registers) -> None:
    """Make a new register from a backup, and compare it with the one that is named."""
    from desktop_app.services.backups import lacking_in_words
    from desktop_app.services.backups import restore as restore_into

    target = with_suffix(options.to)
    lacking = restore_into(options.backup, target)
    print(translate("The register {file} was made from the backup.", file=target))
    if lacking:
        print(lacking_in_words(lacking), file=sys.stderr)
    if options.register is not None:
        desk = open_desk(options, registers)
        print(translate("Compared with {file}:", file=desk.home.address))
        comparison = desk.backups.compare(options.backup)
        desk.close()
        for line in _lines(comparison):
            print(line)


def _lines(comparison: Comparison) -> Iterator[str]:
    from desktop_app.services.comparing import side_in_words

    yield from comparison.summary()
    for difference in comparison.shown[:_MOST_LISTED]:
        kind = translate(TYPES[difference.record].LABEL)
        yield f"{kind} {difference.title}: {side_in_words(difference.side)}"
        for value in difference.values:
            yield f"    {value.label}: {value.then or '–'} → {value.now or '–'}"
    if left := comparison.total - min(len(comparison.shown), _MOST_LISTED):
        yield format_count("… and {count} more record", "… and {count} more records", left)
