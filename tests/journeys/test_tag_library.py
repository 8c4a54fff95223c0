"""The library of tags that a new organisation begins with."""

from __future__ import annotations

import pytest

from ledger.domain.tags.library import library
from tests.journeys.seeing import read
from tests.service import Company


def test_each_of_the_twenty_is_taken_as_it_stands_in_the_library(company: Company) -> None:
    offered = company.hr.get("/tag-library").json()["items"]
    assert (len(offered), {one["here"] for one in offered}) == (20, {False})
    for one in offered:
        taken = company.hr.done("POST", "/tags", {"code": one["code"], **one["terms"]})
    shown = {tag["code"]: tag for tag in read(company.hr, "/tags?limit=1000", taken["position"])["items"]}
    for one in offered:
        tag = shown[one["code"]]
        assert tag["state"] == "active"
        assert {name: tag[name] for name in one["terms"]} == one["terms"]


def test_the_library_says_which_of_its_tags_are_here_however_they_are_spelt(company: Company) -> None:
    company.tag("SAVINGS", {"type": "fixed", "points": 5})
    here = [one["code"] for one in company.hr.get("/tag-library").json()["items"] if one["here"]]
    assert here == ["savings"]


def test_every_kind_of_rule_and_of_term_occurs_in_the_library() -> None:
    terms = [one.terms for one in library("zh", "CNY")]
    rules = [one.rule for one in terms]
    assert {rule.type for rule in rules} == {"fixed", "stepped", "per_unit", "deduction"}
    for term in ("grant_range", "monthly_cap", "evidence_required", "auto_approve"):
        assert {bool(getattr(one, term)) for one in terms} == {True, False}, term
    assert any(one.coefficient != 1 for one in terms)
    assert any(getattr(rule, "value_per_unit", None) for rule in rules)
    assert {getattr(rule, "max", None) is None for rule in rules if rule.type == "per_unit"} == {True, False}


@pytest.mark.parametrize(("language", "other"), [("zh", "en"), ("en", "zh")])
def test_the_library_speaks_the_organisations_language_first(language: str, other: str) -> None:
    turned = {one.code: one for one in library(other, "CNY")}
    for one in library(language, "CNY"):
        of = turned[one.code]
        assert (one.terms.name, one.terms.second_name) == (of.terms.second_name, of.terms.name)
        assert (one.purpose, one.second_purpose) == (of.second_purpose, of.purpose)
        assert one.terms.goal != of.terms.goal


def test_what_counts_money_counts_the_organisations_currency() -> None:
    savings = next(one.terms.rule for one in library("en", "USD") if one.code == "savings")
    assert savings.type == "per_unit"
    assert (savings.unit, savings.second_unit, savings.value_unit) == ("USD", None, "USD")
