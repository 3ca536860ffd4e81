"""Finds what a search over the whole register shows first of a type, as fast in a large register as in a small one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Table, and_, bindparam, or_, select, true
from sqlalchemy.sql import Select

from desktop_app.base.text import fold, sort_key
from desktop_app.domain.catalogue import TYPES
from desktop_app.domain.query import Spellings
from desktop_app.domain.record import Child
from desktop_app.storage.dialect import among_ids, asked_ids, asked_text, contains, contains_asked, on_file
from desktop_app.storage.letter_index import LEAST_LETTERS, ids_with, question
from desktop_app.storage.matching import lettered, mentioning, spelled
from desktop_app.storage.tables import TABLES, list_index, search_table, title_key

FEW = 100
"""So many records are ordered by how well their title fits; of more, those whose title begins so come first."""

LEAST_GUESSED = 5
"""Letters of a word that says enough to be taken for another one."""

_MANY, _WALKED = 3_000, 2_000
"""Where so many records fit, the first of them by their titles are looked for among the first so many of all titles."""

_LOOKED_AT = 500
"""Records that are looked at for words alike."""
_LAST_CHARACTER = "\U0010ffff"
_SIZE = bindparam("size", type_=Integer)
_Shape = tuple[int, ...]
"""How many spellings each of some texts has."""

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
        titles that begin with the text come first, and all others follow by their titles (of thousands that are not
        among the first titles of all, a part). Of a text without a word of
        LEAST_LETTERS only titles are looked at, of rows of other records only how they begin: nearly every record has
        such words somewhere. `others` are other spellings of the words.
        """
        words = fold(text).split()
        if not words:
            return First((), more=False)
        if all(map(_is_short, words)):
            return self._among_titles(record, text, size)
        most = FEW + 1 if any(map(_is_short, words)) else _MANY
        found = self._mentioning(record, words, others, most)
        if len(found) <= FEW:
            return _best(text, self._connection.execute(_titles_of(record), asked_ids("ids", found)).fetchall(), size)
        return self._by_title(record, text, others, found, size)

    def _mentioning(self, record: str, words: Sequence[str], others: Spellings, most: int) -> list[int]:
        """Return records with these words, at most so many."""
        if not on_file(self._connection):
            fitting = mentioning(TABLES[record], words, others, in_file=False)
            return self._ids(fitting.order_by(fitting.selected_columns[0]).limit(most))
        short = _spelled_short(words)
        return self._ids(_lettered(record, _shape(short)), _asked(words, others) | _named(short) | {"size": most})

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
        taken: dict[tuple[str, str], bool] = {}
        for record_id, known in self._connection.execute(statement):
            meant = tuple(_meant(word, known.split(), taken) for word in words)
            if all(meant) and any(word not in other for word, other in zip(words, meant, strict=True)):
                found[record_id] = meant
        return dict(sorted(found.items())[:size])

    def _by_title(self, record: str, text: str, others: Spellings, found: Sequence[int], size: int) -> First:
        ids = self._beginning(record, text, size)
        if len(ids) < size:
            along = self._along(record, fold(text).split(), others, found, size + len(ids))
            ids += [each for each in along if each not in set(ids)]
        return First(tuple(ids[:size]), more=True)

    def _along(
        self, record: str, words: Sequence[str], others: Spellings, found: Sequence[int], size: int
    ) -> list[int]:
        """Return the first by their titles of the records that fit, some of which were found.

        Where many fit, the first of them all are mostly met among the first titles; where they are not, nobody looks
        through all of a large list for six of its thousands of hits: these are the first of what was found.
        """
        long, short = [word for word in words if not _is_short(word)], _spelled_short(words)
        fitting = self._mentioning(record, long, others, _MANY) if short else found
        if len(fitting) == _MANY:
            said = spelled(words, others)
            near = self._ids(_near(record, _shape(said)), _named(said) | {"walked": _WALKED, "size": size})
            if len(near) == size:
                return near
            fitting = found
        return self._ids(_in_order(record, _shape(short)), asked_ids("ids", fitting) | _named(short) | {"size": size})

    def _ids(self, statement: Select[Any], values: Mapping[str, Any] | None = None) -> list[int]:
        return [row[0] for row in self._connection.execute(statement, values or {})]

    def _among_titles(self, record: str, text: str, size: int) -> First:
        ids = self._beginning(record, text, size + 1)
        if len(ids) <= size and not issubclass(TYPES[record], Child):
            parts = [(part,) for part in sort_key(text).split()]
            values = _named(parts) | {"size": size + 1 + len(ids)}
            ids += [each for each in self._ids(_with_title(record, _shape(parts)), values) if each not in set(ids)]
        return First(tuple(ids[:size]), more=len(ids) > size)

    def _beginning(self, record: str, text: str, size: int) -> list[int]:
        wanted = sort_key(text)
        if not wanted:
            return []
        values = {"first": wanted, "last": wanted + _LAST_CHARACTER, "size": size}
        return self._ids(_titles_between(record), values)


# -- statements, made once: to make one takes longer than to run it ----------------------------------------------------


