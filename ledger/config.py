"""Settings of a process, from the environment (docs/guides/operator.md)."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
SHORTEST_TOKEN = 16
JOIN_HOURS, RESET_HOURS, MOST_HOURS = 7 * 24, 24, 31 * 24
"""How long a link holds by which somebody chooses their first password, or another one."""


@dataclass(frozen=True, slots=True)
class Settings:
    """URLs hold passwords, so they are kept out of the repr."""

    host: str = "127.0.0.1"
    port: int = 8000
    data: Path = CHECKOUT / ".ledger"
    demo: bool = True
    trust_clock: bool = False
    demo_password: str = field(default="demo", repr=False)
    database_url: str | None = field(default=None, repr=False)
    redis_url: str | None = field(default=None, repr=False)
    listen_url: str | None = field(default=None, repr=False)
    listen: bool = True
    prepare: bool = True
    begin: bool = False
    metrics_token: str | None = field(default=None, repr=False)
    join_hours: int = JOIN_HOURS
    reset_hours: int = RESET_HOURS

    @classmethod
    def from_environment(cls) -> Settings:
        """Raises ValueError, naming the variable, for what can't be used."""
        environment = os.environ
        port = environment.get("LEDGER_PORT", "8000")
        if not port.isdigit() or not 0 <= int(port) <= 65535:
            raise ValueError("LEDGER_PORT is a port number, such as 8000")
        token = environment.get("LEDGER_METRICS_TOKEN") or None
        if token is not None and not (len(token) >= SHORTEST_TOKEN and token.isascii() and token.isprintable()):
            raise ValueError(f"LEDGER_METRICS_TOKEN has at least {SHORTEST_TOKEN} printable ASCII characters")
        data = environment.get("LEDGER_DATA")
        return cls(
            host=environment.get("LEDGER_HOST", "127.0.0.1"),
            port=int(port),
            data=Path(data).absolute() if data else CHECKOUT / ".ledger",
            demo=environment.get("LEDGER_DEMO", "1") != "0",
            trust_clock=environment.get("LEDGER_TRUST_CLOCK", "0") == "1",
            demo_password=environment.get("LEDGER_DEMO_PASSWORD", "demo"),
            database_url=environment.get("LEDGER_DATABASE_URL") or None,
            redis_url=environment.get("LEDGER_REDIS_URL") or None,
            listen_url=environment.get("LEDGER_LISTEN_URL") or None,
            listen=environment.get("LEDGER_LISTEN", "1") != "0",
            prepare=environment.get("LEDGER_PREPARE", "1") != "0",
            begin=environment.get("LEDGER_BEGIN", "0") != "0",
            metrics_token=token,
            join_hours=_hours("LEDGER_JOIN_HOURS", JOIN_HOURS),
            reset_hours=_hours("LEDGER_RESET_HOURS", RESET_HOURS),
        )

    @property
    def migrations(self) -> Path:
        """The numbered SQL: beside the checkout's package, or inside an installed one."""
        inside = Path(__file__).resolve().parent / "migrations"
        return inside if inside.is_dir() else CHECKOUT / "migrations"


def _hours(name: str, default: int) -> int:
    said = os.environ.get(name) or str(default)
    if not said.isascii() or not said.isdigit() or not 1 <= int(said) <= MOST_HOURS:
        raise ValueError(f"{name} is how many hours a link holds, 1 to {MOST_HOURS}")
    return int(said)
