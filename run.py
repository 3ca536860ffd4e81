#!/usr/bin/env python3
"""Sets Brückenbuch up in its own folder and starts it.

python3 run.py [ARGUMENTS]           starts the program; --help lists its arguments
python3 run.py test [ARGUMENTS]      runs every check; arguments go to pytest
python3 run.py requirements [--upgrade]
                                     renews build_spec/requirements from pyproject.toml
python3 run.py translations          brings the catalogues in resources/locale up to date
"""

from __future__ import annotations

import ast
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "set-up"
REQUIREMENTS = ROOT / "build_spec" / "requirements"

# What Qt loads from the system on Linux, and the package of Debian or Ubuntu that brings it.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libcups.so.2": "libcups2",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
TEST_TOOLS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "pdftotext": "poppler-utils",
    "strace": "strace",
    "initdb": "postgresql",
}

# Debian keeps each version of PostgreSQL's programs in a folder that is not on the path, and starts a server with them
# unless this file says otherwise; the tests start their own.
SERVERS = Path("/usr/lib/postgresql")
SERVER_SETTINGS = Path("/etc/postgresql-common/createcluster.conf")

CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "layers": ["-c", "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"],
}
# The translation check is a test as well: tests/rules/test_translations.py.
PYTEST = ["-m", "pytest", "-q", "-n", "2"]

TASKS = {"requirements": "build_spec/pin_requirements.py", "translations": "build_spec/translations.py"}

# pip's settings and what uv calls them.
UV_NAMES = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "cert": ("SSL_CERT_FILE", ""),
}


