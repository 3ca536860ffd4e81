"""The printed list, read back from its PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from desktop_app.base.i18n import translate_in
from desktop_app.reports.typesetting import AS_OF, PAGE_OF, Typesetter
from desktop_app.reports.typst_pdf import render

NUMBER = re.compile(r"n\d{5}")


def words(text: str) -> str:
    """Text as it was before it was broken into lines: hyphens added at line ends and all blanks away."""
    return re.sub(r"[\s\u00ad\u200b\ufffe]+", "", text)


def numbers(texts: list[str]) -> list[str]:
    return [number for text in texts for number in NUMBER.findall(text)]


@pytest.mark.parametrize(("count", "groups"), [(1, 1), (84, 6), (300, 1), (501, 3), (2500, 16)])
def test_that_every_row_is_printed_once_and_in_order(count, groups, make_list, page_texts):
    texts = page_texts(render(make_list(count, groups=groups)))

    assert numbers(texts) == [f"n{number:05}" for number in range(1, count + 1)]


@pytest.mark.parametrize("count", [300, 1100])
def test_that_every_page_has_headings_and_says_which_page_it_is(count, make_list, page_texts):
    texts = page_texts(render(make_list(count)))

    for place, text in enumerate(texts, start=1):
        assert translate_in("de", PAGE_OF, page=place, pages=len(texts)) in text
        assert translate_in("de", AS_OF, day="22.11.2026") in text
        assert f"Kommunalverband Musterland · Partnerschaften: {count}" in text
        assert all(heading in text for heading in ("Nr.", "Kommune", "Громада", "Bemerkung"))


def test_that_the_first_page_names_the_filter_and_the_last_page_has_the_notes(make_list, page_texts):
    texts = page_texts(render(make_list(900)))

    assert ["Filter: Status ist aktiv" in text for text in texts].index(True) == 0
    assert sum("Filter: Status ist aktiv" in text for text in texts) == 1
    assert [place for place, text in enumerate(texts) if "steht einmal" in text] == [len(texts) - 1]


def test_that_a_list_in_parts_has_the_same_pages_as_one_set_at_once(make_list, page_texts):
    document = make_list(1100, groups=7)

    in_parts, at_once = page_texts(render(document)), page_texts(Typesetter(document).whole())

    assert [numbers([text]) for text in in_parts] == [numbers([text]) for text in at_once]
    assert [sorted(words(text)) for text in in_parts] == [sorted(words(text)) for text in at_once]


def test_that_a_group_heading_never_stands_alone_at_the_foot_of_a_page(make_list, page_texts):
    texts = page_texts(render(make_list(400, groups=80)))

    for text in texts:
        after_last_heading = text[text.rindex("Gruppe ") :]
        assert NUMBER.search(after_last_heading)


def test_that_a_group_repeats_its_heading_on_its_next_page(make_list, page_texts):
    texts = page_texts(render(make_list(1200, groups=2)))

    assert all("Gruppe 1" in text or "Gruppe 2" in text for text in texts)


def test_that_no_row_is_split_across_pages(make_list, page_texts):
    remark = "Anfang " + "Mitte " * 60 + "Ende"
    rows = [(f"n{number:05}", "Ort", "Місто", remark) for number in range(60)]

    texts = page_texts(render(make_list(rows=rows)))

    assert len(texts) > 3
    assert all(text.count("Anfang") == text.count("Ende") for text in texts)


def test_that_a_row_taller_than_a_page_loses_nothing(make_list, page_texts):
    remark = " ".join(f"Wort{number:05}" for number in range(4000))
    rows = [("n00001", "Ort", "Місто", ""), ("n00002", "Ort", "Місто", remark), ("n00003", "Ort", "Місто", "")]

    texts = page_texts(render(make_list(rows=rows)))

    assert re.findall(r"Wort\d{5}", " ".join(texts)) == remark.split()
    assert numbers(texts) == ["n00001", "n00002", "n00003"]


def test_that_a_tall_row_at_the_border_of_a_part_is_printed_once(make_list, page_texts):
    remark = " ".join(f"Wort{number:05}" for number in range(3000))
    rows = [(f"n{number:05}", "Ort", "Місто", remark if number == 495 else "") for number in range(700)]

    texts = page_texts(render(make_list(rows=rows)))

    assert numbers(texts) == [f"n{number:05}" for number in range(700)]
    assert re.findall(r"Wort\d{5}", " ".join(texts)) == remark.split()


@pytest.mark.parametrize(
    "text",
    [
        '#let x = 1; #panic("no")',
        "*b* _i_ `c` $x$ <b>fett</b> @ref = Titel",
        '"); #read("/etc/passwd")',
        "// Kommentar /* auch */ \\ ende \\u{41}",
        "{page} {pages} {{}} %s",
        '[#image("x.png")]',
    ],
)
def test_that_text_like_markup_is_printed_as_it_is(text, make_list, page_texts):
    document = make_list(rows=[("n00001", text, text, text)])

    assert words(page_texts(render(document))[0]).count(words(text)) == 3


def test_that_ukrainian_letters_stay_whole(make_list, page_texts):
    text = "Ґанківці, Їжакевич, Єнакієве, Слов'янськ, п’ять, № 17 – 12 000 €"

    printed = page_texts(render(make_list(rows=[("n00001", text, text, text)], language="uk")))[0]

    assert words(printed).count(words(text)) == 3


def test_that_letters_taken_apart_are_put_together(make_list, page_texts):
    rows = [("n00001", "Mu\u0308nchen", "Ки\u0306їв", "")]

    assert "München Кйїв" in page_texts(render(make_list(rows=rows)))[0]


@pytest.mark.parametrize("text", ["a\x00b", "a\x01b", "a😀b", "a漢b", "aשb", "a\ue000b", "a\U0010ffffb", "a\ud800b"])
def test_that_a_character_without_a_glyph_does_not_stop_the_print(text, make_list, page_texts):
    assert "a□b" in page_texts(render(make_list(rows=[("n00001", "Ort", "Місто", text)])))[0]


def test_that_line_breaks_and_tabs_become_blanks(make_list, page_texts):
    assert "eins zwei drei vier" in page_texts(render(make_list(rows=[("n1", "", "", "eins\nzwei\tdrei\r\nvier")])))[0]


def test_that_long_words_are_hyphenated_by_the_rules_of_their_language(make_list, page_texts):
    german, ukrainian = "Donaudampfschifffahrtsgesellschaftsverein", "Дніпродзержинськенергобудмонтажуправління"

    text = page_texts(render(make_list(rows=[("n00001", german, ukrainian, "")])))[0]

    assert words(text).count(german) == words(text).count(ukrainian) == 1
    assert re.search(r"Donau\w+\s*[\u00ad\ufffe]\s*\w", text)
    assert re.search(r"Дніпро\w+\s*[\u00ad\ufffe]\s*\w", text)


def test_that_a_long_address_stays_in_its_column(make_list):
    address = "https://www.beispiel-kommune.example/" + "verzeichnis/" * 12 + "x" * 80
    placed = _placed_words(render(make_list(rows=[("n00001", address, address, "daneben")])))

    columns = [left for word, left, _ in placed if word in ("Kommune", "Громада", "Bemerkung")]
    for word, left, right in placed:
        if word.startswith(("https", "verzeichnis", "xxxx")):
            column = max(edge for edge in columns if edge <= left + 1)
            assert right < min((edge for edge in columns if edge > column), default=999)


def test_that_a_row_without_text_is_still_seen(make_list, page_texts):
    texts = page_texts(render(make_list(rows=[("", "", "", ""), ("n00002", "", "", "")])))

    assert texts[0].count("–") == 1


@pytest.mark.parametrize("landscape", [False, True])
def test_that_an_empty_list_is_one_page_that_says_so(landscape, make_list, page_texts):
    texts = page_texts(render(make_list(0, landscape=landscape)))

    assert len(texts) == 1
    assert "Keine Partnerschaft passt zum Filter." in texts[0]
    assert "Partnerschaftsliste" in texts[0]
    assert translate_in("de", PAGE_OF, page=1, pages=1) in texts[0]
    assert "Громада" not in texts[0]


@pytest.mark.parametrize("count", [0, 84, 1100])
def test_that_the_pdf_says_that_it_is_accessible(count, make_list):
    pdf = render(make_list(count, language="uk"))

    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert "Tagged:          yes" in _poppler("pdfinfo", pdf)
    assert "Title:           Partnerschaftsliste" in _poppler("pdfinfo", pdf)


def _poppler(tool: str, pdf: bytes, *arguments: str) -> str:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} (poppler-utils) is not installed")
    command = [tool, *arguments, "-", *(["-"] if tool == "pdftotext" else [])]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def _placed_words(pdf: bytes) -> list[tuple[str, float, float]]:
    listing = _poppler("pdftotext", pdf, "-bbox")
    found = re.findall(r'xMin="([\d.]+)".*?xMax="([\d.]+)".*?>(.*?)</word>', listing)
    return [(word, float(left), float(right)) for left, right, word in found]


def test_that_printing_writes_no_file(make_list, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    render(make_list(3))

    assert list(Path(tmp_path).iterdir()) == []
