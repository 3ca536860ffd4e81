"""Watches what the program tells unasked: no value of a record may turn up in its log, temporary files or errors."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

CANARIES = (
    "Musterfrau", "Musterstadt", "Itschnja", "Ічня", "Ultraschallgerät", "Bericht anfordern",
    "Zitronenzeisig", "Жовтогрудка", "zeisig@example.org",
    "030 23125 017", "03023125017", "3023125017", "0351 4887 0042", "035148870042", "35148870042",
)  # fmt: skip
"""Names and numbers that tests put into records, as `builders` does; phone numbers also as they are dialled."""

SERVER_FOLDER = "brueckenbuch-server-"
"""How the folder of a database server begins, where the registers of the tests live: values belong there."""

_FOLDED = tuple((canary, canary.casefold()) for canary in CANARIES)


def betrayed(text: str) -> list[str]:
    """Return the values that a text tells."""
    folded = text.casefold()
    return [canary for canary, words in _FOLDED if words in folded]


class Watch:
    """Reads what was written into some folders since the last look."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._read: dict[Path, int] = {}

    def look(self) -> dict[str, list[str]]:
        """Return which values are in which files; each part of a file is read once."""
        found = {}
        for path in self._files():
            size = path.stat().st_size
            known = self._read.get(path, 0)
            if size != known:
                with path.open("rb") as file:
                    file.seek(known if size > known else 0)
                    values = betrayed(file.read().decode("utf-8", errors="replace"))
                self._read[path] = size
                if values:
                    found[str(path)] = values
        return found

    def _files(self) -> Iterator[Path]:
        for folder in self._folders:
            for parent, folders, names in os.walk(folder):
                folders[:] = [name for name in folders if not name.startswith(SERVER_FOLDER)]
                yield from (Path(parent, name) for name in names)
