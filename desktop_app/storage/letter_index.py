"""An index of all groups of three letters in the search words of a file's records: it finds any part of a word at once.

It is SQLite's FTS5 with its trigram tokenizer, kept by triggers, and holds places of letters, not the text, which stays
where it is. A text of three letters or more is found exactly; a shorter one is not in it. At 100,000 partnerships it
gives all records that contain a part of a word in a fifth of the time of looking through the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import DDL, BindParameter, MetaData, Table, column, event, literal_column, select, table
from sqlalchemy.sql import Select

LEAST_LETTERS = 3
"""What is shorter is looked for in the words themselves."""

_INDEX = "letter_index"
_SUFFIX = "_letters"


def letter_index(words: Table) -> str:
    """Return the name of the index over a table of search words."""
    return f"{words.name}{_SUFFIX}"


def index_letters(words: Table) -> None:
    """Let a file that gets a table of search words get its index of letters too."""
    words.info[_INDEX] = letter_index(words)
    for statement in making(words.name):
        made = DDL(statement)  # type: ignore[no-untyped-call]
        event.listen(words, "after_create", made.execute_if(dialect="sqlite"))


def making(words: str) -> tuple[str, ...]:
    """Return the statements that make the index of a table of search words, and keep it."""
    index = f"{words}{_SUFFIX}"
    taken = f"INSERT INTO {index} ({index}, rowid, words) VALUES ('delete', old.id, old.words);"  # noqa: S608  names are declared
    given = f"INSERT INTO {index} (rowid, words) VALUES (new.id, new.words);"  # noqa: S608  as above
    options = f"words, content='{words}', content_rowid='id', tokenize='trigram case_sensitive 1'"
    changed = "AFTER UPDATE OF id, words"
    other = "old.words IS NOT new.words OR old.id IS NOT new.id"
    return (
        f"CREATE VIRTUAL TABLE {index} USING fts5 ({options})",
        f"CREATE TRIGGER {index}_new AFTER INSERT ON {words} BEGIN {given} END",
        f"CREATE TRIGGER {index}_gone AFTER DELETE ON {words} BEGIN {taken} END",
        f"CREATE TRIGGER {index}_changed {changed} ON {words} WHEN {other} BEGIN {taken} {given} END",
    )


def letter_indexes(metadata: MetaData) -> list[str]:
    """Return the names of all indexes of letters that a file has."""
    return sorted(table.info[_INDEX] for table in metadata.tables.values() if _INDEX in table.info)


def comparing(index: str) -> str:
    """Return the statement that fails where an index is not what the words ask for; it writes nothing."""
    return f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"  # noqa: S608  the name is declared


def rebuilding(index: str) -> str:
    """Return the statement that makes an index anew from the words."""
    return f"INSERT INTO {index} ({index}) VALUES ('rebuild')"  # noqa: S608  the name is declared


def ids_with(words: Table, asked: str | BindParameter[str]) -> Select[Any]:
    """Return the ids of the rows whose words have what is asked for, as `question` words it, in ascending order."""
    name = letter_index(words)
    index = table(name, column("rowid"))
    return select(index.c.rowid.label("id")).where(literal_column(name).op("MATCH")(asked))


def question(parts: Sequence[Sequence[str]]) -> str:
    """Return the question for words that have each of some parts, in one of its spellings of LEAST_LETTERS or more."""
    # Each as it stands, with nothing in it that means something to the index.
    quoted = (['"' + spelling.replace('"', '""') + '"' for spelling in spellings] for spellings in parts)
    return " AND ".join(f"({' OR '.join(spellings)})" for spellings in quoted)
