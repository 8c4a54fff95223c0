"""scripts/chromium.py says which Chromium the tests drive: the machine's own comes before one that was got."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "scripts").mkdir()
    for name in ("scripts/page.py", "scripts/chromium.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "bin").mkdir()
    return tmp_path


def executable(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def found(checkout: Path, **environment: str) -> str:
    """What it prints; that it says so, too."""
    ran = subprocess.run(
        [sys.executable, str(checkout / "scripts/chromium.py")],
        env={"PATH": str(checkout / "bin"), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() in ran.stderr
    return ran.stdout.strip()


def test_the_machines_own_comes_before_the_one_that_was_got(checkout: Path) -> None:
    got = executable(checkout / ".chromium/chromium")
    assert found(checkout) == str(got)
    own = executable(checkout / "bin/google-chrome")
    assert found(checkout) == str(own)
    own = executable(checkout / "bin/chromium")
    assert found(checkout) == str(own)
    named = executable(checkout / "elsewhere/chrome")
    assert found(checkout, CHROMIUM=str(named)) == str(named)
