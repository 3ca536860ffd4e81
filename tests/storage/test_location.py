"""A register is refused on network and in synchronised folders, on each system, and on no disk of the computer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.storage import location
from desktop_app.storage.failures import StorageError
from desktop_app.storage.location import linux_mounts, mac_mounts, refuse_unsafe

LINUX = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:5 / /proc rw,nosuid - proc proc rw
30 22 0:41 / /mnt/Daten\040der\040Stadt rw - {kind} quelle rw,x=1
""".strip()

MAC = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect, root data)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
/dev/disk4s1 on /Volumes/Stick (msdos, local, nodev, nosuid, noowners)
//GUEST:@nas._smb._tcp.local/Amt on /Volumes/Amt (1) (smbfs, nodev, nosuid, mounted by kern)
kern@host:/srv on /Users/kern/Fern on Tour (macfuse, nodev, nosuid, synchronous, mounted by kern)
""".strip()

NETWORK = [
    *("nfs", "nfs4", "cifs", "smb3", "9p", "afs", "ceph", "glusterfs", "lustre", "beegfs", "vboxsf"),
    *("fuse.gvfsd-fuse", "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.glusterfs", "fuse.s3fs", "fuse.kio-fuse"),
]
LOCAL = [
    "ext4",
    "btrfs",
    "xfs",
    "vfat",
    "exfat",
    "ntfs3",
    "fuseblk",
    "fuse.ntfs-3g",
    "fuse.gocryptfs",
    "overlay",
    "tmpfs",
]


@pytest.mark.parametrize(("kind", "network"), [*((kind, True) for kind in NETWORK), *((kind, False) for kind in LOCAL)])
def test_that_linux_names_the_networks(kind: str, network: bool) -> None:
    assert dict(linux_mounts(LINUX.format(kind=kind))) == {"/": False, "/proc": False, "/mnt/Daten der Stadt": network}


def test_that_macos_names_the_networks() -> None:
    found = dict(mac_mounts(MAC))
    assert {point for point, network in found.items() if network} == {
        "/System/Volumes/Data/home", "/Volumes/Amt (1)", "/Users/kern/Fern on Tour",
    }  # fmt: skip
    assert {"/", "/Volumes/Stick"} <= set(found)


@pytest.mark.parametrize(
    ("folder", "refused"),
    [
        ("/Volumes/Amt (1)/Ablage", True),
        ("/Users/kern/Fern on Tour", True),
        ("/Users/kern", False),
        ("/Volumes/Stick", False),
    ],
)
def test_that_macos_is_asked_by_its_own_command(monkeypatch: pytest.MonkeyPatch, folder: str, refused: bool) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    told = subprocess.CompletedProcess(["mount"], 0, MAC, "")
    monkeypatch.setattr(location.subprocess, "run", lambda *_, **__: told)
    if refused:
        with pytest.raises(StorageError, match="network folder"):
            refuse_unsafe(Path(folder) / "x.bruecke")
    else:
        refuse_unsafe(Path(folder) / "x.bruecke")


def test_that_a_system_that_does_not_answer_refuses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("mount", 5)

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(location.subprocess, "run", silent)
    refuse_unsafe(Path("/Users/kern/x.bruecke"))


@pytest.mark.parametrize(
    "folder",
    ["OneDrive - Stadt", "Dropbox (Amt)", "Nextcloud2", "ownCloud", "iCloudDrive", "Google Drive", "SeaDrive",
     "pCloudDrive", "MEGA", "Box", "Mobile Documents", "Library/CloudStorage/Irgendwas", "Meine Ablage"],
)  # fmt: skip
def test_that_folders_of_sync_programs_are_refused(tmp_path: Path, folder: str) -> None:
    with pytest.raises(StorageError, match="synchronised"):
        refuse_unsafe(tmp_path / folder / "Register" / "x.bruecke")


@pytest.mark.parametrize("folder", ["Boxen", "Omega", "Megaprojekte", "Dropboxing", "Sync", "Ablage"])
def test_that_folders_of_people_are_not(tmp_path: Path, folder: str) -> None:
    refuse_unsafe(tmp_path / folder / "x.bruecke")


@pytest.mark.parametrize("marker", [".stfolder", ".dropbox.cache", ".nextcloudsync.log"])
def test_that_a_folder_is_known_by_what_a_sync_program_lays_into_it(tmp_path: Path, marker: str) -> None:
    (tmp_path / "Ablage" / "Register").mkdir(parents=True)
    (tmp_path / "Ablage" / marker).mkdir()
    with pytest.raises(StorageError, match="synchronised"):
        refuse_unsafe(tmp_path / "Ablage" / "Register" / "x.bruecke")
    refuse_unsafe(tmp_path / "x.bruecke")


def test_that_a_link_does_not_hide_the_folder(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "Ablage").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    with pytest.raises(StorageError, match="synchronised"):
        refuse_unsafe(tmp_path / "Ablage" / "x.bruecke")
