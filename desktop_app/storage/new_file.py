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

_EXISTS = N_("{file} exists already. Nothing was changed. Choose another name.")


def refuse_taken(path: Path) -> None:
    """Raise StorageError where a file cannot be made because its name is taken or its folder is not there."""
    if path.exists():
        raise StorageError(_EXISTS, file=path.name)
    if not path.parent.is_dir():
        raise StorageError(
            N_("{file} cannot be made, because the folder {folder} does not exist."),
            file=path.name,
            folder=str(path.parent),
        )


def give_name(part: Path, path: Path) -> None:
    """Give the finished file its name, without overwriting one that appeared meanwhile; raises StorageError there."""
    try:
        os.link(part, path)
    except OSError as error:  # the name is taken, or the disk knows no second names
        if path.exists():
            raise StorageError(_EXISTS, file=path.name) from error
        patiently(partial(part.rename, path))
    else:
        with contextlib.suppress(OSError):  # a second name of the register, which the next one made here removes
            patiently(part.unlink)
    sync(path.parent)
