"""Sets the sheets of a list document with Typst: all of them, those of some rows, or only header and footer."""

from __future__ import annotations

import json
from itertools import chain, groupby
from typing import Any, Literal

from desktop_app.base.i18n import N_, translate_in
from desktop_app.base.paths import resource
from desktop_app.reports.document import ListDocument
from desktop_app.reports.fitting import column_widths, fitted
from desktop_app.reports.glyphs import fonts_folder, printable, width

PAGE_OF = N_("Page {page} of {pages}")
AS_OF = N_("As of {day}")

_Scope = Literal["whole", "part", "frame"]
_Line = list[str]

_FONT_SIZE_MM = 9 * 25.4 / 72
_TEXT_WIDTH = {"portrait": 182.0 / _FONT_SIZE_MM, "landscape": 269.0 / _FONT_SIZE_MM}
_CELL_PADDING = 3.2 / _FONT_SIZE_MM
_SURELY = 0.97
"""How far a line may be filled, by widths without kerning, to be sure that it is one line."""
_LINES_OF_A_TALL_ROW = 20
_BLANK_ROW_MARK = "–"


class TypesettingError(RuntimeError):
    """Typst objected to the sheets; the message has its words."""


class Typesetter:
    """Turns one list document into tagged PDF sheets (A4, PDF/UA-1)."""

    def __init__(self, document: ListDocument) -> None:
        import typst  # noqa: PLC0415  loaded where it is used: it would slow every start

        self._lines = [(place, _line(row)) for place, group in enumerate(document.groups) for row in group.rows]
        self._headings = [None if group.heading is None else printable(group.heading) for group in document.groups]
        widths = column_widths(
            document.columns,
            document.language,
            (line for _, line in self._lines),
            _TEXT_WIDTH["landscape" if document.landscape else "portrait"],
            _CELL_PADDING,
        )
        self._rooms = [column_width - _CELL_PADDING for column_width in widths]
        self._languages = [column.language or document.language for column in document.columns]
        self._words = _words(document, widths)
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts_folder())])
        self._compiler = typst.Compiler(str(resource("templates", "list.typ")), font_paths=fonts)

    def whole(self) -> bytes:
        """Return the complete document."""
        return self._sheets("whole", self._content(0, len(self._lines)))

    def part(self, start: int, stop: int) -> bytes:
        """Return the sheets of the rows from `start` up to `stop`, without header and footer.

        The first part begins with the title, the last ends with the notes; a part that starts inside a group repeats
        the group's heading, as every new page does.
        """
        return self._sheets("part", self._content(start, stop))

    def frame(self, pages: int) -> bytes:
        """Return `pages` empty sheets with header and footer."""
        return self._sheets("frame", {"pages": pages})

    def _content(self, start: int, stop: int) -> dict[str, Any]:
        groups = [
            {"heading": self._headings[place], "runs": self._runs([line for _, line in members])}
            for place, members in groupby(self._lines[start:stop], key=_group_of)
        ]
        return {"groups": groups, "first": start == 0, "last": stop == len(self._lines), "has_rows": bool(groups)}

    def _runs(self, lines: list[_Line]) -> list[dict[str, Any]]:
        """Return the cells of rows in one go, only rows too tall to be kept whole on a page apart from the others.

        `single` says of each row whether it is surely one line: such a row need not be measured, which saves a third of
        the time.
        """
        runs: list[dict[str, Any]] = []
        for tall, members in groupby(lines, key=self._is_tall):
            rows = list(members)
            single = [self._is_single(row) for row in rows]
            fitting = (row if short else self._fitted(row) for row, short in zip(rows, single, strict=True))
            runs.append({"tall": tall, "single": single, "cells": list(chain.from_iterable(fitting))})
        return runs

    def _is_tall(self, line: _Line) -> bool:
        rooms = zip(line, self._rooms, strict=True)
        return any(width(text) > _LINES_OF_A_TALL_ROW * room for text, room in rooms)

    def _is_single(self, line: _Line) -> bool:
        return all(width(text) < room * _SURELY for text, room in zip(line, self._rooms, strict=True))

    def _fitted(self, line: _Line) -> _Line:
        rooms = zip(line, self._rooms, self._languages, strict=True)
        return [fitted(text, room, language) for text, room, language in rooms]

    def _sheets(self, scope: _Scope, content: dict[str, Any]) -> bytes:
        inputs = {"scope": scope, "list": json.dumps(self._words | content, ensure_ascii=False)}
        pdf, warnings = self._compiler.compile_with_warnings(sys_inputs=inputs, pdf_standards=["ua-1"])
        if warnings or not isinstance(pdf, bytes):
            raise TypesettingError("; ".join(warning.message for warning in warnings))
        return pdf


def _line(row: tuple[str, ...]) -> _Line:
    """Return the texts of a row as they are printed; a row without any text is marked, so that it is seen."""
    texts = [printable(text) for text in row]
    return texts if any(texts) else [_BLANK_ROW_MARK, *texts[1:]]


def _group_of(entry: tuple[int, _Line]) -> int:
    return entry[0]


def _words(document: ListDocument, widths: list[float]) -> dict[str, Any]:
    """Return everything of the document but its rows, as the template names it."""
    day = document.day.strftime("%d.%m.%Y")
    return {
        "title": printable(document.title),
        "language": document.language,
        "landscape": document.landscape,
        "subtitle": [printable(line) for line in document.subtitle_lines],
        "count": printable(document.count_text),
        "office": printable(document.office),
        "day": printable(translate_in(document.language, AS_OF, day=day)),
        "page_of": translate_in(document.language, PAGE_OF, page="{page}", pages="{pages}"),
        "empty": printable(document.empty_text),
        "notes": [printable(note) for note in document.notes],
        "columns": [
            {
                "heading": printable(column.heading),
                "width": column_width,
                "align": column.align,
                "language": column.language if column.language != document.language else "",
            }
            for column, column_width in zip(document.columns, widths, strict=True)
        ],
    }
