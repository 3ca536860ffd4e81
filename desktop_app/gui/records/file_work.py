"""What takes time with the files of a record; each is run in a thread beside the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.domain.attachment import Attachment
from desktop_app.gui.kit.tasks import Progress
from desktop_app.services.attachments import Added, Condition, ContentDamaged
from desktop_app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Adding:
    """Adds files to a record."""

    desk: Desk
    owner: tuple[str, int]
    paths: tuple[Path, ...]

    def run(self, progress: Progress) -> Added:
        """Add them."""
        return self.desk.attachments.add(self.owner, self.paths, progress.tell)


@dataclass(slots=True)
class Opening:
    """Makes a copy to be opened at `path`, and finds out whether it `may_run` something."""

    desk: Desk
    file: Attachment
    path: Path = Path()
    may_run: bool = False

    def run(self, _progress: Progress) -> Opening:
        """Make it."""
        self.path = self.desk.opened_copies.make(self.file)
        self.may_run = self.desk.attachments.may_run(self.file)
        return self


@dataclass(slots=True)
class Copying:
    """Writes a copy to a path of the user's choice; `error` says that the content is damaged."""

    desk: Desk
    file: Attachment
    path: Path
    damaged: bool = False
    error: UserError | None = None

    def run(self, _progress: Progress) -> Copying:
        """Write it; a damaged content only where that is wanted."""
        try:
            self.desk.attachments.copy(self.file, self.path, damaged=self.damaged)
        except ContentDamaged as error:
            self.error = error
        return self


@dataclass(frozen=True, slots=True)
class Looking:
    """Compares contents with their hashes."""

    desk: Desk
    files: tuple[Attachment, ...]

    def run(self, progress: Progress) -> dict[str, Condition]:
        """Read them, and return by content how each is found."""
        found = {}
        for file in self.files:
            progress.check()
            found[file.content] = self.desk.attachments.condition(file)
        return found
