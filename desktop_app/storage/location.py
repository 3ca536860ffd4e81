"""Says whether a folder is a place where a register file is safe."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desktop_app.base.i18n import N_
from desktop_app.storage.failures import StorageError

_NETWORK_TYPES = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "sshfs",
        "fuse.sshfs",
        "afpfs",
        "ncpfs",
        "davfs",
        "fuse.davfs2",
        "fuse.rclone",
        "afs",
    }
)
_SYNC_FOLDERS = (
    "onedrive",
    "dropbox",
    "nextcloud",
    "owncloud",
    "icloud drive",
    "icloudrive",
    "com~apple~clouddocs",
    "google drive",
    "googledrive",
    "my drive",
)
_DRIVE_REMOTE = 4


def refuse_unsafe(path: Path) -> None:
    """Raise StorageError where the register would lie on a network or in a synchronised folder.

    Locks do not hold there: two programs would write into each other, and the engine cannot tell.
    """
    folder = path.absolute().parent
    if _is_network(folder):
        raise StorageError(
            N_(
                "{folder} is a network folder, where a register file is not safe. "
                "Nothing was changed. Choose a folder on this computer, and copy backups to the network."
            ),
            folder=str(folder),
        )
    if any(part.lower().startswith(_SYNC_FOLDERS) for part in folder.parts):
        raise StorageError(
            N_(
                "{folder} is synchronised with a cloud, which damages open register files. "
                "Nothing was changed. Choose another folder on this computer."
            ),
            folder=str(folder),
        )


def _is_network(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  loaded where it is used: it would slow every start

        root = os.path.splitdrive(folder)[0]
        return root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root + "\\") == _DRIVE_REMOTE
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    best, kind = "", ""
    for line in mounts:
        left, _, right = line.partition(" - ")
        point = left.split()[4].replace("\\040", " ")
        if len(point) >= len(best) and folder.is_relative_to(point):
            best, kind = point, right.split()[0]
    return kind in _NETWORK_TYPES
