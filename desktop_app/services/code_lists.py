"""Gives the words of the code lists in the user's language."""

from __future__ import annotations

from contextlib import suppress

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import language
from desktop_app.domain.changes import Committed
from desktop_app.storage.register import Register

_COLUMNS = ("code_list", "code", "label_de", "label_uk", "label_en", "rank", "active")


class CodeLists:
    """All code lists of a register, read once and again whenever one of them changes."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._lists: dict[str, dict[str, _Entry]] = {}
        self._read()
        register.subscribe(self._on_commit)

    def options(self, code_list: str) -> list[tuple[str, str]]:
        """Return the codes that forms offer, each with its word, in the order of the list."""
        return [
            (code, entry.word(language())) for code, entry in self._lists.get(code_list, {}).items() if entry.active
        ]

    def label(self, code_list: str, code: str, language_code: str | None = None) -> str:
        """Return the word of a code; the code itself where the list does not know it."""
        entry = self._lists.get(code_list, {}).get(code)
        return entry.word(language_code or language()) if entry else code

    def names(self) -> tuple[str, ...]:
        """Return the names of the lists that have entries."""
        return tuple(self._lists)

    def find(self, code_list: str, word: str) -> str | None:
        """Return the code that a word or code of any language means, or None."""
        wanted = word.strip().casefold()
        for code, entry in self._lists.get(code_list, {}).items():
            if wanted in entry.folded or wanted == code.casefold():
                return code
        return None

    def _on_commit(self, committed: Committed) -> None:
        if "code-value" in committed.records:
            self.read_again()

    def read_again(self) -> None:
        """Read the lists anew; where that cannot be, they stay as they were."""
        with suppress(UserError):
            self._read()

    def _read(self) -> None:
        with self._register.reading() as reader:
            rows = sorted(reader.values("code-value", _COLUMNS), key=lambda row: (row[1], row[6] or 0, row[2]))
        lists: dict[str, dict[str, _Entry]] = {}
        for _, name, code, german, ukrainian, english, _, active in rows:
            lists.setdefault(name, {})[code] = _Entry(german, ukrainian, english, active=bool(active))
        self._lists = lists


class _Entry:
    """The words of one code."""

    __slots__ = ("_words", "active", "folded")

    def __init__(self, german: str, ukrainian: str, english: str, *, active: bool) -> None:
        self._words = {"de": german, "uk": ukrainian or german, "en": english or german}
        self.active = active
        self.folded = frozenset(word.casefold() for word in self._words.values())

    def word(self, language_code: str) -> str:
        return self._words[language_code]
