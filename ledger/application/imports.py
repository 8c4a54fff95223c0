"""What the rows of an import become. The check of a file runs the same handlers over states that it throws away, so
what was shown is what is written; the rules are those of every other way in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal
from uuid import NAMESPACE_URL, uuid5

from pydantic import Field

from ledger.application.access import Acting, acting
from ledger.application.accounts import expire
from ledger.application.countersigning import check_alone
from ledger.application.credits import credit_of
from ledger.application.directory import ASSIGNMENT_FIELDS, change_chart, employee_answer
from ledger.application.unit import Answer, Unit
from ledger.domain.accounts.account import ACCOUNT
from ledger.domain.accounts.events import Credit, employee_account, employee_of
from ledger.domain.directory.decisions import (
    decide_change_department,
    decide_change_employee,
    decide_create_department,
    decide_register,
)
from ledger.domain.directory.directory import Department, Employee, assignment_of
from ledger.domain.directory.events import Assignment, DepartmentTerms, EmployeeRegistered
from ledger.domain.directory.hands import one_hand
from ledger.domain.directory.undoing import Made, Undone, decide_undo_department, decide_undo_employee
from ledger.domain.errors import Invalid, unknown_reference
from ledger.domain.events import Event
from ledger.domain.imports.batch import IMPORT, Batch, Checked, check_running, decide_confirm, decide_undo
from ledger.domain.imports.credits import (
    Opening,
    PastGrant,
    check_may_have_account,
    check_not_ended,
    decide_opening,
    decide_past_grant,
)
from ledger.domain.imports.events import DifferenceExplained
from ledger.domain.imports.parallel import PARALLEL_MONTH, decide_explain
from ledger.domain.organisation.organisation import AHEAD
from ledger.domain.reversals.reversal import decide_reverse
from ledger.domain.tags.tag import TAG, revision_on
from ledger.domain.values import Sealed, local_date, month_of

Values = dict[str, Any]


Effect = Literal["new", "changed", "unchanged", "undone", "partly"]


class StateAnswer(Answer):
    id: str
    state: str


class ExplanationAnswer(Answer):
    id: str


class RowAnswer(Answer):
    """What a row did: `becomes` are the fields of what it made, `stayed` those that an undo left as they are."""

    id: str
    effect: Effect
    becomes: dict[str, Any] = Field(default_factory=dict)
    stayed: list[str] = Field(default_factory=list)


RowHandler = Callable[[Unit, Values, Sealed | None], RowAnswer]
"""`(unit, the row's values, its text sealed under the person's key)`."""


def confirm(
    unit: Unit, id: str, checked: Checked, without_bad_rows: bool, with_doubtful: bool | None = None
) -> StateAnswer:
    """hr has the good rows written."""
    who = acting(unit, "imports.write")
    alone = any(one_hand(who.directory, one, who.actor, who.today) for one in checked.made_by)
    limits, batch = unit.organisation.limits, _batch(unit, id)
    events = decide_confirm(
        batch, checked, limits, alone=alone, without_bad_rows=without_bad_rows, with_doubtful=with_doubtful
    )
    unit.emit(IMPORT(id), events)
    return StateAnswer(id=id, position=unit.position, state="importing")


def read_anew(unit: Unit, id: str) -> StateAnswer:
    """hr says how the file is read, which is no matter of the ledger's before it is confirmed."""
    acting(unit, "imports.write")
    return StateAnswer(id=id, position=unit.position, state="uploaded")


def undo(unit: Unit, id: str, imported: bool) -> StateAnswer:
    """hr has the whole import taken back."""
    acting(unit, "imports.write")
    unit.emit(IMPORT(id), decide_undo(_batch(unit, id), unit.now, unit.organisation.zone, imported=imported))
    return StateAnswer(id=id, position=unit.position, state="undoing")


def write_row(
    unit: Unit, id: str, kind: str, values: Values, sealed: Sealed | None, *, made_by: Sequence[str]
) -> RowAnswer:
    """Write one row of a confirmed import. Where the same hand made the file what it is and confirmed it, it gives
    nobody too much."""
    check_running(_batch(unit, id), undoing=False)
    today = unit.organisation.today(unit.now)
    if not any(one_hand(unit.directory, one, unit.command.actor, today) for one in made_by):
        return HANDLERS[kind](unit, values, sealed)
    trial = unit.fork()
    answer = HANDLERS[kind](trial, values, sealed)
    check_alone(trial)
    unit.adopt(trial)
    return answer


