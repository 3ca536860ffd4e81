"""Writes the pinned requirements in build_spec/requirements from pyproject.toml.

They hold for every system, carry the hash of every file and name no address. Pins that are there stay unless
`--upgrade` or `--upgrade-package NAME` asks for newer ones.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "build_spec/requirements"
# The program's versions are those that were tested: test.txt comes first and binds program.txt.
SOURCES = {
    "uv": [f"{FOLDER}/uv.in"],
    "test": ["pyproject.toml", "--extra", "test"],
    "program": ["pyproject.toml", "--constraints", f"{FOLDER}/test.txt"],
}
OPTIONS = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
]


def main(arguments: list[str]) -> None:
    """Compile each requirements file; further arguments go to `uv pip compile`."""
    compiler = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", *OPTIONS]
    for name, source in SOURCES.items():
        shown = ["--custom-compile-command", "python3 run.py requirements", "--output-file", f"{FOLDER}/{name}.txt"]
        subprocess.run([*compiler, *shown, *arguments, *source], cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
