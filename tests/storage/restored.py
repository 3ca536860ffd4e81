"""Restores the backups that a test has made, each kind of content once."""

from __future__ import annotations

from pathlib import Path

from desktop_app.storage.backup_contents import contents_in, is_whole
from desktop_app.storage.backup_notes import read_note
from desktop_app.storage.backups import is_whole as is_whole_backup
from desktop_app.storage.file_store import FolderStore, folder_of
from desktop_app.storage.restoring import restore
from desktop_app.storage.whole_copy import state_of, unheard
from tests.storage.dumps import dump


def restore_every_backup(folder: Path) -> None:
    """Restore every whole backup under a folder and compare it with what was restored; those alike once."""
    seen = set()
    for note in folder.rglob("*.bruecke.json"):
        backup = read_note(note)
        if backup is None or not backup.sound or backup.digest in seen or not is_whole_backup(backup):
            continue
        seen.add(backup.digest)
        target = folder / f"restored-{len(seen)}.bruecke"
        lacking = restore(backup.path, target)
        assert dump(target) == dump(backup.path)
        state, kept, restored = state_of(target), contents_in(backup.path.parent), FolderStore(folder_of(target))
        needed = state.contents | (state.remembered & set(kept.hashes()))
        whole = {content for content in needed if is_whole(kept, content, unheard)}
        assert lacking == len(needed - whole)
        assert all(is_whole(restored, content, unheard) for content in whole)
        target.unlink()
