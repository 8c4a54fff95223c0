"""What is in the menu of whom."""

from __future__ import annotations

EVERYBODY = {"/", "/leaderboard", "/tags"}
EMPLOYEE = EVERYBODY | {"/claims/new", "/claims", "/rewards", "/redemptions", "/history"}
REPORTS = {
    f"/reports/{name}"
    for name in ("points", "value", "liability", "budgets", "low-departments", "grants", "credibility", "lines")
}
AUDIT = {"/audit/events", "/audit/chain", "/audit/trial-balance", "/projections"}
ECONOMY = {"/claims/all", "/budgets", "/fulfilment", "/exports", "/deductions", "/reversals", "/countersignatures"}
MENUS = {
    "FIN01": EMPLOYEE,
    "FIN00": EMPLOYEE | {"/grant", "/waiting", "/decided", "/team", "/delegations", "/deductions", "/claims/all"},
    "HR01": EMPLOYEE
    | {"/grant", "/waiting", "/decided", "/delegations", "/catalogue", "/people", "/invitations", "/departments"}
    | {"/imports", "/parallel-months", "/organisation"}
    | ECONOMY
    | REPORTS
    | AUDIT,
    "AUD01": EVERYBODY | ECONOMY | REPORTS | AUDIT,
    "PAY01": EMPLOYEE | {"/exports"},
    "ROOT": EMPLOYEE
    | {"/people", "/invitations", "/roles", "/organisation", "/api-keys", "/projections", "/countersignatures"},
}
"""An employee, a manager, hr, an auditor, payroll, an admin."""
