"""How many taps and seconds the main jobs take, from home, signed in: on a phone in Chinese and at a desk in English.

A hand looks for 0.8 s before each tap or key, types at a pace (`bench/hand.py`), and waits for the page as a person
does: a job's seconds are what the clock says until the page shows that it is done. Each round begins with a fresh demo
organisation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from playwright.sync_api import Browser, Locator, Page, expect

from bench.context import Context
from bench.errors import BenchError
from bench.hand import IN_SIGHT, Hand
from bench.installing import install
from bench.series import Result, Wanted
from bench.service import RUN, Service, running
from bench.tenant import Tenant
from ledger.demo.steps import ORGANISATION
from tests.page.browser import DEMO_PASSWORD, DESKTOP, PHONE, Visitors, acted, chromium, forget_who_signed_in, read

TO_APPROVE = 10
HEIGHT_AT_A_DESK = 800


@dataclass(frozen=True)
class Variant:
    """Where a job is done, and by whom: each in a department of their own, so that none is in another's way."""

    name: str
    language: str
    width: int
    manager: str
    decider: str
    employee: str
    thanked: str
    claim: tuple[str, str, str]

    @property
    def phone(self) -> bool:
        return self.width == PHONE


VARIANTS = (
    Variant("phone", "zh", PHONE, "FIN00", "TEC00", "FIN01", "FIN91", ("预算准确", "4.9", "本季预算执行平稳")),
    Variant(
        "desk", "en", DESKTOP, "ADM00", "HRD00", "ADM01", "ADM91", ("Process cost savings", "12", "Halved our meetings")
    ),
)


@dataclass(frozen=True)
class Job:
    """What is wanted of a job: taps, and seconds where they are bounded."""

    do: Callable[[Visitors, Variant], Hand]
    taps: int | None = None
    seconds: float | None = None


def measure(context: Context) -> None:
    """Do every job once a round in both places."""
    seen: dict[tuple[str, str], list[Hand]] = {}
    with chromium() as browser:
        for number in range(context.options.rounds):
            with _demo(context) as service:
                for variant in VARIANTS:
                    context.tell(f"round {number + 1} of {context.options.rounds}: taps, {variant.name}")
                    for name, hand in _done(browser, service, variant):
                        seen.setdefault((name, variant.name), []).append(hand)
    missed = [line for (name, where), hands in seen.items() for line in _add(context, name, where, hands)]
    if missed:
        raise BenchError(f"missed: {', '.join(missed)}")


def _add(context: Context, name: str, where: str, hands: list[Hand]) -> list[str]:
    """Keep what a job took; the names of what was more than wanted."""
    job = JOBS[name]
    bounds = {"taps": (job.taps, [float(hand.taps) for hand in hands]), "s": (job.seconds, [h.seconds for h in hands])}
    missed = []
    for unit, (bound, values) in bounds.items():
        wanted = None if bound is None else Wanted(bound, at_least=False)
        note = f"with {max(hand.scrolls for hand in hands)} scrolls" if unit == "s" else ""
        series = context.measured(f"{name}_{where}_{'taps' if unit == 'taps' else 'seconds'}", unit, values, note)
        context.add(Result(series, wanted=wanted))
        if wanted is not None and not wanted.met(series.value):
            missed.append(series.name)
    return missed


@contextmanager
def _demo(context: Context) -> Iterator[Service]:
    installed = install(context.ground, "taps")
    environment = {**installed.environment, "LEDGER_DEMO": "1", "LEDGER_DEMO_PASSWORD": DEMO_PASSWORD}
    tenant = Tenant(ORGANISATION, 0, 0)
    with running(replace(installed, environment=environment), tenant, RUN) as service:
        service.caught_up()
        try:
            yield service
        finally:
            forget_who_signed_in()


