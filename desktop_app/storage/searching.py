"""Finds what a search over the whole register shows first of a type, as fast in a large register as in a small one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Integer, Table, and_, bindparam, func, or_, select
from sqlalchemy.sql import Select

from desktop_app.base.text import fold, sort_key
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.query import Spellings
from desktop_app.domain.record import Child
from desktop_app.storage.dialect import contains, on_file
from desktop_app.storage.letter_index import LEAST_LETTERS, ids_with, question
from desktop_app.storage.matching import lettered, mention, mentioning, spelled
from desktop_app.storage.tables import TABLES, list_index, search_table, title_key

FEW = 100
"""So many records are ordered by how well their title fits; of more, those whose title begins so come first."""

LEAST_GUESSED = 5
"""Letters of a word that says enough to be taken for another one."""

_MANY, _WALKED = 3_000, 2_000
"""Where so many records fit, the first of them by their titles are looked for among the first so many of all."""

_LOOKED_AT = 500
"""Records that are looked at for words alike."""
_LAST_CHARACTER = "\U0010ffff"
_BY_TITLE, _BEGINS, _WORD_BEGINS, _CONTAINS, _ELSEWHERE = range(5)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class First:
    """The ids of what is shown first, the best fit first, and whether there is more."""

    ids: tuple[int, ...]
    more: bool


class Searching:
    """Questions of a search over everything, answered from one state of the register."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def first(self, record: str, text: str, size: int, others: Spellings = ()) -> First:
        """Return the records of a type in whose words each word of a text stands, at most `size`.

        Where there are FEW, a title that is the text comes before one that begins with it, that before one with a word
        that does, that before one that has it inside, and that before what has it elsewhere. Where there are more, the
        titles that begin with the text come first, and all others follow by their titles. Of a text without a word of
        LEAST_LETTERS only titles are looked at, of rows of other records only how they begin: nearly every record has
        such words somewhere. `others` are other spellings of the words.
        """
        words = fold(text).split()
        if not words:
            return First((), more=False)
        if all(len(word) < LEAST_LETTERS for word in words):
            return self._among_titles(record, text, size)
        asked, values = self._mentioning(record, words, others)
        some = self._connection.execute(asked.limited, values | {"size": FEW + 1}).fetchall()
        if len(some) <= FEW:
            return _best(text, some, size)
        return self._by_title(record, text, others, asked, values, size)

    def _mentioning(self, record: str, words: Sequence[str], others: Spellings) -> tuple[_Asked, dict[str, Any]]:
        """Return what asks for the records with these words, and its parameters."""
        table = TABLES[record]
        if not on_file(self._connection):
            return _asked(table, mentioning(table, words, others, in_file=False)), {}
        long = [word for word in words if len(word) >= LEAST_LETTERS]
        values = {"asked": question(spelled(long, others))}
        if len(long) == len(words):
            return _lettered(record), values
        return _with_short(table, [word for word in words if word not in long]), values

    def alike(self, record: str, text: str, size: int) -> dict[int, tuple[str, ...]]:
        """Return records of a type that have a word for each of a text's that differs from it by one typing error.

        That is a letter too many, missing, wrong, or two in the wrong order, in words from LEAST_GUESSED letters on;
        what was typed may be the beginning of such a word. Each record comes with the words that were taken for those
        of the text.
        """
        words = fold(text).split()
        if not words or any(len(word) < LEAST_GUESSED for word in words):
            return {}
        table = search_table(TABLES[record])
        halves = [_halves(word) for word in words]
        if on_file(self._connection):
            near: ColumnElement[bool] = table.c.id.in_(ids_with(table, question(halves)).limit(_LOOKED_AT))
        else:
            near = and_(*(or_(*(contains(table.c.words, half) for half in some)) for some in halves))
        statement = select(table.c.id, table.c.words).where(near, table.c.trashed_at.is_(None)).limit(_LOOKED_AT)
        found = {}
        for record_id, known in self._connection.execute(statement):
            meant = tuple(_meant(word, known.split()) for word in words)
            if all(meant) and any(word not in other for word, other in zip(words, meant, strict=True)):
                found[record_id] = meant
        return dict(sorted(found.items())[:size])

    def _by_title(
        self, record: str, text: str, others: Spellings, asked: _Asked, values: dict[str, Any], size: int
    ) -> First:
        beginning = self._beginning(record, text, size)
        if len(beginning) < size:
            wanted = size + len(beginning)
            near = self._near(record, text, others, wanted) if self._are_many(asked, values) else []
            known = set(beginning)
            along = near if len(near) == wanted else self._ids(asked.by_title, values | {"size": wanted})
            beginning += [each for each in along if each not in known]
        return First(tuple(beginning[:size]), more=True)

    def _are_many(self, asked: _Asked, values: dict[str, Any]) -> bool:
        """Say whether so many records fit that a few of them are soon met by walking along all titles."""
        return int(self._connection.execute(asked.number, values | {"size": _MANY}).scalar_one()) == _MANY

    def _near(self, record: str, text: str, others: Spellings, size: int) -> list[int]:
        """Return the first records that fit by their titles, of the first _WALKED of all."""
        table = TABLES[record]
        first = _along_titles(table).limit(_WALKED).subquery()
        has = mention(_words_of(table, first.c.id), fold(text).split(), others)
        return self._ids(select(first.c.id).where(has).limit(size), {})

    def _ids(self, statement: Select[Any], values: dict[str, Any]) -> list[int]:
        return list(self._connection.execute(statement, values).scalars())

    def _among_titles(self, record: str, text: str, size: int) -> First:
        table = TABLES[record]
        beginning = self._beginning(record, text, size + 1)
        if len(beginning) <= size and not issubclass(TYPES[record], Child):
            has = (contains(title_key(table), part) for part in sort_key(text).split())
            along = _along_titles(table).where(table.c.id.not_in(beginning), *has).limit(size + 1 - len(beginning))
            beginning += self._ids(along, {})
        return First(tuple(beginning[:size]), more=len(beginning) > size)

    def _beginning(self, record: str, text: str, size: int) -> list[int]:
        wanted = sort_key(text)
        if not wanted:
            return []
        values = {"first": wanted, "last": wanted + _LAST_CHARACTER, "size": size}
        return self._ids(_titles_between(record), values)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Statements for what fits, at most `size`: any with their titles, ids in the order of the titles, how many."""

    limited: Select[Any]
    by_title: Select[Any]
    number: Select[Any]


@cache
def _lettered(record: str) -> _Asked:
    """Return the statements for a file, made once: to make them takes longer than to run them."""
    table = TABLES[record]
    return _asked(table, lettered(table, bindparam("asked")))


def _with_short(table: Table, short: Sequence[str]) -> _Asked:
    """Return the statements where shorter parts of words are looked for too, in no more records than it takes."""
    found, size = lettered(table, bindparam("asked")), bindparam("size", type_=Integer)
    limited = _titled(table, found.where(mention(_words_of(table, found.selected_columns[0]), short)).limit(size))
    along = _along_titles(table).where(table.c.id.in_(found), mention(_words_of(table, table.c.id), short))
    return _Asked(limited, along.limit(size), _number(found, size))


def _titled(table: Table, found: Select[Any]) -> Select[Any]:
    return select(table.c.id, title_key(table), table.c.title).where(table.c.id.in_(found))


def _words_of(table: Table, number: ColumnElement[int]) -> ColumnElement[str]:
    words = search_table(table)
    return select(words.c.words).where(words.c.id == number).scalar_subquery()


def _asked(table: Table, found: Select[Any]) -> _Asked:
    size = bindparam("size", type_=Integer)
    along = _along_titles(table).where(table.c.id.in_(found))
    return _Asked(_titled(table, found.limit(size)), along.limit(size), _number(found, size))


def _number(found: Select[Any], size: BindParameter[int]) -> Select[Any]:
    return select(func.count()).select_from(found.limit(size).subquery())


def _best(text: str, rows: Sequence[Any], size: int) -> First:
    """Return the best of some records, given as id, sort key of the title, and title."""
    wanted, wanted_key = fold(text), sort_key(text)
    order = sorted((_fit(row[2], wanted, row[1], wanted_key), row[1], row[0]) for row in rows)
    return First(tuple(row[2] for row in order[:size]), more=len(order) > size)


def _along_titles(table: Table) -> Select[Any]:
    """Return the statement for the ids of a list in the order of their titles, along the index of these."""
    statement = select(table.c.id).where(table.c.trashed_at.is_(None)).order_by(title_key(table), table.c.id)
    return statement.with_hint(table, f"INDEXED BY {list_index(table, 'title')}", "sqlite")


@cache
def _titles_between(record: str) -> Select[Any]:
    table = TABLES[record]
    key = title_key(table)
    within = (key >= bindparam("first"), key < bindparam("last"))
    return _along_titles(table).where(*within).limit(bindparam("size"))


def _halves(word: str) -> tuple[str, ...]:
    """Return what a word with one typing error has in common with the right one: a half, or all but a swap."""
    half = len(word) // 2
    parts = (word[:half], word[half:]) if half >= LEAST_LETTERS else (word[:LEAST_LETTERS], word[-LEAST_LETTERS:])
    return (*parts, word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :])


def _meant(word: str, known: Sequence[str]) -> str:
    """Return the first word that is or begins with the one typed, but for one error; empty where there is none."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  only where nothing else was found

    for other in known:
        if word in other:
            return other
        for length in (len(word), len(word) + 1, len(word) - 1):
            if len(other) >= length and OSA.distance(word, other[:length], score_cutoff=1) <= 1:
                return other
    return ""


def _fit(title: str, wanted: str, key: str, wanted_key: str) -> int:
    if key == wanted_key:
        return _BY_TITLE
    if wanted_key and key.startswith(wanted_key):
        return _BEGINS
    name = " ".join(_WORD.findall(fold(title)))
    if f" {wanted}" in f" {name}":
        return _WORD_BEGINS
    return _CONTAINS if all(word in name for word in wanted.split()) else _ELSEWHERE
