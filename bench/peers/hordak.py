"""Peer D, the program: transfers of points with django-hordak on PostgreSQL.

Run by `bench.peers` in a Python of its own:

    python -m bench.peers hordak prepare
    python -m bench.peers hordak transfers PROCESSES THREADS SECONDS

The database is in LEDGER_BENCH_DATABASE. Prints one line of JSON.
"""

from __future__ import annotations

import multiprocessing
import os
import random

import django
from django.conf import settings

from bench.ground import parts
from bench.peers.timing import Work, in_threads

EMPLOYEES = 1_000


def configure(database_url: str) -> None:
    """Django as its documentation sets it up for PostgreSQL, with connections that stay open."""
    known = parts(database_url)
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "mptt", "hordak"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": known["dbname"],
                "HOST": known["host"],
                "PORT": known["port"],
                "USER": known["user"],
                "PASSWORD": known["password"],
                "CONN_MAX_AGE": None,
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DEFAULT_CURRENCY="CNY",
        HORDAK_INTERNAL_CURRENCY="CNY",
        CURRENCIES=("CNY",),
        USE_TZ=True,
        SECRET_KEY="only for the benchmark",
    )
    django.setup()


def prepare() -> float:
    """Make the tables, a budget with points in it, and the employees' accounts."""
    from django.core.management import call_command
    from hordak.models import Account, AccountType

    call_command("migrate", verbosity=0)
    Account.objects.create(name="budget", code="1", type=AccountType.income, currencies=["CNY"])
    for number in range(EMPLOYEES):
        Account.objects.create(
            name=f"E{number:05d}", code=str(100_000 + number), type=AccountType.asset, currencies=["CNY"]
        )
    return float(EMPLOYEES)


def transfers(threads: int, seconds: float) -> float:
    """Transfers per second of this process, each in a transaction of its own, as the documentation wants it."""
    from django.db import transaction
    from hordak.models import Account
    from moneyed import Money

    accounts = {account.name: account for account in Account.objects.all()}
    budget = accounts.pop("budget")
    employees = list(accounts.values())

    def make(number: int) -> Work:
        chance = random.Random(os.getpid() * 1_000 + number)
        points = Money(5, "CNY")

        def transfer() -> None:
            with transaction.atomic():
                budget.transfer_to(chance.choice(employees), points, description="TEAM: stayed late to help")

        return transfer

    return in_threads(make, threads, seconds)


def in_processes(database_url: str, processes: int, threads: int, seconds: float) -> float:
    """Transfers per second of so many processes with so many threads each."""
    if processes == 1:
        configure(database_url)
        return transfers(threads, seconds)
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes, configure, (database_url,)) as pool:
        pool.starmap(transfers, [(1, 0.1)] * processes, chunksize=1)
        return sum(pool.starmap(transfers, [(threads, seconds)] * processes, chunksize=1))


def main(arguments: list[str]) -> float:
    """Do what the first argument says; the rate that came out of it."""
    database_url = os.environ["LEDGER_BENCH_DATABASE"]
    match arguments:
        case ["prepare"]:
            configure(database_url)
            return prepare()
        case ["transfers", processes, threads, seconds]:
            return in_processes(database_url, int(processes), int(threads), float(seconds))
        case _:
            raise SystemExit(__doc__)