def _done(browser: Browser, service: Service, variant: Variant) -> Iterator[tuple[str, Hand]]:
    for name, job in JOBS.items():
        visitors = Visitors(browser, service.address)
        try:
            yield name, job.do(visitors, variant)
        finally:
            visitors.close()
        if visitors.wrong:
            raise BenchError(f"{name}: the page said {visitors.wrong[0]}")


def _home(visitors: Visitors, variant: Variant, login: str) -> Hand:
    """Somebody's home, at rest."""
    page = visitors.signed_in(login, variant.language, variant.width)
    if not variant.phone:
        page.set_viewport_size({"width": DESKTOP, "height": HEIGHT_AT_A_DESK})
    # The first visit's introduction is over.
    acted(page, login, "/v1/me/preferences", {"guide_seen": True}, "PATCH")
    page.reload()
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_load_state("networkidle")
    return Hand(page, variant.phone)


def _grant(visitors: Visitors, variant: Variant) -> Hand:
    """Person, reason, send; the tag of the last grant stands ready."""
    hand = _home(visitors, variant, variant.manager)
    with hand.job():
        _granted_from_home(hand)
    return hand


def _second_grant(visitors: Visitors, variant: Variant) -> Hand:
    """Another person: tag and reason of the grant before stand ready."""
    hand = _home(visitors, variant, variant.manager)
    _granted_from_home(hand)
    with hand.job():
        hand.tap(_people(hand.page).nth(2))
        _sent(hand)
    return hand


def _granted_from_home(hand: Hand) -> None:
    hand.tap(_way(hand.page, "/grant"))
    hand.tap(_people(hand.page).nth(1))
    hand.tap(hand.page.locator(".grant-reason").first)
    _sent(hand)


def _people(page: Page) -> Locator:
    return page.locator(".grant-part").first.locator("label.choice")


def _sent(hand: Hand) -> None:
    rows = hand.page.get_by_test_id("granted").locator("li")
    recorded = rows.and_(hand.page.locator("[data-state=recorded]")).count()
    send = hand.page.locator(".grant-send:enabled")
    hand.tap(send)
    expect(rows.and_(hand.page.locator("[data-state=recorded]"))).not_to_have_count(recorded)


def _thank(visitors: Visitors, variant: Variant) -> Hand:
    """Somebody whom nobody thanked, for whom a sentence is drafted: here it is a day of three years."""
    hand = _home(visitors, variant, variant.manager)
    year, month = hand.page.context.request.get("/v1/home").json()["month"].split("-")
    department = variant.manager.removesuffix("00")
    record = {
        "employee_no": variant.thanked,
        "name": "王小满",
        "department": department,
        "hired_on": f"{int(year) - 3}-{month}-01",
    }
    read(hand.page, "/v1/home", acted(hand.page, "HR01", "/v1/employees", record)["position"])
    hand.page.reload()
    hand.page.wait_for_load_state("networkidle")
    with hand.job():
        drafted = hand.page.locator("[data-employee]").filter(has=hand.page.locator(".home-draft"))
        hand.tap(drafted.first.get_by_role("link").last)
        _sent(hand)
    return hand


def _approve(visitors: Visitors, variant: Variant) -> Hand:
    """The ten oldest, each with its words, its evidence and its points in sight before it is decided."""
    hand = _home(visitors, variant, variant.decider)
    page = hand.page
    for number, what in enumerate(SAVED):
        claim = {
            "tag": "savings",
            "quantity": str(5_000 + 1_000 * number),
            "description": what,
            "evidence": [f"{what[:4]}前后的账单"],
        }
        made = acted(page, f"{variant.decider[:3]}0{1 + number % 4}", "/v1/claims", claim)
    read(page, "/v1/home", made["position"])
    page.reload()
    page.wait_for_load_state("networkidle")
    with hand.job():
        hand.tap(_way(page, "/waiting"))
        cards = page.locator(".waiting > li")
        for number in range(TO_APPROVE):
            key = cards.first.get_attribute("data-key")
            hand.read(cards.first, ".said, .standing, .waiting-buttons button:first-child")
            _approved(hand, cards.first, first=number == 0)
            page.locator(f"[data-key='{key}']").wait_for(state="detached")
    return hand


