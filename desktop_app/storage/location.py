"""Says whether a folder is a place where a register file is safe."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from desktop_app.base.i18n import N_
from desktop_app.storage.failures import NotHere

_NETWORK_TYPES = frozenset(
    """
    9p acfs afpfs afs beegfs ceph cephfs cifs coda davfs gfs gfs2 glusterfs gpfs lustre moosefs ncpfs nfs nfs4 ocfs2
    orangefs panfs prl_fs pvfs2 smb2 smb3 smbfs sshfs vboxsf vmhgfs
    """.split()  # noqa: SIM905  read better than one to a line
)
"""The types of file systems that live on another machine, or are shared with one."""
_NETWORK_FUSE = frozenset(
    """
    afpfs ceph ceph-fuse curlftpfs davfs davfs2 gcsfuse gdfs glusterfs google-drive-ocamlfuse goofys gvfsd-fuse
    httpdirfs juicefs kio-fuse lizardfs mfs moosefs mount.davfs onedriver pcloud prl_fsd rclone s3fs s3ql seadrive
    seaweedfs smbnetfs sshfs vmhgfs-fuse weed
    """.split()  # noqa: SIM905  as above
)
"""What a type of file system says after `fuse.` where it is one of these; of a disk of this computer is `fuseblk`."""

_SYNC_FOLDERS = re.compile(
    r"(?:onedrive|dropbox|nextcloud|owncloud|icloud ?drive|com~apple~clouddocs|google ?drive|seadrive|pcloud ?drive"
    r"|megasync|tresorit|magentacloud|proton ?drive|hidrive|syncthing)(?:[^a-zа-яіїєґ].*)?"
    r"|mobile documents|cloudstorage|my drive|meine ablage|мій диск|box|box sync|mega|mega sync|seafile",
    re.IGNORECASE,
)
"""The names of folders that programs keep the same on several computers; words of everyday use only as a whole."""
_SYNC_MARKERS = (".stfolder", ".dropbox.cache", ".nextcloudsync.log", ".owncloudsync.log", ".megaignore")
"""What such programs lay into the folder that they keep the same, whatever its name."""

_DRIVE_REMOTE = 4
_PATIENCE = 5
"""Seconds for the system to list what is mounted; a dead server may hold the answer back."""
_OCTAL = re.compile(r"\\([0-7]{3})")
_MAC_MOUNT = re.compile(r".*? on (?P<point>/.*) \((?P<flags>[^()]*)\)")


def refuse_unsafe(path: Path) -> None:
    """Raise NotHere where the register would lie on a network or in a synchronised folder.

    Locks do not hold there: two programs would write into each other, and the engine cannot tell.
    """
    folder = path.absolute().parent
    real = Path(os.path.realpath(folder))
    if _is_network(folder) or _is_network(real):
        raise NotHere(
            N_(
                "{folder} is a network folder, where a register file is not safe. "
                "Nothing was changed. Choose a folder on this computer, and copy backups to the network."
            ),
            folder=str(folder),
        )
    if _is_synchronised(folder) or _is_synchronised(real):
        raise NotHere(
            N_(
                "{folder} is synchronised with a cloud, which damages open register files. "
                "Nothing was changed. Choose another folder on this computer."
            ),
            folder=str(folder),
        )


def is_safe(folder: Path) -> bool:
    """Say whether a register may lie in a folder."""
    try:
        refuse_unsafe(folder / "register")
    except NotHere:
        return False
    return True


def _is_synchronised(folder: Path) -> bool:
    if any(_SYNC_FOLDERS.fullmatch(part) for part in folder.parts):
        return True
    return any(os.path.lexists(above / marker) for above in (folder, *folder.parents) for marker in _SYNC_MARKERS)


def _is_network(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  loaded where it is used: it would slow every start

        root = os.path.splitdrive(folder)[0]
        return root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root + "\\") == _DRIVE_REMOTE
    try:
        if sys.platform == "darwin":
            command = ["/sbin/mount"]
            told = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=True)  # noqa: S603
            return _holds(folder, mac_mounts(told.stdout))
        return _holds(folder, linux_mounts(Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")))
    except (OSError, subprocess.SubprocessError):
        return False


def linux_mounts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the mount points of `/proc/self/mountinfo`, each with whether it is of a network."""
    for line in text.splitlines():
        left, _, right = line.partition(" - ")
        point = _OCTAL.sub(lambda match: chr(int(match[1], 8)), left.split(" ")[4])
        kind = right.split(" ")[0]
        fuse, _, program = kind.partition(".")
        if (point, kind) == ("/", "9p"):
            kind = ""  # the disk of a virtual machine that runs from it
        yield point, kind in _NETWORK_TYPES or (fuse == "fuse" and program in _NETWORK_FUSE)


def mac_mounts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the mount points that `mount` prints on macOS, each with whether it is of a network.

    The system itself marks as `local` what lies on a disk of the computer.
    """
    for line in text.splitlines():
        if match := _MAC_MOUNT.fullmatch(line):
            yield match["point"], "local" not in match["flags"].split(", ")


def _holds(folder: Path, mounts: Iterator[tuple[str, bool]]) -> bool:
    """Say whether the mount that a folder lies on, the last of the nearest, is of a network."""
    best, network = "", False
    for point, is_network in mounts:
        if len(point) >= len(best) and folder.is_relative_to(point):
            best, network = point, is_network
    return network
