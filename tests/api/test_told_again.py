"""Whoever waits for what is recorded tells the workers of it, should the process that recorded it have died before."""

from __future__ import annotations

from datetime import UTC, datetime

import psycopg
import pytest

from ledger.application.unit import Decided
from ledger.bootstrap import Installation
from ledger.domain.organisation.organisation import ORGANISATION, SettingsChanged
from ledger.infrastructure.journal.bulk import record
from tests.faults.alone import eventually, projected
from tests.imports.clerk import projecting
from tests.journeys.clockwork import turning


def test_what_nobody_told_of_is_seen_by_who_waits_for_it(where: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.projections.engine.runner.SAFETY_NET_SECONDS", 8.0)  # longer than anybody waits
    with turning(where) as company, projecting(where):
        eventually(lambda: projected(where), "the worker is there")
        changed = Decided.of(ORGANISATION, 2, datetime.now(UTC), SettingsChanged(backdating_days=20))
        with psycopg.connect(where.databases.owner, autocommit=True) as connection:
            head = record(connection, company.id, [changed], actor="system", command="untold", now=company.clock.now)
        found = company.hr.get(f"/audit/events?at_least={head}")
        assert found.status_code == 200, found.text
        assert int(found.headers["Ledger-Position"]) == head
