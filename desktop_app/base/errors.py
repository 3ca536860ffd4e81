"""The error that speaks to the user."""

from __future__ import annotations

from desktop_app.base.i18n import ntranslate, translate


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


class CountedError(UserError):
    """An error about a number of things: its sentence has the plural form that `count` asks for."""

    def __init__(self, singular: str, plural: str, count: int, /, **values: object) -> None:
        super().__init__(plural, **({"count": count} | values))
        self._singular = singular
        self._count = count

    def message(self) -> str:
        """Return the sentence in the user's language, its values filled in."""
        return ntranslate(self._singular, self.msgid, self._count, **self.values)
