"""What only new processes can live with waits until no old one is left."""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg

from ledger.bootstrap import Installation
from ledger.infrastructure.database import migrate


def test_post_migrations_wait_until_they_are_asked_for(where: Installation, tmp_path: Path) -> None:
    migrations = tmp_path / "migrations"
    shutil.copytree(where.settings.migrations, migrations)
    (migrations / "9001.pre.more.sql").write_text("CREATE TABLE journal.more (one integer)")
    (migrations / "9002.post.less.sql").write_text("DROP TABLE journal.verifications")
    assert migrate(where.databases, migrations, post=False) == ["9001.pre.more"]
    assert migrate(where.databases, migrations, post=False) == []
    assert migrate(where.databases, migrations) == ["9002.post.less"]
    with psycopg.connect(where.databases.owner) as connection:
        assert connection.execute("SELECT to_regclass('journal.verifications')").fetchone() == (None,)
