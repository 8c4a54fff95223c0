"""A value tag that is offered to begin with: kept in the words of both languages, offered in the organisation's."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from ledger.domain.tags.events import GrantRange, TagTerms
from ledger.domain.tags.rules import Rule
from ledger.domain.values import Value

Group = Literal["costs", "business", "people", "conduct"]
ONE = Decimal(1)


class Words(NamedTuple):
    """The same in both languages."""

    zh: str
    en: str

    def spoken(self, language: str) -> tuple[str, str]:
        """In a language first, then in the other."""
        return (self.en, self.zh) if language == "en" else (self.zh, self.en)


MONEY = Words("元", "CNY")
"""What counts money counts the currency of the organisation."""


class Offered(Value):
    """A tag of the library. `purpose` is what it is for; `terms` are what POST /tags takes."""

    code: str
    group: Group
    purpose: str
    second_purpose: str
    terms: TagTerms


class Counted(NamedTuple):
    """A rule without its words: the unit of what it counts and that of its value are said in both languages."""

    rule: Rule
    unit: Words | None = None
    value_unit: Words | None = None

    def said(self, language: str, currency: str) -> Rule:
        units = (("unit", self.unit), ("value_unit", self.value_unit))
        said = [_unit(field, _in_currency(words, currency), language) for field, words in units]
        return self.rule.model_copy(update=said[0] | said[1])


def _in_currency(words: Words | None, currency: str) -> Words | None:
    return Words(currency, currency) if words is MONEY and currency != "CNY" else words


def _unit(field: str, words: Words | None, language: str) -> dict[str, str | None]:
    if words is None:
        return {}
    first, second = words.spoken(language)
    return {field: first, f"second_{field}": None if second == first else second}


class Kept(NamedTuple):
    """A tag as the library keeps it."""

    code: str
    group: Group
    name: Words
    goal: Words
    purpose: Words
    counted: Counted
    evidence_required: bool = False
    monthly_cap: int | None = None
    coefficient: Decimal = ONE
    grant_range: GrantRange | None = None
    auto_approve: bool = False

    def offered(self, language: str, currency: str) -> Offered:
        name, second_name = self.name.spoken(language)
        purpose, second_purpose = self.purpose.spoken(language)
        terms = TagTerms(
            name=name,
            second_name=second_name,
            goal=self.goal.spoken(language)[0],
            evidence_required=self.evidence_required,
            monthly_cap=self.monthly_cap,
            coefficient=self.coefficient,
            grant_range=self.grant_range,
            auto_approve=self.auto_approve,
            rule=self.counted.said(language, currency),
        )
        return Offered(code=self.code, group=self.group, purpose=purpose, second_purpose=second_purpose, terms=terms)