def main(arguments: list[str]) -> int:
    """Do what the first argument says, or start the program."""
    if sys.version_info < (3, 11):  # noqa: UP036  whoever starts this file has the Python of their system
        sys.exit(f"Brückenbuch needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    task = arguments[0] if arguments else ""
    if task == "test":
        set_up("test")
        return test(arguments[1:])
    if task in TASKS:
        set_up("test")
        return run(PYTHON, TASKS[task], *arguments[1:])
    set_up("program")
    command = [str(PYTHON), "-P", "-m", "desktop_app", *arguments]
    if os.name != "nt":  # there, the prompt would come back before the program ends
        os.execv(PYTHON, command)  # noqa: S606  the program takes this process's place
    return subprocess.run(command, check=False).returncode


def test(arguments: list[str]) -> int:
    """Run every check, the tests last; return 0 if all of them passed."""
    failed = [name for name, check in CHECKS.items() if not step(name, PYTHON, *check)]
    if failed:
        say(f"Failed before the tests: {', '.join(failed)}")
    return run(PYTHON, *PYTEST, *arguments) or (1 if failed else 0)


def set_up(kind: str) -> None:
    """Install what `kind` ("program" or "test") needs and is not there yet."""
    done = set(STAMP.read_text("utf-8").split()) if PYTHON.exists() and STAMP.exists() else set()
    if {system_mark(kind), packages_mark(kind)} <= done:
        return
    if system_mark(kind) in done or install_system(kind):
        done.add(system_mark(kind))
    if packages_mark(kind) not in done:
        install_packages(kind)
        done = {mark for mark in done if mark.startswith("system")} | {packages_mark(kind)}
        if kind == "test":  # its packages include the program's
            done.add(packages_mark("program"))
    STAMP.write_text("\n".join(sorted(done)), "utf-8")


def system_mark(kind: str) -> str:
    """Return what the stamp says when the system packages are there; it changes with their list."""
    return f"system-{kind}-{hashlib.sha256(repr((LIBRARIES, TEST_TOOLS)).encode()).hexdigest()}"


def packages_mark(kind: str) -> str:
    """Return what the stamp says when the pinned packages are there; it changes with the pins and the interpreter."""
    pins = b"".join((REQUIREMENTS / f"{name}.txt").read_bytes() for name in ("uv", kind))
    return f"packages-{kind}-{hashlib.sha256(pins + str(PYTHON.resolve()).encode()).hexdigest()}"


def install_system(kind: str) -> bool:
    """Install missing system packages on Debian and Ubuntu; say elsewhere what is missing."""
    if not sys.platform.startswith("linux"):
        return True
    missing = {library: package for library, package in LIBRARIES.items() if not loads(library)}
    if kind == "test":
        missing |= {tool: package for tool, package in TEST_TOOLS.items() if not has_tool(tool)}
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        missing["venv"] = "python3-venv"
    if not missing:
        return True
    admin = [] if os.geteuid() == 0 else ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]
    apt = [*admin, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    apt += ["-o", "Dpkg::Options::=--force-confold"]  # asks nothing about settings that are there already
    install = [*apt, "install", "-y", "--no-install-recommends", *missing.values()]
    if shutil.which("apt-get") and (not admin or shutil.which("sudo")):
        step("package lists", *apt, "update")
        if "initdb" in missing and not SERVER_SETTINGS.exists():
            run(*admin, "mkdir", "-p", SERVER_SETTINGS.parent)
            run(*admin, "sh", "-c", f"echo 'create_main_cluster = false' > {SERVER_SETTINGS}")
        if step("system packages", *install):
            return True
    say(f"Missing on this system: {', '.join(missing)}.")
    say(f"On Debian and Ubuntu: apt-get install {' '.join(missing.values())}")
    say("Elsewhere, install the packages that bring these files. Without them no window may open.")
    return False


def has_tool(name: str) -> bool:
    """Tell whether a program of the tests is there."""
    return shutil.which(name) is not None or any(SERVERS.glob(f"*/bin/{name}"))


def loads(library: str) -> bool:
    """Tell whether the system finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(kind: str) -> None:
    """Bring the virtual environment to exactly the pinned packages, checked by their hashes."""
    STAMP.unlink(missing_ok=True)
    if not PYTHON.exists() or subprocess.run([PYTHON, "-m", "pip", "-V"], capture_output=True, check=False).returncode:
        require(step("virtual environment", sys.executable, "-m", "venv", "--clear", VENV))
    pip_options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "-r", REQUIREMENTS / "uv.txt"]
    require(step("installer", PYTHON, "-m", "pip", "install", *pip_options))
    os.environ.update(uv_settings())
    uv_options = ["--quiet", "--require-hashes", "--no-build", "--python", PYTHON, REQUIREMENTS / f"{kind}.txt"]
    require(step(f"packages for the {kind}", PYTHON, "-m", "uv", "pip", "sync", *uv_options))


def uv_settings() -> dict[str, str]:
    """Return pip's settings of this machine under uv's names, but for those that are set for uv already."""
    listed = subprocess.run([PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True).stdout
    settings = {"UV_INDEX_STRATEGY": "unsafe-best-match"}  # as pip does; the hashes leave no choice of content
    for line in sorted(listed.splitlines(), key=lambda line: line.startswith(":env:")):  # the environment wins
        option, _, value = line.partition("=")
        if found := UV_NAMES.get(option.rpartition(".")[2]):
            name, separator = found
            text = ast.literal_eval(value)
            settings[name] = separator.join(text.split()) if separator else text
    return {name: value for name, value in settings.items() if name not in os.environ}


def step(name: str, *command: object) -> bool:
    """Run a command, tell how long it took and return whether it succeeded."""
    say(f"— {name} …")
    start = time.monotonic()
    succeeded = run(*command, output=sys.stderr) == 0
    say(f"— {name}: {'done' if succeeded else 'FAILED'} in {time.monotonic() - start:.1f} s")
    return succeeded


def run(*command: object, output: TextIO | None = None) -> int:
    """Run a command in the project's folder and return its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, stdout=output, check=False).returncode


def require(succeeded: bool) -> None:  # noqa: FBT001  reads as a sentence: require(step(…))
    """End with a word on what to do when a step of the set-up failed."""
    if not succeeded:
        sys.exit("The set-up stopped at the step above. Nothing is lost: mend its cause and start again.")


def say(text: str) -> None:
    """Tell the user something, apart from what the program itself puts out."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
