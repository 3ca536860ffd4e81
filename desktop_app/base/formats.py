"""Writes numbers, sizes, moments in the way of the user's language; reads numbers that the user typed."""

from __future__ import annotations

import contextlib
import re
from datetime import datetime
from decimal import Decimal

from desktop_app.base.clock import today
from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_, language, ntranslate, translate

# Babel is imported where it is used: with its data it costs a tenth of the program's start, which shows counts only.

_THOUSANDS = {"de": ".", "uk": "\N{NO-BREAK SPACE}", "en": ","}
_NUMBER = re.compile(r"[+-]?[0-9.,\s]*[0-9][0-9.,\s]*")
_SPACES = re.compile(r"\s")
_SIZE_UNITS = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte")
_SIZE_STEP = 1000


def format_integer(number: int) -> str:
    """Return `62613` as `62.613`, `62 613` or `62,613`."""
    return f"{number:,}".replace(",", _THOUSANDS[language()])


def format_count(singular: str, plural: str, count: int) -> str:
    """Return the phrase for `count` things (see `ntranslate`), its `{count}` written as `format_integer` does."""
    return ntranslate(singular, plural, count, count=format_integer(count))


_YES = frozenset("ja j yes y так т да x х true wahr 1 + ✓ ✔ ☑".split())  # noqa: SIM905  a list of words
_NO = frozenset("nein n no ні н нет false falsch 0 - – ☐".split())  # noqa: SIM905  as above
_MONEY_PLACES = 2


def format_decimal(number: Decimal, scale: int) -> str:
    """Return `number` with grouped thousands and at most `scale` decimal places; money shows both of its places.

    Other numbers show what there is: `1`, not `1,000`, which reads as a thousand in German.
    """
    from babel.numbers import format_decimal as babel_format  # noqa: PLC0415  see above

    places = ("0" if scale == _MONEY_PLACES else "#") * scale
    return babel_format(number, format=f"#,##0.{places}" if scale else "#,##0", locale=language())


def parse_decimal(text: str) -> Decimal:
    """Read a number that was typed in the form of the current language; spaces too may group its thousands.

    Raises UserError for anything else: `12.50` is no German number and is not taken for 1250.
    """
    from babel.numbers import NumberFormatError  # noqa: PLC0415  see above
    from babel.numbers import parse_decimal as babel_parse  # noqa: PLC0415  see above

    typed = _SPACES.sub(_THOUSANDS[language()], text.strip()).replace("\N{MINUS SIGN}", "-")
    if _NUMBER.fullmatch(typed):
        with contextlib.suppress(NumberFormatError):
            return babel_parse(typed, locale=language(), strict=True)
    raise UserError(
        N_("“{text}” is not a number. Write it like this: {example}."),
        text=text.strip(),
        example=format_decimal(Decimal("1234.5"), 2),
    )


def format_timestamp(moment: datetime) -> str:
    """Return an aware moment in the computer's own time zone as `14.12.2022 09:30`."""
    return moment.astimezone().strftime("%d.%m.%Y %H:%M")


def format_moment(moment: datetime) -> str:
    """Return an aware moment as people say it: `today 13:04`, `yesterday 09:30`, else as `format_timestamp` does."""
    local = moment.astimezone()
    match (today() - local.date()).days:
        case 0:
            return translate("today {time}", time=f"{local:%H:%M}")
        case 1:
            return translate("yesterday {time}", time=f"{local:%H:%M}")
        case _:
            return format_timestamp(moment)


def format_file_size(size: int) -> str:
    """Return a number of bytes as `820 byte`, `1,2 MB` …, in steps of a thousand as file windows show them."""
    from babel.units import format_unit  # noqa: PLC0415  see above

    amount, unit = Decimal(size), 0
    while amount >= _SIZE_STEP and unit < len(_SIZE_UNITS) - 1:
        amount, unit = amount / _SIZE_STEP, unit + 1
    shown = "#,##0" if unit == 0 or amount >= 100 else "#,##0.#"
    return format_unit(amount, f"digital-{_SIZE_UNITS[unit]}", length="short", format=shown, locale=language())


def parse_boolean(text: str) -> bool:
    """Read a word or sign for yes or no in any of the languages; raises UserError for anything else."""
    word = text.strip().casefold()
    if word not in _YES | _NO:
        raise UserError(
            N_("“{text}” is neither yes nor no. Write ja or nein, так or ні, yes or no, or x."), text=text.strip()
        )
    return word in _YES
