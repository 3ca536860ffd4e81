"""Starts the program, or, in a packaged program, the process that reads one workbook, or draws one page, for it."""

from __future__ import annotations

import sys

from desktop_app.base.loading import begin_loading
from desktop_app.exchange import READER_ARGUMENT
from desktop_app.reports import PAGE_ARGUMENT


def main(argv: list[str] | None = None) -> int:
    """Run the command line `argv` (the process's own without it) and return the exit code."""
    begin_loading()
    # Imported here, so that the process that reads a workbook does without the rest.
    from desktop_app.app import main as run  # noqa: PLC0415  see above

    return run(argv)


if __name__ == "__main__":
    if sys.argv[1:2] == [READER_ARGUMENT]:
        from desktop_app.exchange.reader import main as read

        sys.exit(read(*sys.argv[2:]))
    if sys.argv[1:2] == [PAGE_ARGUMENT]:
        from desktop_app.reports.page_reader import main as draw

        sys.exit(draw(*sys.argv[2:]))
    sys.exit(main())
