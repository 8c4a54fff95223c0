"""What is asked across all contexts: sessions, leaderboards, reports, notifications, the live stream, the audit."""

from __future__ import annotations

from ledger.contexts.context import Context
from ledger.domain.authorisation import ACROSS
from ledger.projections.decisions.projection import Decisions
from ledger.projections.directory.references import Reference
from ledger.projections.leaderboards.projection import Leaderboards
from ledger.projections.reports.projection import Reports

CONTEXT = Context(
    name="across",
    actions=ACROSS,
    routes=(
        "ledger.api.sessions.commands",
        "ledger.api.sessions.page_sessions",
        "ledger.api.sessions.preferences",
        "ledger.api.sessions.queries",
        "ledger.api.leaderboards.queries",
        "ledger.api.search.queries",
        "ledger.api.search.look",
        "ledger.api.notifications.queries",
        "ledger.api.waiting.queries",
        "ledger.api.home.queries",
        "ledger.api.waiting.decided",
        "ledger.api.live.stream",
        "ledger.api.audit.queries",
        "ledger.api.audit.projections",
        "ledger.api.reports.queries",
        "ledger.api.reports.lines",
    ),
    projections=(Leaderboards, Reports, Decisions),
    subjects={},
    references=(
        Reference(
            "reports",
            to_departments="""FROM reports.facts
                WHERE organisation = %(organisation)s AND strpos(departments, '/' || named.code || '/') > 0""",
        ),
    ),
)
