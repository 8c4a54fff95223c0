"""Links that hr gave to people who could not sign in, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another password; `holds` for so long, and nobody used it."""

    slug: str
    by: str
    employee: str
    holds: timedelta
    revoked: bool = False


LINKS = (
    Link("mkt05-1", "HR01", "MKT05", timedelta(days=3)),
    Link("ops03-1", "HR02", "OPS03", timedelta()),
    Link("tec04-1", "HR01", "TEC04", timedelta(days=3), revoked=True),
)
