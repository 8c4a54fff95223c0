"""scripts/page.py builds the page when its sources changed, once, with whatever Node there is; a wheel holds it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BUILD = 'mkdir -p dist/assets && cp main.js dist/assets/ && echo "$(cat main.js)" > dist/index.html'
HIDDEN = {"node", "nodejs", "npm", "npx", "corepack"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose page is one file that npm copies, with the packages that it needs, which are none."""
    (tmp_path / "web/node_modules").mkdir(parents=True)
    (tmp_path / "web/node_modules/.package-lock.json").write_text('{"packages": {}}')
    (tmp_path / "scripts").mkdir()
    for name in ("scripts/page.py", "scripts/backend.py", "requirements-web.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    about = {"name": "page", "version": "1.0.0"}
    (tmp_path / "web/package.json").write_text(json.dumps({**about, "scripts": {"build": BUILD}}))
    (tmp_path / "web/package-lock.json").write_text(
        json.dumps({**about, "lockfileVersion": 3, "requires": True, "packages": {"": about}})
    )
    (tmp_path / "web/main.js").write_text("first")
    return tmp_path


def begun(checkout: Path, python: str = sys.executable, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [python, str(checkout / "scripts/page.py")],
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
        text=True,
    )


def build(checkout: Path, **environment: str) -> tuple[int, str]:
    """Exit status, and what was said."""
    process = begun(checkout, **environment)
    said = process.communicate(timeout=300)[1]
    return process.returncode, said


def index(checkout: Path) -> str:
    return (checkout / "web/dist/index.html").read_text().strip()


def test_the_page_is_built_when_its_sources_changed_and_else_nothing_is_written(checkout: Path) -> None:
    starting = [begun(checkout) for _ in range(2)]
    said = "".join(process.communicate(timeout=300)[1] for process in starting)
    assert [process.returncode for process in starting] == [0, 0], said
    assert said.count("Building the page") == 1, "one of two builds it, the other waits and finds it built"
    assert index(checkout) == "first"
    (checkout / "web/.main.js.swp").write_text("an editor's")
    assert build(checkout, PATH="/nowhere") == (0, "")
    (checkout / "web/main.js").write_text("second")
    assert build(checkout)[0] == 0 and index(checkout) == "second"
    (checkout / "web/dist/index.html").write_text("by hand")
    assert build(checkout)[0] == 0 and index(checkout) == "second"


def test_a_build_that_fails_says_what_failed_and_is_tried_again(checkout: Path) -> None:
    package = checkout / "web/package.json"
    right = package.read_text()
    package.write_text(right.replace("mkdir -p", "echo no such module; exit 3; "))
    status, said = build(checkout)
    assert status == 1 and "no such module" in said and "npm run failed" in said and "Traceback" not in said
    package.write_text(right)
    assert build(checkout)[0] == 0 and index(checkout) == "first"


def test_who_has_an_archive_without_sources_has_nothing_to_build(checkout: Path) -> None:
    shutil.rmtree(checkout / "web")
    assert build(checkout, PATH="/nowhere") == (0, "")


@pytest.mark.full
def test_without_node_on_the_machine_the_locked_one_of_pypi_builds_it(checkout: Path, tmp_path: Path) -> None:
    shutil.rmtree(checkout / "web/node_modules")
    tools = tmp_path / "tools"
    tools.mkdir()
    for folder in os.get_exec_path():
        for tool in Path(folder).iterdir() if Path(folder).is_dir() else ():
            if tool.name not in HIDDEN and not os.path.lexists(tools / tool.name):
                (tools / tool.name).symlink_to(tool)
    old = tools / "node"
    old.write_text("#!/bin/sh\necho v18.20.4\n")
    old.chmod(0o755)
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    process = begun(checkout, str(tmp_path / "venv/bin/python"), PATH=str(tools))
    said = process.communicate(timeout=600)[1]
    assert process.returncode == 0 and "requirements-web.txt" in said, said
    assert index(checkout) == "first"


@pytest.mark.full
def test_a_wheel_and_an_archive_of_the_sources_hold_the_page(checkout: Path, tmp_path: Path) -> None:
    for name in ("pyproject.toml", "MANIFEST.in", "README.md", "requirements.in"):
        shutil.copy(ROOT / name, checkout / name)
    for name in ("ledger", "migrations"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, checkout / name, symlinks=True, ignore=ignored)
    hooks = "import sys; sys.path.insert(0, 'scripts'); import backend; "
    subprocess.run([sys.executable, "-c", f"{hooks} backend.build_sdist('made')"], cwd=checkout, check=True)
    unpacked = tmp_path / "unpacked"
    shutil.unpack_archive(next((checkout / "made").glob("*.tar.gz")), unpacked)
    for source in (checkout, next(unpacked.iterdir())):
        build_wheel = [sys.executable, "-c", f"{hooks} backend.build_wheel('wheels')"]
        subprocess.run(build_wheel, cwd=source, env={**os.environ, "PATH": "/usr/bin:/bin"}, check=True)
        held = set(zipfile.ZipFile(next((source / "wheels").glob("*.whl"))).namelist())
        assert {"ledger/page/index.html", "ledger/page/assets/main.js", "ledger/migrations/0001.journal.sql"} <= held
