"""The page's client is typed by what the service says: the generated file is made anew and compared."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_types_of_the_pages_client_are_what_the_service_says() -> None:
    compared = subprocess.run(
        [sys.executable, str(ROOT / "scripts/client_types.py"), "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert compared.returncode == 0, compared.stderr
