"""SQL that a pooler or a distributed PostgreSQL between does not break silently, whoever writes the next statement."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest

import ledger
from ledger.bootstrap import Installation
from ledger.infrastructure import keys
from ledger.infrastructure.database import migrate

PACKAGE = Path(ledger.__file__).parent
SOURCES = {path.relative_to(PACKAGE): path.read_text() for path in sorted(PACKAGE.rglob("*.py"))}
COLLATIONS = """
SELECT DISTINCT a.attrelid::regclass::text, a.attcollation::regcollation::text
FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE a.attname = 'organisation' AND t.relkind IN ('r', 'p') AND n.nspname !~ '^pg_'
"""


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        ("a setting holds for a transaction or a role", r"""["']\s*SET (?!LOCAL |TRANSACTION )"""),
        ("an advisory lock ends with its transaction", r"pg_(try_)?advisory_(un)?lock"),
        ("ids are made in Python", r"gen_random_uuid|uuidv7|nextval|GENERATED (ALWAYS|BY DEFAULT) AS IDENTITY"),
        (
            "a conflict's condition has no parameter",
            r"""(?s)DO UPDATE\s((?!\"{3}|SELECT|DELETE).){0,400}?[\s\"]WHERE[^\n]{0,60}%""",
        ),
    ],
)
def test_no_statement_needs_what_a_pooler_or_a_distributed_server_does_not_keep(rule: str, broken: str) -> None:
    assert {path: found[0] for path, text in SOURCES.items() if (found := re.search(broken, text))} == {}, rule


def test_organisations_compare_alike_in_every_table(where: Installation) -> None:
    for database in (where.databases.name, where.databases.keys_name):
        with psycopg.connect(where.databases.owner, dbname=database) as connection:
            found = dict(connection.execute(COLLATIONS).fetchall())
        assert found and set(found.values()) == {'"C"'}, found


def test_a_table_of_keys_of_before_compares_organisations_alike_after_a_migration(where: Installation) -> None:
    with psycopg.connect(where.databases.owner, dbname=where.databases.keys_name, autocommit=True) as connection:
        connection.execute('ALTER TABLE person_keys ALTER COLUMN organisation TYPE text COLLATE "POSIX"')
        migrate(where.databases, where.settings.migrations)
        assert dict(connection.execute(COLLATIONS).fetchall()) == {"person_keys": '"C"'}
        assert connection.execute(keys.ONE_COLLATION).fetchall() == [], "and is left alone from then on"
