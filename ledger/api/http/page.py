"""The page, as web/ was built: index.html for every path that is its own to route, and the files that it names.

What there is, is looked at once, at the start: a request never names a file that was not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from secrets import token_urlsafe

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from ledger.api.http.entry import Matched
from ledger.api.http.problems import problem

BUILT = Path(__file__).resolve().parents[2] / "page"
"""A link to web/dist in a checkout, a folder in an installed package."""
NONCE = b"__CSP_NONCE__"
"""What the build leaves in index.html for a number used once: the styles that the page sets at run time carry it."""
NOT_BUILT = """Points Ledger answers, but its page was not built.

In a checkout:  scripts/run      (it builds the page, and starts the service)
The API is documented at /docs.
"""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{nonce}; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()",
}
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""Best first; where the build has compressed a file, the smaller one lies beside it."""


class Page:
    """ASGI: what no route of the API takes."""

    def __init__(self, built: Path, api_prefix: str) -> None:
        self._api_prefix = api_prefix
        index = built / "index.html"
        self._index = index.read_bytes().split(NONCE) if index.is_file() else None
        found = built.rglob("*") if self._index is not None else ()
        self._files = {path.relative_to(built).as_posix() for path in found if path.is_file() and path != index}
        self._static = StaticFiles(directory=built, check_dir=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answer(scope)
        await response(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response:
        path: str = scope["path"]
        name, headers = path.removeprefix("/"), Headers(scope=scope)
        shown = path == "/" or name in self._files
        if not shown and (
            _below(path, self._api_prefix) or _below(path, "/assets") or not _is_browsing(scope, headers)
        ):
            raise HTTPException(404)
        scope["route"] = Matched("/assets" if name in self._files else "/")
        if scope["method"] not in {"GET", "HEAD"}:
            return problem(405, "method-not-allowed", "This path is only read.", headers={"Allow": "GET, HEAD"})
        return await self._file(name, scope, headers) if name in self._files else self._shown()

    def _shown(self) -> Response:
        if self._index is None:
            return PlainTextResponse(NOT_BUILT, headers={**_secured(), "Cache-Control": "no-store"})
        nonce = token_urlsafe(18)
        body = nonce.encode().join(self._index)
        return Response(body, 200, {**_secured(nonce), "Cache-Control": "no-store"}, "text/html")

    async def _file(self, name: str, scope: Scope, headers: Headers) -> Response:
        """Names in assets/ carry a checksum of what is in them, so such a file is kept for ever."""
        accepted = _accepted(headers)
        encoding = next((one for one in ENCODINGS if one in accepted and name + ENCODINGS[one] in self._files), None)
        response = await self._static.get_response(name + (ENCODINGS[encoding] if encoding else ""), scope)
        if isinstance(response, FileResponse) and scope["method"] == "GET":
            response = await read(response)
        immutable = name.startswith("assets/")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if immutable else "no-cache"
        response.headers["Vary"] = "Accept-Encoding"
        if encoding is not None:
            response.headers["Content-Encoding"] = encoding
        response.headers.update(_secured())
        return response


async def read(file: FileResponse) -> Response:
    """The file before its answer begins: a build that goes on beside may take it away until then."""
    try:
        body = await run_in_threadpool(Path(file.path).read_bytes)
    except FileNotFoundError as error:
        raise HTTPException(404) from error
    kept = {name: file.headers[name] for name in ("etag", "last-modified", "content-type")}
    return Response(body, 200, kept)


def _secured(nonce: str | None = None) -> Mapping[str, str]:
    policy = POLICY.format(nonce=f" 'nonce-{nonce}'" if nonce else "")
    return {**HEADERS, "Content-Security-Policy": policy}


def _below(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(prefix + "/")


def _is_browsing(scope: Scope, headers: Headers) -> bool:
    """Whether somebody goes to a path in a browser: the page itself knows which paths it has."""
    return scope["method"] in {"GET", "HEAD"} and "text/html" in headers.get("accept", "")


def _accepted(headers: Headers) -> set[str]:
    """The encodings that a client takes; `br;q=0` is one that it does not."""
    offers = (part.strip().lower().partition(";") for part in headers.get("accept-encoding", "").split(","))
    return {name.strip() for name, _, quality in offers if quality.strip().rstrip("0") not in {"q=", "q=0."}}
