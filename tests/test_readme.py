"""The README's first grant works as it is written."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.bootstrap import Installation
from tests.service import Service, environment_of

README = Path(__file__).resolve().parent.parent / "README.md"


@pytest.fixture
def demo(where: Installation, tmp_path: Path) -> Iterator[Service]:
    """The service with the demo organisation, as scripts/run starts it."""
    service = Service({**environment_of(where, tmp_path), "LEDGER_DEMO_PASSWORD": "demo"}, demo=True)
    try:
        yield service.start()
    finally:
        service.stop()


def test_the_curl_commands_grant_and_read_as_written(demo: Service) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(), re.DOTALL)
    script = next(block for block in blocks if "my-first-grant" in block)
    here = script.replace("http://127.0.0.1:8000", demo.url)
    ran = subprocess.run(["bash", "-euc", here], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert '"points":50' in ran.stdout and '"balance":' in ran.stdout and '"rank":1' in ran.stdout, ran.stdout
