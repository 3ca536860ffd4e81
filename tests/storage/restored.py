"""Restores the backups that a test has made, each kind of content once."""

from __future__ import annotations

from pathlib import Path

from desktop_app.storage.backup_notes import read_note
from desktop_app.storage.backups import is_whole
from desktop_app.storage.restoring import restore
from tests.storage.dumps import dump


def restore_every_backup(folder: Path) -> None:
    """Restore every whole backup under a folder and compare it with what was restored; those alike once."""
    seen = set()
    for note in folder.rglob("*.bruecke.json"):
        backup = read_note(note)
        if backup is None or not backup.sound or backup.digest in seen or not is_whole(backup):
            continue
        seen.add(backup.digest)
        target = folder / f"restored-{len(seen)}.bruecke"
        restore(backup.path, target)
        assert dump(target) == dump(backup.path)
        target.unlink()
