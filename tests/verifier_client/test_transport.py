"""The network's manners: bounded in time and size, on one host only, and every failure has one of our names."""

import ssl
import time

import httpx
import pytest
import respx
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier_client.factories import HOST, ID, client_over, pai_body
from tests.verifier_client.fakes import nobody, saying, serving
from verifier_client import Freshness, Garbled, Outcome, Policy, Standing, Unavailable
from verifier_client.testing import ManualClock
from verifier_client.transport import HttpxTransport, RegistryRequest

pytestmark = pytest.mark.anyio
LIMIT = Policy().body_limit
PATIENCE = 5.0
HASTE = 0.1


@pytest.fixture
async def transport():
    transport = HttpxTransport(Policy())
    yield transport
    await transport.aclose()


def request(url, *headers):
    return RegistryRequest("PAI", url, headers)


class Site:
    """A handler that answers from a table of paths and remembers what it was asked."""

    def __init__(self, **answers):
        self.answers = answers
        self.seen = []

    async def answer(self, request):
        self.seen.append(request)
        answer = self.answers[request.path.strip("/")]
        return await answer(request) if callable(answer) else answer


def to(location, status=302):
    async def redirect(_request):
        return web.Response(status=status, headers={"Location": location})

    return redirect


async def hello(_request):
    return web.json_response({"hello": "world"}, headers={"ETag": '"1"'})


async def test_an_answer_comes_back_whole(transport):
    async with serving(Site(x=hello)) as url:
        answer = await transport.send(request(f"{url}/x"), patience=PATIENCE)

    assert (200, b'{"hello": "world"}', '"1"') == (answer.status, answer.body, answer.headers.get("etag"))


@pytest.mark.parametrize("status", [304, 401, 404, 410, 429, 500, 503])
async def test_every_status_is_an_answer(transport, status):
    async def answer(_request):
        return web.Response(status=status, headers={"Retry-After": "7"})

    async with serving(Site(x=answer)) as url:
        answer = await transport.send(request(f"{url}/x"), patience=PATIENCE)

    assert (status, "7") == (answer.status, answer.headers.get("retry-after"))


async def test_what_is_sent_is_a_plain_get_with_our_headers(transport):
    site = Site(x=hello)
    async with serving(site) as url:
        await transport.send(
            request(f"{url}/x?y=1", ("Authorization", "Bearer k"), ("If-None-Match", '"1"')), patience=PATIENCE
        )

    (seen,) = site.seen
    assert ("GET", "y=1") == (seen.method, seen.query_string)
    expected = {
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Authorization": "Bearer k",
        "If-None-Match": '"1"',
        "User-Agent": "certdesk",
    }
    assert expected == {name: value for name, value in seen.headers.items() if name != "Host"}


async def test_no_cookie_is_kept(transport):
    async def with_cookie(_request):
        return web.Response(headers={"Set-Cookie": "session=1; Path=/"})

    site = Site(x=with_cookie)
    async with serving(site) as url:
        for _ in range(2):
            await transport.send(request(f"{url}/x"), patience=PATIENCE)

    assert [None, None] == [request.headers.get("Cookie") for request in site.seen]


