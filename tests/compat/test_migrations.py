"""Migrations say whether processes of the version before can live with them."""

from __future__ import annotations

import re

from ledger.config import CHECKOUT

UNNAMED = 7
NAMED = re.compile(r"\d{4}\.(pre|post)\.[a-z-]+\.sql")


def test_migrations_are_named_pre_or_post() -> None:
    """`pre`: safe while older processes run. `post`: only when none of them is left."""
    since = [one.name for one in (CHECKOUT / "migrations").glob("*.sql") if int(one.name[:4]) > UNNAMED]
    assert [name for name in since if not NAMED.fullmatch(name)] == []
