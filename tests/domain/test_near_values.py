"""What people write for one and the same is put together, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.near_values import near_values


def grouped(*texts: str) -> list[set[str]]:
    return [{text for text, _ in group.counts} for group in near_values(dict.fromkeys(texts, 1))]


def test_that_spellings_of_one_name_are_together():
    assert grouped("Stadt Köln", "Köln", "Koeln", "KÖLN ", "Bonn") == [{"Stadt Köln", "Köln", "Koeln", "KÖLN "}]
    assert grouped("Musterfrau, Erika", "Erika Musterfrau", "Erika Musterman") == [
        {"Musterfrau, Erika", "Erika Musterfrau"}
    ]
    assert grouped("м. Ічня", "Ічня", "Борзна") == [{"м. Ічня", "Ічня"}]
    assert grouped("Feuerwehr", "Feuerwher", "Feuerwehren", "Feuer") == [{"Feuerwehr", "Feuerwher"}]
    assert grouped("Förderverein e. V.", "Förderverein") == [{"Förderverein e. V.", "Förderverein"}]


def test_that_numbers_and_short_words_are_not_taken_for_others():
    assert grouped("Referat 12", "Referat 13", "Ulm", "Elm", "2025-01", "2025-02") == []


def test_that_the_most_frequent_comes_first_and_is_proposed():
    (group,) = near_values({"Koeln": 2, "Köln": 12, "Stadt Köln": 3})
    assert group.counts == (("Köln", 12), ("Stadt Köln", 3), ("Koeln", 2))
    assert (group.proposed, group.records) == ("Köln", 17)


def test_that_groups_of_many_records_come_first():
    assert [group.proposed for group in near_values({"a b": 1, "b a": 1, "Köln": 5, "Koeln": 1})] == ["Köln", "a b"]


@given(st.dictionaries(st.text("abäße 12,.-", max_size=8), st.integers(1, 9), max_size=30))
def test_that_each_text_is_in_one_group_at_most(counts: dict[str, int]):
    groups = near_values(counts)
    texts = [text for group in groups for text, _ in group.counts]
    assert len(texts) == len(set(texts))
    assert all(len(group.counts) > 1 for group in groups)
    assert all(counts[text] == count for group in groups for text, count in group.counts)
