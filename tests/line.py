"""The line between a desk and its server, which a test can cut, freeze, or rob of the answer to a COMMIT."""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import suppress
from dataclasses import replace
from enum import Enum, auto
from typing import Self

from desktop_app.storage.server_address import ServerAddress

COMMIT = b"Q\x00\x00\x00\x0bCOMMIT\x00"
"""How the driver asks for it (PostgreSQL manual, message formats)."""


class Loss(Enum):
    """What becomes of the next COMMIT; the desk's connection breaks in any case."""

    ANSWER = auto()
    """The server commits, and the answer gets lost."""
    QUESTION = auto()
    """The server never hears of it."""
    LATE = auto()
    """The server hears of it when the desk has been cut off for a while."""


class Line:
    """Passes on what a desk and its server say to each other; leave it as a context manager."""

    def __init__(self, server: ServerAddress) -> None:
        self._server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._sockets: set[socket.socket] = set()
        self._whole = threading.Event()
        self._whole.set()
        self._open = True
        self._loss: Loss | None = None
        self._late = 0.0
        self._shut = self._shut_then = False
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def address(self) -> ServerAddress:
        """Return the address of the desk's end."""
        return replace(self._server, port=self._listener.getsockname()[1])

    def lose_commit(self, loss: Loss, *, late: float = 0.0, shut: bool = False) -> None:
        """Let the next COMMIT get lost in one way, and be `shut` then.

        `late` are the seconds after which the server hears of it.
        """
        self._loss, self._late, self._shut_then = loss, late, shut

    def cut(self) -> None:
        """Break all connections, as a cable that is pulled and put back."""
        for each in list(self._sockets):
            _reset(each)

    def shut(self) -> None:
        """Break all connections and let no new one through, until `mend`."""
        self._shut = True
        self.cut()

    def freeze(self) -> None:
        """Pass nothing on until `mend`, and let everybody wait."""
        self._whole.clear()

    def mend(self) -> None:
        """Let everything through again."""
        self._shut = self._shut_then = False
        self._whole.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open = False
        self.mend()
        self._listener.close()
        self.cut()

    def _listen(self) -> None:
        while self._open:
            try:
                desk, _ = self._listener.accept()
            except OSError:
                return
            if self._shut:
                _reset(desk)
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self._server.port))
            except OSError:  # the server is not there: neither is anybody at the other end
                _reset(desk)
                continue
            self._sockets |= {desk, server}
            lost = threading.Event()
            threading.Thread(target=self._ask, args=(desk, server, lost), daemon=True).start()
            threading.Thread(target=self._answer, args=(server, desk, lost), daemon=True).start()

    def _ask(self, desk: socket.socket, server: socket.socket, lost: threading.Event) -> None:
        with suppress(OSError):
            while said := desk.recv(65_536):
                self._whole.wait()
                if self._loss is None or COMMIT not in said:
                    server.sendall(said)
                    continue
                loss, self._loss = self._loss, None
                self._shut = self._shut or self._shut_then
                lost.set()
                if loss is Loss.ANSWER:
                    server.sendall(said)
                    return
                _reset(desk)
                if loss is Loss.LATE:
                    time.sleep(self._late)
                    server.sendall(said)
                    time.sleep(0.1)
        _reset(server)

    def _answer(self, server: socket.socket, desk: socket.socket, lost: threading.Event) -> None:
        with suppress(OSError):
            while said := server.recv(65_536):
                if lost.is_set():
                    break
                self._whole.wait()
                desk.sendall(said)
        for each in (desk, server):
            _reset(each)
            self._sockets.discard(each)


def _reset(each: socket.socket) -> None:
    """Close a socket so that the other side hears of it at once."""
    with suppress(OSError):
        each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        each.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        each.close()
