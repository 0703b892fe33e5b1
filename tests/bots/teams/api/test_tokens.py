"""The bot's own token: one call for many askers, renewed in time, by each of three ways to prove who we are."""

import asyncio
from urllib.parse import parse_qs

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from bots.http.transport import HttpxTransport
from bots.teams.api.tokens import Certificate, ManagedIdentity, Tokens
from bots.teams.model.errors import NotNow, Rejected
from tests.bots.teams.fakes import (
    APP,
    AUTHORITY,
    SECRET,
    TENANT,
    Teams,
    rsa_key,
    settled,  # noqa: F401 - a fixture
)

pytestmark = pytest.mark.anyio


async def test_many_askers_make_one_call_and_a_caller_that_leaves_spoils_nothing():
    teams = Teams()
    teams.microsoft.open.clear()
    asking = [asyncio.create_task(teams.tokens.get()) for _ in range(20)]
    await asyncio.sleep(0)
    asking.pop(0).cancel()
    teams.microsoft.open.set()

    assert {"token-1"} == {await task for task in asking}
    assert 1 == teams.microsoft.token.call_count


async def test_a_token_is_renewed_five_minutes_before_its_end():
    teams = Teams()
    await teams.tokens.get()
    teams.clock.time += 3600 - 301
    assert "token-1" == await teams.tokens.get()
    teams.clock.time += 1

    assert "token-2" == await teams.tokens.get()


@pytest.mark.parametrize("answer", [httpx.ConnectError("down"), httpx.Response(500), httpx.Response(401, json={})])
async def test_while_none_is_to_be_had_the_old_one_serves_to_its_end(answer):
    teams = Teams()
    await teams.tokens.get()
    teams.microsoft.token_answers = [answer, answer]
    teams.clock.time += 3600 - 300

    assert "token-1" == await teams.tokens.get()
    teams.clock.time += 300
    with pytest.raises((NotNow, Rejected)):
        await teams.tokens.get()
    teams.clock.time += 5

    assert "token-4" == await teams.tokens.get()


USELESS = [
    httpx.ConnectError("down"),
    httpx.ReadTimeout("slow"),
    httpx.Response(200, text="<html>"),
    httpx.Response(200, json=[]),
    httpx.Response(200, json={"access_token": "", "expires_in": 1}),
    httpx.Response(200, json={"access_token": "x"}),
    httpx.Response(200, json={"access_token": 5, "expires_in": 5}),
    httpx.Response(503, json={"access_token": "x", "expires_in": 5}),
]


@pytest.mark.parametrize("answer", USELESS)
async def test_without_a_token_nothing_is_sent_and_the_endpoint_gets_a_rest(answer):
    teams = Teams()
    teams.microsoft.token_answers = [answer]
    for _ in range(3):
        with pytest.raises(NotNow, match="NoToken"):
            await teams.tokens.get()
    assert (1, None) == (teams.microsoft.token.call_count, teams.tokens.error)
    teams.clock.time += 5

    assert "token-2" == await teams.tokens.get()


async def test_refused_credentials_are_an_error_until_they_are_taken(caplog):
    teams = Teams()
    text = f"AADSTS7000215: Invalid client secret provided for {APP}"
    answer = httpx.Response(401, json={"error": "invalid_client", "error_description": text})
    teams.microsoft.token_answers = [answer]
    with pytest.raises(Rejected, match="TokenRefused:invalid_client"):
        await teams.tokens.get()
    assert "Microsoft refused the bot's credentials (invalid_client)" == teams.tokens.error
    assert not [word for word in (SECRET, APP, "AADSTS") if word in caplog.text]
    teams.clock.time += 5
    await teams.tokens.get()

    assert teams.tokens.error is None


async def test_a_refusal_that_quotes_us_is_not_repeated():
    teams = Teams()
    teams.microsoft.token_answers = [httpx.Response(400, json={"error": f"bad {SECRET}"})]
    with pytest.raises(Rejected, match=r"^TokenRefused:unreadable$"):
        await teams.tokens.get()


async def test_a_token_that_was_refused_is_forgotten_but_not_its_successor():
    teams = Teams()
    await teams.tokens.get()
    teams.tokens.forget("another")
    assert "token-1" == await teams.tokens.get()
    teams.tokens.forget("token-1")

    assert "token-2" == await teams.tokens.get()


async def test_a_client_secret_goes_in_the_form():
    teams = Teams()
    await teams.tokens.get()
    form = parse_qs(teams.microsoft.token.calls[0].request.content.decode())

    assert {
        "grant_type": ["client_credentials"],
        "client_id": [APP],
        "client_secret": [SECRET],
        "scope": ["https://api.botframework.com/.default"],
    } == form


def pem(key, encryption=None):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())


@pytest.mark.parametrize(
    ("thumbprint", "algorithm", "name"),
    [("AB:" * 19 + "AB", "RS256", "x5t"), ("ab" * 32, "PS256", "x5t#S256")],
)
async def test_a_certificate_signs_an_assertion(thumbprint, algorithm, name):
    teams = Teams()
    certificate = Certificate.from_pem(pem(rsa_key("first")), thumbprint)
    now, where = teams.clock.now, {"app_id": APP, "tenant": TENANT, "authority": AUTHORITY}
    await Tokens(teams.microsoft.transport, certificate, **where, monotonic=now, now=now).get()
    form = parse_qs(teams.microsoft.token.calls[0].request.content.decode())
    assertion = form["client_assertion"][0]
    header = jwt.get_unverified_header(assertion)
    url = f"{AUTHORITY}{TENANT}/oauth2/v2.0/token"
    options = {"verify_exp": False, "verify_nbf": False}
    public = rsa_key("first").public_key()
    claims = jwt.decode(assertion, public, algorithms=[algorithm], audience=url, options=options)

    assert (APP, APP, int(teams.clock.time) + 600) == (claims["iss"], claims["sub"], claims["exp"])
    assert (algorithm, "q6urq6urq6urq6ur") == (header["alg"], header[name][:16])
    assert ["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"] == form["client_assertion_type"]
    assert "client_secret" not in form
    assert "PRIVATE" not in repr(certificate)


@pytest.mark.parametrize(
    "content",
    [
        b"no PEM",
        pem(ec.generate_private_key(ec.SECP256R1())),
        pem(rsa_key("first"), BestAvailableEncryption(b"secret")),
    ],
)
async def test_only_an_open_rsa_key_is_a_certificate_s(content):
    with pytest.raises(ValueError):  # noqa: PT011 - any of them; the setting is named by the surface
        Certificate.from_pem(content, "ab" * 20)


@pytest.mark.parametrize(
    ("header", "version", "sent"),
    [(None, "2018-02-01", ("metadata", "true")), ("h", "2019-08-01", ("x-identity-header", "h"))],
)
async def test_a_managed_identity_asks_its_machine(header, version, sent):
    asked = []

    def answer(request):
        asked.append(request)
        return httpx.Response(200, json={"access_token": "from-imds", "expires_in": "3599"})

    identity = ManagedIdentity("http://169.254.169.254/metadata/identity/oauth2/token", header)
    transport, now = HttpxTransport(transport=httpx.MockTransport(answer)), Teams().clock.now
    tokens = Tokens(transport, identity, app_id=APP, tenant=TENANT, authority=AUTHORITY, monotonic=now, now=now)

    assert "from-imds" == await tokens.get()
    query = {"api-version": version, "resource": "https://api.botframework.com", "client_id": APP}
    assert ("GET", query) == (asked[0].method, dict(asked[0].url.params))
    assert sent[1] == asked[0].headers[sent[0]]