def _approved(hand: Hand, card: Locator, *, first: bool) -> None:
    """On a phone by the button, at a desk by the key."""
    button = card.locator(".waiting-buttons button.ant-btn-primary")
    if hand.touches:
        hand.tap(button)
        return
    if first:
        hand.press("j")
    hand.press("a")


def _claim(visitors: Visitors, variant: Variant) -> Hand:
    """Tag, how much, what was done, a link that was copied elsewhere, send."""
    hand = _home(visitors, variant, variant.employee)
    page = hand.page
    tag, quantity, done = variant.claim
    with hand.job():
        hand.tap(_way(page, "/claims/new"))
        hand.tap(page.locator("input#tag"))
        hand.tap(page.locator(".ant-select-item-option", has=page.get_by_text(tag, exact=True)).first)
        # The field has the focus already.
        expect(page.locator("input#quantity")).to_be_focused()
        hand.type(quantity)
        hand.write(page.locator("textarea#description"), done)
        hand.paste(page.locator("textarea#evidence_0"), "https://wiki.example/meetings")
        hand.tap(page.locator("button[type=submit]"))
        page.wait_for_url(re.compile("/claims/(?!new)"))
        page.get_by_role("heading", level=1).wait_for()
    return hand


def _redeem(visitors: Visitors, variant: Variant) -> Hand:
    """A bonus, with what it holds read before it is asked for."""
    hand = _home(visitors, variant, variant.employee)
    page = hand.page
    with hand.job():
        hand.tap(_way(page, "/rewards"))
        hand.tap(page.locator("[data-reward=bonus-5000] button"))
        hand.tap(page.get_by_role("dialog").locator("button.ant-btn-primary"))
        page.wait_for_url("**/redemptions")
        page.get_by_role("heading", level=1).wait_for()
    return hand


def _follow(visitors: Visitors, variant: Variant) -> Hand:
    """From a name that is typed to the events of a claim; the search has the focus when it opens."""
    hand = _home(visitors, variant, "AUD01")
    page = hand.page
    with hand.job():
        if hand.touches:
            hand.tap(page.locator("header button.search-button"))
        else:
            hand.press("Control+k")
        page.locator(".search input").wait_for()
        hand.type("林小例")
        person = page.get_by_role("option").filter(has_text="FIN01")
        if hand.touches:
            hand.tap(person)
        else:
            person.wait_for()
            hand.press("Enter")
        hand.tap(page.locator(".look a[href^='/claims/']").first)
        hand.tap(page.locator("main a[href*='/audit/subjects/claim']"))
        page.locator(".steps > li").first.wait_for()
    return hand


def _way(page: Page, path: str) -> Locator:
    """The first link to a page that can be seen."""
    links = page.locator(f"a[href='{path}']:visible")
    links.first.wait_for()
    return next((link for link in links.all() if link.evaluate(IN_SIGHT)), links.first)


SAVED = (
    "更换快递供应商，每月节约运费",
    "合并两条专线，通信费下降",
    "旧服务器退租，机房费用减少",
    "打印改为双面，耗材减少一半",
    "差旅改订高铁，住宿合并结算",
    "退掉闲置软件账号，年费减少",
    "会议改为线上，场地费省下",
    "包材改为回收箱，采购减少",
    "夜间关闭测试环境，电费下降",
    "培训改由内部讲师，讲课费省下",
)
JOBS = {
    "thank": Job(_thank, taps=2),
    "grant": Job(_grant, taps=4, seconds=4.5),
    "second_grant": Job(_second_grant, taps=2, seconds=2.5),
    "ten_approvals": Job(_approve, seconds=15),
    "claim": Job(_claim, seconds=12),
    "redeem": Job(_redeem, taps=3),
    "follow": Job(_follow, taps=4),
}
