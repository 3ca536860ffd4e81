"""Says in the user's words why a file could not be written."""

from __future__ import annotations

import errno
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_
from desktop_app.base.patience import is_held

_REASONS: dict[int, str] = {
    errno.ENOSPC: N_(
        "The file “{name}” was not written, because the disk is full. Nothing was changed."
        " Free some space or choose another folder, then try again."
    ),
    errno.EFBIG: N_(
        "The file “{name}” was not written, because it is too large for this disk. Nothing was changed."
        " Choose another disk, then try again."
    ),
    errno.EROFS: N_(
        "The file “{name}” was not written, because the disk can only be read. Nothing was changed."
        " Choose another folder, then try again."
    ),
    errno.EACCES: N_(
        "The file “{name}” was not written, because the folder or the file is write-protected. Nothing was changed."
        " Choose another folder or name, then try again."
    ),
    errno.ENOENT: N_(
        "The file “{name}” was not written, because the folder “{folder}” does not exist. Nothing was changed."
        " Choose another folder, then try again."
    ),
    errno.EISDIR: N_(
        "The file “{name}” was not written, because a folder has this name. Nothing was changed."
        " Choose another name, then try again."
    ),
    errno.ENAMETOOLONG: N_(
        "The file “{name}” was not written, because its name is too long. Nothing was changed."
        " Choose a shorter name, then try again."
    ),
}
_SAME_REASON = {
    errno.EDQUOT: errno.ENOSPC,
    errno.EPERM: errno.EACCES,
    errno.ENOTDIR: errno.ENOENT,
    errno.EEXIST: errno.EISDIR,
}
_IN_USE = N_(
    "The file “{name}” was not written, because another program has it open or the folder is write-protected."
    " Nothing was changed. Close the file in the other program (Excel, for instance), then try again."
)
_OTHER = N_(
    "The file “{name}” was not written, because the disk refused it ({reason}). Nothing was changed."
    " Check the disk or choose another folder, then try again."
)
_NOT_CONFIRMED = N_(
    "The file “{name}” was written, but the disk did not confirm it ({reason})."
    " Open the file to check it, or save it in another folder."
)


class NotWritten(UserError):
    """A file could not be written; what was there before is still there."""


class NotConfirmed(UserError):
    """A file stands in its place, but may not outlive a power cut."""


def not_written(path: Path, failure: OSError) -> NotWritten:
    """Return the error that names `path` and tells why writing it failed."""
    if is_held(failure):
        return NotWritten(_IN_USE, name=path.name)
    code = failure.errno or 0
    msgid = _REASONS.get(_SAME_REASON.get(code, code))
    if msgid is None:
        return NotWritten(_OTHER, name=path.name, reason=failure.strerror or code)
    return NotWritten(msgid, name=path.name, folder=path.parent)


def not_confirmed(path: Path, failure: OSError) -> NotConfirmed:
    """Return the error for a folder that could not be brought to the disk after `path` was put into it."""
    return NotConfirmed(_NOT_CONFIRMED, name=path.name, reason=failure.strerror or failure.errno)
