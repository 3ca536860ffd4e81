"""Asks for the password of a server where one is needed and somebody is there to type it."""

from __future__ import annotations

import sys
from getpass import getpass

from desktop_app.base.i18n import translate
from desktop_app.services.registers import ServerAddress, Whereabouts
from desktop_app.storage.server import knock
from desktop_app.storage.server_failures import PasswordNeeded


def reachable(where: Whereabouts) -> Whereabouts:
    """Return where a register is; for a server see `with_password`."""
    return with_password(where) if isinstance(where, ServerAddress) else where


def with_password(address: ServerAddress) -> ServerAddress:
    """Return an address with a password typed in where it takes one; raises StorageError."""
    if address.password:
        return address
    try:
        knock(address)
    except PasswordNeeded:
        if not sys.stdin.isatty():
            raise
        asked = translate("Password of {user} on {host}: ", user=address.user, host=address.host)
        return address.with_password(getpass(asked))
    return address
