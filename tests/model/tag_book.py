"""Tags as a clerk keeps them: all revisions, and which of them judges an action."""

from __future__ import annotations

from datetime import date, datetime

from tests.model.chart import Terms
from tests.model.staff import Staff


class TagBook(Staff):
    def __init__(self, now: datetime) -> None:
        super().__init__(now)
        self.tags: dict[str, Terms] = {}

    def define(self, actor: str, code: str, terms: Terms) -> set[str]:
        refused = self.may(actor, "hr", "manager")
        hr = "hr" in self.roles_of(actor, self.today)
        if code in self.tags:
            refused |= {"tag-exists"}
        if not set(terms["departments"]) <= (set(self.departments) if hr else self.below(actor, self.today)):
            refused |= {"unknown-reference"}
        if not hr and not terms["departments"]:
            refused |= {"departments-missing"}
        refused |= self._misfit(terms)
        if not refused:
            self.tags[code] = {
                "state": "active" if hr else "proposed",
                "proposer": None if hr else actor,
                "retired": None,
                "revisions": [(date.min, terms)],
            }
        return refused

    def _misfit(self, terms: Terms) -> set[str]:
        granted = terms["grant_range"]
        if granted is None:
            return set()
        refused = {"grant-range-needs-fixed"} if terms["rule"]["type"] != "fixed" else set()
        return refused | ({"grant-range"} if granted["min"] > granted["max"] else set())

    def approve_tag(self, actor: str, code: str) -> set[str]:
        refused = self.may(actor, "hr")
        if code not in self.tags:
            return refused | {"not-found"}
        tag = self.tags[code]
        refused |= self.upon(actor, tag["proposer"])
        if tag["state"] != "proposed":
            refused |= {"tag-not-proposed"}
        if not refused:
            tag["state"] = "active"
        return refused

    def revise(self, actor: str, code: str, terms: Terms, since: date) -> set[str]:
        refused = self.may(actor, "hr")
        if code not in self.tags:
            return refused | {"not-found"}
        if self.tags[code]["state"] != "active":
            refused |= {"tag-not-active"}
        if since < self.today:
            refused |= {"effective-from-past"}
        if not set(terms["departments"]) <= set(self.departments):
            refused |= {"unknown-reference"}
        refused |= self._misfit(terms)
        if self._in_force(code, since) == terms:
            refused |= {"revision-empty"}
        if not refused:
            self.tags[code]["revisions"].append((since, terms))
        return refused

    def _in_force(self, code: str, day: date) -> Terms:
        begun = (one for one in self.tags[code]["revisions"] if one[0] <= day)
        terms: Terms = sorted(begun, key=lambda one: one[0])[-1][1]
        return terms

    def retire(self, actor: str, code: str) -> set[str]:
        refused = self.may(actor, "hr")
        if code not in self.tags:
            return refused | {"not-found"}
        tag = self.tags[code]
        if tag["state"] == "proposed":
            refused |= {"tag-not-active"}
        if not refused and tag["state"] == "active":
            tag.update(state="retired", retired=self.today)
        return refused

    def terms_on(self, code: str, day: date, departments: list[str]) -> tuple[Terms, set[str]]:
        """The terms that judge an action of a day: those whose day came last; and why the tag can't be used."""
        tag = self.tags[code]
        terms = self._in_force(code, day)
        refused = {"tag-not-active"} if tag["state"] == "proposed" else set()
        if tag["retired"] and tag["retired"] <= day:
            refused |= {"tag-retired"}
        if terms["departments"] and not set(terms["departments"]) & set(departments):
            refused |= {"tag-not-for-department"}
        return terms, refused
