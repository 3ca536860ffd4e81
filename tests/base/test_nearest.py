"""The word that somebody most likely meant."""

from __future__ import annotations

import pytest

from desktop_app.base.i18n import language, set_language
from desktop_app.base.nearest import UnknownWord, did_you_mean, nearest

WORDS = ("partnerschaftsart", "de_name", "Würzburg", "Solidaritätspartnerschaft", "Івано-Франківськ", "datum")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("partnerschaftart", "partnerschaftsart"),
        ("DE Name", "de_name"),
        ("name_de", "de_name"),
        ("Wurzbug", "Würzburg"),
        ("Solidaritäts-Partnerschaft", "Solidaritätspartnerschaft"),
        ("Ивано-Франківск", "Івано-Франківськ"),
        ("Wetter", ""),
        ("nr", ""),
        ("datum", ""),
        ("", ""),
    ],
)
def test_that_the_nearest_word_is_found_where_one_is_near(typed: str, meant: str) -> None:
    assert nearest(typed, WORDS) == meant


def test_that_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("Würzburg", []) == ""
    assert nearest("Würzburg", [""]) == ""


def test_that_a_message_ends_with_the_question() -> None:
    before = language()
    set_language("en")
    hint = did_you_mean("datun", WORDS)
    assert (
        UnknownWord("“{word}” is unknown.", hint, word="datun").message() == "“datun” is unknown. Did you mean “datum”?"
    )
    assert UnknownWord("“{word}” is unknown.", "", word="x").message() == "“x” is unknown."
    set_language(before)
