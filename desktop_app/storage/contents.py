"""Which contents of files a register needs: those of its files, and those that its history can bring back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from desktop_app.domain.attachment import Attachment
from desktop_app.storage.tables import CHANGE, TABLES


@dataclass(frozen=True, slots=True)
class ContentUse:
    """A file of the register, be it in the trash, and the content that it needs."""

    attachment: int
    title: str
    content: str
    size: int | None


def content_uses(connection: Connection) -> Iterator[ContentUse]:
    """Yield all files of the register, those in the trash too."""
    table = TABLES[Attachment.NAME]
    statement = select(table.c.id, table.c.title, table.c.content, table.c.size).order_by(table.c.id)
    return (ContentUse(*row) for row in connection.execute(statement))


def remembered_contents(connection: Connection) -> set[str]:
    """Return the contents that files had before, or had that are gone: undo may ask for them again."""
    statement = select(CHANGE.c.old, CHANGE.c.new).where(
        CHANGE.c.record_type == Attachment.NAME, CHANGE.c.row_type == Attachment.NAME, CHANGE.c.field == "content"
    )
    return {content for row in connection.execute(statement.distinct()) for content in row if content}
