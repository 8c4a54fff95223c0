"""Who gives way when all places are taken."""

from __future__ import annotations

from dataclasses import dataclass, field

from ledger.infrastructure.places import Places


@dataclass(eq=False)
class Connection:
    """One that waits for its client, or is worked for."""

    waits_for_client: bool = True
    gone: bool = field(default=False)

    def give_way(self) -> None:
        self.gone = True


def test_the_oldest_that_waits_of_the_address_with_the_most_gives_way() -> None:
    places = Places(4)
    worked_for, oldest, newer, other, newest = Connection(False), *(Connection() for _ in range(4))
    for one in (worked_for, oldest, newer):
        places.take(one, "192.0.2.1")
    places.take(other, "192.0.2.2")
    places.take(newest, "192.0.2.2")
    assert [one.gone for one in (worked_for, oldest, newer, other, newest)] == [False, True, False, False, False]
    assert places.taken == 4


def test_the_newest_gives_way_where_all_others_are_worked_for() -> None:
    places = Places(2)
    taken = [Connection(False) for _ in range(2)]
    for one in taken:
        places.take(one, "192.0.2.1")
    newest = Connection(False)
    places.take(newest, "192.0.2.2")
    assert (newest.gone, [one.gone for one in taken]) == (True, [False, False])


def test_the_addresses_of_one_network_of_ipv6_are_one() -> None:
    places = Places(3)
    other, many = Connection(), [Connection() for _ in range(3)]
    places.take(other, "2001:db8:1::1")
    for number, one in enumerate(many):
        places.take(one, f"2001:db8::{number + 1:x}")
    assert [one.gone for one in (other, *many)] == [False, True, False, False]
