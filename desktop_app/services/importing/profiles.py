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

PARTNERSHIPS, DELIVERIES = "partnership-list", "delivery-list"
"""The forms of lists that the program understands as a whole; each has a shipped profile of the same name."""

_LABELS = {PARTNERSHIPS: N_("Partnership list"), DELIVERIES: N_("Delivery list")}
_NEEDED = {PARTNERSHIPS: {"german.name", "form"}, DELIVERIES: {"donor", "recipient", "goods"}}
"""The paths that a table of the form has to have."""


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
            N_("The table lacks columns that the profile “{name}” needs. Nothing was read."), name=chosen.label
        )
    return chosen


def _fits(one: ChosenProfile, header: Sequence[str]) -> bool:
    return _NEEDED[one.form] <= set(one.profile.match(header).values())


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
    form = next((key for key, needed in _NEEDED.items() if needed <= paths), "")
    return ChosenProfile(path.stem, profile.name, profile, form)


@cache
def _shipped(key: str) -> Profile:
    return Profile.from_json(resource("profiles", f"{key}.json").read_text("utf-8"))
