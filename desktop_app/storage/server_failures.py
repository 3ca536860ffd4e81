"""Turns what PostgreSQL's driver says into an error that speaks to the user."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from desktop_app.base.i18n import N_
from desktop_app.storage.failures import StorageError, Unreachable

UNREACHABLE = N_(
    "The server {host} does not answer. Nothing was changed. Check the network and the address; what you typed stays "
    "in the form."
)
_BEING_WRITTEN = N_(
    "Somebody else is writing into the register {database} right now. Nothing was changed. Try again in a moment."
)
_WRONG_USER = N_(
    "The server {host} refuses the user or the password. Nothing was changed. Check both, or ask who keeps the server."
)
_NO_DATABASE = N_("There is no database {database} on the server {host}. Check its name, or ask who keeps the server.")
_NO_RIGHT = N_(
    "You have no right to do this in the register {database} on {host}. Nothing was changed. Ask who keeps the server."
)
_TOO_MANY = N_("Too many desks are connected to the server {host}. Nothing was changed. Try again in a moment.")
_RESTARTING = N_("The server {host} is being restarted. Nothing was changed. Try again in a moment.")
_TOO_SLOW = N_("The server {host} took too long and gave up. Nothing was changed. Try again in a moment.")
_TAKEN = N_("Another record has this number or code already. Nothing was changed in {database}.")
_MISFIT = N_(
    "The tables of the register {database} on {host} are not as this program knows them. Nothing was changed. "
    "Tell who keeps the server."
)
_DAMAGED = N_(
    "The register {database} on the server {host} is damaged, or its disk does not answer. Nothing was changed. "
    "Tell who keeps the server."
)

_BY_STATE = {
    "08": UNREACHABLE,
    "22021": N_("A text has a sign that no server can keep. Nothing was changed in {database}. Type the text anew."),
    "23505": _TAKEN,
    "25006": N_("The register {database} on {host} can only be read at the moment. Nothing was changed."),
    "25P03": _TOO_SLOW,
    "28": _WRONG_USER,
    "3D": _NO_DATABASE,
    "40": _BEING_WRITTEN,
    "42": _MISFIT,
    "42501": _NO_RIGHT,
    "53": N_("The server {host} is out of room or memory. Nothing was changed. Tell who keeps the server."),
    "53100": N_("The disk of the server {host} is full. Nothing was changed. Tell who keeps the server."),
    "53300": _TOO_MANY,
    "54": N_("A text is too long for the server {host}. Nothing was changed in {database}. Shorten it and try again."),
    "55P03": _BEING_WRITTEN,
    "57014": _TOO_SLOW,
    "57P": _RESTARTING,
    "58": _DAMAGED,
    "XX": _DAMAGED,
}
"""The sentence for what PostgreSQL calls by a code (PostgreSQL manual, appendix A); the longest beginning counts."""

_CONNECTING = "connection to server at"
_NO_PASSWORD = "no password supplied"  # noqa: S105  what the driver says
_BY_WORDS = (
    (N_("The server {host} asks for a password. Nothing was changed. Enter it and try again."), (_NO_PASSWORD,)),
    (
        N_(
            "The server {host} cannot prove that it is the right one: its certificate does not fit. Nothing was "
            "changed. Ask who keeps the server for its root certificate."
        ),
        ("certificate verify", "certificate for", "does not match host"),
    ),
    (
        N_("The server {host} lets no one in from this computer or as this user. Ask who keeps the server."),
        ("pg_hba",),
    ),
    (
        N_(
            "The connection to {host} cannot be secured as asked for (TLS). Nothing was changed. "
            "Ask who keeps the server."
        ),
        ("ssl", "certificate"),
    ),
    (_NO_RIGHT, ("permission denied", "keine berechtigung", "немає прав", "нет прав")),
    (_TOO_MANY, ("too many", "remaining connection slots", "zu viele", "забагато", "слишком много")),
    (_RESTARTING, ("starting up", "shutting down", "gestartet", "heruntergefahren", "запуска", "вимика", "выключа")),
    (_WRONG_USER, ("password", "passwort", "парол", "role", "rolle", "роль", "роли")),
    (_NO_DATABASE, ("database", "datenbank", "бази даних", "база даних", "база данных")),
    (
        N_(
            "The server {host} refuses the connection. Nothing was changed. Check user, password and database, or ask "
            "who keeps the server."
        ),
        ("fatal",),
    ),
)
"""What is said while connecting, where the driver has no code: in the server's language, most often one of these.

The first sentence counts of which a word is found.
"""
_OTHER = N_("The register {database} on {host} could not be read or written. Nothing was changed.")
_SILENT = frozenset({UNREACHABLE, _RESTARTING})


class PasswordNeeded(StorageError):
    """The server asks for a password, and none was given or found."""


@contextmanager
def speaking_of(host: str, database: str) -> Iterator[None]:
    """Let errors of PostgreSQL's driver leave as StorageError, without the values that it tells."""
    try:
        yield
    except Exception as error:
        cause = getattr(error, "orig", error)  # where SQLAlchemy keeps the driver's own error
        driver = sys.modules.get("psycopg")
        if driver is None or not isinstance(cause, driver.Error):
            raise
        sentence = _sentence(cause, driver)
        kind = PasswordNeeded if _NO_PASSWORD in str(cause) else Unreachable if sentence in _SILENT else StorageError
        raise kind(sentence, host=host, database=database) from None


def _sentence(error: Exception, driver: Any) -> str:
    state = getattr(error, "sqlstate", None) or ""
    for length in range(len(state), 1, -1):
        if state[:length] in _BY_STATE:
            return _BY_STATE[state[:length]]
    if state:
        return _OTHER
    if isinstance(error, driver.DataError):  # what the driver itself refuses to send: a zero byte
        return _BY_STATE["22021"]
    if not isinstance(error, driver.OperationalError | driver.InterfaceError):
        return _OTHER
    before, _, said = str(error).lower().rpartition(" failed: ")
    if _CONNECTING not in before:
        return UNREACHABLE
    return next((sentence for sentence, words in _BY_WORDS if any(word in said for word in words)), UNREACHABLE)