@cache
def _lettered(record: str, shape: _Shape) -> Select[Any]:
    """Ask a file's index of letters what has the words `asked` for, and texts shorter than it holds, at most `size`."""
    table = TABLES[record]
    found = lettered(table, bindparam("asked"))
    return found.where(_has(_words_of(table, found.selected_columns[0]), shape)).limit(_SIZE)


@cache
def _titles_of(record: str) -> Select[Any]:
    table = TABLES[record]
    return select(table.c.id, title_key(table), table.c.title).where(among_ids(table.c.id, "ids"))


@cache
def _in_order(record: str, shape: _Shape) -> Select[Any]:
    """Ask which of some `ids` have texts in their words, in the order of their titles, at most `size`."""
    table = TABLES[record]
    statement = select(table.c.id).where(among_ids(table.c.id, "ids"), _has(_words_of(table, table.c.id), shape))
    return statement.order_by(title_key(table), table.c.id).limit(_SIZE)


@cache
def _near(record: str, shape: _Shape) -> Select[Any]:
    """Ask which of the first `walked` by their titles have texts in their words, at most `size`."""
    table = TABLES[record]
    first = _along_titles(table).limit(bindparam("walked", type_=Integer)).subquery()
    return select(first.c.id).where(_has(_words_of(table, first.c.id), shape)).limit(_SIZE)


@cache
def _with_title(record: str, shape: _Shape) -> Select[Any]:
    table = TABLES[record]
    return _along_titles(table).where(_has(title_key(table), shape)).limit(_SIZE)


def _along_titles(table: Table) -> Select[Any]:
    """Return the statement for the ids of a list in the order of their titles, along the index of these."""
    statement = select(table.c.id).where(table.c.trashed_at.is_(None)).order_by(title_key(table), table.c.id)
    return statement.with_hint(table, f"INDEXED BY {list_index(table, 'title')}", "sqlite")


def _words_of(table: Table, number: ColumnElement[int]) -> ColumnElement[str]:
    words = search_table(table)
    return select(words.c.words).where(words.c.id == number).scalar_subquery()


def _has(column: ColumnElement[str], shape: _Shape) -> ColumnElement[bool]:
    """Say that a column contains one spelling of each of some texts, which `_named` gives."""
    said = (
        or_(*(contains_asked(column, f"part_{part}_{each}") for each in range(spellings)))
        for part, spellings in enumerate(shape)
    )
    return and_(true(), *said)


def _named(parts: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return the parameters of texts in their spellings that `_has` asks for."""
    values: dict[str, Any] = {}
    for part, spellings in enumerate(parts):
        for each, spelling in enumerate(spellings):
            values |= asked_text(f"part_{part}_{each}", spelling)
    return values


def _shape(parts: Sequence[Sequence[str]]) -> _Shape:
    return tuple(map(len, parts))


def _asked(words: Sequence[str], others: Spellings) -> dict[str, Any]:
    return {"asked": question(spelled([word for word in words if not _is_short(word)], others))}


def _spelled_short(words: Sequence[str]) -> list[tuple[str, ...]]:
    return spelled([word for word in words if _is_short(word)])


def _is_short(word: str) -> bool:
    return len(word) < LEAST_LETTERS


def _best(text: str, rows: Sequence[Any], size: int) -> First:
    """Return the best of some records, given as id, sort key of the title, and title."""
    wanted, wanted_key = fold(text), sort_key(text)
    order = sorted((_fit(row[2], wanted, row[1], wanted_key), row[1], row[0]) for row in rows)
    return First(tuple(row[2] for row in order[:size]), more=len(order) > size)


@cache
def _titles_between(record: str) -> Select[Any]:
    table = TABLES[record]
    key = title_key(table)
    within = (key >= bindparam("first"), key < bindparam("last"))
    return _along_titles(table).where(*within).limit(_SIZE)


def _halves(word: str) -> tuple[str, ...]:
    """Return what a word with one typing error has in common with the right one: a half, or all but a swap."""
    half = len(word) // 2
    parts = (word[:half], word[half:]) if half >= LEAST_LETTERS else (word[:LEAST_LETTERS], word[-LEAST_LETTERS:])
    return (*parts, word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :])


def _meant(word: str, known: Sequence[str], taken: dict[tuple[str, str], bool]) -> str:
    """Return the first word that is or begins with the one typed, but for one error; empty where there is none.

    `taken` keeps what was found out, as most records have many words in common.
    """
    for other in known:
        if (word, other) not in taken:
            taken[word, other] = word in other or _is_nearly(word, other)
        if taken[word, other]:
            return other
    return ""


def _is_nearly(word: str, other: str) -> bool:
    from rapidfuzz.distance import OSA  # noqa: PLC0415  only where nothing else was found

    lengths = (len(word), len(word) + 1, len(word) - 1)
    return any(len(other) >= each and OSA.distance(word, other[:each], score_cutoff=1) <= 1 for each in lengths)


def _fit(title: str, wanted: str, key: str, wanted_key: str) -> int:
    if key == wanted_key:
        return _BY_TITLE
    if wanted_key and key.startswith(wanted_key):
        return _BEGINS
    name = " ".join(_WORD.findall(fold(title)))
    if f" {wanted}" in f" {name}":
        return _WORD_BEGINS
    return _CONTAINS if all(word in name for word in wanted.split()) else _ELSEWHERE
