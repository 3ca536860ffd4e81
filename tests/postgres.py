"""A PostgreSQL server of the tests' own: in a temporary folder, on a free port of this computer, gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from desktop_app.storage.server_address import ServerAddress
from desktop_app.storage.server_making import create_on_server
from tests.canaries import SERVER_FOLDER

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps its servers, each version in a folder of its own and none on the search path."""
ACCOUNT = "postgres"
"""The account that Debian's package makes; a server does not run as root."""

USER, LOCKED_USER, PASSWORD = "tester", "locked", "Grüße: Київ%20"
"""The first may do everything without a password; the second may log in with it and nothing else."""

_TEMPLATE = "furnished"
_PATIENCE = 30.0
_ACCESS = f"""
host all {LOCKED_USER} 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
"""
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
    # A test that is over needs nothing on the disk; what was committed outlives a server that is killed all the same.
    "fsync": "off",
    "full_page_writes": "off",
}


def programs() -> Path | None:
    """Return the folder of the newest server's programs, or None where there is no server."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


class Postgres:
    """A running server; `fresh` gives a new register on it."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder = folder
        self._programs = programs
        self._data = folder / "data"
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._furnished = self._known = False
        self.port = 0
        if os.geteuid() == 0:
            shutil.chown(folder, ACCOUNT)
        self._run("initdb", "-D", str(self._data), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        (self._data / "pg_hba.conf").write_text(_ACCESS, encoding="utf-8")

    def start(self) -> None:
        """Start the server, on the port that it had before, and wait until it answers."""
        self.port = self.port or _free_port()
        settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
        command = [*self._program("postgres"), "-D", str(self._data), "-p", str(self.port), *settings]
        deadline = time.monotonic() + _PATIENCE
        while True:
            if self._process is None or self._process.poll() is not None:  # what was killed may not be gone altogether
                self._process = self._begun(command)
            try:
                psycopg.connect(**self._as_tester("postgres")).close()
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                break
        if not self._known:
            self.execute(f"CREATE ROLE {LOCKED_USER} LOGIN PASSWORD '{PASSWORD}'")
            self._known = True

    def _begun(self, command: list[str]) -> subprocess.Popen[bytes]:
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(command, cwd=self._folder, stdin=subprocess.DEVNULL, stderr=log)

    def stop(self, *, at_once: bool = False) -> None:
        """Stop the server as its keeper would, without waiting for those who are connected, or as a power cut does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL if at_once else signal.SIGINT)
            self._process.wait(_PATIENCE)
            self._process = None

    def fresh(self, *, furnished: bool = True) -> ServerAddress:
        """Return the address of a new database, with a new register in it where it is `furnished`."""
        if furnished and not self._furnished:
            self.execute(f"CREATE DATABASE {_TEMPLATE}")
            create_on_server(self.address(_TEMPLATE), who="Anna")
            self._furnished = True
        name = f"register_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE if furnished else 'template0'}")
        return self.address(name)

    def drop(self, address: ServerAddress) -> None:
        """Remove a database, whoever is connected to it."""
        self.execute(f"DROP DATABASE IF EXISTS {address.database} WITH (FORCE)")

    def allow(self, address: ServerAddress, user: str) -> None:
        """Let a user work with a register, as the keeper of a server does."""
        for what in ("USAGE ON SCHEMA public", "SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public"):
            self.execute(f"GRANT {what} TO {user}", database=address.database)
        self.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {user}", database=address.database)

    def certify(self, folder: Path) -> Path:
        """Let the server prove itself as 127.0.0.1, and return the certificate by which."""
        key, certificate = self._data / "server.key", self._data / "server.crt"
        names = ("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1")
        kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
        made = ["openssl", "req", "-x509", *kind, *names, "-keyout", str(key), "-out", str(certificate)]
        subprocess.run(made, capture_output=True, check=True)
        for file in (key, certificate):
            file.chmod(0o600)
            if os.geteuid() == 0:
                shutil.chown(file, ACCOUNT)
        shutil.copy(certificate, folder / "root.crt")
        self.execute("ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()")
        return folder / "root.crt"

    def address(self, database: str, *, user: str = USER, password: str = "") -> ServerAddress:
        """Return the address of a database on this server."""
        return ServerAddress(
            host="127.0.0.1", port=self.port, database=database, user=user, password=password, tls="disable"
        )

    def execute(self, *statements: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run statements as the keeper of the server; return the rows of the last."""
        with psycopg.connect(**self._as_tester(database), autocommit=True) as connection:
            for statement in statements:
                done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    def _as_tester(self, database: str) -> dict[str, Any]:
        return {"host": "127.0.0.1", "port": self.port, "user": USER, "dbname": database, "connect_timeout": 5}

    def _program(self, name: str) -> list[str]:
        other = ["setpriv", f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--clear-groups"] if os.geteuid() == 0 else []
        return [*other, str(self._programs / name)]

    def _run(self, name: str, *arguments: str) -> None:
        done = subprocess.run(
            [*self._program(name), *arguments], cwd=self._folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def running(where: Path) -> Iterator[Postgres]:
    """Run a server whose `programs` were found, as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix=SERVER_FOLDER) as name:
        server = Postgres(Path(name), where)
        try:
            server.start()
            yield server
        finally:
            server.stop(at_once=True)
