"""The matrix of tokens: every bad one is a 401 without a stack trace, every good one comes in."""

import asyncio
import base64
import json
import logging

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bots.http.messages import HttpResponse
from bots.teams.api.hosts import LOOPBACK, ServiceHosts
from bots.teams.api.keys import Keys, KeysUnavailable
from bots.teams.api.trust import AnonymousTrust, Trust, Untrusted
from tests.bots.teams.fakes import (
    APP,
    OTHER_TENANT,
    SERVICE,
    TENANT,
    Teams,
    activity,
    jwk,
    rsa_key,
    settled,  # noqa: F401 - a fixture
)

pytestmark = pytest.mark.anyio
PUBLIC_PEM = rsa_key("first").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def hs256_with_the_public_key(teams):
    """PyJWT refuses to sign with a public key as a secret, so it is done by hand."""
    import hashlib
    import hmac

    text = f"{part({'alg': 'HS256', 'kid': 'first'})}.{part(teams.claims())}"
    mac = hmac.new(PUBLIC_PEM, text.encode(), hashlib.sha256).digest()
    return f"{text}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def cut(token, *, at):
    head, body, signature = token.split(".")
    parts = {"signature": f"{head}.{body}.", "body": f"{head}.{body[:-4]}.{signature}", "two": f"{head}.{body}"}
    return parts[at]


def soon(teams, seconds):
    return int(teams.clock.time) + seconds


BAD = {
    "expired": lambda t: t.token(exp=soon(t, -301)),
    "expired long ago": lambda t: t.token(exp=1),
    "not valid yet": lambda t: t.token(nbf=soon(t, 301)),
    "issued in the future": lambda t: t.token(iat=soon(t, 301)),
    "no exp": lambda t: t.token(exp=None),
    "exp is a text": lambda t: t.token(exp="never"),
    "exp is beyond any number": lambda t: t.token(exp=10**400),
    "nbf is beyond any number": lambda t: t.token(nbf=10**400),
    "exp is true": lambda t: t.token(exp=True),
    "nbf is a list": lambda t: t.token(nbf=[1]),
    "wrong aud": lambda t: t.token(aud="another-app"),
    "no aud": lambda t: t.token(aud=None),
    "aud is a number": lambda t: t.token(aud=5),
    "wrong iss": lambda t: t.token(iss="https://sts.windows.net/"),
    "no iss": lambda t: t.token(iss=None),
    "signed by another key": lambda t: t.token(key="other"),
    "unknown kid": lambda t: t.token(kid="unknown"),
    "no kid": lambda t: t.token(kid=None),
    "empty kid": lambda t: t.token(kid=""),
    "alg none": lambda t: jwt.encode(t.claims(), None, algorithm="none", headers={"kid": "first"}),
    "alg None": lambda t: f"{part({'alg': 'None', 'kid': 'first'})}.{part(t.claims())}.",
    "HS256 with the public key": hs256_with_the_public_key,
    "PS256": lambda t: t.token(alg="PS256"),
    "RS512": lambda t: t.token(alg="RS512"),
    "no serviceurl": lambda t: t.token(serviceurl=None),
    "another serviceurl": lambda t: t.token(serviceurl="https://smba.trafficmanager.net/amer/"),
    "serviceurl but for its slash": lambda t: t.token(serviceurl=SERVICE.rstrip("/")),
    "no signature": lambda t: cut(t.token(), at="signature"),
    "a changed body": lambda t: cut(t.token(), at="body"),
    "two parts": lambda t: cut(t.token(), at="two"),
    "not a token": lambda _: "not-a-token",
    "dots": lambda _: "..",
    "not ASCII": lambda _: "é.é.é",
    "huge": lambda t: t.token(more="x" * 20_000),
    "header is a list": lambda t: f"{part([])}.{part(t.claims())}.x",
    "claims are a list": lambda _: jwt.api_jws.encode(b"[]", rsa_key("first"), "RS256", {"kid": "first"}),
    "deep header": lambda t: f"{base64.urlsafe_b64encode(b'[' * 5000).decode().rstrip('=')}.{part(t.claims())}.x",
}


WHY = {
    "token expired": {"expired", "expired long ago"},
    "token not valid yet": {"not valid yet", "issued in the future"},
    "bad exp": {"exp is a text", "exp is beyond any number", "exp is true"},
    "bad nbf": {"nbf is beyond any number", "nbf is a list"},
    "bad token (InvalidAudienceError)": {"wrong aud", "aud is a number"},
    "bad token (InvalidIssuerError)": {"wrong iss"},
    "bad token (MissingRequiredClaimError)": {"no exp", "no aud", "no iss"},
    "bad token (InvalidSignatureError)": {"signed by another key", "no signature"},
    "bad token (DecodeError)": {"claims are a list"},
    "unknown key": {"unknown kid"},
    "bad token header": {"no kid", "empty kid", "alg none", "alg None", "HS256 with the public key", "PS256", "RS512"},
    "token is for another service URL": {"no serviceurl", "another serviceurl", "serviceurl but for its slash"},
}


