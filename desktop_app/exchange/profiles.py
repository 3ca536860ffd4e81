"""Says which column of somebody's table means which field: by saved profiles, by names in three languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import LANGUAGES, N_, translate_in
from desktop_app.base.text import fold
from desktop_app.domain.fields import Field

_FORMAT = 1
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Profile:
    """How the tables of one sender are read as records of type `record`.

    `columns`: heading -> field path (`signed`, `parties[0].territory`; what a path may be is the importer's).
    `constants`: field path -> value for every row. `value_maps`: field path -> (text of the sender -> own text).
    `splits`: heading -> the sign that separates several values in one cell.
    """

    name: str
    record: str
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    value_maps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    splits: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the profile as the text of its file."""
        content = {
            "format": _FORMAT,
            "name": self.name,
            "record": self.record,
            "columns": dict(self.columns),
            "constants": dict(self.constants),
            "value_maps": {path: dict(values) for path, values in self.value_maps.items()},
            "splits": dict(self.splits),
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Profile:
        """Read a profile; raises UserError for text that is none, or one of a newer program."""
        try:
            content = json.loads(text)
        except ValueError:
            raise _no_profile() from None
        if not isinstance(content, dict) or content.get("format") != _FORMAT:
            raise _no_profile()
        value_maps = content.get("value_maps", {})
        if not isinstance(value_maps, dict):
            raise _no_profile()
        return cls(
            name=_text(content.get("name")),
            record=_text(content.get("record")),
            columns=_texts(content.get("columns", {})),
            constants=_texts(content.get("constants", {})),
            value_maps={path: _texts(values) for path, values in value_maps.items()},
            splits=_texts(content.get("splits", {})),
        )

    def match(self, header: Sequence[str]) -> dict[int, str]:
        """Return column number -> field path for the headings that the profile knows."""
        paths = {_folded(heading): path for heading, path in self.columns.items()}
        return {place: paths[name] for place, name in enumerate(map(_folded, header)) if name and name in paths}


def match_columns(
    header: Sequence[str], fields: Sequence[Field], extra_names: Mapping[str, str] | None = None
) -> dict[int, str]:
    """Return column number (from 0) -> field path, for the headings that name a field in any of the three languages.

    Case, accents, signs do not count, nor does what follows in brackets. `extra_names` adds headings -> field paths and
    goes first. Every field is given to one column, the first that names it best; other columns stay unmatched.
    """
    known = _known_names(fields, extra_names or {})
    matched: dict[int, str] = {}
    for form in (_folded, _folded_without_brackets):
        for place, heading in enumerate(header):
            path = known.get(form(heading))
            if path and place not in matched and path not in matched.values():
                matched[place] = path
    return dict(sorted(matched.items()))


def _known_names(fields: Sequence[Field], extra_names: Mapping[str, str]) -> dict[str, str]:
    known = {_folded(name): path for name, path in extra_names.items()}
    for one in fields:
        for name in _names(one):
            known.setdefault(_folded(name), one.name)
    known.pop("", None)
    return known


def _names(one: Field) -> Iterator[str]:
    yield one.name
    for language in LANGUAGES:
        yield translate_in(language, one.label).replace("&", "")


def _folded(name: str) -> str:
    return _SIGNS.sub(" ", fold(name)).strip()


def _folded_without_brackets(name: str) -> str:
    return _folded(_IN_BRACKETS.sub("", name))


def _texts(content: Any) -> dict[str, str]:
    if not isinstance(content, dict):
        raise _no_profile()
    return {key: _text(value) for key, value in content.items()}


def _text(content: Any) -> str:
    if not isinstance(content, str):
        raise _no_profile()
    return content


def _no_profile() -> UserError:
    return UserError(
        N_("The file is not an import profile of this program, or one of a newer version. Choose another profile.")
    )
