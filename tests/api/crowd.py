"""Many clients at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import httpx

from tests.service import Person, Service

Outcome = TypeVar("Outcome")


def at_once(acts: Sequence[Callable[[], Outcome]]) -> list[Outcome]:
    """Do everything at the same moment, each in a thread of its own; the outcomes in order."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], Outcome]) -> Outcome:
        gate.wait(30)
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def through(service: Service, person: Person) -> Person:
    """The same signed-in person on a connection of their own, through any process of the service."""
    # Plain HTTP: reading the system's certificates for each client takes longer than what the clients do.
    return Person(httpx.Client(base_url=service.url, timeout=60, verify=False), person.number, person.token)