@pytest.mark.parametrize("bad", BAD)
async def test_a_bad_token_is_a_401_without_a_stack_trace_and_the_log_says_why(bad, caplog):
    make, why = BAD[bad], next((why for why, names in WHY.items() if bad in names), "bad token")
    caplog.set_level(logging.DEBUG)
    teams = Teams()
    status, answer = await teams.post(headers={"Authorization": f"Bearer {make(teams)}"})
    await teams.settle()

    assert (401, {"error": "not from the Bot Framework"}) == (status, answer)
    assert [] == teams.bot.activities
    assert "Traceback" not in caplog.text
    assert f"a request to the Teams door was refused: 401 {why}" in [each.getMessage() for each in caplog.records]


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": ""}, {"Authorization": "Bearer"}, {"Authorization": "Bearer  "}]
)
async def test_no_token_is_a_401_and_asks_microsoft_nothing(header):
    teams = Teams()

    assert 401 == (await teams.post(headers=header))[0]
    assert 0 == teams.microsoft.metadata.call_count


@pytest.mark.parametrize("scheme", ["Basic", "Token", "BearerBearer"])
async def test_another_scheme_is_a_401(scheme):
    teams = Teams()

    assert 401 == (await teams.post(headers={"Authorization": f"{scheme} {teams.token()}"}))[0]


GOOD = {
    "plain": lambda t: t.token(),
    "expired within the leeway": lambda t: t.token(exp=soon(t, -299)),
    "valid within the leeway": lambda t: t.token(nbf=soon(t, 299), iat=soon(t, 299)),
    "without nbf": lambda t: t.token(nbf=None),
    "for several": lambda t: t.token(aud=["another-app", APP]),
    "with more claims": lambda t: t.token(ver="1.0", roles=["x"]),
}


@pytest.mark.parametrize("make", GOOD.values(), ids=GOOD)
async def test_a_good_token_comes_in(make):
    teams = Teams()

    assert (200, None) == await teams.post(headers={"Authorization": f"Bearer {make(teams)}"})


async def test_a_key_that_is_not_endorsed_for_the_channel_is_a_401():
    teams = Teams()
    teams.microsoft.keys = [jwk("first", endorsements=("webchat", "directline"))]

    assert 401 == (await teams.post())[0]
    assert 200 == (await teams.post(channelId="webchat"))[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"conversation": {"id": "a:1", "tenantId": OTHER_TENANT}},
        {"channelData": {"tenant": {"id": OTHER_TENANT}}},
        {"conversation": {"id": "a:1"}, "channelData": None},
        {"conversation": {"id": "a:1", "tenantId": ""}, "channelData": {"tenant": {"id": ""}}},
        {"conversation": {"id": "a:1", "tenantId": {"a": TENANT}}},
        {"conversation": {"id": "a:1"}, "channelData": {"tenant": TENANT}},
    ],
)
async def test_another_tenant_or_none_is_a_401(changes):
    assert 401 == (await Teams().post(**changes))[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"conversation": {"id": "a:1", "tenantId": TENANT.upper()}},
        {"conversation": {"id": "a:1"}},
        {"channelData": None},
    ],
)
async def test_one_place_that_names_our_tenant_is_enough(changes):
    assert 200 == (await Teams().post(**changes))[0]


async def test_places_that_name_different_tenants_are_a_401_even_when_both_are_ours():
    teams = Teams(tenants=frozenset({TENANT, OTHER_TENANT}))

    assert 200 == (await teams.post(conversation={"id": "a:1", "tenantId": OTHER_TENANT}, channelData=None))[0]
    assert 401 == (await teams.post(conversation={"id": "a:1", "tenantId": OTHER_TENANT}))[0]


@pytest.mark.parametrize("url", ["https://evil.example/", "http://smba.trafficmanager.net/", "https://127.0.0.1/"])
async def test_a_service_url_that_is_not_listed_is_a_401_even_when_signed(url):
    teams = Teams()
    headers = {"Authorization": f"Bearer {teams.token(serviceurl=url)}"}

    assert 401 == (await teams.post(headers=headers, serviceUrl=url))[0]


async def test_a_key_is_asked_for_once_and_kept_for_a_day():
    teams = Teams()
    for _ in range(5):
        await teams.post()
    teams.clock.time += 24 * 3600 - 1
    await teams.post()
    assert (1, 1) == (teams.microsoft.metadata.call_count, teams.microsoft.jwks.call_count)
    teams.clock.time += 1
    await teams.post()

    assert 2 == teams.microsoft.jwks.call_count


