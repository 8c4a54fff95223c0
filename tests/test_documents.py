"""The documents say what the code does."""

import re
import subprocess
import sys
from pathlib import Path

from ledger.contexts import all_projections

ROOT = Path(__file__).resolve().parent.parent
PROBLEM_TEXT = r'^  "([a-z-]+)": say\((.*)\),$'
"""A title and an advice in English, then both in Chinese."""
HAN = re.compile("[\u4e00-\u9fff]")
MADE_BY_THE_PAGE = {"waits-for-second-hr", "unreachable", "unexpected"}
"""No answer came, or not one of ours."""
RAISED = re.compile(r'(?:Conflict|Invalid|Forbidden|Problem|NotSignedIn|problem)\(\s*(?:\d{3},\s*)?"([a-z-]+)"')

FAULT = re.compile(r'(?:Wrong|Unreadable|Fault)\(\s*(?:[a-z_]+, |None, |"[a-z_]+", )?"([a-z-]+)"')


def test_the_event_catalogue_is_what_the_code_says() -> None:
    checked = subprocess.run([sys.executable, "scripts/catalogue", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_every_refusal_is_in_the_list_of_problems_and_every_listed_one_can_happen() -> None:
    listed = set(re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "docs/problems.md").read_text(), re.MULTILINE))
    source = "\n".join(path.read_text() for path in (ROOT / "ledger").rglob("*.py"))
    raised = set(RAISED.findall(source))
    assert raised - listed == set()
    assert {code for code in listed if f'"{code}"' not in source} == set()


def test_every_problem_is_said_on_the_page_in_both_languages() -> None:
    listed = set(re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "docs/problems.md").read_text(), re.MULTILINE))
    texts = "\n".join(path.read_text() for path in (ROOT / "web/src/problem-texts").glob("*.ts"))
    said = {
        code: re.findall(r'"((?:[^"\\]|\\.)+)"', rest) for code, rest in re.findall(PROBLEM_TEXT, texts, re.MULTILINE)
    }
    assert listed - said.keys() == set()
    assert said.keys() - listed == MADE_BY_THE_PAGE
    assert {code for code, parts in said.items() if len(parts) != 4} == set()
    assert {
        code for code, (*_, title, advice) in said.items() if not (HAN.search(title) and HAN.search(advice))
    } == set()


def test_whatever_is_wrong_with_a_file_is_said_on_the_page_in_chinese() -> None:
    """In English the service's own words say it. What is only noticed is said on the page in both."""
    folders = ("domain/imports", "infrastructure/files", "infrastructure/imports")
    source = "\n".join(path.read_text() for folder in folders for path in (ROOT / "ledger" / folder).rglob("*.py"))
    page = ROOT / "web/src/pages/people/imports"
    said = set(re.findall(r'^  "?([a-z-]+)"?: ', (page / "faults.ts").read_text(), re.MULTILINE))
    assert set(FAULT.findall(source)) - said == set()
    noticed = set(re.findall(r'Notice\(\s*"([a-z-]+)"', source))
    words = re.findall(r'^    "?([a-z-]+)"?: \(.*=> (.*)$', (page / "reading/notices.ts").read_text(), re.MULTILINE)
    assert noticed and {rule for rule, text in words if HAN.search(text)} >= noticed
    assert {rule for rule, text in words if not HAN.search(text)} >= noticed


def test_every_projection_has_a_name_on_the_page_in_both_languages() -> None:
    texts = (ROOT / "web/src/pages/people/administration/projection-names.ts").read_text()
    named = re.findall(r'^    ([a-z_]+): "', texts, re.MULTILINE)
    assert sorted(named) == sorted(2 * [projection.name for projection in all_projections()])


def test_links_between_the_documents_lead_somewhere() -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{document.relative_to(ROOT)} → {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text())
        if not (document.parent / target).exists()
    ]
    assert broken == []


def test_every_requirement_stands_once_and_names_a_test_that_there_is() -> None:
    rows = re.findall(r"^\| S(\d+) \|.*\| (?:`(.+)`|—) \|$", (ROOT / "docs/requirements.md").read_text(), re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 71))
    for _, shown_by in rows:
        if shown_by:
            path, _, name = shown_by.partition("::")
            assert f"def {name}(" in (ROOT / path).read_text(), shown_by


def test_rules_that_are_cited_are_in_the_repository() -> None:
    cited = re.compile(r'(docs/(?:rules|adr)/[a-z0-9-]+(?:\.md)?)(?:,\s+"([^"]+)")?')
    for file in [*(ROOT / "ledger").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        for path, heading in cited.findall(file.read_text()):
            found = list((ROOT / path).parent.glob(f"{Path(path).name}*"))
            assert found, f"{file.relative_to(ROOT)} cites {path}"
            if heading:
                assert f"\n## {heading}\n" in found[0].read_text(), f"{file.relative_to(ROOT)}: {path} has no {heading}"
