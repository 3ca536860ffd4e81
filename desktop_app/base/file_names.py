"""Makes the names of files safe for every system, Windows among them, whoever gave them."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 150
"""Characters of a name: a folder of the user and the name have to fit into the 260 of a Windows path."""
_MOST_BYTES = 240
"""Bytes of a name in UTF-8: file systems of Linux take 255."""
_LONGEST_ENDING = 20

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\..*)?", re.IGNORECASE)
"""The names of devices, alone or with any ending (Microsoft, Naming Files, Paths, and Namespaces)."""
_BLANKS = re.compile(r" {2,}")


def safe_name(name: str, otherwise: str = "_") -> str:
    """Return a name that means one file on every system: `otherwise` where nothing of it is left.

    What no system or not every one takes becomes `_`; signs that are not seen, such as those that turn the direction
    of writing, go; letters and their accents are put together (NFC); a long name is cut before its ending.
    """
    seen = "".join(_seen(letter) for letter in unicodedata.normalize("NFC", name))
    plain = _trimmed(_FORBIDDEN.sub("_", unicodedata.normalize("NFC", seen)))
    return _shortened(f"_{plain}" if _RESERVED.fullmatch(plain) else plain) or otherwise


def ending_of(name: str) -> str:
    """Return the ending of a file's name with its dot, in small letters; empty where it has none."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.casefold()}" if stem and dot and ending else ""


def numbered(name: str, number: int) -> str:
    """Return a name with a number before its ending: `Vertrag (2).pdf`."""
    ending = ending_of(name)
    stem = name[: len(name) - len(ending)] if len(ending) <= _LONGEST_ENDING else name
    tail = f" ({number}){name[len(stem) :]}"
    return f"{_trimmed(_cut(stem, LONGEST_NAME - len(tail), _MOST_BYTES - _bytes(tail)))}{tail}"


def _seen(letter: str) -> str:
    """Return a letter as a name may have it: blanks of any kind as one, unseen signs not at all."""
    kind = unicodedata.category(letter)
    if kind == "Cs":
        return "_"
    if kind in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    return "" if kind in {"Cf", "Cn"} else letter


def _trimmed(name: str) -> str:
    return _BLANKS.sub(" ", name).strip(" ").rstrip(". ")


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME and _bytes(name) <= _MOST_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    tail = f".{ending}" if stem and dot and len(ending) < _LONGEST_ENDING else ""
    whole = stem if tail else name
    return f"{_trimmed(_cut(whole, LONGEST_NAME - len(tail), _MOST_BYTES - _bytes(tail)))}{tail}"


def _cut(text: str, characters: int, size: int) -> str:
    """Return the beginning of a text that has at most so many characters and bytes; no letter is cut in two."""
    return text[:characters].encode()[:size].decode(errors="ignore")


def _bytes(text: str) -> int:
    return len(text.encode())
