"""Rows of a list whose questions can be asked beside the window before they are asked in it."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Protocol

from desktop_app.domain.query import ListGroup, ListRow, Query, SumOf
from desktop_app.gui.models.record_table import Rows

_SLOW = 0.06
"""Seconds of a thread's time that no question should take in the window."""
_OFTEN = 3
"""So many slow questions tell that the register is large; one may be slow as it is the first of its kind."""
_MANY = 5_000
"""Records from which on a list may be slow to be filtered, sorted and put into groups."""

Answers = dict[str, Any]


class Source(Rows, Protocol):
    """What answers."""

    def groups(self, query: Query, sums: Sequence[SumOf]) -> list[ListGroup]:
        """Return the groups of a list by the field that it is sorted by first."""


class Foreseen:
    """Asks its source, but for what was asked before: `gather`, in any thread, and then `using` the answers."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._answers: Answers = {}
        self.slow_questions = 0
        self._size = 0

    @property
    def may_be_slow(self) -> bool:
        """Say whether questions are better asked beside the window first."""
        return self.slow_questions >= _OFTEN or self._size >= _MANY

    def expect(self, size: int) -> None:
        """Take note of how many records there are."""
        self._size = size

    def gather(self, ask: Callable[[Source], None]) -> Answers:
        """Return the answers to what `ask` asks."""
        recorder = _Recorder(self._source)
        ask(recorder)
        return recorder.answers

    @contextmanager
    def using(self, answers: Answers) -> Iterator[None]:
        """Answer with these what is asked inside."""
        self._answers = answers
        try:
            yield
        finally:
            self._answers = {}

    def meant(self, query: Query) -> Query:
        """Return a query that finds the words of its search in other spellings too."""
        return self._asked("meant", query)  # type: ignore[no-any-return]

    def count(self, query: Query) -> int:
        """Return how many rows a query finds."""
        return self._asked("count", query)  # type: ignore[no-any-return]

    def page(self, query: Query, first: int, size: int) -> list[ListRow]:
        """Return `size` rows from row `first`."""
        return self._asked("page", query, first, size)  # type: ignore[no-any-return]

    def positions(self, query: Query, ids: Collection[int]) -> dict[int, int]:
        """Return the places of some records in the list."""
        return self._asked("positions", query, ids)  # type: ignore[no-any-return]

    def rows(self, query: Query, ids: Collection[int]) -> list[ListRow]:
        """Return rows of some records, also of those that the query leaves out."""
        return self._asked("rows", query, ids)  # type: ignore[no-any-return]

    def ids(self, query: Query, first: int, size: int) -> list[int]:
        """Return `size` ids from row `first`."""
        return self._asked("ids", query, first, size)  # type: ignore[no-any-return]

    def groups(self, query: Query, sums: Sequence[SumOf]) -> list[ListGroup]:
        """Return the groups of a list by the field that it is sorted by first."""
        return self._asked("groups", query, sums)  # type: ignore[no-any-return]

    def _asked(self, name: str, *arguments: Any) -> Any:
        key = _key(name, arguments)
        if key in self._answers:
            return self._answers[key]
        begun = time.thread_time()
        answer = getattr(self._source, name)(*arguments)
        self.slow_questions += time.thread_time() - begun > _SLOW
        return answer


class _Recorder:
    """Asks a source and keeps the answers."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.answers: Answers = {}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def asked(*arguments: Any) -> Any:
            key = _key(name, arguments)
            if key not in self.answers:
                self.answers[key] = getattr(self._source, name)(*arguments)
            return self.answers[key]

        return asked


def _key(name: str, arguments: tuple[Any, ...]) -> str:
    """Return what tells a question from others: only pages and rows depend on columns and colours."""
    query, *others = arguments
    if name not in {"page", "rows", "meant"}:
        query = replace(query, columns=(), colours=())
    return repr((name, query, *(sorted(each) if isinstance(each, set | frozenset) else each for each in others)))
