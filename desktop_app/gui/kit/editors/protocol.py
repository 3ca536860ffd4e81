"""What every editor of a field can do, and what it may ask of the program around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from desktop_app.domain.fields import Field


@dataclass(frozen=True, slots=True)
class Proposal:
    """One record that a picker offers; `detail` says enough to tell twins apart.

    A proposal without an id is not in the register yet (a place of the gazetteer); `key` then names it.
    """

    id: int | None
    title: str
    detail: str = ""
    key: str = ""


class EditorContext(Protocol):
    """Answers an editor's questions about code lists and other records."""

    def options(self, list_name: str) -> Sequence[tuple[str, str]]:
        """Return the (code, shown label) pairs of a code list, in its order."""

    def proposals(self, target: str, text: str) -> Sequence[Proposal]:
        """Return the records of type `target` that fit the typed text; for no text those used last."""

    def title(self, target: str, record_id: int) -> str:
        """Return the words by which a linked record is shown."""

    def titles(self, target: str, ids: Sequence[int]) -> Mapping[int, str]:
        """Return the words by which linked records are shown, by their ids; those that are gone are left out."""

    def child_fields(self, target: str) -> Mapping[str, Field]:
        """Return the fields of a child record type by name, in their order."""


class Editor(Protocol):
    """A widget that shows and changes the value of one field.

    Values are those of the record model: "" for empty text and choices, None for numbers, dates and links,
    tuples of codes, lists of row dictionaries for children. What cannot be read stays as typed: `value()` is then
    empty and `problem()` says why.
    """

    @property
    def changed(self) -> SignalInstance:
        """Emitted when the user changed something; never by `set_value`."""

    @property
    def left(self) -> SignalInstance:
        """Emitted when the user is done with the field for now."""

    def widget(self) -> QWidget:
        """Return the widget to lay out."""

    def value(self) -> Any:
        """Return what is entered."""

    def set_value(self, value: Any) -> None:
        """Show a value."""

    def typed(self) -> str:
        """Return what is entered as the user sees it."""

    def set_typed(self, text: str) -> None:
        """Take text as if the user had typed or pasted it and left the field, without emitting `changed`."""

    def problem(self) -> str | None:
        """Return, in the user's language, why the typed text cannot be read; None when it can."""

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid changes; the value can still be read and copied."""


@runtime_checkable
class Mixable(Protocol):
    """An editor that can stand for records with different values, until the user changes it."""

    def set_mixed(self, mixed: bool) -> None:
        """Say that the values differ, or show the own value again; Backspace then empties the field in all."""
