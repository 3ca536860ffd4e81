"""Says the value of a field in words, as a cell shows it; links are shown by titles that the table knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_app.base.formats import format_decimal, format_integer, format_timestamp
from desktop_app.base.i18n import translate
from desktop_app.domain.fields import Field, Kind
from desktop_app.gui.kit.editors.protocol import EditorContext

NUMBER_KINDS = frozenset({Kind.INTEGER, Kind.DECIMAL})


def shown_value(field: Field, value: Any, context: EditorContext) -> str:
    """Return the words for a value; "" for nothing."""
    if value is None or value is False or value in ("", ()):
        return ""
    return _WORDS.get(field.kind, _text)(field, value, context)


def _text(_field: Field, value: Any, _context: EditorContext) -> str:
    return str(value)


def _integer(_field: Field, value: Any, _context: EditorContext) -> str:
    return format_integer(value)


def _decimal(field: Field, value: Any, _context: EditorContext) -> str:
    return format_decimal(value, field.scale)


def _date(_field: Field, value: Any, _context: EditorContext) -> str:
    return str(value.shown())


def _timestamp(_field: Field, value: Any, _context: EditorContext) -> str:
    return format_timestamp(value)


def _boolean(_field: Field, _value: Any, _context: EditorContext) -> str:
    return translate("yes")


def _choice(field: Field, value: Any, context: EditorContext) -> str:
    return dict(context.options(field.choices)).get(value, str(value))


def _choices(field: Field, value: Any, context: EditorContext) -> str:
    words = dict(context.options(field.choices))
    return ", ".join(words.get(code, code) for code in value)


_WORDS: dict[Kind, Callable[[Field, Any, EditorContext], str]] = {
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.TIMESTAMP: _timestamp,
    Kind.BOOLEAN: _boolean,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
}
