"""Words are found however people spell them: by sound, without umlauts, in Latin letters, on the wrong keyboard."""

from __future__ import annotations

import pytest

from desktop_app.base.text import fold
from desktop_app.domain.spelling import SOUND, as_typed, on_the_other_keyboard, other_spellings, sound, typed_as_heard

ALIKE = (
    ("Winnyzja", "Winniza", "Vinnytsia", "Vinnica", "Вінниця"),
    ("Schytomyr", "Zhytomyr", "Žytomyr", "Schitomir", "Житомир"),
    ("Chmelnyzkyj", "Khmelnytskyi", "Chmelnizki", "Хмельницький"),
    ("Tscherkassy", "Czerkasy", "Čerkasy", "Черкаси"),
    ("Saporischschja", "Zaporizhzhia", "Запоріжжя"),
    ("Uschhorod", "Uzhhorod", "Ужгород"),
    ("Luzk", "Lutsk", "Луцьк"),
    ("Selenskyj", "Zelensky", "Зеленський"),
    ("Kowalenko", "Kovalenko", "Коваленко"),
)


@pytest.mark.parametrize("names", ALIKE, ids=[names[0] for names in ALIKE])
def test_that_spellings_of_one_name_sound_the_same(names: tuple[str, ...]):
    assert len({sound(name) for name in names}) == 1
    assert sound(names[0])


def test_that_other_names_sound_otherwise():
    heard = [sound(names[0]) for names in ALIKE]
    assert len(set(heard)) == len(heard)
    assert sound("Saale") != sound("Schule")


def test_that_short_words_have_no_sound():
    assert [sound(word) for word in ("", "ab", "Ulm", "А-Б")] == [""] * 4
    assert typed_as_heard("wi") == ""


@pytest.mark.parametrize(
    "typed", ["winn", "winni", "winniz", "winnyz", "winnyzj", "winnyzja", "vinn", "вінниц", "вінниця"]
)
def test_that_a_name_is_heard_while_it_is_typed(typed: str):
    whole = SOUND + sound("Вінниця")
    assert whole.startswith(typed_as_heard(typed))


def test_that_a_cyrillic_word_may_stand_there_in_latin_letters():
    assert as_typed("кравч") == ("кравч", SOUND + sound("кравч"), "krawtsch", "kravch")
    assert as_typed("рад") == ("рад", "rad")
    assert as_typed("оль") == ("оль",)
    assert as_typed("rad") == ("rad",)


def test_that_umlauts_may_be_written_out():
    assert "muenchen" in list(other_spellings("München"))
    assert "goerlitz" in " ".join(other_spellings("Görlitz an der Neiße"))
    assert list(other_spellings("Teltow")) == []


def test_that_cyrillic_words_have_latin_forms():
    assert set(other_spellings("Вінниця")) == {"winnyzja", "vinnytsia", SOUND + sound("Winnyzja")}
    assert fold("Slowjansk") in list(other_spellings("Слов'янськ"))


def test_that_the_other_keyboard_is_tried():
    assert on_the_other_keyboard("ффсрут") == ("aachen",)
    assert "ічня" in on_the_other_keyboard("sxzy")
    assert on_the_other_keyboard("123") == ()
