"""Companies to tell stories of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ledger.bootstrap import Installation
from tests.journeys.clockwork import TimedCompany, turning
from tests.service import Company, Service


@pytest.fixture(scope="session")
def firm(shared_where: Installation, service: Service) -> Company:
    """A company with the departments that the seeds tell of, each with its head and two people.

    All files share it: each has tags of its own, and asks what changed rather than what is there."""
    company = Company(shared_where, service)
    for code in ("FIN", "ADM", "TEC", "HRD"):
        company.department(code, f"{code}01", f"{code}02")
    return company


@pytest.fixture
def timed(shared_where: Installation, service: Service) -> Iterator[TimedCompany]:
    """A company whose calendar the test turns; it is noon on 15 March 2030 in Shanghai."""
    with turning(shared_where) as company:
        yield company
