"""A process that owns embedded servers, to be killed by tests.

    python -m tests.infrastructure.owner DATA

Prints one JSON line when the servers answer, then supervises them until standard input is closed.
"""

import json
import os
import sys
import time
from pathlib import Path

from ledger.infrastructure.embedded import EmbeddedServerError, Servers, start_or_attach, stop
from ledger.infrastructure.embedded.ownership import Ownership


def processes(servers: Servers) -> dict[str, int]:
    """The process ids of the servers that this process owns."""
    ownership = servers._ownership
    if not isinstance(ownership, Ownership):
        return {}
    assert ownership.postgres.process is not None and ownership.valkey.process is not None
    return {"postgres": ownership.postgres.process.pid, "valkey": ownership.valkey.process.pid}


def main() -> None:
    """Start or attach, tell, supervise until standard input is closed."""
    data = Path(sys.argv[1])
    try:
        servers = start_or_attach(data)
    except EmbeddedServerError as problem:
        print(json.dumps({"problem": str(problem)}), flush=True)
        sys.exit(1)
    known = {"database_url": servers.database_url, "redis_url": servers.redis_url, "owner": servers.owner}
    print(json.dumps({**known, "home": str(servers.home), "uid": os.getuid(), **processes(servers)}), flush=True)
    os.set_blocking(0, False)
    while True:
        for line in servers.poll():
            print(json.dumps({"poll": line, **processes(servers)}), flush=True)
        if sys.stdin.buffer.raw.read(1) == b"":  # type: ignore[attr-defined]
            break
        time.sleep(0.05)
    stop(servers)


if __name__ == "__main__":
    main()