def undo_credit(unit: Unit, id: str, subject: str, reason: Sealed) -> RowAnswer:
    """Take back the points that one row became. What is spent or has ended stays: it is refused, and whoever undoes
    reads which."""
    check_running(_batch(unit, id), undoing=True)
    who = acting(unit, "imports.write")
    credited = credit_of(unit, subject)
    if credited is None or credited.taken_back:
        return RowAnswer(id=subject, position=unit.position, effect="unchanged")
    person = employee_of(credited.transfer.target)
    who.judges(person)
    expire(unit, person)
    month = unit.organisation.present_month(unit.now)
    events = decide_reverse(credited, unit.state(ACCOUNT(person)), present_month=month, reason=reason)
    unit.emit(employee_account(person), events)
    return RowAnswer(id=subject, position=unit.position, effect="undone")


def undo_employee(unit: Unit, id: str, made: Made[Employee]) -> RowAnswer:
    """Take back what one row made of somebody."""
    check_running(_batch(unit, id), undoing=True)
    who, no = acting(unit, "imports.write"), made.after.employee_no
    who.not_upon(no)
    return _undone(unit, who, no, decide_undo_employee(unit.directory, made, unit.state(ACCOUNT(no))))


def undo_department(unit: Unit, id: str, made: Made[Department]) -> RowAnswer:
    """Take back what one row made of a department."""
    check_running(_batch(unit, id), undoing=True)
    who = acting(unit, "imports.write")
    return _undone(unit, who, made.after.code, decide_undo_department(unit.directory, made))


def _undone(unit: Unit, who: Acting, id: str, undone: Undone) -> RowAnswer:
    change_chart(unit, who, undone.events)
    effect: Effect = "unchanged" if not undone.events else "partly" if undone.stayed else "undone"
    return RowAnswer(id=id, position=unit.position, effect=effect, stayed=list(undone.stayed))


def explain(unit: Unit, explained: DifferenceExplained) -> ExplanationAnswer:
    """hr says why the old system and the ledger differ; about oneself another hr does."""
    who = acting(unit, "imports.write")
    who.judges(explained.employee)
    stream = PARALLEL_MONTH(explained.period)
    unit.emit(stream, decide_explain(unit.state(stream), explained))
    return ExplanationAnswer(id=explained.difference, position=unit.position)


def _batch(unit: Unit, id: str) -> Batch:
    batch: Batch = unit.state(IMPORT(id))
    return batch


def _department(unit: Unit, values: Values, sealed: Sealed | None) -> RowAnswer:
    who = acting(unit, "imports.write")
    code, today = values["code"], unit.organisation.today(unit.now)
    known = unit.directory.departments.get(code)
    if known is None:
        terms = DepartmentTerms(
            effective_from=values.get("effective_from", today),
            name=values["name"],
            parent=values.get("parent"),
            head=values.get("head"),
        )
        events = decide_create_department(unit.directory, code, terms)
    else:
        terms = known.on(values.get("effective_from", today))
        given: Values = {name: values[name] for name in ("name", "parent", "head") if name in values}
        if any(getattr(terms, name) != value for name, value in given.items()):
            terms = terms.model_copy(update={**given, "effective_from": values.get("effective_from", today)})
        events = decide_change_department(unit.directory, code, terms)
    change_chart(unit, who, events)
    return _outcome(unit, code, known is None, events, {"name": terms.name, "parent": terms.parent, "head": terms.head})


def _employee(unit: Unit, values: Values, sealed: Sealed | None) -> RowAnswer:
    """Register somebody, or change what differs. `sealed` is the name, where it is another than on record."""
    who = acting(unit, "imports.write")
    no = values["employee_no"]
    known = unit.directory.employees.get(no)
    if known is None:
        events = decide_register(unit.directory, _registration(who, values, sealed))
    else:
        events = _change(who, known, values, sealed)
        if events:
            who.not_upon(no)
    change_chart(unit, who, events)
    fields = employee_answer(unit, no, values.get("effective_from", who.today)).said()
    shown = {name: value for name, value in fields.items() if name not in SHOWN_ELSEWHERE}
    return _outcome(unit, no, known is None, events, shown)


SHOWN_ELSEWHERE = frozenset(("id", "position", "name", "employee_no", "roles"))
"""Of a record: what the row says itself, and the name, which is sealed."""


def _registration(who: Acting, values: Values, name: Sealed | None) -> EmployeeRegistered:
    for needed in ("name", "department"):
        if needed not in values:
            raise Invalid("missing-of-new", "is needed for somebody new.", f"/{needed}")
    assert name is not None
    return EmployeeRegistered(
        employee_no=values["employee_no"],
        name=name,
        assignment=Assignment(
            effective_from=values.get("effective_from") or values.get("hired_on") or who.today,
            **{field: values[field] for field in ASSIGNMENT_FIELDS if field in values},
        ),
        hired_on=values.get("hired_on"),
        left_on=values.get("left_on"),
    )


