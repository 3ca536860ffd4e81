"""Makes the editor that fits a field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.domain.fields import Field, Kind
from desktop_app.gui.kit.editors.choice import BooleanEditor, ChoiceEditor
from desktop_app.gui.kit.editors.choices import ChoicesEditor
from desktop_app.gui.kit.editors.contact import EmailEditor, PhoneEditor, UrlEditor
from desktop_app.gui.kit.editors.dates import DateEditor, TimestampEditor
from desktop_app.gui.kit.editors.link import LinkEditor
from desktop_app.gui.kit.editors.number import DecimalEditor, IntegerEditor
from desktop_app.gui.kit.editors.protocol import Editor, EditorContext
from desktop_app.gui.kit.editors.text import CodeEditor, LongTextEditor, TextEditor

_PLAIN: dict[Kind, Callable[[Field, QWidget | None], Editor]] = {
    Kind.TEXT: TextEditor,
    Kind.LONG_TEXT: LongTextEditor,
    Kind.CODE: CodeEditor,
    Kind.EMAIL: EmailEditor,
    Kind.PHONE: PhoneEditor,
    Kind.URL: UrlEditor,
    Kind.INTEGER: IntegerEditor,
    Kind.DECIMAL: DecimalEditor,
    Kind.DATE: DateEditor,
    Kind.TIMESTAMP: TimestampEditor,
    Kind.BOOLEAN: BooleanEditor,
}

WITH_LIST = (DateEditor, QComboBox, LinkEditor, ChoicesEditor)
"""Editors that open a calendar or list on Alt+↓, which elsewhere leads to the next record."""


def make_editor(field: Field, context: EditorContext, parent: QWidget | None = None) -> Editor:
    """Return a new editor for a field; `derived` fields come read-only. Child rows are edited by `ChildTable`."""
    editor: Editor
    if field.kind is Kind.CHOICE:
        editor = ChoiceEditor(field, context.options(field.choices), parent)
    elif field.kind is Kind.CHOICES:
        editor = ChoicesEditor(field, context.options(field.choices), parent)
    elif field.kind is Kind.LINK:
        search, title = partial(context.proposals, field.target), partial(context.title, field.target)
        editor = LinkEditor(field, search, title, parent)
    else:
        editor = _PLAIN[field.kind](field, parent)
    if field.derived:
        editor.set_read_only(True)
    return editor
