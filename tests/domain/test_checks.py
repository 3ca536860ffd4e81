"""The checks of single values, with the traps of real lists."""

import csv
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import checks
from desktop_app.domain.problems import Problem

ALL_CHECKS: list[Callable[[str], Problem | None]] = [
    checks.ags, checks.ars, checks.katottg, checks.email, checks.phone, checks.url, checks.emdn, checks.vin,
    checks.hs_code, checks.mrn, checks.edrpou, checks.vat_id, checks.eori, checks.iban, checks.one_script,
]  # fmt: skip
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def blocks(problem: Problem | None) -> bool:
    return problem is not None and problem.error


def is_doubt(problem: Problem | None) -> bool:
    return problem is not None and not problem.error


@pytest.mark.parametrize("value", ["06633012", "01001000", "16077055", "06633", "06", "11000000"])
def test_that_municipality_keys_of_a_land_pass(value: str) -> None:
    assert checks.ags(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "00633012",
        "17001000",
        "6633012",
        "066330120",
        "0663301",
        "06 633 012",
        "DE633012",
        "1001000",
        "²6633012",
        " 06633012",
    ],
)
def test_that_keys_with_a_lost_zero_or_no_land_block_saving(value: str) -> None:
    assert blocks(checks.ags(value))


@pytest.mark.parametrize("value", ["097", "053"])
def test_that_a_key_of_three_digits_is_right_for_a_bezirk_alone(value: str) -> None:
    assert checks.ags(value, "bezirk") is None
    assert checks.official_code(value, "AGS", "bezirk") is None
    for kind in ("gemeinde", "kreisfreie_stadt", "landkreis", "land", ""):
        assert blocks(checks.ags(value, kind)), kind
        assert blocks(checks.official_code(value, "AGS", kind)), kind
    assert blocks(checks.ags("997", "bezirk"))
    assert blocks(checks.ags("0977", "bezirk"))


def test_that_every_municipality_and_district_of_germany_passes(shared: Path) -> None:
    with (shared / "germany" / "gemeinden_de_gv100_2023-11-30_coords.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 10_000
    assert [row["ags"] for row in rows if checks.ags(row["ags"]) or checks.ags(row["kreis_ags"])] == []
    assert [row["ars"] for row in rows if checks.ars(row["ars"])] == []
    assert [row["plz"] for row in rows if row["plz"] and checks.postal_code(row["plz"], "DE")] == []


@pytest.mark.parametrize("value", ["066330012012", "06", "09373", "032415403", "066"])
def test_that_regional_keys_pass(value: str) -> None:
    assert checks.ars(value) is None


@pytest.mark.parametrize("value", ["996330012012", "0663300", "06633001201", "0663300120120", "06633001201x"])
def test_that_what_is_no_regional_key_blocks_saving(value: str) -> None:
    assert blocks(checks.ars(value))


@pytest.mark.parametrize(
    "value",
    [
        "UA7410039000007342",
        "UA741003900000734250",
        "74100390000073425",
        "ua74100390000073425",
        "UА74100390000073425",
        "",
    ],
)
def test_that_what_is_no_katottg_code_blocks_saving(value: str) -> None:
    assert blocks(checks.katottg(value))


def test_that_every_hromada_of_ukraine_passes(shared: Path) -> None:
    with (shared / "ukraine" / "hromadas_ua_katottg2026_coords.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 1_000
    codes = {row[column] for row in rows for column in ("katottg", "rajon_katottg", "oblast_katottg") if row[column]}
    assert [code for code in codes if checks.katottg(code)] == []


@pytest.mark.parametrize(
    ("value", "country"),
    [
        ("01067", "DE"), ("34117", "DE"), ("16703", "UA"), ("01001", "UA"), ("00-950", "PL"), ("67000", "FR"),
        ("SW1A 1AA", "GB"), ("1010", "AT"), ("anything", "XX"), ("1067", ""),
    ],
)  # fmt: skip
def test_that_postal_codes_pass_in_the_form_of_their_country(value: str, country: str) -> None:
    assert checks.postal_code(value, country) is None


@pytest.mark.parametrize(
    ("value", "country"),
    [
        ("1067", "DE"),
        ("D-01067", "DE"),
        ("010670", "DE"),
        ("0106", "UA"),
        ("00950", "PL"),
        ("01 067", "DE"),
        ("0106O", "DE"),
    ],
)
def test_that_a_postal_code_in_another_form_blocks_saving(value: str, country: str) -> None:
    problem = checks.postal_code(value, country)
    assert problem is not None
    assert problem.error
    assert dict(problem.values) == {"value": value, "country": country}


@pytest.mark.parametrize(
    "value",
    [
        "info@stadt-kassel.de",
        "rada@ichnia.gov.ua",
        "a.b+c@d.eu",
        "max@müllheim.de",
        "рада@громада.укр",
        "Max.Muster@Stadt.DE",
    ],
)
def test_that_mail_addresses_pass(value: str) -> None:
    assert checks.email(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "info", "info@", "@stadt.de", "info@stadt", "in fo@stadt.de", "info@stadt..de", "info@stadt.de.",
        "info@-stadt.de", "a..b@stadt.de", ".a@stadt.de", "a@stadt.de; b@stadt.de", "a@b@stadt.de",
        "Rat <info@stadt.de>", "mailto:a@stadt.de", "a@localhost", "a@192.168.0.1", "info@stadt,de", "info@stadt.de ",
    ],
)  # fmt: skip
def test_that_what_no_mail_server_takes_blocks_saving(value: str) -> None:
    assert blocks(checks.email(value))


@pytest.mark.parametrize(
    ("written", "normalised"),
    [
        ("0561 787-1234", "+495617871234"),
        ("0561/7871234", "+495617871234"),
        ("(0561) 787\N{NON-BREAKING HYPHEN}1234", "+495617871234"),
        ("0561\N{NO-BREAK SPACE}7871234", "+495617871234"),
        ("+49 (0)561 787-2670", "+495617872670"),
        ("Tel.: 0561 7871234", "+495617871234"),
        ("тел. +380 44 123 45 67", "+380441234567"),
        ("+38 (067) 123-45-67", "+380671234567"),
        ("00380671234567", "+380671234567"),
        ("+48 22 123 45 67", "+48221234567"),
    ],
)
def test_that_a_phone_number_is_brought_into_one_form(written: str, normalised: str) -> None:
    assert checks.normalised_phone(written) == normalised
    assert checks.phone(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "030 12345 App. 12",
        "030 12345678 App.12",
        "030 1234 oder 5678",
        "0561 787-1234 oder 787-1235",
        "0561 7871234 / 0171 2345678",
        "0561 7871234; 0171 2345678",
        "+49 561 787 1234, 0171",
        "+49 561 1234 ext. 5",
        "0561 787-1234 Durchwahl 55",
        "8 (067) 123-45-67",
        "7871234",
        "110",
        "0800-PARTNER",
        "keine",
        "+",
        "-",
        "+49",
    ],
)
def test_that_what_is_not_one_whole_phone_number_is_kept_with_a_doubt(written: str) -> None:
    assert checks.normalised_phone(written) == ""
    assert is_doubt(checks.phone(written))


