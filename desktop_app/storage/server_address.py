"""The address of a register on a server, written as a URL."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from desktop_app.base.errors import UserError
from desktop_app.base.i18n import N_

SCHEMES = ("postgresql://", "postgres://")
TLS_MODES = ("verify-full", "require", "prefer", "disable")
"""How much of the connection is secured, as libpq names it; `verify-full` also proves that it is the right server."""

_SCHEMA = re.compile("[a-z_][a-z0-9_]{0,62}")
USUAL_PORT = 5432
"""Where PostgreSQL listens if nothing else is said."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where on which server a register lives, and as whom to go there; the password is never shown or kept."""

    host: str
    database: str
    user: str
    port: int = USUAL_PORT
    tls: str = "verify-full"
    root_certificate: str = ""
    schema: str = "public"
    password: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """Return the address without the password."""
        asked = {"sslmode": self.tls, "sslrootcert": self.root_certificate, "schema": self.schema}
        usual = {"sslrootcert": "", "schema": "public"}
        query = urlencode({name: value for name, value in asked.items() if value != usual.get(name)})
        host = f"[{self.host}]" if ":" in self.host else quote(self.host, safe="")
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        return f"postgresql://{user}{host}:{self.port}/{quote(self.database, safe='')}?{query}"

    def with_password(self, password: str) -> ServerAddress:
        """Return the address with a password."""
        return replace(self, password=password)


def parse_address(text: str) -> ServerAddress:
    """Return the address that a `postgresql://` URL names; raises UserError."""
    try:
        parts = urlsplit(text)
        query = {name: values[-1] for name, values in parse_qs(parts.query, strict_parsing=bool(parts.query)).items()}
        address = ServerAddress(
            host=unquote(parts.hostname or "localhost"),
            database=unquote(parts.path.removeprefix("/")),
            user=unquote(parts.username or ""),
            port=parts.port or USUAL_PORT,
            tls=query.pop("sslmode", "verify-full"),
            root_certificate=query.pop("sslrootcert", ""),
            schema=query.pop("schema", "public"),
            password=unquote(parts.password or ""),
        )
    except ValueError as error:
        raise _unreadable(text) from error
    if query or not address.database or address.tls not in TLS_MODES or not _SCHEMA.fullmatch(address.schema):
        raise _unreadable(text)
    return address


def _unreadable(text: str) -> UserError:
    return UserError(
        N_(
            "“{address}” is no address of a register on a server. It has this form: "
            "postgresql://user@host:5432/database?sslmode=verify-full"
        ),
        address=text.rpartition("@")[2],
    )
