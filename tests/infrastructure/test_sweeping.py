"""What killed test runs left is swept away; what a starting one has just made is not."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from tests.servers import DATA_PREFIX, STARTING_SECONDS, sweep


@pytest.mark.parametrize(("age", "stays"), [(0, True), (STARTING_SECONDS + 60, False)])
def test_only_what_is_older_than_a_start_takes_is_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: float, stays: bool
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    data = tmp_path / f"{DATA_PREFIX}left"
    data.mkdir()
    (data / "lock").touch()
    then = time.time() - age
    os.utime(data, (then, then))
    sweep()
    assert data.exists() == stays
