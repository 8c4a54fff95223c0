"""Telling the demo's stories to the journal, once, and going on where a start was interrupted."""

from __future__ import annotations

import asyncio

import structlog

from ledger.api.http.services import Services
from ledger.demo import claiming, deducting, defining, founding, granting, inviting, redeeming
from ledger.demo.data.people import EVERYBODY
from ledger.demo.scene import Scene
from ledger.demo.steps import ORGANISATION, Stage, command
from ledger.domain.claims.claim import CLAIM
from ledger.domain.errors import Conflict

log = structlog.get_logger()


async def load(services: Services, password: str) -> None:
    """Make the organisation `demo` on an empty ledger, everybody with this password.

    Does nothing where it is complete, or where the ledger belongs to somebody else. A start that was killed half-way
    goes on at the next: keys and passwords come before the organisation, and each command is known by its key.
    """
    known = await services.journal.organisations()
    if known and ORGANISATION not in known:
        return
    if not known:
        await _introduce(services, password)
    elif await _complete(services):
        return
    if not await _found(services):
        log.warning("an organisation of this id is there that is not the demo", organisation=ORGANISATION)
        return
    for stage in stages(scene_of(services)):
        await _take(services, stage)


def scene_of(services: Services) -> Scene:
    """Now, with the keys of everybody, which have been fetched."""
    links = services.links
    return Scene(
        services.journal.clock(),
        lambda person, text: services.keyring.seal(ORGANISATION, person, text),
        lambda person, giving: links.digest(ORGANISATION, person, links.code(ORGANISATION, person, giving)),
    )


def stages(scene: Scene) -> list[Stage]:
    """Everything after the organisation itself, in order; the steps of a stage don't need each other."""
    *claims, newest = claiming.stages(scene)
    return [
        *founding.stages(scene),
        *defining.stages(scene),
        *granting.stages(scene),
        *claims,
        *redeeming.stages(scene),
        *deducting.stages(scene),
        *inviting.stages(scene),
        newest,
    ]


async def _introduce(services: Services, password: str) -> None:
    """Keys and passwords of everybody: no events, so they are there before the first one is."""
    numbers = [person.employee_no for person in EVERYBODY]
    await services.keyring.register_many(ORGANISATION, numbers)
    await services.sessions.set_common_password(ORGANISATION, numbers, password, replace=True, kept=True)


async def _found(services: Services) -> bool:
    """Whether the organisation is there and ours: its first command has our key, and everybody has theirs."""
    numbers = [person.employee_no for person in EVERYBODY]
    await services.keyring.fetch(ORGANISATION, numbers)
    if not all(services.keyring.knows(ORGANISATION, number) for number in numbers):
        return False
    try:
        await services.journal.create(command(founding.organisation(scene_of(services)), services.fingerprint_key))
    except Conflict:
        return False
    return True


async def _complete(services: Services) -> bool:
    """Whether the last command is on record; asked of the state, since keys are kept for 30 days only."""
    claim = await services.journal.state(ORGANISATION, CLAIM(claiming.NEWEST))
    return bool(claim.submitted is not None)


async def _take(services: Services, stage: Stage) -> None:
    """Submit a stage at once, in one commit or few. Raises the first refusal, after all are answered."""
    commands = [command(step, services.fingerprint_key) for step in stage]
    answers = await asyncio.gather(*map(services.journal.submit, commands), return_exceptions=True)
    for answer in answers:
        if isinstance(answer, BaseException):
            raise answer
