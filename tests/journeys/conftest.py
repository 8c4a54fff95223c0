"""Companies to tell stories of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ledger.bootstrap import Installation
from tests.journeys.clockwork import BEGINS, Inside, TimedCompany, inside_of
from tests.service import Company, Service


@pytest.fixture(scope="session")
def firm(shared_where: Installation, service: Service) -> Company:
    """A company with the departments that the seeds tell of, each with its head and two people.

    All files share it: each has tags of its own, and asks what changed rather than what is there."""
    company = Company(shared_where, service)
    for code in ("FIN", "ADM", "TEC", "HRD"):
        company.department(code, f"{code}01", f"{code}02")
    return company


@pytest.fixture(scope="package")
def inside(shared_where: Installation, service: Service) -> Iterator[Inside]:
    """An application with a clock to turn; each test turns it back for an organisation of its own."""
    with inside_of(shared_where) as made:
        yield made


@pytest.fixture
def timed(inside: Inside) -> TimedCompany:
    """A company whose calendar the test turns; it is noon on 15 March 2030 in Shanghai."""
    inside.clock.now = BEGINS
    return TimedCompany(inside, "Asia/Shanghai")
