"""The documents say what the code does."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RAISED = re.compile(r'(?:Conflict|Invalid|Forbidden|Problem|NotSignedIn|problem)\(\s*(?:\d{3},\s*)?"([a-z-]+)"')


def test_the_event_catalogue_is_what_the_code_says() -> None:
    checked = subprocess.run([sys.executable, "scripts/catalogue", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_every_refusal_is_in_the_list_of_problems_and_every_listed_one_can_happen() -> None:
    listed = set(re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "docs/problems.md").read_text(), re.MULTILINE))
    source = "\n".join(path.read_text() for path in (ROOT / "ledger").rglob("*.py"))
    raised = set(RAISED.findall(source))
    assert raised - listed == set()
    assert {code for code in listed if f'"{code}"' not in source} == set()


def test_links_between_the_documents_lead_somewhere() -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{document.relative_to(ROOT)} → {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text())
        if not (document.parent / target).exists()
    ]
    assert broken == []
