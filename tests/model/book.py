"""The book that a careful clerk would keep: plain dicts and the rules as they are written, nothing of the ledger.

Every method says for which reasons a command has to be refused; where there is none, it books it.
"""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from tests.model.chart import Terms
from tests.model.staff import ZONE
from tests.model.tag_book import TagBook

MOST = 10**9
COMPARE = {
    ">": lambda quantity, threshold: quantity > threshold,
    ">=": lambda quantity, threshold: quantity >= threshold,
    "<": lambda quantity, threshold: quantity < threshold,
    "<=": lambda quantity, threshold: quantity <= threshold,
}


def half_away(number: Fraction) -> int:
    whole = int(abs(number) + Fraction(1, 2))
    return whole if number >= 0 else -whole


def points_by(terms: Terms, quantity: str | None) -> int:
    """What the rule makes of a quantity, with the coefficient."""
    rule = terms["rule"]
    points = rule.get("points", 0)
    if rule["type"] == "stepped":
        reached = [
            step["points"]
            for step in rule["steps"]
            if COMPARE[step["op"]](Fraction(str(quantity)), Fraction(step["threshold"]))
        ]
        points = max(reached, default=0)
    if rule["type"] == "per_unit":
        points *= max(Fraction(str(quantity)) // Fraction(rule["per"]), 0)
        points = min(points, rule["max"] or points)
    return min(half_away(points * Fraction(terms["coefficient"])), MOST)


def value_by(terms: Terms, quantity: str | None, value_quantity: str | None) -> str | None:
    counted, per_unit = value_quantity or quantity, terms["rule"]["value_per_unit"]
    if counted is None or per_unit is None:
        return None
    cents = half_away(Fraction(counted) * Fraction(per_unit) * 100)
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def month(day: date) -> str:
    return day.isoformat()[:7]


def last_day(kind: str, months: int, credited_on: date) -> date:
    """The last local day of a lot; the last day of all for one that never ends."""
    if kind == "none":
        return date.max
    if kind == "yearly":
        return date(credited_on.year, 12, 31)
    year, index = divmod(credited_on.year * 12 + credited_on.month - 1 + months, 12)
    return date(year, index + 1, min(credited_on.day, calendar.monthrange(year, index + 1)[1]))


class Book(TagBook):
    def __init__(self, now: datetime) -> None:
        super().__init__(now)
        self.backdating_days = 30
        self.lot_term = ("months", 12)
        self.claims: dict[str, Terms] = {}
        self.balances: Counter[str] = Counter()
        self.put_in: Counter[str] = Counter()
        self.spent: Counter[str] = Counter()
        self.credited: Counter[tuple[str, str, str]] = Counter()
        self.lots: defaultdict[str, dict[str, tuple[date, int]]] = defaultdict(dict)

    def moved(self, source: str, target: str, points: int) -> None:
        self.balances[source] -= points
        self.balances[target] += points

    # Points

    def untimely(self, at: datetime) -> set[str]:
        if at > self.now + timedelta(minutes=5):
            return {"occurred-in-future"}
        return {"occurred-too-long-ago"} if at < self.now - timedelta(days=self.backdating_days) else set()

    def set_budget(self, actor: str, owner: str, period: str, points: int) -> set[str]:
        refused = self.may(actor, "hr") | self.upon(actor, owner)
        if owner not in {"organisation", *self.people}:
            refused |= {"not-found"}
        account = f"budget:{owner}:{period}"
        if period < month(self.today):
            refused |= {"month-closed"}
        if points < self.spent[account]:
            refused |= {"budget-below-spent"}
        if not refused:
            self.moved("issuance", account, points - self.put_in[account])
            self.put_in[account] = points
        return refused

    def lapse(self, account: str) -> None:
        if account[-7:] < month(self.today):
            self.moved(account, "issuance", self.balances[account])

    def left_of_cap(self, terms: Terms, no: str, code: str, period: str, points: int) -> int:
        if terms["monthly_cap"] is None:
            return points
        return max(min(points, terms["monthly_cap"] - self.credited[no, code, period]), 0)

    def credit(self, source: str, no: str, points: int, lot: str) -> None:
        self.moved(source, f"employee:{no}", points)
        self.lots[no][lot] = (last_day(*self.lot_term, self.today), points)

    def grant(self, actor: str, behalf: str | None, asked: Terms, at: datetime, grant: str) -> set[str]:
        needed = "hr" if asked["instant"] else "manager"
        principal, roles, refused = self.acts(actor, behalf, "grants", needed)
        no, code, day = asked["employee"], asked["tag"], at.astimezone(ZONE).date()
        refused |= self.untimely(at)
        refused |= self.upon(actor, principal, no) | self.chosen(self.today, actor, principal, no)
        if no not in self.people or not self.sees(principal, roles, no, self.today):
            return refused | {"unknown-reference"}
        if not self.employed(no, day):
            refused |= {"not-employed"}
        if "auditor" in self.roles[no]:
            refused |= {"auditor-has-no-account"}
        if code not in self.tags:
            return refused | {"unknown-reference"}
        terms, unusable = self.terms_on(code, day, self.departments_of(no, day))
        refused |= unusable
        if terms["rule"]["type"] != "fixed":
            return refused | {"tag-not-grantable"}
        points = by_rule = points_by(terms, None)
        if by_rule == 0:
            refused |= {"does-not-qualify"}
        if asked["points"] is not None and asked["points"] != by_rule:
            points, range_ = asked["points"], terms["grant_range"]
            if range_ is None:
                refused |= {"points-fixed"}
            elif not range_["min"] <= points <= range_["max"]:
                refused |= {"points-out-of-range"}
        if not asked["instant"]:
            points = self.left_of_cap(terms, no, code, month(day), points)
            refused |= {"cap-reached"} if points == 0 else set()
        owner = "organisation" if asked["instant"] else principal
        account = f"budget:{owner}:{month(self.today)}"
        if self.balances[account] < points:
            refused |= {"budget-exhausted"}
        if not refused:
            self.credit(account, no, points, f"grant:{grant}")
            self.spent[account] += points
            if not asked["instant"]:
                self.credited[no, code, month(day)] += points
        return refused

    # Claims

    def submit(self, actor: str, asked: Terms, at: datetime, claim: str) -> set[str]:
        refused = self.may(actor, "employee", "hr") | self.untimely(at)
        no, code, day = asked["employee"] or actor, asked["tag"], at.astimezone(ZONE).date()
        if no != actor:
            refused |= self.may(actor, "hr")
        if no not in self.people:
            return refused | {"unknown-reference"}
        if "auditor" in self.roles[no]:
            refused |= {"auditor-has-no-account"}
        if not self.employed(no, day):
            refused |= {"not-employed"}
        if code not in self.tags:
            return refused | {"unknown-reference"}
        terms, unusable = self.terms_on(code, day, self.departments_of(no, day))
        refused |= unusable | self._unqualified(terms, asked)
        if self.left_of_cap(terms, no, code, month(day), 1) == 0:
            refused |= {"cap-reached"}
        if not refused:
            self.claims[claim] = {"state": "submitted", "employee": no, "by": actor, "tag": code, "month": month(day)}
            self.claims[claim]["day"] = day
            self.claims[claim] |= {"terms": terms, "asked": asked, **self.worked_out(terms, asked)}
        return refused

    def worked_out(self, terms: Terms, asked: Terms) -> dict[str, Any]:
        return {
            "points": points_by(terms, asked["quantity"]),
            "value": value_by(terms, asked["quantity"], asked["value_quantity"]),
        }

    def _unqualified(self, terms: Terms, asked: Terms) -> set[str]:
        refused = {"evidence-missing"} if terms["evidence_required"] and not asked["evidence"] else set()
        if terms["rule"]["type"] != "fixed" and asked["quantity"] is None:
            return refused | {"quantity-missing"}
        return refused | ({"does-not-qualify"} if points_by(terms, asked["quantity"]) <= 0 else set())

    def decide(self, actor: str, behalf: str | None, claim: str) -> tuple[set[str], set[str]]:
        """The roles with which somebody decides a claim, and why they may not."""
        principal, roles, refused = self.acts(actor, behalf, "claims", "manager", "hr")
        no = self.claims[claim]["employee"]
        if not self.sees(principal, roles, no, self.today):
            return roles, refused | {"not-found"}
        refused |= self.upon(actor, principal, no) | self.chosen(self.today, actor, principal, no)
        if "hr" not in roles and self.approver(no, self.today) != principal:
            refused |= {"not-the-approver"}
        if self.claims[claim]["by"] != no and self.claims[claim]["by"] in {actor, principal}:
            refused |= {"submitted-by-oneself"}
        if self.claims[claim]["state"] != "submitted":
            refused |= {"claim-returned" if self.claims[claim]["state"] == "returned" else "claim-decided"}
        return roles, refused

    def settle(self, actor: str, behalf: str | None, claim: str, state: str) -> set[str]:
        _, refused = self.decide(actor, behalf, claim)
        if not refused:
            self.claims[claim]["state"] = state
        return refused

    def approve(self, actor: str, behalf: str | None, claim: str, points: int | None, reason: bool) -> set[str]:
        roles, refused = self.decide(actor, behalf, claim)
        held = self.claims[claim]
        asked = held["points"] if points is None else points
        if asked > held["points"] and "hr" not in roles:
            refused |= {"raising-takes-hr"}
        if asked != held["points"] and not reason:
            refused |= {"reason-missing"}
        refused |= self.unclaimable(claim)
        credited = self.left_of_cap(held["terms"], held["employee"], held["tag"], held["month"], asked)
        if credited == 0:
            refused |= {"cap-reached"}
        if not refused:
            held.update(state="approved", credited=credited)
            self.credit("issuance", held["employee"], credited, f"claim:{claim}")
            self.credited[held["employee"], held["tag"], held["month"]] += credited
        return refused

    def unclaimable(self, claim: str) -> set[str]:
        """Why what was claimed could not be claimed any more, by the records of now and the claim's own terms."""
        held = self.claims[claim]
        no, day = held["employee"], held["day"]
        refused = {"auditor-has-no-account"} if "auditor" in self.roles[no] else set()
        if not self.employed(no, day):
            refused |= {"not-employed"}
        retired, wanted = self.tags[held["tag"]]["retired"], held["terms"]["departments"]
        if retired and retired <= day:
            refused |= {"tag-retired"}
        if wanted and not set(wanted) & set(self.departments_of(no, day)):
            refused |= {"tag-not-for-department"}
        return refused

    def own(self, actor: str, claim: str) -> set[str]:
        refused, no = self.may(actor, "employee"), self.claims[claim]["employee"]
        if not self.sees(actor, self.roles_of(actor, self.today), no, self.today):
            return refused | {"not-found"}
        return refused | ({"not-your-claim"} if actor != no else set())

    def resubmit(self, actor: str, claim: str, changes: Terms) -> set[str]:
        refused, held = self.own(actor, claim), self.claims[claim]
        asked = {**held["asked"], **{name: value for name, value in changes.items() if value is not None}}
        refused |= self._unqualified(held["terms"], asked) | self.unclaimable(claim)
        if self.left_of_cap(held["terms"], held["employee"], held["tag"], held["month"], 1) == 0:
            refused |= {"cap-reached"}
        if held["state"] != "returned":
            refused |= {"claim-not-returned"}
        if not refused:
            held.update(state="submitted", asked=asked, **self.worked_out(held["terms"], asked))
        return refused

    def withdraw(self, actor: str, claim: str) -> set[str]:
        refused = self.own(actor, claim)
        if self.claims[claim]["state"] not in {"submitted", "returned"}:
            refused |= {"claim-decided"}
        if not refused:
            self.claims[claim]["state"] = "withdrawn"
        return refused
