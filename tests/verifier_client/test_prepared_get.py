"""A request that was prepared is the request that httpx would have built, and says so to whoever looks into it."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier_client.prepared_get import get_request

HEADERS = (("Accept", "application/json"), ("Authorization", "Bearer k"))
ORIGINS = ("https://registry.example", "http://127.0.0.1:8443", "https://REGISTRY.example:443", "http://[::1]:80")
PATHS = st.text("AIDA-2026/._~%?#:@ \\é", max_size=24)


def parts(url):
    return url.scheme, url.host, url.port, url.path, url.query, url.raw_path, url.netloc


def sent(request):
    return request.method, request.headers.multi_items(), request.content, parts(request.url)


@given(origin=st.sampled_from(ORIGINS), path=PATHS)
def test_a_prepared_request_is_the_one_that_httpx_builds(origin, path):
    url = f"{origin}/{path}"
    expected = httpx.Request("GET", url, headers=HEADERS)

    made = get_request(url, HEADERS)

    assert sent(expected) == sent(made)
    assert expected.url == httpx.URL(str(made.url))


@given(location=PATHS)
def test_a_relative_redirect_leads_from_it_where_httpx_leads(location):
    url = "https://registry.example/v1/certificates/AIDA-2026-1234"

    assert httpx.URL(url).join(f"x/{location}") == get_request(url, ()).url.join(f"x/{location}")


def test_two_requests_to_one_host_share_nothing_that_either_changes():
    first, second = (get_request(f"https://registry.example/{name}", HEADERS) for name in "ab")
    first.extensions["timeout"] = {"connect": 1.0}

    assert ({}, "/a", "/b") == (second.extensions, first.url.path, second.url.path)


@pytest.mark.parametrize("url", ["http://127.0.0.1:port/", "http://\ud800/"])
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises((httpx.InvalidURL, ValueError)):
        get_request(url, HEADERS)
