"""Lists records: sorted, filtered, counted, and the filter in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from desktop_app.base.i18n import translate
from desktop_app.domain.fields import Field
from desktop_app.domain.query import Filter, ListGroup, ListRow, Query, SumOf
from desktop_app.services.code_lists import CodeLists
from desktop_app.services.filter_words import FilterWords
from desktop_app.services.places import Places
from desktop_app.services.value_words import in_words
from desktop_app.storage.register import Register


class Browser:
    """Questions that tables and exports ask."""

    def __init__(self, register: Register, codes: CodeLists, places: Places) -> None:
        self._register = register
        self._codes = codes
        self._places = places

    def meant(self, query: Query) -> Query:
        """Return a query that finds the words of its search in other spellings too: a place by any of its names."""
        return replace(query, others=self._places.other_spellings(query.search))

    def count(self, query: Query) -> int:
        """Return how many records a query finds."""
        with self._register.reading() as reader:
            return reader.count(query)

    def page(self, query: Query, first: int, size: int) -> list[ListRow]:
        """Return `size` rows from row `first` (counted from 0)."""
        with self._register.reading() as reader:
            return reader.page(query, first, size)

    def groups(self, query: Query, sums: Sequence[SumOf]) -> list[ListGroup]:
        """Return the groups of a list by the field that it is sorted by first, in its order."""
        with self._register.reading() as reader:
            return reader.groups(query, sums)

    def every(self, query: Query) -> Iterator[ListRow]:
        """Yield all rows, read from one state of the register."""
        with self._register.reading() as reader:
            yield from reader.every(query)

    def positions(self, query: Query, ids: Collection[int]) -> dict[int, int]:
        """Return the places of some records in the list, by their ids, of those that it has."""
        with self._register.reading() as reader:
            return reader.positions(query, ids)

    def rows(self, query: Query, ids: Collection[int]) -> list[ListRow]:
        """Return rows of some records as the list shows them, also of those that its filters leave out."""
        with self._register.reading() as reader:
            return reader.rows(query, ids)

    def ids(self, query: Query, first: int, size: int) -> list[int]:
        """Return `size` ids of the list from row `first` (counted from 0)."""
        with self._register.reading() as reader:
            return reader.ids(query, first, size)

    def shown(self, field: Field, value: object, language: str | None = None) -> str:
        """Return a list value as people read it."""
        return in_words(field, value, self._codes, language)

    def words(self, query: Query) -> str:
        """Return the filter of a query as a sentence for people; empty where nothing is filtered."""
        parts = [translate("contains “{text}”", text=query.search)] if query.search.strip() else []
        return "; ".join([*parts, *self.filter_words(query.record, query.filters)])

    def filter_words(self, record: str, filters: Sequence[Filter]) -> list[str]:
        """Return each filter of a type's list in words."""
        words = FilterWords(self._codes, self._titles, self._register.who)
        return [words.of(record, each) for each in filters]

    def _titles(self, name: str, ids: Iterable[int]) -> dict[int, str]:
        with self._register.reading() as reader:
            return reader.titles(name, ids)
