"""The error that speaks to the user."""

from __future__ import annotations

from desktop_app.base.i18n import translate


class UserError(Exception):
    """Something that the user can understand and act on: no fault of the program.

    `msgid` is an English sentence with `{name}` placeholders for `values`; `message()` gives it in the current
    language. `str()` gives the msgid alone, so that logs hold no values of the user.
    """

    def __init__(self, msgid: str, **values: object) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.values = values

    def message(self) -> str:
        """Return the sentence in the user's language, its values filled in."""
        return translate(self.msgid, **self.values)
