"""Prints the OpenAPI description that the page's client is generated from: `scripts/client`.

Refusals are left out: each path has the same, and the page reads them in one place.
"""

from __future__ import annotations

import sys
from typing import Any

import orjson

from ledger.api.app import create_app

METHODS = ("get", "post", "put", "patch")


def described() -> dict[str, Any]:
    """The description with the answers of success only, its paths in the order of the alphabet: where a route is
    declared changes nothing for clients."""
    description = create_app().api.openapi()
    description["paths"] = dict(sorted(description["paths"].items()))
    for path in description["paths"].values():
        for method in METHODS:
            if method in path:
                answers = path[method]["responses"]
                path[method]["responses"] = {status: answers[status] for status in answers if status.startswith("2")}
    return description


if __name__ == "__main__":
    sys.stdout.buffer.write(orjson.dumps(described(), option=orjson.OPT_INDENT_2))