async def test_a_rolled_key_is_accepted_after_one_look():
    teams = Teams()
    await teams.post()
    teams.microsoft.keys = [jwk("second")]

    assert 200 == (await teams.post(headers={"Authorization": f"Bearer {teams.token('second', 'second')}"}))[0]
    assert 401 == (await teams.post())[0]
    assert 2 == teams.microsoft.jwks.call_count


async def test_forged_key_names_cannot_hammer_the_key_endpoint():
    teams = Teams()
    await teams.post()
    for number in range(20):
        headers = {"Authorization": f"Bearer {teams.token(kid=f'forged-{number}')}"}
        assert 401 == (await teams.post(headers=headers))[0]
    assert 2 == teams.microsoft.jwks.call_count
    teams.clock.time += 60
    await teams.post(headers={"Authorization": f"Bearer {teams.token(kid='forged')}"})

    assert 3 == teams.microsoft.jwks.call_count


async def test_while_the_key_endpoint_is_slow_everything_else_goes_on_and_one_call_serves_all():
    teams = Teams()
    teams.microsoft.open.clear()
    waiting = [asyncio.create_task(teams.post()) for _ in range(10)]
    bad = asyncio.create_task(teams.post(headers={"Authorization": "Bearer x"}))
    await asyncio.wait([bad])
    assert not any(task.done() for task in waiting)
    teams.microsoft.open.set()

    assert [(200, None)] * 10 == [await task for task in waiting]
    assert (401, 1) == (bad.result()[0], teams.microsoft.jwks.call_count)


async def test_a_caller_that_leaves_does_not_end_the_look_for_others():
    teams = Teams()
    teams.microsoft.open.clear()
    leaves, stays = asyncio.create_task(teams.post()), asyncio.create_task(teams.post())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    leaves.cancel()
    await asyncio.wait([leaves])
    teams.microsoft.open.set()

    assert (200, None) == await stays


DOWN = {
    "no connection": httpx.ConnectError("down"),
    "no answer": httpx.ReadTimeout("slow"),
    "an error": httpx.Response(500),
    "a page": httpx.Response(200, text="<html>"),
    "a list": httpx.Response(200, json=[]),
    "no keys": httpx.Response(200, json={"keys": []}),
    "useless keys": httpx.Response(
        200, json={"keys": [{"kty": "EC", "kid": "first"}, 5, {"kid": "first", "kty": "RSA"}]}
    ),
    "a key to encrypt with": httpx.Response(200, json={"keys": [jwk("first") | {"use": "enc"}]}),
    "a short key": httpx.Response(200, json={"keys": [jwk("short") | {"kid": "first"}]}),
    "too much": httpx.Response(200, content=b" " * (1024 * 1024 + 1)),
}


@pytest.mark.parametrize("answer", DOWN.values(), ids=DOWN)
async def test_without_keys_it_is_a_503_that_asks_to_come_again(answer, caplog):
    """Nothing is known against the sender, and only a 5xx makes the Bot Framework deliver again."""
    caplog.set_level(logging.DEBUG)
    teams = Teams()
    teams.microsoft.jwks.mock(side_effect=answer if isinstance(answer, Exception) else [answer])
    raw = json.dumps(activity()).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {teams.token()}"}
    response = await teams.door(raw, headers)
    assert (503, "5") == (response.status, response.headers["retry-after"])
    teams.microsoft.jwks.mock(side_effect=teams.microsoft._jwks)
    assert 503 == (await teams.post())[0]
    assert 401 == (await teams.post(headers={"Authorization": "Bearer x"}))[0]
    teams.clock.time += 5

    assert 200 == (await teams.post())[0]
    assert "Traceback" not in caplog.text


async def test_old_keys_serve_while_no_newer_ones_can_be_had_but_not_for_ever():
    teams = Teams()
    await teams.post()
    teams.microsoft.jwks.mock(side_effect=httpx.ConnectError("down"))
    teams.clock.time += 24 * 3600
    assert 200 == (await teams.post())[0]
    assert 503 == (await teams.post(headers={"Authorization": f"Bearer {teams.token(kid='new')}"}))[0]
    teams.clock.time += 4 * 24 * 3600

    assert 503 == (await teams.post())[0]


@pytest.mark.parametrize("address", ["http://keys.example/", "file:///etc/passwd", "http://127.0.0.1/keys", 5, None])
async def test_the_metadata_may_name_https_addresses_only(address):
    teams = Teams()
    teams.microsoft.metadata.mock(side_effect=[httpx.Response(200, json={"jwks_uri": address})])

    assert 503 == (await teams.post())[0]


class Documents:
    """A transport that knows some addresses."""

    def __init__(self, **documents):
        self.documents, self.asked = documents, []

    async def send(self, request):
        self.asked.append(request.url)
        found = next((each for host, each in self.documents.items() if request.url.startswith(f"http://{host}")), None)
        return HttpResponse(200 if found else 404, {}, json.dumps(found).encode())