def test_that_a_number_without_prefix_is_read_in_its_country() -> None:
    assert checks.normalised_phone("(067) 123-45-67", "UA") == "+380671234567"
    assert checks.normalised_phone("22 123 45 67", "PL") == "+48221234567"


@given(st.text(max_size=30))
def test_that_a_normalised_phone_number_has_a_plus_and_digits_only(written: str) -> None:
    normalised = checks.normalised_phone(written)
    assert not normalised or (normalised[0] == "+" and normalised[1:].isascii() and normalised[1:].isdigit())


@given(st.integers(200_0000, 899_9999_9999))
def test_that_a_normalised_phone_number_stays_as_it_is(number: int) -> None:
    if normalised := checks.normalised_phone(f"0561 {number}"):
        assert checks.normalised_phone(normalised) == normalised


@pytest.mark.parametrize("value", ["https://ichnia.gov.ua", "http://stadt.de/a?b=c#d", "HTTPS://STADT.DE"])
def test_that_web_addresses_pass(value: str) -> None:
    assert checks.url(value) is None


@pytest.mark.parametrize("value", ["www.stadt.de", "stadt.de", "ftp://stadt.de", "https://", "https:// stadt.de"])
def test_that_a_web_address_that_cannot_be_opened_is_doubted(value: str) -> None:
    assert is_doubt(checks.url(value))


@pytest.mark.parametrize("value", ["WVWZZZ1JZXW000001", "WDB9066331S123456"])
def test_that_vehicle_numbers_pass(value: str) -> None:
    assert checks.vin(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "WVWZZZ1JZXW00001",
        "WVWZZZ1JZXW0000011",
        "WVWZZZ1JZXWO00001",
        "IVWZZZ1JZXW000001",
        "QVWZZZ1JZXW000001",
        "wvwzzz1jzxw000001",
    ],
)
def test_that_a_vehicle_number_of_another_length_or_with_i_o_q_blocks_saving(value: str) -> None:
    problem = checks.vin(value)
    assert problem is not None
    assert problem.error
    assert dict(problem.values) == {"value": value}


