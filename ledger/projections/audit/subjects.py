"""What an event is about: its stream, the accounts that it moves, the people and claims that it concerns."""

from __future__ import annotations

from collections.abc import Mapping

from ledger.domain.accounts.events import ExpiryAnnounced, LeaverSettled, employee_account
from ledger.domain.claims.events import ClaimSubmitted
from ledger.domain.conduct.events import DeductionCorrected, DeductionMade
from ledger.domain.directory.events import (
    DelegationGiven,
    DelegationShortened,
    DepartmentChanged,
    DepartmentCreated,
    DepartmentUndone,
    EmployeeAssigned,
    EmployeeRegistered,
    EmployeeRenamed,
    EmploymentDated,
    PasswordSet,
    RegistrationUndone,
    RolesGiven,
)
from ledger.domain.events import Event
from ledger.domain.exports.events import ExportPrepared
from ledger.domain.redemptions.events import OfRedemption
from ledger.domain.reversals.events import ReversalRequested
from ledger.projections.engine.claimants import LATER, Claimant


def subjects_of(stream: str, event: Event, claimants: Mapping[str, Claimant]) -> set[str]:
    """All subjects of an event that is no transfer; a decision about a claim concerns the employee, too."""
    about = {stream, *event.linked_streams()}
    match event:
        case ClaimSubmitted():
            about |= {f"claim:{event.claim}", employee_account(event.employee)}
        case DepartmentCreated() | DepartmentChanged() | DepartmentUndone():
            about.add(f"department:{event.code}")
        case EmployeeRegistered() | EmployeeAssigned() | EmployeeRenamed() | EmploymentDated() | RolesGiven():
            about.add(employee_account(event.employee_no))
        case PasswordSet() | RegistrationUndone():
            about.add(employee_account(event.employee_no))
        case ReversalRequested():
            about |= {event.subject, employee_account(event.employee)}
        case DeductionMade() | DeductionCorrected():
            about.add(employee_account(event.employee))
        case ExpiryAnnounced() | LeaverSettled():
            about.add(employee_account(event.employee))
        case OfRedemption():
            about |= {f"redemption:{event.redemption}", employee_account(event.employee), f"reward:{event.reward}"}
        case ExportPrepared():
            about |= {f"redemption:{line.redemption}" for line in event.lines}
        case DelegationGiven() | DelegationShortened():
            about |= {employee_account(event.principal), employee_account(event.delegate)}
    if isinstance(event, LATER):
        about.add(f"claim:{event.claim}")
        if event.claim in claimants:
            about.add(employee_account(claimants[event.claim].employee))
    return about
