"""Names and reasons are read through the API by whom they concern, and stand nowhere else in clear."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest
import redis

from ledger.bootstrap import Installation
from ledger.infrastructure.embedded.binaries import installed
from tests.faults.alone import eventually, projected
from tests.journeys.seeing import entries
from tests.service import PASSWORD, Company, Service, environment_of

TEXTS = {
    "name": "欧阳娜娜其其格",
    "renamed": "欧阳娜娜·改名以后",
    "reason": "深夜修复了贷款系统的对账故障",
    "description": "报价流程从五步减到三步",
    "evidence": "合同扫描件编号甲乙丙丁",
    "rejected": "证据与所述不符之理由",
    "refused": "一条从未被接受的理由",
    "entity": "欧阳氏食品有限责任公司",
    "centre": "欧阳专用成本中心",
    "pay": "987654321.75",
    "unread": "一段连JSON都不是的文字",
}
FORMS = ("utf-8", "unicode-escape", "gb18030")


def tell(company: Company) -> int:
    """Everything that anybody writes about FIN01, accepted or not; the last position."""
    company.department("FIN")
    company.hr.done(
        "POST",
        "/employees",
        {
            "employee_no": "FIN01",
            "name": TEXTS["name"],
            "department": "FIN",
            "password": PASSWORD,
            "legal_entity": TEXTS["entity"],
            "cost_centre": TEXTS["centre"],
            "pay_standard": TEXTS["pay"],
        },
    )
    company.hr.done("PATCH", "/employees/FIN01", {"name": TEXTS["renamed"]})
    company.tag("help", {"type": "fixed", "points": 1})
    company.budget("FIN00", 10)
    giver, claimant = company.sign_in("FIN00"), company.sign_in("FIN01")
    grant = {"employee": "FIN01", "tag": "help", "reason": TEXTS["reason"]}
    giver.done("POST", "/grants", grant, Idempotency_Key="one")
    giver.done("POST", "/grants", grant, Idempotency_Key="one")
    body = {"tag": "help", "description": TEXTS["description"], "evidence": [TEXTS["evidence"]]}
    claim = claimant.done("POST", "/claims", body)
    rejected = giver.done("POST", f"/claims/{claim['id']}/rejection", {"reason": TEXTS["rejected"]})

    refused = {**grant, "reason": TEXTS["refused"]}
    assert giver.post("/grants", {**refused, "tag": "no-such-tag"}).status_code == 422
    assert giver.post("/grants", {**refused, "points": 2}).status_code == 409
    assert giver.post("/grants", {**refused, TEXTS["refused"]: 1}).status_code == 422
    assert giver.post("/grants", refused, Idempotency_Key="one").status_code == 422
    assert giver.post(f"/claims/{TEXTS['refused']}/rejection", {"reason": TEXTS["refused"]}).status_code == 404
    assert giver.get(f"/employees?name={TEXTS['refused']}").status_code in (200, 422)
    sent = {"Authorization": f"Bearer {giver.token}", "Content-Type": "application/json"}
    assert company.client.post("/v1/grants", content=TEXTS["unread"].encode(), headers=sent).status_code == 400
    asked = {"organisation": company.id, "login": TEXTS["refused"], "password": TEXTS["unread"]}
    assert company.client.post("/v1/sessions", json=asked).status_code == 401

    position: int = rejected["position"]
    reasons = [entry["reason"] for entry in entries(claimant, "FIN01", position)]
    assert reasons == [TEXTS["reason"]], "its owner reads it"
    assert claimant.get("/me").json()["name"] == TEXTS["renamed"]
    return position


def found_in(content: bytes, texts: dict[str, str] = TEXTS) -> set[str]:
    """Which texts stand in some bytes, also where a dump or JSON writes them in another way."""
    unescaped = [bytes.fromhex(run.decode()) for run in re.findall(rb"\\x((?:[0-9a-f]{2})+)", content)]
    everything = b"\n".join([content, *unescaped])
    return {name for name, text in texts.items() if any(text.encode(form) in everything for form in FORMS)}


def dump(url: str) -> bytes:
    """All that `pg_dump` takes out of a database."""
    command = [installed().postgres_program("pg_dump"), "--dbname", url]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout


def everything_in_valkey(url: str) -> bytes:
    with redis.Redis.from_url(url) as client:
        return b"\n".join(key + (client.dump(key) or b"") for key in client.scan_iter())


@pytest.fixture
def service(where: Installation, tmp_path: Path) -> Iterator[Service]:
    """On a database that holds little, since all of it is read; and it writes all that it can into its log."""
    started = Service({**environment_of(where, tmp_path), "LEDGER_LOG": "debug"}, log=tmp_path / "log")
    try:
        yield started.start()
    finally:
        started.stop()


def test_no_dump_no_log_and_no_metric_holds_a_name_or_a_reason(service: Service, where: Installation) -> None:
    company = Company(where, service)
    tell(company)
    eventually(lambda: projected(where), "the projections have seen everything")
    metrics = httpx.get(f"{service.url}/metrics").content

    journal = dump(where.databases.owner)
    assert found_in(journal, {"organisation": "试验公司"}), "what is not sealed is found in stored bytes"
    assert found_in(journal) == set()
    assert not any(key.hex().encode() in journal for key in wrapped_keys(where, company))
    assert b"ledger_requests_total" in metrics
    assert found_in(metrics) == set()
    assert found_in(everything_in_valkey(where.redis_url)) == set()
    assert service.log is not None
    log = service.log.read_bytes()
    assert f"answers at {service.url}".encode() in log
    assert found_in(log) == set()


def wrapped_keys(where: Installation, company: Company) -> list[bytes]:
    with psycopg.connect(where.databases.keys) as connection:
        query = "SELECT wrapped FROM person_keys WHERE organisation = %s"
        rows = connection.execute(query, (company.id,)).fetchall()
    assert len(rows) == 4, "ROOT, HR01, FIN00, FIN01"
    return [bytes(wrapped) for (wrapped,) in rows]
