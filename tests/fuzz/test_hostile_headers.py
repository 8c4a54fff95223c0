"""Headers that are wrong: tokens that nobody here signed, names that nobody gave, keys that are too long."""

from __future__ import annotations

import base64
import json
import time

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey, RSAKey

from tests.fuzz.town import Town, check_problem, raw, request
from tests.installation import SECRETS

GRANT = {"employee": "FIN01", "tag": "thanks", "reason": "谢谢"}


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def forged(town: Town) -> dict[str, str]:
    """Tokens for hr that somebody without the service's key can make."""
    good = town.token("hr")
    header, claims, signature = good.split(".")
    now = int(time.time())
    said = {"org": town.id, "sub": "HR02", "iat": now, "exp": now + 3600}
    rsa_key = RSAKey.import_key(rsa.generate_private_key(65537, 2048))
    ed_key = OKPKey.import_key(ed25519.Ed25519PrivateKey.generate())
    right = OctKey.import_key(SECRETS.derive("tokens"))
    return {
        "alg none": f"{part({'alg': 'none'})}.{part(said)}.",
        "alg None, with a signature": f"{part({'alg': 'None'})}.{part(said)}.{signature}",
        "no signature": f"{header}.{claims}.",
        "another's signature": f"{header}.{part(said)}.{signature}",
        "other claims": f"{header}.{part({**said, 'sub': 'ROOT'})}.{signature}",
        "another key": jwt.encode({"alg": "HS256"}, said, OctKey.import_key(b"k" * 32)),
        "an empty key": jwt.encode({"alg": "HS256"}, said, OctKey.import_key(b"\0")),
        "a key of the client's": jwt.encode({"alg": "RS256", "jwk": rsa_key.as_dict(private=False)}, said, rsa_key),
        "another algorithm": jwt.encode({"alg": "Ed25519"}, said, ed_key, algorithms=["Ed25519"]),
        "a longer hash with the right key": jwt.encode({"alg": "HS512"}, said, right, algorithms=["HS512"]),
        "the derived key of something else": jwt.encode(
            {"alg": "HS256"}, said, OctKey.import_key(SECRETS.derive("person-keys"))
        ),
        "over": jwt.encode({"alg": "HS256"}, {**said, "exp": now - 1}, right),
        "twice the same": f"{good}.{good}",
        "compressed": f"{part({'alg': 'HS256', 'zip': 'DEF'})}.{claims}.{signature}",
        "crit": f"{part({'alg': 'HS256', 'crit': ['exp']})}.{claims}.{signature}",
        "trailing dot": good + ".",
        "white space": good.replace(".", " .", 1),
        "one letter less": good[:-1],
        "of another kind": part({"alg": "dir", "enc": "A256GCM"}) + "....",
        "not base64": "ä.ö.ü",
        "very long": "a" * 30_000,
        "very deep": part([[[[]]]]) + "." + base64.urlsafe_b64encode(b"[" * 8_000).decode() + ".x",
    }


@pytest.mark.filterwarnings("ignore:Key size")
def test_no_forged_token_signs_anybody_in(town: Town) -> None:
    for what, token in forged(town).items():
        for method, path, body in (("GET", "/v1/me", b""), ("POST", "/v1/grants", json.dumps(GRANT).encode())):
            answered = raw(town.service, request(method, path, token, body, Content_Type="application/json"))
            assert answered.status == 401, (what, answered)
            check_problem(answered.status, answered.headers["content-type"], answered.body)
            assert answered.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic SFIwMTpkZW1v", "bearer\tx", "Token x", "Bearer a b", "\x80", "Bearer \xff"],
)
def test_an_authorization_that_is_none_is_401(town: Town, header: str) -> None:
    sent = request("GET", "/v1/me", None).replace(
        b"\r\n\r\n", b"\r\nAuthorization: " + header.encode("latin-1") + b"\r\n\r\n"
    )
    answered = raw(town.service, sent)
    assert answered.status == 401, answered
    check_problem(answered.status, answered.headers["content-type"], answered.body)


@pytest.mark.parametrize("key", ["k" * 256, "k" * 60_000, "", "ключ", "a\tb", "\x7f", "\xe9"])
def test_an_idempotency_key_that_is_none_is_422(town: Town, key: str) -> None:
    body = json.dumps(GRANT).encode()
    sent = request(
        "POST", "/v1/grants", town.token("manager"), body, Content_Type="application/json", Idempotency_Key=key
    )
    answered = raw(town.service, sent)
    check_problem(answered.status, answered.headers["content-type"], answered.body)
    assert answered.status == (400 if key == "\x7f" else 422)  # the parser of HTTP refuses that one itself


def test_the_longest_idempotency_key_is_taken(town: Town) -> None:
    first = town.as_("manager").post("/grants", GRANT, Idempotency_Key="k" * 255)
    again = town.as_("manager").post("/grants", GRANT, Idempotency_Key="k" * 255)
    assert (first.status_code, first.content) == (201, again.content)


@pytest.mark.parametrize(
    "behalf", ["", "HR02", "FIN01", "nobody", "x" * 10_000, "\xff", "FIN00, TEC00", "system", "organisation"]
)
def test_a_name_in_which_one_may_not_act_is_403(town: Town, behalf: str) -> None:
    body = json.dumps(GRANT).encode()
    for method, path, sent in (("POST", "/v1/grants", body), ("GET", "/v1/claims", b""), ("GET", "/v1/me", b"")):
        headers = {"Content_Type": "application/json", "On_Behalf_Of": behalf}
        answered = raw(town.service, request(method, path, town.token("manager"), sent, **headers))
        check_problem(answered.status, answered.headers["content-type"], answered.body)
        assert answered.status == 403, (method, path)


@pytest.mark.parametrize("given", ["abc", "-1", "1.5", "0x1", "٣", "\xff", "", " "])
def test_a_stream_begins_whatever_the_last_event_was_said_to_be(town: Town, given: str) -> None:
    sent = request("GET", "/v1/stream", town.token("employee"), **{"Last-Event-ID": given})
    assert raw(town.service, sent).status == 200


def test_a_stream_that_would_go_on_beyond_the_head_is_refused(town: Town) -> None:
    sent = request("GET", "/v1/stream", town.token("employee"), **{"Last-Event-ID": "9" * 30})
    answered = raw(town.service, sent)
    assert (answered.status, json.loads(answered.body)["type"]) == (422, "/problems/unknown-position")


def test_a_head_that_never_ends_is_cut_off(town: Town) -> None:
    begun = request("GET", "/v1/me", town.token("employee"))[:-2]
    for line in (b"X-A: " + b"a" * 50_000 + b"\r\n", b"a" * 50_000):
        answered = raw(town.service, [begun, *[line] * 400])
        assert answered.status in {431, 0}, answered  # 0: the connection was reset while we were still sending
    assert town.client.get("/healthz").status_code == 200


def test_headers_do_not_get_into_answers(town: Town) -> None:
    sent = {
        "Host": "evil.example",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "Origin": "https://evil.example",
    }
    for path in ("/v1/grants/", "/v1/me/", "//evil.example/", "/docs", "/v1", "/"):
        answered: httpx.Response = town.client.get(path, headers=sent)
        assert "location" not in answered.headers, path
        assert "access-control-allow-origin" not in answered.headers
        assert "evil.example" not in answered.text
