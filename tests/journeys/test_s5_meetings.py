"""S5: weekly meetings go from two hours to one; 1,000 hours at ¥50 are ¥50,000 of value and earn 120 points."""

from tests.journeys.seeing import credit_is_seen, read
from tests.journeys.watching import watching
from tests.service import Company, Service


def test_a_thousand_hours_at_50_are_50000_of_value_and_120_points(company: Company, service: Service) -> None:
    company.department("ADM", "ADM01")
    rule = {"type": "fixed", "points": 120, "value_per_unit": "50", "value_unit": "hour"}
    company.tag("process-improvement", rule)

    employee, manager = company.sign_in("ADM01"), company.sign_in("ADM00")
    body = {"tag": "process-improvement", "description": "例会从2小时缩短到1小时", "value_quantity": "1000"}
    with watching(service, employee, "department:ADM") as watch:
        claim = employee.done("POST", "/claims", body)
        assert (claim["points"], claim["value"]) == (120, "50000.00")

        approved = manager.done("POST", f"/claims/{claim['id']}/approval", {"verified_value": "48000"})
        assert approved["balance"] == 120
        credit_is_seen(
            company.hr, watch, approved, "ADM01", kind="claim", points=120, tag="process-improvement", department="ADM"
        )
    shown = read(manager, f"/claims/{claim['id']}", approved["position"])
    assert (shown["value"], shown["verified_value"]) == ("50000.00", "48000.00")