@pytest.mark.parametrize(("keys_at", "is_known"), [("http://localhost/keys", True), ("http://keys.example/", False)])
async def test_metadata_on_this_machine_may_name_this_machine_without_https_and_nobody_else(keys_at, is_known):
    documents = Documents(**{"127.0.0.1": {"jwks_uri": keys_at}, "localhost": {"keys": [jwk("first")]}})
    documents.documents["keys.example"] = documents.documents["localhost"]
    keys = Keys(documents, "http://127.0.0.1/metadata", monotonic=lambda: 0.0)
    if is_known:
        assert await keys.get("first")
    else:
        with pytest.raises(KeysUnavailable):
            await keys.get("first")

    assert is_known is (keys_at in documents.asked)


@pytest.mark.parametrize(("app_id", "tenants"), [("", frozenset({TENANT})), (APP, frozenset())])
async def test_without_app_id_or_tenant_there_is_no_trust(app_id, tenants):
    """botbuilder lets everybody in then."""
    teams = Teams()
    with pytest.raises(ValueError, match="nobody can be trusted"):
        Trust(teams.keys, app_id=app_id, tenants=tenants, hosts=teams.hosts, now=teams.clock.now)


LISTED = ServiceHosts("smba.trafficmanager.net, *.botframework.com, 127.0.0.1")
URLS = {
    "https://smba.trafficmanager.net/emea/": True,
    "https://SMBA.trafficmanager.net:443/": True,
    "https://webchat.botframework.com": True,
    "http://127.0.0.1:56150/_connector": True,
    "https://botframework.com/": False,
    "https://evilbotframework.com/": False,
    "https://smba.trafficmanager.net.evil.example/": False,
    "https://smba.trafficmanager.net@evil.example/": False,
    "https://evil.example\\@smba.trafficmanager.net/": False,
    "https://evil.example/#smba.trafficmanager.net": False,
    "https://smba.trafficmanager.net/?x": False,
    "https://smba.trafficmanager.net:8443/": False,
    "https://smba.trafficmanager.net:x/": False,
    "https://smba.trafficmanager.net./": False,
    "http://smba.trafficmanager.net/": False,
    "http://localhost/": False,
    "https://169.254.169.254/": False,
    "ftp://127.0.0.1/": False,
    "//smba.trafficmanager.net/": False,
    "https://[::1/": False,
    "https://smba.trafficmanager.net/\n": False,
    "": False,
}


@pytest.mark.parametrize(("url", "allowed"), URLS.items())
async def test_service_urls_lead_to_listed_hosts_only(url, allowed):
    assert allowed == LISTED.allow(url)


async def test_local_peers_need_no_token_but_must_be_local():
    trust = AnonymousTrust(ServiceHosts(LOOPBACK))
    for url in ("http://localhost:56150/_connector", "http://127.0.0.1:3978", "http://[::1]:3978/"):
        assert url == (await trust.check(activity(serviceUrl=url), {})).service_url
    here = "http://localhost:1"
    for headers in ({"host": "127.0.0.1:8080"}, {"host": "[::1]:1", "origin": "http://localhost:56150"}):
        assert here == (await trust.check(activity(serviceUrl=here), headers)).service_url
    refused = ({"x-forwarded-for": "10.0.0.1"}, {"host": "rebound.example:8080"}, {"origin": "https://page.example"})
    for url, headers in ((SERVICE, {}), *((here, each) for each in (*refused, {"origin": "null"}))):
        with pytest.raises(Untrusted):
            await trust.check(activity(serviceUrl=url), headers)


async def test_a_token_that_was_seen_before_is_refused_once_it_has_expired():
    teams = Teams()
    headers = {"Authorization": f"Bearer {teams.token()}"}
    assert [200, 200] == [(await teams.post(headers=headers))[0] for _ in range(2)]
    assert 401 == (await teams.post(headers=headers, serviceUrl="https://smba.trafficmanager.net/amer/"))[0]
    teams.clock.time += 3600 + 301

    assert 401 == (await teams.post(headers=headers))[0]


async def test_a_token_that_was_seen_before_is_refused_once_its_key_is_another():
    teams = Teams()
    headers = {"Authorization": f"Bearer {teams.token(exp=soon(teams, 100_000))}"}
    assert 200 == (await teams.post(headers=headers))[0]
    teams.microsoft.keys = [jwk("second") | {"kid": "first"}]
    teams.clock.time += 24 * 3600

    assert 401 == (await teams.post(headers=headers))[0]


async def test_tokens_are_remembered_up_to_a_number():
    teams = Teams()
    trust = teams.door._trust
    for number in range(1005):
        trust._remember(str(number).encode(), number)

    assert (1000, b"5") == (len(trust._verified), next(iter(trust._verified)))
