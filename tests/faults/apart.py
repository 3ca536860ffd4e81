"""Runs works in processes of their own, split off from one that has loaded the program already where that is known."""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.util import get_temp_dir
from typing import Any

if sys.platform == "win32":
    _CONTEXT: Any = multiprocessing.get_context("spawn")
else:
    _CONTEXT = multiprocessing.get_context("forkserver")
    _CONTEXT.set_forkserver_preload(["tests.faults.works"])
    # The socket to it is no file of the program's, and outlives the folder of these.
    _temporary, tempfile.tempdir = tempfile.tempdir, os.environ.get("PYTEST_DEBUG_TEMPROOT")
    get_temp_dir()
    tempfile.tempdir = _temporary


@contextmanager
def started(target: Callable[..., None], *arguments: Any) -> Iterator[tuple[BaseProcess, Connection]]:
    """Start a process that says what it has to say through a pipe, its last argument; it has ended afterwards."""
    hearing, telling = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=target, args=(*arguments, telling))
    process.start()
    telling.close()
    try:
        yield process, hearing
    finally:
        process.kill()
        process.join()
        process.close()
        hearing.close()


def told(hearing: Connection) -> Iterator[Any]:
    """Yield what a process says until it ends, however it ends."""
    while True:
        try:
            yield hearing.recv()
        except (EOFError, OSError):
            return
