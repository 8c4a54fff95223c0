"""Who confirms what a leaver is owed, which the ledger itself asks for: nobody by whose word it came about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from ledger.domain.accounts.account import Account
from ledger.domain.directory.directory import Directory, Employee
from ledger.domain.directory.hands import one_hand
from ledger.domain.directory.line import chosen_by
from ledger.domain.errors import Forbidden
from ledger.domain.organisation.organisation import Organisation
from ledger.domain.values import add_months, month_of


def firsts_of_leaver(
    directory: Directory, person: Employee, organisation: Organisation, account: Account, today: date
) -> tuple[str, ...]:
    """Who dated the leaving, who set the policy, and every hr who gave them points in this month or the last."""
    makers = account.makers(month_of(add_months(today, -1)))
    gave = {by for by in makers if (known := directory.employees.get(by)) is not None and "hr" in known.roles}
    return tuple(sorted({person.dated_by, organisation.policy_by, *gave} - {""}))


def confirmers_of_leaver(
    directory: Directory, employee_no: str, firsts: Collection[str], today: date
) -> frozenset[str]:
    """Each hr who took no part; where there is none, each such admin. Where there is none of these either, an admin
    makes somebody an hr, who took none."""
    free = frozenset(_free(directory, employee_no, firsts, "hr", today))
    return free or frozenset(_free(directory, employee_no, firsts, "admin", today))


def check_confirms_leaver(
    directory: Directory, employee_no: str, firsts: Collection[str], confirmer: str, today: date
) -> None:
    if confirmer not in confirmers_of_leaver(directory, employee_no, firsts, today):
        raise Forbidden(
            "second-hr",
            "Whoever dated this leaving, set the leavers' policy or gave them points of late, and one hand with them, "
            "does not confirm it: an hr who took no part does; where there is none, an admin who took none.",
        )


def _free(directory: Directory, employee_no: str, firsts: Collection[str], role: str, today: date) -> Iterator[str]:
    leaver = directory.employees.get(employee_no)
    for no, one in directory.employees.items():
        if role not in one.roles or no == employee_no or role not in directory.roles_of(no, today):
            continue
        if any(one_hand(directory, first, no, today) for first in firsts):
            continue
        if leaver is None or not chosen_by(directory, no, leaver, today):
            yield no
