"""The checks of single values: codes, addresses, numbers of the trade."""

from __future__ import annotations

import re
from collections.abc import Callable

from desktop_app.base.i18n import N_
from desktop_app.domain.problems import Problem, doubtful, wrong
from desktop_app.domain.translit import mixed_scripts

LAENDER = frozenset(f"{number:02}" for number in range(1, 17))
"""The first two digits of every AGS: the sixteen Länder (Destatis, Gemeindeverzeichnis)."""

_BEZIRK = "bezirk"
_FIVE_DIGITS = re.compile(r"[0-9]{5}")
_FOUR_DIGITS = re.compile(r"[0-9]{4}")
_THREE_AND_TWO = re.compile(r"[0-9]{3} ?[0-9]{2}")
_SIX_DIGITS = re.compile(r"[0-9]{6}")
_POSTAL = {
    **dict.fromkeys(("DE", "UA", "FR", "IT", "ES", "FI", "EE", "TR"), _FIVE_DIGITS),
    **dict.fromkeys(("AT", "CH", "BE", "DK", "HU", "BG", "NO", "LU", "SI", "GE"), _FOUR_DIGITS),
    **dict.fromkeys(("CZ", "SK", "SE", "GR"), _THREE_AND_TWO),
    "RO": _SIX_DIGITS,
    "PL": re.compile(r"[0-9]{2}-[0-9]{3}"),
    "NL": re.compile(r"[0-9]{4} ?[A-Z]{2}"),
    "LT": re.compile(r"(LT-)?[0-9]{5}"),
    "LV": re.compile(r"(LV-)?[0-9]{4}"),
    "MD": re.compile(r"(MD-?)?[0-9]{4}"),
}
"""The forms of postal codes by country (Universal Postal Union, Postal addressing systems); others are not checked."""

_DELIVERY_NUMBER = re.compile(r"[0-9]{4}-[0-9]{4,6}")
_LONGEST_RUNNING_NUMBER = 9
_OBLASTS = frozenset(
    "01 05 07 12 14 18 21 23 26 32 35 44 46 48 51 53 56 59 61 63 65 68 71 73 74 80 85".split()  # noqa: SIM905  as listed there
)
"""The first two digits of every KATOTTG: oblasts, Crimea, Kyiv and Sevastopol (ministry's order 290 of 2020)."""
_KATOTTG = re.compile(r"UA[0-9]{17}")
_EMDN = re.compile(r"[A-Z][0-9]{2}([0-9]{2}){0,5}")
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_MRN = re.compile(r"[0-9]{2}[A-Z]{2}[A-Z0-9]{14}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://[^\s/]+.*", re.IGNORECASE)
_HS = re.compile(r"[0-9]{4,11}")
_PHONE = re.compile(r"[^\d+]*(?P<number>\+?[\d\s()/.‐‑–-]+)")
"""A number, perhaps after a word such as `Tel.`; words behind it would be read as digits of the keypad."""


def ags(value: str, kind: str = "") -> Problem | None:
    """An official municipality key: 8 digits (5 a Kreis, 2 a Land), the first two a Land (Destatis).

    A Regierungsbezirk, and the Bezirk of Bavaria of the same extent, has 3 digits; `kind` tells such a place.
    """
    if not value.isascii() or not value.isdigit():
        return wrong(N_("The municipality key (AGS) has digits only; here it is “{value}”."), value=value)
    if len(value) not in ({2, 3, 5, 8} if kind == _BEZIRK else {2, 5, 8}):
        return wrong(
            N_("The municipality key (AGS) has 8 digits (a district 5, a Bezirk 3, a state 2); this one has {count}."),
            count=str(len(value)),
        )
    if value[:2] not in LAENDER:
        return wrong(N_("No German state has the number {prefix}, with which this AGS starts."), prefix=value[:2])
    return None


def ars(value: str) -> Problem | None:
    """A regional key: 2 to 12 digits, the first two a Land (Destatis)."""
    if not value.isascii() or not value.isdigit() or len(value) not in {2, 3, 5, 9, 12}:
        return wrong(N_("The regional key (ARS) has 12 digits (an association 9); here it is “{value}”."), value=value)
    if value[:2] not in LAENDER:
        return wrong(N_("No German state has the number {prefix}, with which this ARS starts."), prefix=value[:2])
    return None


def katottg(value: str) -> Problem | None:
    """A Ukrainian territory code: `UA` and 17 digits (codifier of Ukraine's ministry, order 290 of 2020)."""
    if _KATOTTG.fullmatch(value):
        if value[2:4] in _OBLASTS:
            return None
        return doubtful(N_("No oblast has the number {number}."), number=value[2:4])
    return wrong(N_("A KATOTTG code is UA and 17 digits; here it is “{value}”."), value=value)


CODE_SYSTEM_CHECKS: dict[str, Callable[[str], Problem | None]] = {"AGS": ags, "ARS": ars, "KATOTTG": katottg}


COUNTRY_OF_CODES = {"AGS": "DE", "ARS": "DE", "KATOTTG": "UA"}


def official_code(value: str, system: str, kind: str) -> Problem | None:
    """A code of a kind of place, in the form of its code system; unknown systems are taken as they are."""
    if system == "AGS":
        return ags(value, kind)
    check = CODE_SYSTEM_CHECKS.get(system)
    return check(value) if check else None


