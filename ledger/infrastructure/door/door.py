"""Who may try a password now. Strangers' guesses slow strangers down, and never shut out the right person.

Failures are counted by account, by network and by device, each apart. A browser that the account was signed in with
before (its device cookie says so) waits for nobody. Everybody else stands in three lines: that of their network for the
account, that of their network, and that of the account. Who comes from a network with fewer failures goes first; among
those of one network whose account was guessed at less from there, and then who signed in from there before. A wrong
guess keeps its place for a while before it is answered, the longer the more there were. So one account is guessed at
about twice a second from all the world together, while the right person, from wherever, is next in line, and is
answered at once; and whoever guesses beside others, in an office, has them pass.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ledger.application.sessions import Origin, TooManyAttempts
from ledger.infrastructure.attempts import Attempts
from ledger.infrastructure.door.line import Full, Lines, Rank, best
from ledger.infrastructure.door.networks import network_of

MOST_OF_DEVICE = 10
"""Failures after which a device is a stranger for the rest of the window."""
ACCOUNT_PLACES, ACCOUNT_WAITING = 4, 16
NETWORK_PLACES, NETWORK_WAITING = 16, 32
FREE_OF_NETWORK, FREE_OF_ACCOUNT = 30, 10
"""Failures that everybody makes: they are answered at once."""
FIRST_HOLD_SECONDS, LONGEST_HOLD_SECONDS = 0.25, 4.0
LONGEST_HOLD_OF_ACCOUNT = 2.0
TURNED_AWAY_SECONDS = 2.0
AGAIN_SECONDS = 4
SEEN_SECONDS = 30 * 24 * 3600
"""For so long a network knows who signed in from there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Who is at the door. `device`: what a known browser is counted by; its typing mistakes are no sign of an attack
    on the account. `rank` is the lower the better, as of now."""

    account: str
    network: str
    here: str
    """The account, seen from this network."""
    device: str | None
    rank: Rank


class Door:
    """One for all who sign in through this process."""

    def __init__(self, attempts: Attempts) -> None:
        self._attempts = attempts
        self._accounts = Lines(ACCOUNT_PLACES, ACCOUNT_WAITING)
        self._networks = Lines(NETWORK_PLACES, NETWORK_WAITING)
        self._here = Lines(ACCOUNT_PLACES, ACCOUNT_WAITING)

    @asynccontextmanager
    async def entry(self, organisation: str, login: str, origin: Origin) -> AsyncIterator[Entry]:
        """A place at the door. Raises TooManyAttempts where too many others stand there who are not worse, also where
        the block raises Full."""
        network, who = f"network:{network_of(origin.address)}", f"{organisation}\0{login}"
        here = f"here:{who}\0{network}"
        if origin.device is None and self._is_crowded(network, here):
            raise await self._turned_away(network)  # a crowd is not looked at one by one
        entry = await self._recognised(who, network, here, origin)
        try:
            if entry.device is not None:
                yield entry
                return
            # The widest last: whoever waits for others like them keeps no place of those who are not.
            async with (
                self._here.place(here, entry.rank),
                self._networks.place(network, entry.rank),
                self._accounts.place(entry.account, entry.rank),
            ):
                yield entry
        except Full as error:
            raise await self._turned_away(network) from error

    def _is_crowded(self, network: str, here: str) -> bool:
        """Whether as many as may stand here already, for an account that was guessed at from here before."""
        guessed = self._attempts.counted_here(here) > 0
        return self._here.full(here) or (guessed and self._networks.full(network))

    async def _turned_away(self, network: str) -> TooManyAttempts:
        """Whose network crowds the door stands behind others from now on. It is said after a moment: whoever is told at
        once comes back at once, and a crowd that does takes the time of all others."""
        self._attempts.count_here(network)
        await asyncio.sleep(TURNED_AWAY_SECONDS)
        return TooManyAttempts(AGAIN_SECONDS)

    async def _recognised(self, who: str, network: str, here: str, origin: Origin) -> Entry:
        account, device, seen = f"account:{who}", f"device:{who}\0{origin.device}", f"seen:{here}"
        counted = self._attempts.counted_here
        of_network, guessed, of_device, signed_in = await self._attempts.counts(network, here, device, seen)
        if origin.device is not None and of_device < MOST_OF_DEVICE:
            return Entry(account, network, here, device, best)

        def rank() -> tuple[int, ...]:
            of_account = max(guessed, counted(here))
            stranger = not signed_in or of_account >= MOST_OF_DEVICE
            return 1 + max(of_network, counted(network)), of_account, int(stranger)

        return Entry(account, network, here, None, rank)

    async def failed(self, entry: Entry) -> None:
        """Count a wrong guess, and keep whoever made it waiting."""
        if entry.device is not None:
            await self._attempts.failed(entry.device)
        else:
            of_account, of_network, _ = await self._attempts.failed(entry.account, entry.network, entry.here)
            await asyncio.sleep(_hold_seconds(of_account, of_network))

    async def passed(self, entry: Entry) -> None:
        """Remember who signed in from where."""
        await self._attempts.remember(f"seen:{entry.here}", SEEN_SECONDS)


def _hold_seconds(of_account: int, of_network: int) -> float:
    """How long a wrong guess keeps its place, after so many failures."""
    return max(
        _growing(of_network - FREE_OF_NETWORK, LONGEST_HOLD_SECONDS),
        _growing(of_account - FREE_OF_ACCOUNT, LONGEST_HOLD_OF_ACCOUNT),
    )


def _growing(over: int, longest: float) -> float:
    return 0.0 if over <= 0 else min(longest, FIRST_HOLD_SECONDS * 2.0 ** min(over - 1, 10))
