"""The command line: run, serve, work, migrate, rebuild, verify, organisation create."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Annotated

import typer
import uvicorn

from ledger import logs
from ledger.application import organisations
from ledger.application.access import SYSTEM
from ledger.application.ids import new_id
from ledger.application.organisations import CreateOrganisation, Founder
from ledger.application.unit import Command
from ledger.bootstrap import Installation, application, installation, migrate_all, services
from ledger.config import Settings
from ledger.domain.organisation.organisation import OrganisationCreated

app = typer.Typer(no_args_is_help=True, add_completion=False)
organisation_app = typer.Typer()
app.add_typer(organisation_app, name="organisation")


def main() -> None:
    logs.configure()
    app()


@app.command()
def migrate() -> None:
    with installation(Settings.from_environment()) as where:
        print(migrate_all(where))


@app.command()
def serve() -> None:
    settings = Settings.from_environment()
    with installation(settings) as where:
        migrate_all(where)
        uvicorn.run(
            application(where),
            host=settings.host,
            port=settings.port,
            loop="uvloop",
            http="httptools",
            access_log=False,
            log_config=None,
        )


async def create_organisation(where: Installation, code: str, admin: str, hr: str, password: str) -> None:
    async with services(where) as ready:
        for no in (admin, hr):
            await ready.keyring.register(code, no)
            await ready.sessions.set_password(code, no, password, replace=True)
        founders = (
            Founder(admin, ready.keyring.seal(code, admin, admin), ("admin",)),
            Founder(hr, ready.keyring.seal(code, hr, hr), ("hr",)),
        )
        request = CreateOrganisation(
            OrganisationCreated(name=code, time_zone="Asia/Shanghai", currency="CNY", language="zh"), founders
        )
        print(
            await ready.journal.create(Command(code, SYSTEM, new_id(), partial(organisations.create, request=request)))
        )


@organisation_app.command("create")
def organisation_create(
    code: str,
    admin: Annotated[str, typer.Option()] = "ROOT",
    hr: Annotated[str, typer.Option()] = "HR01",
    password: Annotated[str, typer.Option()] = "demo",
) -> None:
    with installation(Settings.from_environment()) as where:
        migrate_all(where)
        asyncio.run(create_organisation(where, code, admin, hr, password))
