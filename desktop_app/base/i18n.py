"""Gives the program's own words in the user's language, by gettext catalogues."""

from __future__ import annotations

import gettext
import locale
import os
from functools import cache

from desktop_app.base.resources import resource

LANGUAGES = ("de", "uk", "en")
DOMAIN = "brueckenbuch"

_current = "de"


def N_(msgid: str) -> str:  # noqa: N802  gettext's customary name
    """Mark an English text for the catalogues and return it unchanged."""
    return msgid


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802  as above
    """Mark an English text and its plural for the catalogues and return both unchanged."""
    return singular, plural


def set_language(language: str) -> None:
    """Make `language` ("de", "uk" or "en") the one in which `translate` answers."""
    global _current
    if language not in LANGUAGES:
        raise ValueError(language)
    _current = language


def language() -> str:
    """Return the language in which `translate` answers."""
    return _current


def system_language() -> str:
    """Return the program language that fits the system best; German where none does."""
    for name in (
        os.environ.get("LC_ALL"),
        os.environ.get("LC_MESSAGES"),
        os.environ.get("LANG"),
        locale.getlocale()[0],
    ):
        code = (name or "")[:2].lower()
        if code in LANGUAGES:
            return code
    return "de"


def translate(msgid: str, /, **values: object) -> str:
    """Return `msgid` in the current language, its `{name}` placeholders filled with `values`."""
    return translate_in(_current, msgid, **values)


def ntranslate(singular: str, plural: str, count: int, /, **values: object) -> str:
    """Return the plural form that `count` asks for in the current language; `{count}` is filled in."""
    text = _catalogue(_current).ngettext(singular, plural, count)
    return text.format(**({"count": count} | values))


def translate_in(language_code: str, msgid: str, /, **values: object) -> str:
    """Return `msgid` in a given language: a paper may need two at once."""
    text = _catalogue(language_code).gettext(msgid) if msgid else ""
    return text.format(**values) if values else text


@cache
def _catalogue(language_code: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, resource("locale"), languages=[language_code], fallback=language_code == "en")
