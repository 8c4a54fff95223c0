"""The connections that a process has room for, shared out by who holds them.

Nobody is counted out by a number of their own, since a whole company may come from one address. But when all places are
taken, one that waits for its client gives way, of the address that holds the most: whoever takes a thousand takes them
from themselves.
"""

from __future__ import annotations

import resource
from ipaddress import IPv6Address, ip_address
from typing import Protocol

MOST_CONNECTIONS = 10_000
SPARE_FILES = 256
"""What is open beside clients' connections: the databases', Redis's, files of the page."""
IPV6_NETWORK_BITS = 64
"""So much of an address is a household's or a machine's own to choose from."""


class Held(Protocol):
    """A connection of a client."""

    @property
    def waits_for_client(self) -> bool: ...
    def give_way(self) -> None: ...


class Places:
    """Which address holds which connections, the oldest first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.taken = 0
        self._of: dict[str, dict[Held, None]] = {}
        self._network: dict[Held, str] = {}

    def take(self, connection: Held, address: str) -> None:
        """Give a connection a place; another gives way for it where none is left, or itself where nobody does."""
        network = _network_of(address)
        self._of.setdefault(network, {})[connection] = None
        self._network[connection] = network
        self.taken += 1
        if self.taken > self.most:
            giving = self._who_gives_way()
            self.leave(giving or connection)
            (giving or connection).give_way()

    def leave(self, connection: Held) -> None:
        network = self._network.pop(connection, None)
        if network is None:
            return
        self.taken -= 1
        del self._of[network][connection]
        if not self._of[network]:
            del self._of[network]

    def _who_gives_way(self) -> Held | None:
        for network in sorted(self._of, key=lambda one: len(self._of[one]), reverse=True):
            for connection in self._of[network]:
                if connection.waits_for_client:
                    return connection
        return None


def _network_of(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(int(parsed) >> 128 - IPV6_NETWORK_BITS)
    return address


PLACES = Places(MOST_CONNECTIONS)
"""Files are the process's, and so are the places."""


def make_room() -> None:
    """Raise how many files this process may open as far as it may by itself, and count the places by it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + SPARE_FILES
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    PLACES.most = max(1, min(MOST_CONNECTIONS, max(soft, allowed) - SPARE_FILES))
