"""An auditor follows one claim from its submission to the points, and has the chain verified beside it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.page.browser import DESKTOP, PHONE, Visitors, acted, read

WORDS = {
    "zh": {
        "subject": "对象，例如 claim:…，或姓名、工号",
        "type": "事件类型",
        "steps": ["提交申报", "申报退回", "重新提交申报", "申报批准"],
        "verify": "立即验证",
        "sound": "均未被改动",
    },
    "en": {
        "subject": "Subject, such as claim:…, or a name or number",
        "type": "What happened",
        "steps": ["Claim submitted", "Claim returned", "Claim submitted again", "Claim approved"],
        "verify": "Verify now",
        "sound": "none altered",
    },
}


@pytest.mark.parametrize(("language", "width"), [("zh", PHONE), pytest.param("en", DESKTOP, marks=pytest.mark.full)])
def test_a_claim_is_followed_step_by_step_and_the_chain_is_verified(
    visitors: Visitors, language: str, width: int
) -> None:
    words = WORDS[language]
    auditor = visitors.signed_in("AUD01", language, width, "/audit/events")
    said = {"tag": "problem-solved", "description": "会议系统宕机，半小时内恢复"}
    claim = acted(auditor, "OPS03", "/v1/claims", said)["id"]
    acted(auditor, "OPS00", f"/v1/claims/{claim}/return", {"reason": "影响了多少场会议？"})
    acted(auditor, "OPS03", f"/v1/claims/{claim}/resubmission", {"evidence": ["七场会议的日程"]})
    done = acted(auditor, "OPS00", f"/v1/claims/{claim}/approval")
    read(auditor, "/v1/audit/events?limit=1", done["position"])

    auditor.get_by_label(str(words["subject"])).fill(f"claim:{claim}")
    auditor.keyboard.press("Enter")
    found = auditor.get_by_role("link", name=f"claim:{claim}")
    expect(found).to_have_count(4)
    auditor.get_by_role("combobox", name=str(words["type"])).fill(words["steps"][1])
    auditor.keyboard.press("Enter")
    expect(found).to_have_count(1)
    found.click()
    steps = auditor.locator(".steps > li")
    for step, name in enumerate(words["steps"]):
        expect(steps.nth(step).get_by_role("heading")).to_have_text(name)
    expect(steps.nth(1)).to_contain_text("影响了多少场会议？")
    expect(steps.nth(2)).to_contain_text("七场会议的日程")

    auditor.get_by_role("button", name=str(words["verify"])).click()
    expect(auditor.locator(".chain-sound")).to_contain_text(str(words["sound"]))
