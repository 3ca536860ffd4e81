"""Shows what is in the files of records: pages of PDFs as pictures, and the content of pictures."""

from __future__ import annotations

from desktop_app.base.errors import UserError
from desktop_app.base.formats import format_file_size
from desktop_app.base.i18n import N_
from desktop_app.domain.attachment import Attachment
from desktop_app.domain.file_kinds import FileKind, file_type
from desktop_app.reports.pages_apart import DrawnPage, draw_apart
from desktop_app.services.attachments import Attachments

__all__ = ["DrawnPage", "Previews", "is_drawn", "is_picture"]

_MOST = 80_000_000
"""Bytes of a file that is shown."""
_PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/bmp", "image/tiff", "image/webp"})
_LARGE = N_("“{name}” has {size} and is too large to be shown here. Open it in its own program.")


def is_picture(file: Attachment) -> bool:
    """Say whether a file is, by its name, a picture that can be shown."""
    return file_type(file.name).media_type in _PICTURES


def is_drawn(file: Attachment) -> bool:
    """Say whether a file is, by its name, one whose content can be shown at all."""
    return is_picture(file) or file_type(file.name).kind is FileKind.PDF


class Previews:
    """Reads contents for looking at them; to be asked beside the window."""

    def __init__(self, attachments: Attachments) -> None:
        self._attachments = attachments

    def content(self, file: Attachment) -> bytes:
        """Return the content of a file; raises UserError where it is too large, missing, or not what was added."""
        if (file.size or 0) > _MOST:
            raise UserError(_LARGE, name=file.name, size=format_file_size(file.size or 0))
        return self._attachments.content(file)

    def page(self, file: Attachment, place: int, dpi: float) -> DrawnPage:
        """Return a page of a PDF; raises UserError where it cannot be drawn."""
        return draw_apart(self.content(file), file.name, place, dpi)
