"""Gives a finished register file its name, and never writes over another one."""

from __future__ import annotations

import contextlib
import os
from functools import partial
from pathlib import Path

from desktop_app.base.i18n import N_
from desktop_app.base.patience import patiently
from desktop_app.storage.disk import sync
from desktop_app.storage.failures import StorageError

_LEFT_BEHIND = N_(
    "Beside {file} lies {log}, with changes of a register of that name that was moved, renamed or deleted. "
    "Nothing was changed. Choose another name, or give that register its name back and open it once."
)
_EXISTS = N_("{file} exists already. Nothing was changed. Choose another name.")


def logs_of(path: Path) -> tuple[Path, ...]:
    """Return where changes may lie that are not in the file itself yet, or are half in it."""
    return tuple(path.with_name(path.name + tail) for tail in ("-wal", "-journal"))


def refuse_taken(path: Path) -> None:
    """Raise StorageError where a file cannot be made because its name is taken or its folder is not there.

    The log of a register that was there and is not any more would be folded into the new file, and spoil both.
    """
    if path.exists():
        raise StorageError(_EXISTS, file=path.name)
    for log in logs_of(path):
        if log.exists() and log.stat().st_size:
            raise StorageError(_LEFT_BEHIND, file=path.name, log=log.name)
    if not path.parent.is_dir():
        raise StorageError(
            N_("{file} cannot be made, because the folder {folder} does not exist."),
            file=path.name,
            folder=str(path.parent),
        )


def part_of(path: Path) -> Path:
    """Return where a file is written before it gets its name."""
    return path.with_name(f".{path.name}.new")


def drop_second_name(path: Path) -> None:
    """Remove the name that a finished file had before, where the program ended between the two."""
    with contextlib.suppress(OSError):
        if part_of(path).samefile(path):
            part_of(path).unlink()


def give_name(part: Path, path: Path) -> None:
    """Give the finished file its name, without overwriting one that appeared meanwhile; raises StorageError there."""
    refuse_taken(path)
    try:
        os.link(part, path)
    except OSError as error:  # the name is taken, or the disk knows no second names
        if path.exists():
            raise StorageError(_EXISTS, file=path.name) from error
        patiently(partial(part.rename, path))
    else:
        with contextlib.suppress(OSError):  # a second name of the register, which the next opening removes
            patiently(part.unlink)
    sync(path.parent)
