"""Cards of people keep both scripts of a name, and those of Outlook can be read."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.exchange.card_reading import HEADER, read_cards
from desktop_app.exchange.contact_card import ContactCard, PersonName, Reach, Version, write_cards
from desktop_app.exchange.failures import NotReadable
from desktop_app.exchange.reading import read_table

CARD = ContactCard(
    uid="5b9d0a52-6e2f-5a0e-9a55-2f4dbb0d9a11",
    latin=PersonName("Musterenko; jun.", "Serhij", "Anatolijowytsch"),
    cyrillic=PersonName("Мустеренко", "Сергій", "Анатолійович"),
    prefix="Dr.",
    title="Leiter, Europabüro",
    organisation="Musterstadt",
    reaches=(
        Reach("EMAIL", "serhij@example.org", ("work",)),
        Reach("EMAIL", "dr.musterenko@example.org", ("home",), preferred=True),
        Reach("TEL", "+380 44 123 45 67", ("work", "voice")),
        Reach("URL", "https://example.org/a,b;c", ("work",)),
    ),
    changed_at=datetime(2026, 3, 1, 12, 0, tzinfo=UTC),
)


def written(version: Version, *cards: ContactCard) -> bytes:
    file = io.BytesIO()
    assert write_cards(file, cards, version) == len(cards)
    return file.getvalue()


def read(data: bytes) -> list[dict[str, str]]:
    table = read_cards(Path("cards.vcf"), data)
    return [{name: str(cell) for name, cell in zip(HEADER, row, strict=True) if cell is not None} for row in table.rows]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_that_a_card_comes_back_with_both_scripts(version: Version) -> None:
    (found,) = read(written(version, CARD))
    assert found == {
        "academic_title": "Dr.",
        "family_name": "Musterenko; jun.",
        "given_name": "Serhij",
        "patronymic": "Anatolijowytsch",
        "family_name_uk": "Мустеренко",
        "given_name_uk": "Сергій",
        "patronymic_uk": "Анатолійович",
        "main_email": "dr.musterenko@example.org\nserhij@example.org",
        "main_phone": "+380 44 123 45 67",
        "remarks": "Leiter, Europabüro\nMusterstadt\nhttps://example.org/a,b, c",
    }


def test_that_version_4_has_a_name_in_two_languages_and_3_one_name_and_a_nickname() -> None:
    four, three = (written(version, CARD).decode().replace("\r\n ", "") for version in ("4.0", "3.0"))
    assert "FN;ALTID=1;LANGUAGE=de:Dr. Serhij Anatolijowytsch Musterenko\\; jun." in four
    assert "N;ALTID=1;LANGUAGE=uk:Мустеренко;Сергій;Анатолійович;Dr.;" in four
    assert "EMAIL;TYPE=home;PREF=1:dr.musterenko@example.org" in four
    assert "NICKNAME:Сергій Анатолійович Мустеренко" in three
    assert "EMAIL;TYPE=home,pref:dr.musterenko@example.org" in three
    assert (three.count("\nN:"), three.count("\nFN:")) == (1, 1)
    assert "URL;TYPE=work:https://example.org/a,b;c" in four


def test_that_a_name_in_one_script_is_written_once() -> None:
    only = ContactCard("u", PersonName(), PersonName("Мустеренко", "Сергій"))
    assert "FN:Сергій Мустеренко\r\nN:Мустеренко;Сергій;;;\r\n" in written("4.0", only).decode()
    assert [(each["family_name_uk"], each["given_name_uk"]) for each in read(written("3.0", only))] == [
        ("Мустеренко", "Сергій")
    ]


def test_that_no_line_is_longer_than_75_octets() -> None:
    long = ContactCard("u", PersonName("Мустеренко" * 12, "Ґ"), PersonName())
    lines = written("4.0", long, CARD).split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert lines.count(b"END:VCARD") == 2
    assert read(written("4.0", long))[0]["family_name_uk"] == "Мустеренко" * 12


OUTLOOK = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\n"
    "N;LANGUAGE=de;CHARSET=Windows-1252:Müsterfrau;Erika\r\n"
    "FN;CHARSET=Windows-1252:Erika Müsterfrau\r\n"
    "ORG:Musterstadt;Europabüro\r\n"
    "TITLE:Leiterin\r\n"
    "TEL;WORK;VOICE:030 23125 017\r\n"
    "TEL;CELL;VOICE:030 23125 018\r\n"
    "ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;;Musterweg 1;Musterstadt;;12345;=\r\nDeutschland\r\n"
    "LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:Musterweg 1=0D=0A=\r\n12345 Musterstadt\r\n"
    "X-MS-OL-DEFAULT-POSTAL-ADDRESS:2\r\n"
    "EMAIL;PREF;INTERNET:erika@example.org\r\n"
    "PHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n /9j/4AAQSkZJRg\r\n AAAA\r\n\r\n"
    "REV:20260301T120000Z\r\nEND:VCARD\r\n"
)


def test_that_a_card_of_outlook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "Kontakt.vcf"
    path.write_bytes(OUTLOOK.encode("cp1252"))
    table = read_table(path)
    assert table.header == HEADER
    assert dict(zip(table.header, table.rows[0], strict=True)) == {
        "academic_title": None,
        "family_name": "Müsterfrau",
        "given_name": "Erika",
        "patronymic": None,
        "family_name_uk": None,
        "given_name_uk": None,
        "patronymic_uk": None,
        "main_email": "erika@example.org",
        "main_phone": "030 23125 017\n030 23125 018",
        "remarks": "Musterstadt, Europabüro\nLeiterin\nMusterweg 1, Musterstadt, 12345, Deutschland",
    }


def test_that_several_cards_and_groups_and_whole_names_are_read() -> None:
    text = (
        "BEGIN:VCARD\nVERSION:3.0\nitem1.EMAIL;type=INTERNET;type=pref:a@example.org\nFN:Erika Musterfrau\nEND:VCARD\n"
        "begin:vcard\nversion:4.0\nN:Мустеренко;Сергій;;;\nTEL;VALUE=uri:tel:+380441234567\nNOTE:eins\\nzwei\\, drei\n"
        "end:vcard\nBEGIN:VCARD\nN:Broken off\n"
    )
    assert read(text.encode()) == [
        {"family_name": "Musterfrau", "given_name": "Erika", "main_email": "a@example.org"},
        {
            "family_name_uk": "Мустеренко",
            "given_name_uk": "Сергій",
            "main_phone": "+380441234567",
            "remarks": "eins, zwei, drei",
        },
    ]


def test_that_a_file_without_a_whole_card_is_refused() -> None:
    with pytest.raises(NotReadable):
        read_cards(Path("cards.vcf"), b"BEGIN:VCARD\nN:Broken off\n")
