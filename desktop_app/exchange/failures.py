"""The error for a file that cannot be read as a table."""

from __future__ import annotations

from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_

DAMAGED = N_(
    "The workbook “{name}” is damaged or incomplete. Nothing was read."
    " Copy or download it again, or save it anew in a spreadsheet program."
)
PROTECTED = N_(
    "The workbook “{name}” is protected with a password. Nothing was read."
    " Open it in a spreadsheet program, save it without a password, then try again."
)
NO_TABLE_FILE = N_(
    "The file “{name}” is not a table. Nothing was read. Choose a CSV file or a workbook (XLSX, XLS, ODS)."
)


class NotReadable(UserError):
    """A file cannot be read as a table; nothing was taken from it.

    The sentence names the file by its `{name}`, says what is wrong with it and what to do.
    """

    def __init__(self, msgid: str, path: Path, **values: object) -> None:
        super().__init__(msgid, name=path.name, **values)
