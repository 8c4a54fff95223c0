"""What an event is about: its stream, the accounts that it moves, the people and claims that it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ledger.domain.accounts.events import PointsTransferred, employee_account
from ledger.domain.claims.events import ClaimSubmitted
from ledger.domain.directory.events import (
    DelegationGiven,
    DepartmentChanged,
    DepartmentCreated,
    EmployeeAssigned,
    EmployeeRegistered,
    EmployeeRenamed,
    EmploymentDated,
    RolesGiven,
)
from ledger.domain.events import Event
from ledger.projections.claimants import LATER, Claimant

_LISTED = ("employee:", "budget:", "held:")


@lru_cache(maxsize=1 << 16)
def _listed(account: str) -> bool:
    return account.startswith(_LISTED)


def transfer_subjects(stream: str, event: PointsTransferred) -> list[str]:
    """Besides what moved the points (`event.subject`): the stream and the linked accounts, each once."""
    subject = event.subject
    about = [] if stream == subject else [stream]
    about += [
        account
        for account in (event.source, event.target)
        if account != stream and account != subject and _listed(account)
    ]
    return about


def subjects_of(stream: str, event: Event, claimants: Mapping[str, Claimant]) -> set[str]:
    """All subjects of an event; of a decision about a claim, also the employee whose claim it is."""
    about = {stream, *event.linked_accounts()}
    match event:
        case PointsTransferred():
            about.add(event.subject)
        case ClaimSubmitted():
            about |= {f"claim:{event.claim}", employee_account(event.employee)}
        case DepartmentCreated() | DepartmentChanged():
            about.add(f"department:{event.code}")
        case EmployeeRegistered() | EmployeeAssigned() | EmployeeRenamed() | EmploymentDated() | RolesGiven():
            about.add(employee_account(event.employee_no))
        case DelegationGiven():
            about |= {employee_account(event.principal), employee_account(event.delegate)}
    if isinstance(event, LATER):
        about.add(f"claim:{event.claim}")
        if event.claim in claimants:
            about.add(employee_account(claimants[event.claim].employee))
    return about
