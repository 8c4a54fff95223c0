"""Settling what leavers have."""

from __future__ import annotations

from ledger.application.expiring import expire
from ledger.application.unit import Answer, Unit
from ledger.domain.accounts.events import employee_account
from ledger.domain.accounts.leaving import decide_settle, decide_write_off, leaving_stream


def settle_leavers(unit: Unit, employees: tuple[str, ...]) -> Answer:
    """By the organisation's policy, for those of these people who have left; done by the worker, and twice changes
    nothing. A balance below zero is written off in any case."""
    unit.need(*(stream for number in employees for stream in (employee_account(number), leaving_stream(number))))
    organisation = unit.organisation
    today = organisation.today(unit.now)
    for number in employees:
        left_on = unit.directory.employees[number].left_on
        if left_on is None or left_on >= today:
            continue
        expire(unit, number)
        account = employee_account(number)
        unit.emit(account, decide_write_off(unit.account(number)))
        moved, settled = decide_settle(unit.account(number), left_on, organisation.leaver_policy, today)
        unit.emit(account, moved)
        unit.emit(leaving_stream(number), settled)
    return Answer(200, {})
