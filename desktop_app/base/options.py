"""Every setting of the program, declared once."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.base.i18n import N_

Value = str | bool | int


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: its default also says its type; `choices` are (value, msgid) pairs where only these are allowed.

    `shown` options appear on the preferences page; the others are remembered by the window itself.
    """

    name: str
    default: Value
    label: str = ""
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    shown: bool = True

    def accepts(self, value: object) -> bool:
        """Say whether a value read from a file may be used."""
        if type(value) is not type(self.default):
            return False
        return not self.choices or value in {choice for choice, _ in self.choices}


OPTIONS: tuple[Option, ...] = (
    Option(
        "language",
        "system",
        N_("Language"),
        N_("The language of the program; data stay as they are."),
        (("system", N_("As the system")), ("de", "Deutsch"), ("uk", "Українська"), ("en", "English")),
    ),
    Option(
        "appearance",
        "system",
        N_("Appearance"),
        N_("Light, dark, or as the system is set."),
        (("system", N_("As the system")), ("light", N_("Light")), ("dark", N_("Dark"))),
    ),
    Option(
        "user_name",
        "",
        N_("Your name"),
        N_("Stands in the history beside each change; the name of the system account where empty."),
    ),
    Option("office_name", "", N_("Name of the office"), N_("Stands at the foot of printed lists.")),
    Option(
        "trash_days",
        "0",
        N_("Empty the trash"),
        N_("What has been in the trash longer is deleted for good, once a day; what others link to stays."),
        (
            ("0", N_("Only by hand")),
            ("30", N_("After 30 days")),
            ("90", N_("After 90 days")),
            ("365", N_("After a year")),
        ),
    ),
    Option(
        "largest_file",
        "100",
        N_("Largest file"),
        N_("Larger files are not added to records; a scan of many pages has about 10 MB."),
        (("10", N_("10 MB")), ("25", N_("25 MB")), ("100", N_("100 MB")), ("250", N_("250 MB")), ("1000", N_("1 GB"))),
    ),
    Option(
        "backup_folder",
        "",
        N_("Second place for backups"),
        N_("A folder on a USB stick, another disk or the network, to which each backup is copied; empty for none."),
    ),
    Option("last_register", "", shown=False),
    Option("window_state", "", shown=False),
    Option("navigation_collapsed", False, shown=False),  # noqa: FBT003  a default, not a flag
    Option("file_preview", False, shown=False),  # noqa: FBT003  as above
)
