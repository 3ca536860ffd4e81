"""The program of the process that reads a workbook for `apart`: limits itself, reads, answers, ends."""

from __future__ import annotations

import gc
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop_app.exchange.container import read_container
from desktop_app.exchange.failures import NotReadable
from desktop_app.exchange.limits import Limits
from desktop_app.exchange.wire import refusal_line, table_lines

if sys.platform == "linux":
    import resource

OUT_OF_MEMORY = 3
"""The exit code that tells of it."""


def main(asked: str) -> int:
    """Read the workbook on standard input as `question` asks, write the lines of `wire` to standard output, return 0.

    Returns OUT_OF_MEMORY, the answer cut short, where the memory does not suffice.
    """
    gc.disable()  # no table holds circles, and the process ends with its one answer
    try:
        _answer(json.loads(asked))
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def question(path: Path, limits: Limits, sheet: str | None) -> str:
    """Return what `main` is to be asked for the file at `path`."""
    return json.dumps({"name": path.name, "sheet": sheet, "limits": asdict(limits)})


def _answer(asked: dict[str, Any]) -> None:
    limits = Limits(**asked["limits"])
    _limit(limits)
    try:
        table = read_container(Path(asked["name"]), sys.stdin.buffer.read(), limits, asked["sheet"])
    except NotReadable as refusal:
        sys.stdout.buffer.write(refusal_line(refusal))
    else:
        sys.stdout.buffer.writelines(table_lines(table))
    sys.stdout.buffer.flush()


def _limit(limits: Limits) -> None:
    """Have the system end what goes too far.

    Windows and macOS have no limit that a process can set to its memory; there the guards and the deadline remain.
    The processor's time matters only when the program is killed and nobody watches the deadline any more.
    """
    if sys.platform == "linux":
        _lower(resource.RLIMIT_AS, limits.memory)
        _lower(resource.RLIMIT_CPU, int(limits.seconds) + 1)


def _lower(kind: int, most: int) -> None:
    _, allowed = resource.getrlimit(kind)
    value = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(kind, (value, value))
