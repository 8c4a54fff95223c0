"""Runs one peer in a Python of its own: `python -m bench.peers library|hordak ARGUMENT…`."""

from __future__ import annotations

import sys
from importlib import import_module

import orjson


def main() -> None:
    """Print what came out as one line of JSON. Only the peer that is asked for is imported."""
    peer, *arguments = sys.argv[1:]
    if peer not in {"library", "hordak"}:
        raise SystemExit(f"there is no peer {peer}")
    rate = import_module(f"bench.peers.{peer}").main(arguments)
    sys.stdout.write(orjson.dumps({"rate": rate}).decode() + "\n")


if __name__ == "__main__":
    main()
