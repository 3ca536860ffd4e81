"""Chooses the profile by which a table is read: the one asked for, or the shipped one whose columns it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import LANGUAGES, N_, translate, translate_in
from desktop_app.base.resources import resource
from desktop_app.exchange.profiles import Profile
from desktop_app.services.importing.report import quoted

PARTNERSHIPS, DELIVERIES = "partnership-list", "delivery-list"
"""The forms of lists that the program understands as a whole; each has a shipped profile of the same name."""

_LABELS = {PARTNERSHIPS: N_("Partnership list"), DELIVERIES: N_("Delivery list")}
_NEEDED = {
    PARTNERSHIPS: (
        ("german.name", "german.code"),
        ("ukrainian.name_de", "ukrainian.name_uk", "ukrainian.name_latin", "ukrainian.code"),
    ),
    DELIVERIES: (("donor",), ("recipient",), ("goods",)),
}
"""The paths that a table of the form has to have: one of each group."""
_NAMED = 2
"""Headings of a column that messages name: the short one and the German one."""


@dataclass(frozen=True, slots=True)
class ChosenProfile:
    """A profile with its name for commands and for people; `form` is the form of list that it describes, or empty."""

    key: str
    label: str
    profile: Profile
    form: str


def shipped_profiles() -> list[ChosenProfile]:
    """Return the profiles that the program ships."""
    return [ChosenProfile(key, translate(label), _shipped(key), key) for key, label in _LABELS.items()]


def choose_profile(wanted: str | None, record_name: str, header: Sequence[str]) -> ChosenProfile:
    """Return the profile `wanted` by name, in any language, or by the path of its file; else the one of the header.

    Where the header shows none, the profile assigns nothing. Raises UserError where there is no such profile or it is
    for other records.
    """
    if not wanted:
        shown = (one for one in shipped_profiles() if one.profile.record == record_name and _fits(one, header))
        return next(shown, ChosenProfile("", "", Profile("", record_name), ""))
    chosen = next((one for one in shipped_profiles() if wanted.casefold() in _names(one.key)), None) or _saved(wanted)
    if chosen.profile.record != record_name:
        raise UserError(
            N_("The profile “{name}” is for other records ({record}). Nothing was read."),
            name=chosen.label,
            record=chosen.profile.record,
        )
    if chosen.form and not _fits(chosen, header):
        raise UserError(
            N_("The table lacks columns that the profile “{name}” needs: {columns}. Nothing was read."),
            name=chosen.label,
            columns=_lacking(chosen, header),
        )
    return chosen


def missing_columns(record_name: str, header: Sequence[str]) -> list[tuple[str, str]]:
    """Return the profiles of a record type, each with the headings that the table lacks to be read by it."""
    return [
        (one.label, _lacking(one, header))
        for one in shipped_profiles()
        if one.profile.record == record_name and not _fits(one, header)
    ]


def known_headings(record_name: str) -> list[str]:
    """Return the headings that the shipped profiles of a record type know."""
    return [
        heading for one in shipped_profiles() if one.profile.record == record_name for heading in one.profile.columns
    ]


def _fits(one: ChosenProfile, header: Sequence[str]) -> bool:
    return not _lacking(one, header)


def _lacking(one: ChosenProfile, header: Sequence[str]) -> str:
    """Return headings for the columns that a table needs and lacks, in words: “de_name” / “deutsche Kommune”."""
    paths = set(one.profile.match(header).values())
    return ", ".join(_headings(one.profile, group[0]) for group in _NEEDED[one.form] if not paths & set(group))


def _headings(profile: Profile, wanted: str) -> str:
    headings = [heading for heading, path in profile.columns.items() if path == wanted][:_NAMED]
    return " / ".join(quoted(heading) for heading in headings)


def _names(key: str) -> set[str]:
    return {key, *(translate_in(code, _LABELS[key]).casefold() for code in LANGUAGES)}


def _saved(wanted: str) -> ChosenProfile:
    path = Path(wanted)
    if path.suffix != ".json" or not path.is_file():
        raise UserError(
            N_("There is no profile “{name}”. Nothing was read. The profiles are: {names}."),
            name=wanted,
            names=", ".join(one.key for one in shipped_profiles()),
        )
    try:
        profile = Profile.from_json(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as failure:
        raise UserError(N_("The profile {file} cannot be read. Nothing was imported."), file=path.name) from failure
    paths = set(profile.columns.values())
    form = next((key for key, groups in _NEEDED.items() if all(paths & set(group) for group in groups)), "")
    return ChosenProfile(path.stem, profile.name, profile, form)


@cache
def _shipped(key: str) -> Profile:
    return Profile.from_json(resource("profiles", f"{key}.json").read_text("utf-8"))
