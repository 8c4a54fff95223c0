"""The directory: departments, people, roles, delegations."""

from __future__ import annotations

from ledger.contexts.context import Context
from ledger.domain.accounts.events import employee_account
from ledger.domain.directory import events
from ledger.domain.directory.actions import ACTIONS
from ledger.domain.directory.directory import DIRECTORIES
from ledger.projections.directory.notices import NOTICES
from ledger.projections.directory.projection import Directory

_OF_PEOPLE = (
    events.EmployeeRegistered,
    events.EmployeeAssigned,
    events.EmployeeRenamed,
    events.EmploymentDated,
    events.RolesGiven,
    events.PasswordSet,
    events.RegistrationUndone,
)
_OF_DEPARTMENTS = (events.DepartmentCreated, events.DepartmentChanged, events.DepartmentUndone)
_OF_DELEGATIONS = (events.DelegationGiven, events.DelegationShortened)

CONTEXT = Context(
    name="directory",
    streams=(DIRECTORIES,),
    actions=ACTIONS,
    routes=(
        "ledger.api.directory.commands",
        "ledger.api.directory.files",
        "ledger.api.directory.queries",
        "ledger.api.directory.people",
    ),
    projections=(Directory,),
    subjects={
        **dict.fromkeys(_OF_PEOPLE, lambda event: (employee_account(event.employee_no),)),
        **dict.fromkeys(_OF_DEPARTMENTS, lambda event: (f"department:{event.code}",)),
        **dict.fromkeys(
            _OF_DELEGATIONS, lambda event: (employee_account(event.principal), employee_account(event.delegate))
        ),
    },
    notices=(NOTICES,),
)
