"""The ASGI application: routes, problems, metrics, OpenAPI."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from importlib import import_module

from fastapi import APIRouter, FastAPI
from fastapi_offline import FastAPIOffline

from ledger import __version__
from ledger.api.http import health, problems
from ledger.api.http.documentation import describe
from ledger.api.http.entry import Entry
from ledger.api.http.page import BUILT, Page
from ledger.contexts import CONTEXTS

PREFIX = "/v1"
DESCRIPTION = """
Points for the value that people create, as an event-sourced ledger.

Every command is a POST, PUT or PATCH; with an `Idempotency-Key` it can be sent again safely. Its answer carries
the journal `position` of its last event: a query with `at_least=<position>` sees it. Every query answers
`Ledger-Position`. Money, quantities and scores are decimal strings, points are integers, times are RFC 3339.
Refusals are `application/problem+json` with a stable `type`.
"""


def create_app(lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None) -> Entry:
    """The application; `lifespan` puts the services into `app.state.services` while it runs. Without it, it is only
    asked for its description."""
    app = FastAPIOffline(
        title="Points Ledger",
        version=__version__,
        description=DESCRIPTION,
        lifespan=lifespan,
        redoc_url=None,
        redirect_slashes=False,
        openapi_tags=[
            {"name": "session", "description": "Signing in."},
            {"name": "directory", "description": "Departments, people, roles, delegations, settings."},
            {"name": "invitations", "description": "Links by which people choose their own password."},
            {"name": "integrations", "description": "API keys of outside systems."},
            {"name": "tags", "description": "What earns points, by which rule, since when."},
            {"name": "points", "description": "Budgets and grants."},
            {"name": "claims", "description": "Value that employees claim, and approvers decide."},
            {"name": "rewards", "description": "What points are redeemed for, and redemptions."},
            {"name": "exports", "description": "What was redeemed, for those who pay and book it."},
            {"name": "accounts", "description": "Balances, entries, leaderboards, the trial balance."},
            {"name": "imports", "description": "What an older system knew; parallel months."},
            {"name": "live", "description": "Server-sent events."},
            {"name": "conduct", "description": "Deductions, which lower the rank and never the balance."},
            {"name": "reports", "description": "Sums for hr and auditors, and of a manager's team; also as files."},
            {"name": "audit", "description": "Every event, and the proof that none was touched."},
        ],
    )
    routers: list[APIRouter] = [import_module(name).router for context in CONTEXTS for name in context.routes]
    for router in routers:
        app.include_router(router, prefix=PREFIX)
    app.include_router(health.router)
    problems.install(app, [*((PREFIX, router) for router in routers), ("", health.router)])
    describe(app)
    app.router.default = Page(BUILT, PREFIX)
    return Entry(app, PREFIX, routers)
