"""Opens connections to a register file through the one SQLite engine of the process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlcipher3.dbapi2 as sqlite

from desktop_app.base.text import fold, sort_key

if TYPE_CHECKING:
    from sqlalchemy import Engine

APPLICATION_ID = 0x42727563
"""`Bruc` in a register file's header tells it from other SQLite files."""

BUSY_SECONDS = 5.0
_CACHE_KIB = 32_768


def connect(path: Path, *, read_only: bool = False, alone: bool = False, foreign_keys: bool = True) -> Any:
    """Return a driver connection with the settings that keep confirmed saves safe.

    Write-ahead log with FULL synchronisation: no confirmed save was lost in simulated power cuts. `alone` reads a file
    that nobody writes meanwhile, without a lock and without any file beside it.
    """
    mode = "ro&immutable=1" if alone else "ro" if read_only else "rw"
    connection = sqlite.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in (
            f"foreign_keys={int(foreign_keys)}",
            "synchronous=FULL",
            f"cache_size=-{_CACHE_KIB}",
            "temp_store=MEMORY",
            "trusted_schema=OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")
        for name, function in (("fold", fold), ("sort_key", sort_key)):
            connection.create_function(name, 1, function, deterministic=True)
    except BaseException:
        connection.close()
        raise
    return connection


class Outside(NamedTuple):
    """What a file that may not be written looks like from outside: whether nobody writes it, and its files' states."""

    alone: bool
    files: tuple[tuple[str, int, int, int], ...]


def open_engine(
    path: Path, *, read_only: bool = False, seen: Callable[[], Outside] | None = None, foreign_keys: bool = True
) -> Engine:
    """Return an engine on an existing register file; units that write begin IMMEDIATE, readers plain.

    A file that may not be written is `seen` before each question: where somebody else changed it, it is opened anew.
    """
    # SQLAlchemy takes as long to load as Qt; the program starts without it.
    from desktop_app.storage.pool import pooled  # noqa: PLC0415  see above

    if seen is not None:
        return pooled(lambda: connect(path, read_only=True, alone=seen().alone), seen)
    return pooled(lambda: connect(path, read_only=read_only, foreign_keys=foreign_keys))