def _change(who: Acting, known: Employee, values: Values, name: Sealed | None) -> list[Event]:
    day = values.get("effective_from", who.today)
    given = {field: values[field] for field in ASSIGNMENT_FIELDS if field in values}
    return decide_change_employee(
        who.directory,
        known,
        name=name,
        assignment=assignment_of(known.employee_no, {**known.on(day).fields(), **given, "effective_from": day}),
        hired_on=values.get("hired_on", known.hired_on),
        left_on=values.get("left_on", known.left_on),
    )


def _opening(unit: Unit, values: Values, sealed: Sealed | None) -> RowAnswer:
    subject = subject_of(unit.command.organisation, "opening-balances", values)
    unit.need(subject, employee_account(values["employee_no"]))
    today = unit.organisation.today(unit.now)
    last_day = values.get("last_day", unit.organisation.lot_term.last_day(today))
    check_not_ended(last_day, today)
    who, receiver = _receiver(unit, values)
    opening = Opening(subject, values["points"], last_day, sealed)
    account = unit.state(ACCOUNT(receiver.employee_no))
    events = decide_opening(opening, receiver, account, credit_of(unit, opening.subject), who.today)
    unit.emit(employee_account(receiver.employee_no), events)
    shown = {"employee": receiver.employee_no, "points": opening.points, "last_day": _iso(opening.ends_on)}
    return _outcome(unit, opening.subject, True, list(events), shown)


def _past_grant(unit: Unit, values: Values, sealed: Sealed | None) -> RowAnswer:
    """How far back it happened is not limited here; that it lies ahead is refused as always. What needs nothing else is
    judged first, so that all that is wrong with a row can be told at once."""
    subject = subject_of(unit.command.organisation, "past-grants", values)
    unit.need(subject, employee_account(values["employee_no"]), TAG(values["tag"]))
    occurred_at = values["occurred_at"]
    if occurred_at > unit.now + AHEAD:
        raise Invalid("occurred-in-future", "This may lie at most 5 minutes ahead.", "/occurred_at")
    if values.get("department") is not None and values["department"] not in unit.directory.departments:
        raise unknown_reference("/department")
    who, receiver = _receiver(unit, values)
    day = local_date(occurred_at, unit.organisation.zone)
    check_may_have_account(receiver, day)
    tag = unit.state(TAG(values["tag"]))
    if not tag.exists:
        raise unknown_reference("/tag")
    department = values.get("department", receiver.on(day).department)
    departments = who.directory.department_path(department, day)
    grant = PastGrant(
        subject,
        values["points"],
        day,
        Credit(tag=tag.code, revision=revision_on(tag, day).number, month=month_of(day), departments=departments),
        values.get("last_day", unit.organisation.lot_term.last_day(day)),
        sealed,
    )
    account = unit.state(ACCOUNT(receiver.employee_no))
    events = decide_past_grant(grant, receiver, account, credit_of(unit, grant.subject))
    unit.emit(employee_account(receiver.employee_no), events, occurred_at)
    shown = {
        "employee": receiver.employee_no,
        "points": grant.points,
        "tag": tag.code,
        "revision": grant.credit.revision,
        "month": grant.credit.month,
        "departments": list(departments),
        "last_day": _iso(grant.ends_on),
    }
    return _outcome(unit, grant.subject, True, list(events), shown)


def _receiver(unit: Unit, values: Values) -> tuple[Acting, Employee]:
    """Whom the points are for: never whoever imports; another hr imports theirs."""
    who = acting(unit, "imports.write")
    receiver = who.in_body(values["employee_no"], "/employee_no")
    who.judges(receiver.employee_no)
    return who, receiver


def subject_of(organisation: str, kind: str, values: Values) -> str:
    """What a row about points is on record as: the same source id is the same subject, in whatever file it comes."""
    source = values.get("source_id")
    if kind == "opening-balances":
        named = source or f"{values['employee_no']}\0{values.get('last_day', '')}"
        return f"opening:{uuid5(NAMESPACE_URL, f'{organisation}/openings/{named}')}"
    return f"past-grant:{uuid5(NAMESPACE_URL, f'{organisation}/grants/{source}')}"


def _outcome(unit: Unit, id: str, new: bool, events: list[Event], shown: dict[str, Any]) -> RowAnswer:
    effect: Effect = "unchanged" if not events else "new" if new else "changed"
    return RowAnswer(id=id, position=unit.position, effect=effect, becomes=shown)


def _iso(day: Any) -> str | None:
    return None if day is None else day.isoformat()


HANDLERS: dict[str, RowHandler] = {
    "departments": _department,
    "employees": _employee,
    "opening-balances": _opening,
    "past-grants": _past_grant,
}
