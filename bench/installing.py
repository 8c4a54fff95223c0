"""Installations of the service on the benchmark's servers, each in a database of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.ground import Ground
from ledger.bootstrap import Installation, migrate_all
from ledger.config import Settings
from ledger.infrastructure.database import Databases
from ledger.infrastructure.secrets import load_secrets


@dataclass(frozen=True)
class Installed:
    """An installation, and the environment in which the service's programs find it."""

    where: Installation
    environment: Mapping[str, str]
    logs: Path


def install(ground: Ground, name: str) -> Installed:
    """Make an empty installation. All of them share the secrets: the database roles are the cluster's."""
    data = ground.data / "service"
    data.mkdir(exist_ok=True)
    database_url = ground.database(name)
    redis_url = ground.redis(name)
    settings = Settings(data=data, demo=False, database_url=database_url, redis_url=redis_url)
    where = Installation(settings, Databases(database_url, load_secrets(data)), redis_url)
    migrate_all(where)
    environment = {
        "LEDGER_DATA": str(data),
        "LEDGER_DATABASE_URL": database_url,
        "LEDGER_REDIS_URL": redis_url,
        "LEDGER_DEMO": "0",
        "LEDGER_HOST": "127.0.0.1",
    }
    return Installed(where, environment, ground.data)
