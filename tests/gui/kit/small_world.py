"""A small world for the kit: fields of every kind, a context that answers, fingers that type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop_app.domain.fields import Field, Kind
from desktop_app.gui.kit.editors.protocol import Proposal

PARTY = {
    "place": Field(Kind.LINK, "Municipality", target="territory", required=True),
    "role": Field(Kind.CHOICE, "Role", choices="role"),
    "since": Field(Kind.DATE, "Since", width=12),
    "leading": Field(Kind.BOOLEAN, "Leading", width=8),
    "share": Field(Kind.DECIMAL, "Share", width=10),
    "remark": Field(Kind.LONG_TEXT, "Remark", max_length=2000),
}
PARTNERSHIP = {
    "number": Field(Kind.CODE, "Network number", help="Given once, never used again.", width=12),
    "title": Field(Kind.TEXT, "Name", required=True),
    "kind": Field(Kind.CHOICE, "Kind", choices="role"),
    "signed": Field(Kind.DATE, "Signed", width=12),
    "place": Field(Kind.LINK, "German municipality", target="territory"),
    "topics": Field(Kind.CHOICES, "Fields of work", choices="topic"),
    "parties": Field(Kind.CHILDREN, "Parties", target="party"),
    "remarks": Field(Kind.LONG_TEXT, "Remarks", width=48, max_length=2000),
    "former": Field(Kind.TEXT, "Former name"),
}
PLACES = (
    Proposal(1, "Neuenkirchen", "Kreis Steinfurt, Nordrhein-Westfalen"),
    Proposal(2, "Neuenkirchen", "Kreis Vorpommern-Greifswald"),
    Proposal(3, "Teltow", "Potsdam-Mittelmark"),
    Proposal(None, "Ічня", "Чернігівська область", key="UA74"),
)
OPTIONS = {
    "role": (("lead", "Leading"), ("third", "Third partner"), ("friend", "Friend")),
    "topic": (("health", "Health & care"), ("school", "Schools"), ("water", "Water")),
}


class SmallWorld:
    """Answers editors from the constants above."""

    def options(self, list_name: str) -> Sequence[tuple[str, str]]:
        return OPTIONS[list_name]

    def proposals(self, target: str, text: str) -> Sequence[Proposal]:
        return [place for place in PLACES if text.casefold() in place.title.casefold()]

    def title(self, target: str, record_id: int) -> str:
        return next(place.title for place in PLACES if place.id == record_id)

    def titles(self, target: str, ids: Sequence[int]) -> Mapping[int, str]:
        return {record_id: self.title(target, record_id) for record_id in ids}

    def child_fields(self, target: str) -> Mapping[str, Field]:
        return PARTY


class Ear(QObject):
    """Writes down what signals say."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    def hear(self, *values: object) -> None:
        self.heard.append(values[0] if len(values) == 1 else values)


def press(widget: QObject, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press and release one key."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers))


def type_text(widget: QObject, text: str) -> None:
    """Type letters of any script, one by one."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
