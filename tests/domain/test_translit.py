"""Ukrainian words in Latin letters, and words of mixed scripts."""

import csv
from pathlib import Path

import pytest

from desktop_app.domain.translit import german_form, kmu_latin, mixed_scripts, unmix

DATA = Path(__file__).parents[3] / "shared" / "data"


def rows_of(*parts: str) -> list[dict[str, str]]:
    path = DATA.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs the real data in {path.name}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("uk", "kmu", "german"),
    [
        ("Ічня", "Ichnia", "Itschnja"),
        ("Запоріжжя", "Zaporizhzhia", "Saporischschja"),
        ("Щастя", "Shchastia", "Schtschastja"),
        ("Згурівка", "Zghurivka", "Shuriwka"),
        ("Чернівці", "Chernivtsi", "Tscherniwzi"),
        ("Житомир", "Zhytomyr", "Schytomyr"),
        ("Хотин", "Khotyn", "Chotyn"),
        ("Київ", "Kyiv", "Kyjiw"),
        ("Львів", "Lviv", "Lwiw"),
        ("Рівне", "Rivne", "Riwne"),
        ("Миколаїв", "Mykolaiv", "Mykolajiw"),
        ("Івано-Франківськ", "Ivano-Frankivsk", "Iwano-Frankiwsk"),
        ("Хмельницький", "Khmelnytskyi", "Chmelnyzkyj"),
        ("Кременчук", "Kremenchuk", "Krementschuk"),
        ("Одеса", "Odesa", "Odessa"),
        ("Лисичанськ", "Lysychansk", "Lyssytschansk"),
        ("Сєвєродонецьк", "Sievierodonetsk", "Sjewjerodonezk"),
        ("Найдьонівка", "Naidonivka", "Najdjoniwka"),
        ("Йосипівка", "Yosypivka", "Jossypiwka"),
        ("Їжаківка", "Yizhakivka", "Jischakiwka"),
        ("Єланець", "Yelanets", "Jelanez"),
        ("Юр’ївка", "Yurivka", "Jurjiwka"),
        ("Знам'янка", "Znamianka", "Snamjanka"),
        ("Кам`янець-Подільський", "Kamianets-Podilskyi", "Kamjanez-Podilskyj"),
        ("Ґалаґани", "Galagany", "Galagany"),
        ("ЩАСТЯ", "SHCHASTIA", "SCHTSCHASTJA"),
        ("м. Яворів", "m. Yavoriv", "m. Jaworiw"),
    ],
)
def test_that_ukrainian_names_get_their_latin_and_german_form(uk: str, kmu: str, german: str) -> None:
    assert kmu_latin(uk) == kmu
    assert german_form(uk) == german


@pytest.mark.parametrize("text", ["Grevesmühlen", "L'Aquila", "", "12 %"])
def test_that_text_without_cyrillic_letters_stays(text: str) -> None:
    assert kmu_latin(text) == text
    assert german_form(text) == text


def test_that_passport_forms_agree_with_all_hromadas_and_the_list_of_partnerships() -> None:
    for row in rows_of("ukraine", "hromadas_ua_katottg2026_coords.csv"):
        assert kmu_latin(row["name_uk"]) == row["name_lat_kmu2010"]
    for row in rows_of("register", "partnerships.csv"):
        assert kmu_latin(row["ua_name_uk"]) == row["ua_name_lat"]


def test_that_german_forms_agree_with_the_list_of_partnerships() -> None:
    """Apart from an exonym, and from names of raions and oblasts, which are made from their towns."""
    different = {
        (row["ua_name_uk"], row["ua_name_de"])
        for row in rows_of("register", "partnerships.csv")
        if row["ua_typ"] in ("Hromada", "Stadt", "Dorf") and german_form(row["ua_name_uk"]) != row["ua_name_de"]
    }
    assert different == {("Чернівці", "Czernowitz")}


def test_that_german_forms_of_hromadas_differ_from_another_table_by_three_known_rules_only() -> None:
    """That table writes ж as sh, keeps a single s between vowels, drops ь before о."""
    for row in rows_of("ukraine", "hromadas_ua_katottg2026_coords.csv"):
        uk = row["name_uk"].replace("ьо", "о").replace("ж", "\x00").replace("Ж", "\x01")
        german = german_form(uk).replace("\x00", "sh").replace("\x01", "Sh")
        assert german.replace("ss", "s") == row["name_de_duden"].replace("ss", "s")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Iчня", "Ічня"),
        ("Кpеменчук", "Кременчук"),
        ("Xepсон", "Херсон"),
        ("Мünchen", "München"),
        ("Аachen", "Aachen"),
        ("Mіcто", "Місто"),
    ],
)
def test_that_words_of_mixed_scripts_are_found_and_put_right(word: str, meant: str) -> None:
    assert mixed_scripts(f"громада {word}, Landkreis") == [word]
    assert unmix(word) == meant
    assert mixed_scripts(meant) == []


def test_that_words_side_by_side_in_two_scripts_are_no_mixture() -> None:
    assert mixed_scripts("Київ Kyjiw, П’ятихатки (Pjatychatky), Bad Ems–Ічня") == []
    assert unmix("Київ") == "Київ"
    assert unmix("Kyjiw") == "Kyjiw"


def test_that_a_word_that_fits_no_single_script_stays() -> None:
    assert unmix("Щzастя") == "Щzастя"
