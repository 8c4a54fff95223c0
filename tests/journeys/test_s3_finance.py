"""S3: a budget deviation below 5% earns 50 points, a cost reduction above 10% earns 100; both strictly."""

import pytest

from tests.journeys.seeing import balance, credit_is_seen, refused
from tests.journeys.watching import watching
from tests.service import Company, Service

RULES = {"预算偏差": ("<", "5", 50), "降低成本": (">", "10", 100)}


@pytest.fixture(scope="module")
def finance(firm: Company) -> Company:
    for code, (op, threshold, points) in RULES.items():
        step = {"op": op, "threshold": threshold, "points": points}
        firm.tag(code, {"type": "stepped", "unit": "%", "steps": [step]}, departments=["FIN"])
    return firm


@pytest.mark.parametrize(("tag", "quantity"), [("预算偏差", "4.999999"), ("降低成本", "10.000001")])
def test_just_beyond_the_threshold_qualifies(finance: Company, service: Service, tag: str, quantity: str) -> None:
    employee, manager = finance.sign_in("FIN01"), finance.sign_in("FIN00")
    with watching(service, employee, "department:FIN") as watch:
        claim = employee.done("POST", "/claims", {"tag": tag, "description": "月度结账", "quantity": quantity})
        approved = manager.done("POST", f"/claims/{claim['id']}/approval")
        credit_is_seen(
            finance.hr, watch, approved, "FIN01", kind="claim", points=RULES[tag][2], tag=tag, department="FIN"
        )


@pytest.mark.parametrize(
    ("tag", "quantity"),
    [
        ("预算偏差", "5"),
        ("预算偏差", "5.000000"),
        ("预算偏差", "5.1"),
        ("降低成本", "10"),
        ("降低成本", "10.000000"),
        ("降低成本", "-12"),
    ],
)
def test_exactly_the_threshold_and_beyond_it_do_not_qualify(finance: Company, tag: str, quantity: str) -> None:
    employee = finance.sign_in("FIN02")
    position = finance.budget("FIN00", 100)["position"]
    before = balance(employee, "FIN02", position)
    body = {"tag": tag, "description": "月度结账", "quantity": quantity}
    refused(employee.post("/claims", body), 409, "does-not-qualify", "/quantity")
    assert finance.budget("FIN00", 100)["position"] == position, "nothing was recorded"
    assert balance(employee, "FIN02", position) == before


@pytest.mark.parametrize("quantity", [4.9, 5, "4,9", "1e1", "4.99999999999999999999", ""])
def test_a_quantity_is_a_decimal_string_so_that_no_parser_moves_it_over_the_threshold(
    finance: Company, quantity: object
) -> None:
    body = {"tag": "预算偏差", "description": "月度结账", "quantity": quantity}
    refused(finance.sign_in("FIN02").post("/claims", body), 422, "invalid-fields", "/quantity")


def test_a_tag_of_the_finance_department_is_not_for_others(finance: Company) -> None:
    body = {"tag": "降低成本", "description": "采购", "quantity": "12"}
    refused(finance.sign_in("ADM01").post("/claims", body), 409, "tag-not-for-department", "/tag")
