"""The README's first grant works as it is written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.bootstrap import Installation
from tests.service import Service, environment_of

README = Path(__file__).resolve().parent.parent / "README.md"

CURL = """
import argparse
import httpx
parser = argparse.ArgumentParser()
parser.add_argument("url")
parser.add_argument("-s", action="store_true")
parser.add_argument("-H", action="append", default=[])
parser.add_argument("-d")
asked = parser.parse_args()
headers = [tuple(line.split(": ", 1)) for line in asked.H]
print(httpx.request("POST" if asked.d else "GET", asked.url, headers=headers, content=asked.d, timeout=60).text, end="")
"""
"""What the README asks of curl, for a machine that has none: the tests need nothing but Python."""


@pytest.fixture
def tools(tmp_path: Path) -> str:
    """A PATH with this Python and with curl."""
    made = tmp_path / "tools"
    made.mkdir()
    (made / "python3").symlink_to(sys.executable)
    if shutil.which("curl") is None:
        (made / "curl").write_text(f"#!{sys.executable}\n{CURL}")
        (made / "curl").chmod(0o755)
    return f"{made}{os.pathsep}{os.environ.get('PATH', os.defpath)}"


@pytest.fixture
def demo(where: Installation, tmp_path: Path) -> Iterator[Service]:
    """The service with the demo organisation, as scripts/run starts it."""
    service = Service({**environment_of(where, tmp_path), "LEDGER_DEMO_PASSWORD": "demo"}, demo=True)
    try:
        yield service.start()
    finally:
        service.stop()


def test_the_curl_commands_grant_and_read_as_written(demo: Service, tools: str) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(), re.DOTALL)
    script = next(block for block in blocks if "my-first-grant" in block)
    here = script.replace("http://127.0.0.1:8000", demo.url)
    environment = {**os.environ, "PATH": tools}
    ran = subprocess.run(["bash", "-euc", here], capture_output=True, text=True, timeout=60, env=environment)
    assert ran.returncode == 0, ran.stderr
    assert '"points":50' in ran.stdout and '"balance":' in ran.stdout and '"rank":1' in ran.stdout, ran.stdout
