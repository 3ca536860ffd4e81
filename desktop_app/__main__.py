"""Starts the program."""

from __future__ import annotations

import sys

from desktop_app.app import main as run


def main(argv: list[str] | None = None) -> int:
    """Run the command line `argv` (the process's own without it) and return the exit code."""
    return run(argv)


if __name__ == "__main__":
    sys.exit(main())
