"""What a stream is: a name, the state that it begins with, how an event changes that, and how a long one is kept.

Each context makes its streams beside their states; making one registers it, as a class of events is registered. What a
name is of is known to the type checker: `CLAIM("c1")` is the name `claim:c1` of a stream whose state is a `Claim`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from ledger.domain.events import Event, Recorded

S = TypeVar("S")

if TYPE_CHECKING:

    class Of(str, Generic[S]):
        """The name of a stream whose state is an S; at run time it is the plain text."""


STREAMS: dict[str, Stream[Any]] = {}


@dataclass(frozen=True, slots=True)
class Codec(Generic[S]):
    """How the state of a long stream is kept as a snapshot: `freeze` gives bytes, `thaw` takes the stream's id too.

    `version` changes whenever what `evolve` makes changes: older snapshots are then ignored.
    """

    version: str
    freeze: Callable[[S], bytes]
    thaw: Callable[[str, bytes], S]


class Stream(Generic[S]):
    """The streams `{kind}:{id}` of one kind. `begin` takes the id, and gives the state before the first event.

    `evolve` takes the state and an event; with `envelope` also in whose name that was recorded, and when. It assigns
    and never raises. Raises TypeError when two contexts claim one kind.
    """

    __slots__ = ("_prefix", "begin", "codec", "envelope", "evolve", "kind")

    def __init__(
        self,
        kind: str,
        begin: Callable[[str], S],
        evolve: Callable[..., S],
        codec: Codec[S] | None = None,
        *,
        envelope: bool = False,
    ) -> None:
        if kind in STREAMS:
            raise TypeError(f"two contexts claim the streams {kind}")
        self.kind, self.begin, self.evolve, self.codec, self.envelope = kind, begin, evolve, codec, envelope
        self._prefix = f"{kind}:"
        STREAMS[kind] = self

    def __call__(self, id: str) -> Of[S]:
        return cast("Of[S]", self._prefix + id)

    @property
    def only(self) -> Of[S]:
        """The name of the one stream of this kind that an organisation has."""
        return cast("Of[S]", self.kind)

    def named(self, stream: str) -> Of[S]:
        """A whole name that is known to be of this kind, such as an account that an event names."""
        return cast("Of[S]", stream)


def id_of(stream: str) -> str:
    """What follows the kind in a stream's name; nothing in that of an only one."""
    return stream.partition(":")[2]


def stream_of(name: str) -> Stream[Any]:
    """The kind of stream that a name is of. Raises KeyError for one that no context claims."""
    return STREAMS[name.partition(":")[0]]


def beginning(name: str) -> Any:
    """The state of a stream before its first event."""
    return stream_of(name).begin(id_of(name))


def evolved(name: str, state: Any, event: Event, by: str, at: datetime) -> Any:
    """The state of a stream after an event that was recorded then, in that person's name."""
    stream = stream_of(name)
    return stream.evolve(state, event, by, at) if stream.envelope else stream.evolve(state, event)


def replayed(name: str, state: Any, recorded: Recorded) -> Any:
    """The state of a stream after a recorded event."""
    return evolved(name, state, recorded.event, recorded.on_behalf_of or recorded.actor, recorded.recorded_at)