async def test_no_proxy_and_no_password_file_is_taken_from_the_environment(monkeypatch, tmp_path):
    """The environment belongs to the operator's shell, not to the registries' file."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password secret\n", encoding="utf-8")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, nobody())
    monkeypatch.setenv("NETRC", str(netrc))
    transport, site = HttpxTransport(Policy()), Site(x=hello)
    async with serving(site) as url:
        answer = await transport.send(request(f"{url}/x"), patience=PATIENCE)
        await transport.aclose()

    assert (200, None) == (answer.status, site.seen[0].headers.get("Authorization"))


@pytest.mark.parametrize("chunked", [False, True])
async def test_fifty_megabytes_are_cut_at_the_limit(transport, chunked):
    sent = 0

    async def flood(request):
        nonlocal sent
        response = web.StreamResponse()
        if not chunked:
            response.content_length = 50 * 2**20
        await response.prepare(request)
        for _ in range(50 * 16):
            await response.write(b" " * 2**16)
            sent += 2**16
        return response

    async with serving(Site(x=flood)) as url:
        with pytest.raises(Garbled, match="PAI sent more than 1024 KiB"):
            await transport.send(request(f"{url}/x"), patience=PATIENCE)

    assert sent < 20 * 2**20


async def test_a_body_of_just_the_limit_is_read(transport):
    async def full(_request):
        return web.Response(body=b"x" * LIMIT)

    async with serving(Site(x=full)) as url:
        answer = await transport.send(request(f"{url}/x"), patience=PATIENCE)

    assert LIMIT == len(answer.body)


@pytest.mark.parametrize(
    ("said", "drip"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X-Many: 1\r\n"),
        (b"", b"H"),
    ],
)
async def test_a_drip_is_left_at_the_deadline(transport, said, drip):
    """Timeouts of single reads never end it: each byte comes in time."""
    async with saying(said, drip=drip) as url:
        began = time.monotonic()
        with pytest.raises(Unavailable):
            await transport.send(request(url), patience=HASTE)

    assert time.monotonic() - began < 3.0


async def test_silence_ends_at_the_deadline(transport):
    async with saying(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", drip=b" ", every=9) as url:
        with pytest.raises(Unavailable, match="PAI did not answer in time"):
            await transport.send(request(url), patience=HASTE)


async def test_no_patience_means_no_request(transport):
    site = Site(x=hello)
    async with serving(site) as url:
        with pytest.raises(Unavailable) as error:
            await transport.send(request(f"{url}/x"), patience=0.0)

    assert ([], False) == (site.seen, error.value.worth_retrying)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_on_the_same_host_is_followed_with_the_same_headers(transport, status):
    site = Site(old=to("/new", status), new=hello)
    async with serving(site) as url:
        answer = await transport.send(request(f"{url}/old", ("Authorization", "Bearer k")), patience=PATIENCE)

    assert 200 == answer.status
    assert ["Bearer k", "Bearer k"] == [request.headers["Authorization"] for request in site.seen]


async def test_a_redirect_to_another_host_is_refused_and_the_key_stays_here(transport):
    elsewhere = Site(x=hello)
    async with serving(elsewhere) as other, serving(Site(x=to(f"{other}/x"))) as url:
        with pytest.raises(Garbled, match="redirects to another host, which is not followed"):
            await transport.send(request(f"{url}/x", ("Authorization", "Bearer k")), patience=PATIENCE)

    assert [] == elsewhere.seen


@pytest.mark.parametrize(
    "location",
    [
        "https://127.0.0.1/x",
        "//evil.example/x",
        "http://localhost/x",
        "http://127.0.0.1@evil.example/",
        "http://evil.example\\@127.0.0.1/",
        "ftp://127.0.0.1/x",
        "javascript:alert(1)",
        "http://[",
        "http://127.0.0.1:99999999/",
        "http://\u00a0/",
        "file:///etc/passwd",
    ],
)
async def test_a_redirect_to_anywhere_else_is_refused(transport, location):
    async with serving(Site(x=to(location))) as url:
        with pytest.raises(Garbled):
            await transport.send(request(f"{url}/x"), patience=PATIENCE)


async def test_a_redirect_that_brings_its_own_password_is_refused(transport):
    site = Site()
    async with serving(site) as url:
        site.answers["x"] = to(url.replace("http://", "http://someone:secret@") + "/y")
        with pytest.raises(Garbled):
            await transport.send(request(f"{url}/x", ("Authorization", "Bearer k")), patience=PATIENCE)

    assert 1 == len(site.seen)


@pytest.mark.parametrize("location", ["/x", "", "?again", "#top"])
async def test_redirects_end_somewhere(transport, location):
    site = Site(x=to(location))
    async with serving(site) as url:
        with pytest.raises(Garbled, match="redirects too often"):
            await transport.send(request(f"{url}/x"), patience=PATIENCE)

    assert 1 + Policy().redirects == len(site.seen)


async def test_nobody_listening_is_unavailable(transport):
    with pytest.raises(Unavailable, match="PAI could not be reached"):
        await transport.send(request(nobody()), patience=PATIENCE)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HELLO\r\n\r\n",
        b"\x00\xff\x16\x03\x01" * 20,
        b"HTTP/9.9 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
    ],
)
async def test_broken_http_is_unavailable(transport, said):
    async with saying(said) as url:
        with pytest.raises(Unavailable):
            await transport.send(request(url), patience=PATIENCE)


async def test_tls_is_checked(transport):
    """A server that speaks no TLS cannot be one that proves who it is."""
    async with serving(Site(x=hello)) as url:
        with pytest.raises(Unavailable):
            await transport.send(request(url.replace("http://", "https://")), patience=PATIENCE)

    context = transport._transport.client.connector._ssl
    assert (ssl.CERT_REQUIRED, True) == (context.verify_mode, context.check_hostname)


async def test_a_compressed_answer_is_refused(transport):
    """A bomb of a few kilobytes unpacks to gigabytes, and we asked for identity."""

    async def squeezed(_request):
        return web.Response(body=b"\x1f\x8b", headers={"Content-Encoding": "gzip"})

    async with serving(Site(x=squeezed)) as url:
        with pytest.raises(Garbled, match="compresses although asked not to"):
            await transport.send(request(f"{url}/x"), patience=PATIENCE)


@pytest.mark.parametrize("url", ["http://\ud800/", "http://127.0.0.1:port/", "http://127.0.0.1/\x00"])
async def test_an_address_that_is_none_is_garbled(transport, url):
    with pytest.raises(Garbled, match="an address that cannot be asked"):
        await transport.send(request(url), patience=PATIENCE)


async def test_closing_needs_no_opening():
    await HttpxTransport(Policy()).aclose()


def mocked(router):
    """The client of ``factories``, whose network is a respx router."""
    transport = HttpxTransport(Policy(), transport=httpx.MockTransport(router.async_handler))
    return client_over(transport, clock=ManualClock())


@pytest.fixture
def router():
    return respx.Router(assert_all_called=True)


async def test_a_verification_goes_through_the_real_wire(router):
    route = router.get(f"{HOST}/v1/certificates/{ID}").respond(json=pai_body())
    async with mocked(router) as client:
        verdict = await client.verify(ID, holder="Jane Doe")

    assert (Standing.ACTIVE, Freshness.LIVE, 1) == (verdict.standing, verdict.provenance.freshness, route.call_count)


@pytest.mark.parametrize(
    "failure",
    [httpx.ConnectError, httpx.ConnectTimeout, httpx.ReadTimeout, httpx.ReadError, httpx.RemoteProtocolError, 502, 429],
)
async def test_passing_trouble_on_the_wire_is_tried_again(router, failure):
    failing = httpx.Response(failure) if isinstance(failure, int) else failure
    route = router.get(f"{HOST}/v1/certificates/{ID}")
    route.side_effect = [failing, httpx.Response(200, json=pai_body())]
    async with mocked(router) as client:
        verdict = await client.verify(ID)

    assert (Outcome.FOUND, 2) == (verdict.outcome, route.call_count)


@given(location=st.text(max_size=40).filter(str.isprintable))
async def test_whatever_location_says_no_other_host_is_asked(location):
    asked = []

    async def handler(request):
        asked.append(request.url)
        return httpx.Response(302, headers={"Location": location.encode()})

    transport = HttpxTransport(Policy(), transport=httpx.MockTransport(handler))
    with pytest.raises((Garbled, Unavailable)):
        await transport.send(request(f"{HOST}/x"), patience=PATIENCE)
    await transport.aclose()

    assert {("https", "registry.example")} == {(url.scheme, url.host) for url in asked}
