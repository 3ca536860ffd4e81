"""What takes time with the files of a record; each is run in a thread beside the window."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QImage

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, translate
from desktop_app.base.private_folder import PrivateFolder
from desktop_app.domain.attachment import Attachment
from desktop_app.gui.kit.tasks import Progress
from desktop_app.services.attachments import Added, Condition, ContentDamaged
from desktop_app.services.desk import Desk
from desktop_app.services.source_files import files_within


@dataclass(frozen=True, slots=True)
class Adding:
    """Adds files, and those in folders, to a record."""

    desk: Desk
    owner: tuple[str, int]
    paths: tuple[Path, ...]

    def run(self, progress: Progress) -> Added:
        """Add them."""
        files, refused = files_within(self.paths)
        added = self.desk.attachments.add(self.owner, files, progress.tell)
        return replace(added, refused=(*refused, *added.refused))


@dataclass(frozen=True, slots=True)
class AddingPicture:
    """Adds a picture from the clipboard to a record, as a PNG named by the moment."""

    desk: Desk
    owner: tuple[str, int]
    image: QImage
    at: datetime

    def run(self, progress: Progress) -> Added:
        """Write it where nobody else reads, and add it."""
        name = translate("Picture {moment}.png", moment=f"{self.at:%Y-%m-%d %H.%M.%S}")
        folder = PrivateFolder()
        try:
            path = folder.path / name
            if not self.image.save(str(path)):
                raise UserError(N_("The picture from the clipboard could not be written. Nothing was added."))
            return self.desk.attachments.add(self.owner, (path,), progress.tell)
        finally:
            folder.close()


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
