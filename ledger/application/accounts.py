"""What happens to accounts by itself: lots expire when a day has ended and before anything is spent, leavers are
settled."""

from __future__ import annotations

from datetime import timedelta

from ledger.application.countersigning import Matter, ask, id_within, leaver_firsts, passes
from ledger.application.unit import Answer, Unit
from ledger.domain.accounts.account import ACCOUNT
from ledger.domain.accounts.announced import ANNOUNCED, decide_announce
from ledger.domain.accounts.events import employee_account
from ledger.domain.accounts.expiry import decide_expire
from ledger.domain.accounts.leaving import LEAVING, asks_again, decide_settle, decide_write_off
from ledger.domain.countersigning.events import Asked
from ledger.domain.countersigning.weight import KINDS
from ledger.domain.exports.lines import LINES
from ledger.domain.values import first_instant


def expire(unit: Unit, employee_no: str) -> int:
    """Move what has ended of somebody's points to `expired`; how many points.

    Whatever spends calls this first, so that nobody spends what has ended and the worker has not come to yet.
    """
    organisation, account = unit.organisation, unit.state(ACCOUNT(employee_no))
    expired = decide_expire(account, organisation.today(unit.now))
    for last_day, event in expired.items():
        ended_at = first_instant(last_day + timedelta(days=1), organisation.zone)
        unit.emit(employee_account(employee_no), [event], ended_at)
    return sum(event.points for event in expired.values())


def expire_many(unit: Unit, employees: tuple[str, ...]) -> Answer:
    """Move what has ended of many people's points in one command; done by the worker, and twice changes nothing."""
    unit.need(*(employee_account(number) for number in employees))
    for number in employees:
        expire(unit, number)
    return Answer(position=unit.position)


def announce_many(unit: Unit, employees: tuple[str, ...]) -> Answer:
    """Tell people what of theirs ends within 30 and within 7 days; done by the worker, once each."""
    unit.need(*(stream for number in employees for stream in (employee_account(number), ANNOUNCED(number))))
    today = unit.organisation.today(unit.now)
    for number in employees:
        stream = ANNOUNCED(number)
        unit.emit(stream, decide_announce(unit.state(stream), unit.state(ACCOUNT(number)), today))
    return Answer(position=unit.position)


def settle_leavers(unit: Unit, employees: tuple[str, ...]) -> Answer:
    """By the organisation's policy, for those of these people who have left; done by the worker, and twice changes
    nothing. A balance below zero is written off in any case."""
    streams = (stream for number in employees for stream in (employee_account(number), LEAVING(number)))
    unit.need(*streams, *map(LINES, KINDS))
    organisation = unit.organisation
    today = organisation.today(unit.now)
    for number in employees:
        left_on = unit.directory.employees[number].left_on
        if left_on is None or left_on >= today:
            continue
        expire(unit, number)
        account = employee_account(number)
        unit.emit(account, decide_write_off(unit.state(ACCOUNT(number))))
        trial = unit.fork()
        _settle(trial, number)
        passed = passes(trial)
        if passed is None:
            unit.adopt(trial)
        elif asks_again(unit.state(LEAVING(number)), unit.state(ACCOUNT(number)).balance):
            points, firsts = unit.state(ACCOUNT(number)).balance, list(leaver_firsts(unit, number))
            asked = {"employee": number, "points": points, "firsts": firsts}
            ask(unit, id_within(unit, number), Matter("leaver", LEAVING(number), asked), trial, passed)
    return Answer(position=unit.position)


def settle_countersigned(unit: Unit, id: str, asked: Asked) -> None:
    expire(unit, asked["employee"])
    _settle(unit, asked["employee"])


def _settle(unit: Unit, number: str) -> None:
    organisation, left_on = unit.organisation, unit.directory.employees[number].left_on
    if left_on is None:
        return
    own, leaving = unit.state(ACCOUNT(number)), unit.state(LEAVING(number))
    today = organisation.today(unit.now)
    moved, settled = decide_settle(own, leaving, left_on, organisation.leaver_policy, today)
    unit.emit(employee_account(number), moved)
    unit.emit(LEAVING(number), settled)
