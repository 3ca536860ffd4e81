"""Puts a file of a record into the words and the icon by which a list shows it."""

from __future__ import annotations

from PySide6.QtGui import QIcon

from desktop_app.base.formats import format_file_size, format_moment
from desktop_app.base.i18n import N_, translate
from desktop_app.domain.attachment import Attachment
from desktop_app.domain.file_kinds import FileKind, file_type
from desktop_app.gui.kit.file_model import FileEntry
from desktop_app.services.attachments import Condition

ICONS = {
    FileKind.PDF: "file-type-pdf",
    FileKind.TEXT: "file-text",
    FileKind.TABLE: "file-spreadsheet",
    FileKind.SLIDES: "presentation",
    FileKind.PICTURE: "photo",
    FileKind.SOUND: "file-music",
    FileKind.FILM: "file-music",
    FileKind.MAIL: "mail",
    FileKind.PACKAGE: "file-zip",
    FileKind.PROGRAM: "file-code",
    FileKind.OTHER: "file",
}
"""The icon of each kind of file."""

_FAULTS = {Condition.MISSING: N_("Content missing"), Condition.CHANGED: N_("Content changed")}


def file_entry(file: Attachment, milestone: str, how: Condition, picture: QIcon | None = None) -> FileEntry:
    """Return a file as a list shows it; `milestone` names what it proves, `how` is how its content was found."""
    at = format_moment(file.created_at) if file.created_at else ""
    remark = " ".join(file.remark.split())
    return FileEntry(
        id=file.id or 0,
        name=file.name,
        icon_name=ICONS[file_type(file.name).kind],
        size=format_file_size(file.size or 0),
        added=" · ".join(part for part in (at, file.created_by) if part),
        note=" · ".join(part for part in (milestone, remark) if part),
        fault=translate(_FAULTS[how]) if how in _FAULTS else "",
        picture=picture,
    )
