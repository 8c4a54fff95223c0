"""What waits for me, in numbers: a query of everybody."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.reading import AtLeast, Connection, answer, queried
from ledger.contexts import WAITING
from ledger.domain.countersigning.leavers import confirmers_of_leaver
from ledger.domain.directory.decisions import in_force
from ledger.domain.directory.directory import Directory
from ledger.domain.directory.hands import is_behind, same_hand
from ledger.domain.directory.line import chosen_by
from ledger.domain.directory.sight import approver_of, second_approver_of

router = APIRouter(tags=["session"])


class WaitingView(BaseModel):
    claims: int = Field(description="To decide.")
    redemptions: int = Field(description="To decide.")
    fulfilments: int = Field(description="Approved redemptions, for hr to fulfil.")
    proposals: int = Field(description="Proposed tags, for hr to decide.")
    reversals: int = Field(description="Forced reversals of another hr, to confirm.")
    countersignatures: int = Field(description="What another hr asked for that is above what one does alone.")
    standing_in: int = Field(description="Claims and redemptions that wait for those who delegated them to me.")


@router.get("/waiting", response_model=WaitingView, **queried("session"))
async def waiting_for_me(caller: Annotated[Caller, Depends(reader("session"))], at_least: AtLeast = None) -> Response:
    """How many of each kind wait for me: for the approver, and for hr what has no approver or takes an hr. What hr may
    decide in an approver's place is not counted, nor what is about oneself, or about who put them there."""

    async def query(connection: Connection) -> Any:
        rows = await WAITING.of(connection, caller.organisation)
        return Waiting(caller.acting.directory, caller.acting.today, rows).of(caller.employee_no).counts

    return await answer(caller, WAITING.reads, at_least, query)


def _matter(row: dict[str, Any]) -> str:
    """What a delegation must cover."""
    return "claims" if row["approval"] == "second" else str(row["kind"])


class Mine(NamedTuple):
    """`decides`: whether anything could wait for this person. `mark` is another one whenever other things wait.
    `oldest`: since when the first of what is counted waits."""

    counts: dict[str, int]
    decides: bool
    mark: int
    oldest: datetime | None


class Waiting:
    """All that waits, by who is to decide it; under none what is hr's."""

    def __init__(self, directory: Directory, today: date, rows: Iterable[dict[str, Any]]) -> None:
        self._directory, self._today = directory, today
        self._confirming: dict[tuple[str, ...], frozenset[str]] = {}
        self._by_decider: defaultdict[str | None, list[dict[str, Any]]] = defaultdict(list)
        for row in rows:
            self._by_decider[self._decider(row)].append(row)
        self._delegated: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for given in in_force(directory, today):
            self._delegated[given.delegate] |= {(given.principal, matter) for matter in given.matters}

    def of(self, me: str) -> Mine:
        roles = self._directory.roles_of(me, self._today)
        delegated = self._delegated.get(me, set())
        hrs = [row for row in self._by_decider.get(None, ()) if "hr" in roles or self._is_admins(row, roles)]
        own = [row for row in (*self._by_decider.get(me, ()), *hrs) if self._judges(row, me)]
        others = [
            row
            for principal, matter in delegated
            for row in self._by_decider.get(principal, ())
            if _matter(row) == matter and self._judges(row, me, principal)
        ]
        counts = Counter(dict.fromkeys(WaitingView.model_fields, 0))
        for row in own:
            counts[row["kind"]] += row["count"]
        counts["standing_in"] = sum(row["count"] for row in others)
        # hr's list has what other approvers are to decide, too.
        listed = [row for rows in self._by_decider.values() for row in rows] if "hr" in roles else [*own, *others]
        mark = hash((*sorted(counts.items()), sum(row["which"] for row in listed)))
        oldest = min((row["oldest"] for row in (*own, *others) if row["oldest"] is not None), default=None)
        return Mine(dict(counts), bool(delegated or roles & {"manager", "hr", "admin"}), mark, oldest)

    def _is_admins(self, row: dict[str, Any], roles: frozenset[str]) -> bool:
        """Whether it could be an admin's: what no hr may confirm."""
        return row["firsts"] is not None and row["approval"] != "second" and "admin" in roles

    def _confirmers(self, row: dict[str, Any]) -> frozenset[str]:
        """Who confirms what a leaver is owed; worked out once for all who ask."""
        about = (row["employee"], *row["firsts"])
        if about not in self._confirming:
            found = confirmers_of_leaver(self._directory, row["employee"], row["firsts"], self._today)
            self._confirming[about] = found
        return self._confirming[about]

    def _decider(self, row: dict[str, Any]) -> str | None:
        if row["kind"] != "claims" and row["approval"] not in {"manager", "second"}:
            return None
        person = self._directory.employees.get(row["employee"])
        if person is not None and row["approval"] == "second":
            return second_approver_of(self._directory, person, row["firsts"][0], row["firsts"], self._today)
        return None if person is None else approver_of(self._directory, person, self._today)

    def _judges(self, row: dict[str, Any], *people: str) -> bool:
        """Whether none of them is whom it is about, has asked for it, or was chosen by whom it is about; of a proposal
        nobody is chosen for."""
        if row["employee"] in people or same_hand(self._directory, row["by"], self._today, *people):
            return False
        if row["approval"] == "second":
            if any(same_hand(self._directory, one, self._today, *people) for one in row["firsts"]):
                return False
        elif row["firsts"] is not None:
            return not self._confirmers(row).isdisjoint(people)
        person = self._directory.employees.get(row["employee"])
        if person is None:
            return True
        if row["kind"] == "proposals":
            return not any(is_behind(self._directory, row["employee"], one, self._today) for one in people)
        return not any(chosen_by(self._directory, one, person, self._today) for one in people)
