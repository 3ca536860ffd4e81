"""Has a page of a foreign PDF drawn by a process of its own, so that no file can take the program's memory or life."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_
from desktop_app.reports import PAGE_ARGUMENT
from desktop_app.reports.page_reader import OUT_OF_MEMORY
from desktop_app.reports.pages import PagePicture

_START = (
    "import sys; sys.path[:] = sys.argv[2:]; from desktop_app.reports.page_reader import main;"
    " sys.exit(main(sys.argv[1]))"
)
_PIXELS = 24_000_000
"""So many pixels a picture of a page has at most."""
_MEMORY = 1_000_000_000
_SECONDS = 20

_BROKEN = N_("“{name}” cannot be shown here: it is damaged, protected with a password, or no PDF. It is kept as it is.")
_TOO_MUCH = N_("“{name}” cannot be shown here: drawing it needs too much memory or time. It is kept as it is.")


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page as a picture, and of the whole document how many pages it has and how large (in points) each is."""

    count: int
    sizes: tuple[tuple[float, float], ...]
    picture: PagePicture


def draw_apart(pdf: bytes, name: str, place: int, dpi: float) -> DrawnPage:
    """Return a page (counted from 0) of a PDF at `dpi` dots per inch, or as many as its size allows.

    Raises UserError, which calls the file `name`, where it cannot be read or goes too far.
    """
    asked = json.dumps({"place": place, "dpi": dpi, "pixels": _PIXELS, "memory": _MEMORY, "seconds": _SECONDS})
    frozen = getattr(sys, "frozen", False)
    command = [PAGE_ARGUMENT, asked] if frozen else ["-I", "-c", _START, asked, *sys.path]
    try:
        done = subprocess.run(  # noqa: S603  this very program
            [sys.executable, *command], input=pdf, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UserError(_TOO_MUCH, name=name) from error
    except OSError as error:
        raise UserError(_BROKEN, name=name) from error
    if done.returncode == OUT_OF_MEMORY:
        raise UserError(_TOO_MUCH, name=name)
    head, _, pixels = done.stdout.partition(b"\n")
    if done.returncode or not pixels:
        raise UserError(_BROKEN, name=name)
    told = json.loads(head)
    picture = PagePicture(told["width"], told["height"], told["bytes_per_line"], pixels)
    return DrawnPage(told["count"], tuple((width, height) for width, height in told["sizes"]), picture)
