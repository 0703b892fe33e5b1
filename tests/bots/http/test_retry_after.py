"""``Retry-After`` is read by one rule, wherever it comes from."""

from email.utils import formatdate

import httpx
import pytest

from bots.http.retry_after import pause_asked_for

NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3.0),
        ("1.5", 1.5),
        ("0", 0.0),
        ("soon", None),
        ("", None),
        (formatdate(NOW + 30, usegmt=True), 30.0),
        (formatdate(NOW - 30, usegmt=True), 0.0),
        ("99999999", 86_400.0),
    ],
)
def test_seconds_and_dates_are_read(value, seconds):
    assert seconds == pause_asked_for(httpx.Headers({"Retry-After": value}), NOW)


def test_without_the_header_no_pause_is_asked_for():
    assert pause_asked_for({}, NOW) is None
