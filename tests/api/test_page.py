"""The page as it is served: what is the page's and what the API's, what is cached, and what a browser is told to
forbid it."""

from __future__ import annotations

import asyncio
import gzip
import re
from pathlib import Path

import httpx
import pytest
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from ledger.api.app import create_app
from ledger.api.http.entry import Entry
from ledger.api.http.metrics import REQUESTS
from ledger.api.http.page import Page, read
from tests.service import Service

INDEX = """<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__">
<script type="module" nonce="__CSP_NONCE__" src="/assets/index-4f2a.js"></script>"""
SCRIPT = b"document.title = 'Points Ledger';" * 100
BROWSING = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build leaves behind."""
    dist = tmp_path_factory.mktemp("web") / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text(INDEX)
    (dist / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (dist / "assets" / "index-4f2a.js").write_bytes(SCRIPT)
    (dist / "assets" / "index-4f2a.js.gz").write_bytes(gzip.compress(SCRIPT))
    (dist.parent / "secret").write_text("not of the page")
    return dist


@pytest.fixture(scope="module")
def entry(built: Path) -> Entry:
    """The whole application over that page; nothing here needs its services."""
    made = create_app()
    made.api.router.default = Page(built, "/v1")
    return made


@pytest.fixture
def client(entry: Entry) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(entry), base_url="http://ledger")


async def test_every_answer_of_the_page_has_a_nonce_of_its_own_and_is_not_kept(client: httpx.AsyncClient) -> None:
    nonces = set()
    for path, accept in (("/", {}), ("/", BROWSING), ("/claims/12?state=open", BROWSING), ("/auf/ä", BROWSING)):
        answered = await client.get(path, headers=accept)
        assert (answered.status_code, answered.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert answered.headers["cache-control"] == "no-store"
        nonce = set(re.findall(r'nonce="([^"]+)"', answered.text))
        assert len(nonce) == 1 and "__CSP_NONCE__" not in answered.text
        assert f"style-src 'self' 'nonce-{nonce.pop()}';" in answered.headers["content-security-policy"]
        nonces.add(answered.headers["content-security-policy"])
    assert len(nonces) == 4


async def test_the_policy_allows_nothing_inline_nothing_evaluated_and_no_frame(client: httpx.AsyncClient) -> None:
    for path in ("/", "/icon.svg", "/assets/index-4f2a.js"):
        headers = (await client.get(path)).headers
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy and "*" not in policy and "http" not in policy
        for part in ("default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert part in policy.split("; ")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]


async def test_a_hashed_file_is_kept_for_ever_and_comes_compressed_to_whom_takes_it(client: httpx.AsyncClient) -> None:
    path = "/assets/index-4f2a.js"
    for accepted, encoding in (
        ("gzip, deflate, br", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("gzip;q=0, br", None),
        ("gzip;q=0.000", None),
        ("", None),
    ):
        answered = await client.get(path, headers={"Accept-Encoding": accepted})
        assert answered.content == SCRIPT
        assert answered.headers.get("content-encoding") == encoding
        assert answered.headers["content-type"].startswith("text/javascript")
        assert answered.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answered.headers["vary"] == "Accept-Encoding"


async def test_a_file_with_a_plain_name_is_asked_about_each_time(client: httpx.AsyncClient) -> None:
    answered = await client.get("/icon.svg")
    assert answered.headers["content-type"].startswith("image/svg+xml")
    assert answered.headers["cache-control"] == "no-cache"
    again = await client.get("/icon.svg", headers={"If-None-Match": answered.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/other.js", "/assets/", "/assets", "/assets/..%2f..%2fsecret", "/assets%2f..%2ficon.svg",
        "/assets//etc/passwd", "/v1", "/v1/", "/v1/nothing", "/v1/%00",
    ],
)  # fmt: skip
async def test_an_unknown_asset_or_path_of_the_api_is_404_whatever_is_accepted(
    client: httpx.AsyncClient, path: str
) -> None:
    answered = await client.get(httpx.URL("http://ledger").copy_with(raw_path=path.encode()), headers=BROWSING)
    assert (answered.status_code, answered.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    "path", ["/claims", "/secret", "/..%2fsecret", "/index.html/x", "//secret", "/%00", "/" + "a" * 5000]
)
async def test_what_is_not_browsed_to_is_404(client: httpx.AsyncClient, path: str) -> None:
    for method in ("GET", "POST"):
        answered = await client.request(method, httpx.URL("http://ledger").copy_with(raw_path=path.encode()))
        assert (answered.status_code, answered.headers["content-type"]) == (404, "application/problem+json")


async def test_the_page_is_only_read(client: httpx.AsyncClient) -> None:
    for path in ("/", "/icon.svg", "/assets/index-4f2a.js"):
        head = await client.head(path)
        assert (head.status_code, head.content) == (200, b"")
        for method in ("POST", "PUT", "DELETE", "OPTIONS"):
            answered = await client.request(method, path)
            assert (answered.status_code, answered.headers["allow"]) == (405, "GET, HEAD")


async def test_a_file_that_a_new_build_took_away_is_404(tmp_path: Path) -> None:
    """Before it was looked at, or after."""
    (tmp_path / "index.html").write_text(INDEX)
    for name in ("icon.svg", "other.svg"):
        (tmp_path / name).write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    served = create_app()
    served.api.router.default = Page(tmp_path, "/v1")
    client = httpx.AsyncClient(transport=httpx.ASGITransport(served), base_url="http://ledger")
    assert (await client.get("/icon.svg")).status_code == 200
    (tmp_path / "icon.svg").unlink()
    looked_at = FileResponse(tmp_path / "other.svg", stat_result=(tmp_path / "other.svg").stat())
    (tmp_path / "other.svg").unlink()
    answered = await client.get("/icon.svg")
    assert (answered.status_code, answered.headers["content-type"]) == (404, "application/problem+json")
    with pytest.raises(HTTPException, match="404"):
        await read(looked_at)


async def test_the_description_of_the_api_is_counted_under_its_path(entry: Entry, client: httpx.AsyncClient) -> None:
    counted = REQUESTS.labels("GET", "/openapi.json", 200)
    before = counted._value.get()
    first, again = await asyncio.gather(client.get("/openapi.json"), client.get("/openapi.json"))
    assert first.json() == again.json() == entry.api.openapi()
    assert counted._value.get() == before + 2


async def test_without_a_build_it_is_said_how_to_make_one(
    client: httpx.AsyncClient, entry: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry.api.router, "default", Page(tmp_path / "none", "/v1"))
    answered = await client.get("/", headers=BROWSING)
    assert answered.headers["content-type"].startswith("text/plain") and "scripts/run" in answered.text
    assert (await client.get("/assets/index-4f2a.js")).status_code == 404


def test_the_documentation_goes_on_with_scripts_of_its_own(service: Service) -> None:
    docs = httpx.get(f"{service.url}/docs")
    assert docs.status_code == 200 and docs.headers["content-security-policy"] == "frame-ancestors 'none'"
    script = re.search(r'src="(/static-offline-docs/[^"]+)"', docs.text)
    assert script is not None and httpx.get(service.url + script[1]).status_code == 200
    assert httpx.get(service.url).status_code == 200


def test_answers_of_the_api_are_kept_by_nobody_and_are_what_they_say(service: Service) -> None:
    for path in ("/v1/me", "/v1/nothing"):
        headers = httpx.get(service.url + path).headers
        assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")