def postal_code(value: str, country: str) -> Problem | None:
    """A postal code in the form of its country; unknown countries are taken as they are."""
    pattern = _POSTAL.get(country)
    if pattern is None or pattern.fullmatch(value):
        return None
    return wrong(N_("“{value}” is not a postal code of {country}."), value=value, country=country)


def email(value: str) -> Problem | None:
    """An e-mail address; a form that no mail server takes is wrong."""
    if not _EMAIL.fullmatch(value):
        return wrong(N_("“{value}” is not an e-mail address."), value=value)
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415  loaded where it is used: it would slow every start

    try:
        validate_email(value, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return wrong(N_("“{value}” is not an e-mail address."), value=value)
    return None


def delivery_number(value: str) -> Problem | None:
    """The number of a delivery: year and running number; others are kept, as long as numbers can follow them."""
    if _DELIVERY_NUMBER.fullmatch(value):
        return None
    running = value.rpartition("-")[2]
    if running.isdigit() and len(running) > _LONGEST_RUNNING_NUMBER:
        return wrong(N_("The running number has at most {count} digits."), count=str(_LONGEST_RUNNING_NUMBER))
    return doubtful(N_("Delivery numbers are a year and a running number, such as 2026-0042."))


def phone(value: str) -> Problem | None:
    """A phone number; what cannot be read as one is kept and only doubted."""
    if normalised_phone(value):
        return None
    return doubtful(N_("“{value}” cannot be read as a phone number; it is kept as written."), value=value)


def normalised_phone(value: str, country: str = "DE") -> str:
    """Return the number in E.164 form (`+4930…`), or an empty text where it cannot be read as one number.

    Where area codes start with 0, as in Germany and Ukraine, a number without 0 or + is not complete.
    """
    import phonenumbers  # noqa: PLC0415  loaded where it is used: it would slow every start

    match = _PHONE.fullmatch(value.strip())
    if not match:
        return ""
    complete = match["number"].startswith(("+", "0"))
    if not complete and phonenumbers.ndd_prefix_for_region(country, strip_non_digits=True) == "0":
        return ""
    try:
        number = phonenumbers.parse(match["number"], country)
    except phonenumbers.NumberParseException:
        return ""
    if number.extension or not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def url(value: str) -> Problem | None:
    """A web address; without http:// or https:// it cannot be opened."""
    if _URL.fullmatch(value):
        return None
    return doubtful(N_("A web address starts with https:// or http://."))


def emdn(value: str) -> Problem | None:
    """A code of the European Medical Device Nomenclature: a letter and pairs of digits, 13 characters at most."""
    if _EMDN.fullmatch(value):
        return None
    return wrong(N_("An EMDN code is a letter and 2 to 12 digits, such as Z1104; here it is “{value}”."), value=value)


def vin(value: str) -> Problem | None:
    """A vehicle identification number: 17 characters without I, O and Q (ISO 3779)."""
    if _VIN.fullmatch(value):
        return None
    return wrong(
        N_("A vehicle identification number has 17 capitals and digits without I, O and Q; here it is “{value}”."),
        value=value,
    )


def hs_code(value: str) -> Problem | None:
    """A customs tariff number: 4 to 11 digits."""
    if _HS.fullmatch(value):
        return None
    return wrong(N_("A customs tariff number has 4 to 11 digits; here it is “{value}”."), value=value)


def mrn(value: str) -> Problem | None:
    """A movement reference number: year, country and 14 characters (Union Customs Code, annex B)."""
    if _MRN.fullmatch(value):
        return None
    return doubtful(N_("An MRN has 18 characters, such as 26DE followed by 14 more."))


def edrpou(value: str) -> Problem | None:
    """A number of Ukraine's register of enterprises: 8 digits with a check digit."""
    from stdnum.ua import edrpou as register  # noqa: PLC0415  loaded where it is used: it would slow every start

    if register.is_valid(value):
        return None
    return doubtful(N_("The EDRPOU number “{value}” does not have 8 digits with the right check digit."), value=value)


def vat_id(value: str) -> Problem | None:
    """A VAT number of an EU country."""
    from stdnum.eu import vat  # noqa: PLC0415  loaded where it is used: it would slow every start

    if vat.is_valid(value):
        return None
    return doubtful(N_("“{value}” is not a valid EU VAT number."), value=value)


def eori(value: str) -> Problem | None:
    """An economic operator number: the country and up to 15 characters (Regulation (EU) 952/2013)."""
    if re.fullmatch(r"[A-Z]{2}[A-Z0-9]{1,15}", value):
        return None
    return wrong(N_("An EORI number is a country code and up to 15 characters; here it is “{value}”."), value=value)


def iban(value: str) -> Problem | None:
    """An international bank account number with its check digits."""
    from stdnum import iban as account  # noqa: PLC0415  loaded where it is used: it would slow every start

    if account.is_valid(value):
        return None
    return wrong(N_("“{value}” is not a valid IBAN; its check digits do not fit."), value=value)


def one_script(value: str) -> Problem | None:
    """A word that mixes Latin and Cyrillic letters, such as a Latin I in Iчня."""
    if not value.isascii() and (words := mixed_scripts(value)):
        return doubtful(N_("“{words}” mixes Latin and Cyrillic letters."), words=", ".join(words))
    return None
