"""Turns what PostgreSQL's driver says into an error that speaks to the user."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.base.i18n import N_
from desktop_app.storage.failures import StorageError

UNREACHABLE = N_(
    "The server {host} does not answer. Nothing was changed. Check the network and the address; what you typed stays "
    "in the form."
)
_BEING_WRITTEN = N_(
    "Somebody else is writing into the register {database} right now. Nothing was changed. Try again in a moment."
)

_BY_STATE = {
    "28": N_(
        "The server {host} refuses the user or the password. Nothing was changed. "
        "Check both, or ask who keeps the server."
    ),
    "3D": N_("There is no database {database} on the server {host}. Check its name, or ask who keeps the server."),
    "42501": N_(
        "You have no right to do this in the register {database} on {host}. Nothing was changed. "
        "Ask who keeps the server."
    ),
    "25006": N_("The register {database} on {host} can only be read at the moment. Nothing was changed."),
    "53100": N_("The disk of the server {host} is full. Nothing was changed. Tell who keeps the server."),
    "53300": N_("Too many desks are connected to the server {host}. Nothing was changed. Try again in a moment."),
    "53": N_("The server {host} is out of room or memory. Nothing was changed. Tell who keeps the server."),
    "55P03": _BEING_WRITTEN,
    "40P01": _BEING_WRITTEN,
    "40001": _BEING_WRITTEN,
    "57014": N_("The server {host} took too long and gave up. Nothing was changed. Try again in a moment."),
    "57P": N_("The server {host} is being restarted. Nothing was changed. Try again in a moment."),
    "08": UNREACHABLE,
    "23505": N_("A number or code was saved that another record already has. Nothing was changed in {database}."),
}
"""The sentence for what PostgreSQL calls by a code (PostgreSQL manual, appendix A); the longest beginning counts."""

_NO_PASSWORD = "no password supplied"  # noqa: S105  what the driver says
_BY_WORDS = (
    (_NO_PASSWORD, N_("The server {host} asks for a password. Nothing was changed. Enter it and try again.")),
    ("certificate", N_(
        "The server {host} cannot prove that it is the right one: its certificate does not fit. Nothing was changed. "
        "Ask who keeps the server for its root certificate."
    )),
    ("ssl", N_(
        "The connection to {host} cannot be secured as asked for (TLS). Nothing was changed. "
        "Ask who keeps the server."
    )),
    ("password", _BY_STATE["28"]),
    ("role", _BY_STATE["28"]),
    ("too many", _BY_STATE["53300"]),
    ("starting up", _BY_STATE["57P"]),
    ("shutting down", _BY_STATE["57P"]),
    ("database", _BY_STATE["3D"]),
)  # fmt: skip
"""What is said while connecting, when there is no code yet, after the first word that is found."""

_OTHER = N_("The register {database} on {host} could not be read or written. Nothing was changed.")


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
        kind = PasswordNeeded if _NO_PASSWORD in str(cause) else StorageError
        raise kind(sentence(cause), host=host, database=database) from None


def sentence(error: Exception) -> str:
    """Return the sentence for an error of the driver."""
    state = getattr(error, "sqlstate", None) or ""
    for length in range(len(state), 1, -1):
        if state[:length] in _BY_STATE:
            return _BY_STATE[state[:length]]
    if not state and type(error).__name__ in {"OperationalError", "ConnectionTimeout", "InterfaceError"}:
        said = str(error).lower()
        if any(words in said for words in ("fatal", "ssl", "certificate", _NO_PASSWORD)):
            return next((known for words, known in _BY_WORDS if words in said), UNREACHABLE)
        return UNREACHABLE
    return _OTHER
