"""Taking back the points that an import brought, decided over states that the test makes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from ledger.application.imports import undo_credit
from ledger.application.unit import Answer, Command, Loaded, Unit
from ledger.domain.accounts.account import ACCOUNT
from ledger.domain.accounts.credited import Credited
from ledger.domain.errors import Conflict
from ledger.domain.imports.batch import Batch
from ledger.domain.imports.events import ImportConfirmed
from ledger.domain.organisation.organisation import Organisation
from tests.domain.builders import account_with, chart, credited, sealed

NOW = datetime(2030, 3, 15, 4, tzinfo=UTC)
ENDED, LASTING = date(2030, 3, 14), date(2030, 12, 31)


def undoing(**states: Any) -> Unit:
    """A unit in which hr undoes an import of opening balances."""
    confirmed = ImportConfirmed(id="i1", kind="opening-balances", sha256="", rows=1, bad=0)
    given = {
        "organisation": Organisation(created=True),
        "directory": chart(people=[("FIN01", None, None), ("HR01", None, None)], HR01=("hr",)),
        "import:i1": Batch("i1", confirmed, NOW, undone=True),
        **states,
    }
    command = Command("demo", "HR01", "c1", lambda unit: Answer(position=unit.position))
    return Unit(command, NOW, {stream: Loaded(state, 1) for stream, state in given.items()})


def test_undoing_an_import_first_expires_what_has_ended() -> None:
    """100 of the import, of which the last day is past, and 40 that were earned: the 40 are not taken for the 100."""
    row = credited(100, "opening:o1", ENDED, kind="opening", counted=False, credit=None, source="issuance")
    earned = credited(40, "grant:g", LASTING, number=2)
    unit = undoing(
        **{"employee:FIN01": account_with(row, earned), "opening:o1": Credited(row, "HR01", NOW)},
    )
    with pytest.raises(Conflict) as refused:
        undo_credit(unit, "i1", "opening:o1", sealed())
    assert (refused.value.code, refused.value.values) == ("balance-too-low", {"needed": 100, "balance": 40})


def test_what_lasts_of_an_import_is_taken_back_after_what_has_ended_elsewhere_expired() -> None:
    row = credited(100, "opening:o1", LASTING, kind="opening", counted=False, credit=None, source="issuance")
    old = credited(40, "grant:g", ENDED, number=2)
    unit = undoing(**{"employee:FIN01": account_with(row, old), "opening:o1": Credited(row, "HR01", NOW)})
    assert undo_credit(unit, "i1", "opening:o1", sealed()).effect == "undone"
    kinds = [(one.event.kind, one.event.points) for one in unit.decided]  # type: ignore[attr-defined]
    assert kinds == [("expiry", 40), ("reversal", 100)]
    assert unit.state(ACCOUNT("FIN01")).balance == 0
