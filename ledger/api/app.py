"""The ASGI application: routes, problems, metrics, OpenAPI."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from ledger import __version__
from ledger.api.accounts import entries
from ledger.api.accounts import queries as accounts
from ledger.api.audit import projections as projection_lists
from ledger.api.audit import queries as audit
from ledger.api.budgets import commands as budget_commands
from ledger.api.budgets import queries as budgets
from ledger.api.claims import commands as claims
from ledger.api.claims import queries as claim_lists
from ledger.api.conduct import commands as deductions
from ledger.api.conduct import queries as deduction_lists
from ledger.api.directory import commands as directory
from ledger.api.directory import people
from ledger.api.directory import queries as directory_lists
from ledger.api.exports import commands as exports
from ledger.api.exports import queries as export_lists
from ledger.api.grants import batches
from ledger.api.grants import commands as points
from ledger.api.http import health, problems
from ledger.api.http.documentation import describe
from ledger.api.http.entry import Entry
from ledger.api.http.page import BUILT, Page
from ledger.api.imports import commands as imports
from ledger.api.imports import decisions as import_decisions
from ledger.api.imports import explanations, parallel_months
from ledger.api.integrations import commands as api_keys
from ledger.api.integrations import queries as api_key_lists
from ledger.api.leaderboards import queries as leaderboards
from ledger.api.live import stream
from ledger.api.notifications import queries as notifications
from ledger.api.redemptions import commands as redemptions
from ledger.api.redemptions import queries as redemption_lists
from ledger.api.reports import queries as reports
from ledger.api.reversals import commands as reversals
from ledger.api.reversals import queries as reversal_lists
from ledger.api.rewards import commands as rewards
from ledger.api.rewards import queries as reward_lists
from ledger.api.sessions import commands as sessions
from ledger.api.sessions import page_sessions
from ledger.api.tags import commands as tags
from ledger.api.tags import queries as tag_lists
from ledger.api.tags import trials
from ledger.api.waiting import queries as waiting

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
    routers = [
        module.router
        for module in (
            sessions,
            page_sessions,
            api_keys,
            api_key_lists,
            directory,
            directory_lists,
            people,
            tags,
            tag_lists,
            trials,
            budget_commands,
            points,
            batches,
            reversals,
            reversal_lists,
            budgets,
            claims,
            claim_lists,
            rewards,
            redemptions,
            reward_lists,
            redemption_lists,
            exports,
            export_lists,
            accounts,
            entries,
            leaderboards,
            notifications,
            waiting,
            stream,
            audit,
            projection_lists,
            deductions,
            deduction_lists,
            reports,
            imports,
            import_decisions,
            parallel_months,
            explanations,
        )
    ]
    for router in routers:
        app.include_router(router, prefix=PREFIX)
    app.include_router(health.router)
    problems.install(app)
    describe(app)
    app.router.default = Page(BUILT, PREFIX)
    return Entry(app, PREFIX, routers)