@given(st.text(alphabet=sorted(set(string.ascii_uppercase + string.digits) - set("IOQ")), min_size=17, max_size=17))
def test_that_any_17_allowed_characters_are_a_vehicle_number(value: str) -> None:
    assert checks.vin(value) is None


def test_that_every_emdn_code_below_the_categories_passes(shared: Path) -> None:
    with (shared / "codes" / "emdn_codes_en.csv").open(encoding="utf-8-sig") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    assert len(codes) > 1_000
    assert {code for code in codes if checks.emdn(code)} <= set(string.ascii_uppercase)


@pytest.mark.parametrize("value", ["Z1", "Z110", "z1104", "1104", "ZZ1104", "Z11040101010101", "Z-1104", "Z 1104"])
def test_that_what_is_no_emdn_code_blocks_saving(value: str) -> None:
    assert blocks(checks.emdn(value))


def test_that_every_customs_heading_passes(shared: Path) -> None:
    with (shared / "codes" / "hs_codes_2022.csv").open(encoding="utf-8-sig") as file:
        codes = [row["hscode"] for row in csv.DictReader(file) if row["hscode"].isdigit() and len(row["hscode"]) > 2]
    assert len(codes) > 1_000
    assert [code for code in codes if checks.hs_code(code)] == []


@pytest.mark.parametrize("value", ["99190000", "8705", "87059030000"])
def test_that_tariff_numbers_pass(value: str) -> None:
    assert checks.hs_code(value) is None


@pytest.mark.parametrize("value", ["870", "870590300001", "8705 90", "87.05"])
def test_that_what_is_no_tariff_number_blocks_saving(value: str) -> None:
    assert blocks(checks.hs_code(value))


@pytest.mark.parametrize("value", ["00032112", "04061990", "26510514"])
def test_that_registered_edrpou_numbers_pass(value: str) -> None:
    assert checks.edrpou(value) is None


@pytest.mark.parametrize("value", ["00032113", "32112", "000321120", "ABCDEFGH"])
def test_that_an_edrpou_number_with_a_wrong_check_digit_is_doubted(value: str) -> None:
    assert is_doubt(checks.edrpou(value))


@given(st.integers(1_000_000, 9_999_999))
def test_that_one_check_digit_and_no_other_fits_an_edrpou_number(number: int) -> None:
    fitting = [digit for digit in string.digits if checks.edrpou(f"{number:07}{digit}") is None]
    assert len(fitting) <= 1


def test_that_an_mrn_has_18_characters() -> None:
    assert checks.mrn("26DE485412345678E0") is None
    assert is_doubt(checks.mrn("26DE4854"))


def test_that_vat_eori_and_bank_numbers_are_checked() -> None:
    assert checks.vat_id("DE136695976") is None
    assert is_doubt(checks.vat_id("DE136695977"))
    assert checks.eori("DE1234567") is None
    assert blocks(checks.eori("1234567"))
    assert blocks(checks.eori("DE1234567890123456"))
    assert checks.iban("DE89 3704 0044 0532 0130 00") is None
    assert checks.iban("UA213223130000026007233566001") is None
    assert blocks(checks.iban("DE88370400440532013000"))


def test_that_a_latin_letter_in_a_cyrillic_word_is_doubted_and_named() -> None:
    problem = checks.one_script("Ічня і Iчня")
    assert problem is not None
    assert not problem.error
    assert dict(problem.values) == {"words": "Iчня"}


@pytest.mark.parametrize(
    "value", ["Ічня", "Itschnja", "Ічня (Ichnia)", "Кам’янець-Подільський", "Œuvre", "Łódź – Лодзь"]
)
def test_that_words_of_one_alphabet_beside_words_of_another_pass(value: str) -> None:
    assert checks.one_script(value) is None


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (checks.ags, "06633012"),
        (checks.ars, "06633"),
        (checks.katottg, "UA74100390000073425"),
        (checks.emdn, "Z1104"),
        (checks.hs_code, "8705"),
    ],
)
def test_that_digits_of_other_scripts_are_no_digits_of_a_code(
    check: Callable[[str], Problem | None], value: str
) -> None:
    assert check(value) is None
    assert blocks(check(value.translate(ARABIC_DIGITS)))


@pytest.mark.parametrize("check", ALL_CHECKS, ids=lambda check: check.__name__)
@given(value=st.text(min_size=1, max_size=40))
def test_that_a_check_answers_for_any_text(check: Callable[[str], Problem | None], value: str) -> None:
    problem = check(value)
    if problem:
        assert problem.field == ""
        assert problem.message.format(**dict(problem.values))
