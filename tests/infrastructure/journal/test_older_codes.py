"""Codes that were defined when case still made a difference: they go on, and nothing new is alike them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import psycopg
import pytest

from ledger.application import rewards, tags
from ledger.bootstrap import Installation
from ledger.domain.errors import Conflict
from ledger.domain.rewards.events import Benefit, RewardTerms
from ledger.domain.tags.events import TagTerms
from tests.infrastructure.journal.books import Book, verified
from tests.infrastructure.journal.test_older_lines import record

MIGRATION = Path("migrations/0016.post.alike-codes.sql")
TERMS = RewardTerms(name="午餐", kind="custom", cost=60, benefit=Benefit(), approval="hr")
PLAIN = TERMS.model_dump(mode="json", exclude_none=True)
TAG = {"name": "感谢", "coefficient": "1", "rule": {"type": "fixed", "points": 5}}


async def test_codes_of_an_older_release_are_taken_however_they_are_spelt(
    shared_where: Installation, book: Book
) -> None:
    url, owner = shared_where.databases.app, shared_where.databases.owner
    for code in ("Thanks", "THANKS"):
        stream = f"tag:{code}"
        record(url, book.organisation, "tags.defined.1", stream, 1, {"code": code, "terms": TAG})
        record(url, book.organisation, "rewards.defined.1", f"reward:{code}", 1, {"code": code, "terms": PLAIN})
    assert verified(url, book.organisation).wrong == "its links are not the accounts that it names"
    with psycopg.connect(owner) as connection:
        connection.execute(MIGRATION.read_bytes())
    assert verified(url, book.organisation).sound
    terms = TagTerms.model_validate(TAG)
    for code in ("thanks", "ＴＨＡＮＫＳ", "Thanks"):
        with pytest.raises(Conflict, match=r"There is a (tag|reward) (Thanks|THANKS) already"):
            await book.do(partial(tags.create, code=code, terms=terms))
        with pytest.raises(Conflict, match=r"There is a (tag|reward) (Thanks|THANKS) already"):
            await book.do(partial(rewards.define, code=code, terms=TERMS))
    for code in ("Thanks", "THANKS"):
        await book.do(partial(tags.retire, code=code))
        await book.do(partial(rewards.retire, code=code))
    assert verified(url, book.organisation).sound
