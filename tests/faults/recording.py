"""Records what a work asks of the disk, system call by system call, with strace."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from tests.faults.apart import started, told
from tests.faults.work import Work

_CALLS = (
    "open,openat,creat,close,write,pwrite64,lseek,ftruncate,fallocate,sendfile,copy_file_range,fsync,fdatasync,"
    "rename,renameat,renameat2,link,linkat,unlink,unlinkat"
)
_LONGEST = 16_777_216
_LINE = re.compile(r"(?P<pid>\d+) +(?P<call>\w+)\((?P<said>.*)\) += (?P<result>-?\d+)(?:<.*>)?", re.DOTALL)
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DESCRIPTOR = re.compile(r"(\d+)<([^>]*)>")
_PR_SET_PTRACER = 0x59616D61


@dataclass(frozen=True, slots=True)
class Event:
    """One thing asked of the disk: open, write, truncate, sync, rename, link, unlink; or, by ourselves, confirm.

    `file` tells an open file from all others (0: a folder is brought to the disk); `name` and `other` are paths; `at`
    is a place in bytes, -1 for the end.
    """

    kind: str
    name: str = ""
    other: str = ""
    file: int = 0
    at: int = 0
    data: bytes = b""


def can_record() -> bool:
    """Say whether strace is there and allowed to look on."""
    strace = shutil.which("strace")
    return strace is not None and subprocess.run([strace, "-o", os.devnull, "true"], check=False).returncode == 0


def record(work: Work, folder: Path, steps: int) -> list[Event]:
    """Let a child do so many steps in a folder and return what it asked of the disk there."""
    trace, confirmed = folder.with_name("trace"), folder.with_name("confirmed")
    with started(_work_when_told, work, folder, confirmed, steps) as (process, hearing):
        pid = next(told(hearing))
        command = ["strace", "-f", "-y", "-xx", "-s", str(_LONGEST), "-e", f"trace={_CALLS}", "-o", str(trace)]
        with subprocess.Popen([*command, "-p", str(pid)], stderr=subprocess.PIPE, text=True) as strace:
            assert strace.stderr is not None
            assert "attached" in strace.stderr.readline()
            os.kill(pid, signal.SIGUSR1)
            process.join()
        assert process.exitcode == 0
    with trace.open(encoding="ascii") as lines:
        return list(_Trace(folder, confirmed).events(lines))


def _work_when_told(work: Work, folder: Path, confirmed: Path, steps: int, telling: Connection) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1))  # where only a parent may look on otherwise
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    telling.send(os.getpid())
    signal.sigwait({signal.SIGUSR1})
    mark = os.open(confirmed, os.O_WRONLY | os.O_CREAT)
    with work.begun(folder) as step:
        for number in range(steps):
            step(number)
            os.write(mark, b"done")
    os.close(mark)


class _Trace:
    """The way from strace's lines to events in a folder."""

    def __init__(self, folder: Path, confirmed: Path) -> None:
        self._folder = str(folder)
        self._confirmed = str(confirmed)
        self._open: dict[tuple[str, int], int] = {}
        self._places: dict[int, int | None] = {}
        self._files = 0

    def events(self, lines: Iterator[str]) -> Iterator[Event]:
        """Yield the events in their order."""
        for line in lines:
            if "<unfinished ...>" in line or " resumed>" in line:
                raise ValueError("two processes at once cannot be put in order")
            match = _LINE.match(line)
            if match and int(match["result"]) >= 0:
                strings = [bytes.fromhex(text.replace("\\x", "")) for text in _STRING.findall(match["said"])]
                yield from self._event(match["pid"], match["call"], match["said"], strings, int(match["result"]))

    def _event(  # noqa: C901  one case for each call
        self, pid: str, call: str, said: str, strings: list[bytes], result: int
    ) -> Iterator[Event]:
        found = _DESCRIPTOR.match(said)
        descriptor = (pid, int(found[1])) if found else (pid, -1)
        path = bytes.fromhex(found[2].replace("\\x", "")).decode(errors="replace") if found else ""
        file = self._open.get(descriptor, 0)
        last = re.search(r"(\d+)$", said)
        number = int(last[1]) if last else 0
        match call:
            case "open" | "openat" | "creat":
                yield from self._opened(pid, said, os.fsdecode(strings[-1]), result)
            case "close":
                self._open.pop(descriptor, None)
            case "write" if path == self._confirmed:
                yield Event("confirm")
            case "write" if file:
                place = self._places[file]
                yield Event("write", file=file, at=-1 if place is None else place, data=strings[0][:result])
                self._places[file] = None if place is None else place + result
            case "lseek" if file:
                self._places[file] = result
            case "pwrite64" if file:
                yield Event("write", file=file, at=number, data=strings[0][:result])
            case "ftruncate" if file:
                yield Event("truncate", file=file, at=number)
            case "sendfile" | "copy_file_range" | "fallocate" if file:
                raise ValueError(f"{call} is not understood yet")
            case "fsync" | "fdatasync" if file or self._is_inside(path):
                yield Event("sync", file=file, name=path)
            case "rename" | "renameat" | "renameat2" if self._is_inside(os.fsdecode(strings[-1])):
                yield Event("rename", name=os.fsdecode(strings[0]), other=os.fsdecode(strings[-1]))
            case "link" | "linkat" if self._is_inside(os.fsdecode(strings[-1])):
                yield Event("link", name=os.fsdecode(strings[0]), other=os.fsdecode(strings[-1]))
            case "unlink" | "unlinkat" if self._is_inside(os.fsdecode(strings[-1])):
                yield Event("unlink", name=os.fsdecode(strings[-1]))

    def _opened(self, pid: str, said: str, name: str, result: int) -> Iterator[Event]:
        self._open.pop((pid, result), None)
        if not self._is_inside(name) or Path(name).is_dir():
            return
        self._files += 1
        self._open[pid, result] = self._files
        self._places[self._files] = None if "O_APPEND" in said else 0
        yield Event("open", name=name, file=self._files)
        if "O_TRUNC" in said:
            yield Event("truncate", file=self._files, at=0)

    def _is_inside(self, name: str) -> bool:
        return name == self._folder or name.startswith(f"{self._folder}/")
