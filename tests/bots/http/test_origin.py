"""Where a URL leads: what could be read in two ways leads nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.http.origin import Origin

PLAIN = {
    "https://example.org/path?query#fragment": Origin("https", "example.org"),
    "https://EXAMPLE.org:443/": Origin("https", "example.org"),
    "http://example.org:80": Origin("http", "example.org"),
    "https://example.org:8443/": Origin("https", "example.org", 8443),
    "http://[::1]:3978/": Origin("http", "::1", 3978),
    "ftp://example.org/": Origin("ftp", "example.org"),
}


@pytest.mark.parametrize(("url", "origin"), PLAIN.items())
def test_an_origin_is_scheme_host_and_port(url, origin):
    assert origin == Origin.parse(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/path",
        "//example.org/",
        "https:///path",
        "https://",
        "https://[::1/",
        "https://example.org:x/",
        "https://example.org:99999/",
        "https://user@example.org/",
        "https://@example.org/",
        "https://evil.example\\@example.org/",
        "https://evil.example\\.example.org/",
        "https://example.org/\n",
        "https://exa\tmple.org/",
        "https://example.org/ ",
        "https://exämple.org/",
        "https://example.org/" + "x" * 8192,
    ],
)
def test_a_url_that_could_be_read_in_two_ways_has_no_origin(url):
    assert Origin.parse(url) is None


@pytest.mark.parametrize(
    ("url", "is_confidential"),
    [
        ("https://example.org/", True),
        ("http://127.0.0.1:8080/", True),
        ("http://localhost/", True),
        ("http://[::1]/", True),
        ("http://example.org/", False),
        ("http://127.0.0.1.example.org/", False),
        ("ftp://127.0.0.1/", False),
    ],
)
def test_nobody_reads_along_over_https_or_on_this_machine(url, is_confidential):
    assert is_confidential is Origin.parse(url).is_confidential


def test_an_address_of_eight_thousand_characters_has_an_origin_and_a_longer_one_has_none():
    start = "https://example.org/"

    assert Origin("https", "example.org") == Origin.parse(start + "x" * (8192 - len(start)))
    assert Origin.parse(start + "x" * (8193 - len(start))) is None


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://[::1]:3978", "http://127.0.0.1:8080", "ftp://a.example"]
)
def test_an_origin_is_written_as_it_was_read(url):
    assert url == str(Origin.parse(f"{url}/path"))


@given(st.text() | st.from_regex(r"https?://[^/]{0,20}/?.{0,20}"))
def test_an_origin_that_is_written_is_read_as_the_same(url):
    origin = Origin.parse(url)

    assert origin is None or origin == Origin.parse(str(origin))
