"""A PostgreSQL socket that does what networks do: refuses, falls silent, or is cut at the worst moment.

It reads the wire protocol just enough to see the commit of an append go by.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Literal

from psycopg.conninfo import conninfo_to_dict, make_conninfo

SOCKET = ".s.PGSQL.5432"
Fault = Literal["cut after commit", "cut before commit", "silent before commit"]


class Proxy:
    """Stands between a pool and the server that an address names. One armed fault happens once, to one session."""

    def __init__(self, address: str) -> None:
        self._behind = str(Path(str(conninfo_to_dict(address)["host"])) / SOCKET)
        self._folder = tempfile.mkdtemp(prefix="points-ledger-proxy-")
        self._lock = threading.Lock()
        self._sessions: set[_Session] = set()
        self._armed: list[Fault] = []
        self._open = True
        self.flows = threading.Event()
        self.flows.set()
        self.happened = threading.Semaphore(0)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(os.path.join(self._folder, SOCKET))
        self._listener.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, address: str) -> str:
        """The same address, through here."""
        return make_conninfo(address, host=self._folder)

    def arm(self, *faults: Fault) -> None:
        """The next commits that come by suffer these, one each."""
        with self._lock:
            self._armed.extend(faults)

    def take_fault(self) -> Fault | None:
        with self._lock:
            return self._armed.pop(0) if self._armed else None

    def take_away(self) -> None:
        """Cut everybody off and refuse whoever comes, as a server that is gone."""
        self._open = False
        for session in list(self._sessions):
            session.close()

    def bring_back(self) -> None:
        self._open = True

    def freeze(self) -> None:
        """Let nothing through and cut nobody off, as a server whose disk does not answer; whoever comes gets in."""
        self.flows.clear()

    def thaw(self) -> None:
        self.flows.set()

    def close(self) -> None:
        self.take_away()
        self.thaw()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if not self._open:
                client.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(self._behind)
            except OSError:
                client.close()
                continue
            session = _Session(self, client, server)
            self._sessions.add(session)
            if not self._open:  # taken away meanwhile
                session.close()

    def forget(self, session: _Session) -> None:
        self._sessions.discard(session)


APPEND = b"INSERT INTO journal.events"


class _Session:
    """One connection: a thread in each direction."""

    def __init__(self, proxy: Proxy, client: socket.socket, server: socket.socket) -> None:
        self._proxy = proxy
        self._client, self._server = client, server
        self._appends: set[bytes] = set()  # names of statements that append, and of those that commit
        self._commits: set[bytes] = set()
        self._appended = False
        self._swallowing = threading.Event()
        threading.Thread(target=self._forward, daemon=True).start()
        threading.Thread(target=self._answer, daemon=True).start()

    def close(self) -> None:
        for side in (self._client, self._server):
            with suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
            side.close()
        self._proxy.forget(self)

    def _forward(self) -> None:
        """Client to server, message by message."""
        with suppress(OSError, EOFError):
            startup = _startup(self._client)
            self._proxy.flows.wait()
            self._server.sendall(startup)
            while True:
                kind, message = _message(self._client)
                self._proxy.flows.wait()
                if self._commits_with(kind, message) and (fault := self._proxy.take_fault()) is not None:
                    if fault != "cut after commit":
                        if fault == "silent before commit":
                            self._proxy.happened.release()
                            _wait_for_end(self._client)
                        else:
                            self.close()
                            self._proxy.happened.release()
                        return
                    self._swallowing.set()
                self._server.sendall(message)
        if not self._swallowing.is_set():
            self.close()

    def _answer(self) -> None:
        """Server to client; after a swallowed commit, nothing but the end."""
        with suppress(OSError, EOFError):
            while True:
                kind, message = _message(self._server)
                self._proxy.flows.wait()
                if not self._swallowing.is_set():
                    self._client.sendall(message)
                elif kind == b"Z" and message[-1:] == b"I":  # ready, in no transaction: it is committed
                    break
        committed = self._swallowing.is_set()
        self.close()
        if committed:
            self._proxy.happened.release()

    def _commits_with(self, kind: bytes, message: bytes) -> bool:
        """Whether a message asks for the commit of an append: COMMIT, or the end of the pipeline."""
        if kind == b"P":
            name, query, _ = message[5:].split(b"\0", 2)
            (self._appends.add if APPEND in query else self._appends.discard)(name)
            (self._commits.add if query == b"COMMIT" else self._commits.discard)(name)
        elif kind == b"B":
            name = message[5:].split(b"\0", 2)[1]
            if name in self._appends:
                self._appended = True
            elif name in self._commits:
                return self._ends()
        elif kind == b"S":
            return self._ends()
        return False

    def _ends(self) -> bool:
        """Whether there was an append in what ends."""
        appended, self._appended = self._appended, False
        return appended


def _exactly(side: socket.socket, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        part = side.recv(size - len(found))
        if not part:
            raise EOFError
        found += part
    return bytes(found)


def _startup(side: socket.socket) -> bytes:
    length = _exactly(side, 4)
    return length + _exactly(side, int.from_bytes(length) - 4)


def _message(side: socket.socket) -> tuple[bytes, bytes]:
    head = _exactly(side, 5)
    return head[:1], head + _exactly(side, int.from_bytes(head[1:]) - 4)


def _wait_for_end(side: socket.socket) -> None:
    while side.recv(65536):
        pass
