"""The company that the fuzzing tests of one worker share."""

from __future__ import annotations

import pytest

from ledger.bootstrap import Installation
from tests.fuzz.town import Town
from tests.service import Service


@pytest.fixture(scope="session")
def town(shared_where: Installation, service: Service) -> Town:
    return Town(shared_where, service)
