"""A status is read before the body: go on, try again, or call the operator."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier_client import Garbled, Refused, Throttled, Unavailable
from verifier_client.registries.http_status import LONGEST_WAIT, failure, retry_after
from verifier_client.transport import RegistryResponse

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def asked_pause(status, **headers):
    return failure(
        RegistryResponse(status, {name.replace("_", "-"): value for name, value in headers.items()}, b""), "PAI", NOW
    )


@pytest.mark.parametrize("status", [200, 304, 404, 410])
def test_answers_that_an_adapter_can_read_are_no_failure(status):
    assert asked_pause(status) is None


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_our_configuration(status):
    """Never "invalid certificate", never worth another attempt: the operator must act."""
    error = asked_pause(status)

    assert type(error) is Refused
    assert not error.retryable
    assert "key" in error.advice


def test_too_many_requests_is_throttled_for_as_long_as_asked():
    error = asked_pause(429, retry_after="7")

    assert type(error) is Throttled
    assert error.retry_after == 7.0
    assert error.worth_retrying


@pytest.mark.parametrize(
    ("status", "worth_retrying"), [(500, False), (501, False), (502, True), (503, True), (504, True)]
)
def test_only_passing_trouble_is_tried_again(status, worth_retrying):
    error = asked_pause(status, retry_after="3")

    assert type(error) is Unavailable
    assert error.worth_retrying is worth_retrying
    assert error.retry_after == 3.0


@pytest.mark.parametrize("status", [201, 202, 204, 206, 300, 301, 400, 402, 405, 406, 409, 418, 422, 451])
def test_what_no_contract_names_is_garbled(status):
    assert type(asked_pause(status)) is Garbled


@given(st.integers(100, 599))
def test_no_status_but_the_four_is_ever_read(status):
    """Law 3 begins here: a status that says nothing about a certificate never reaches an adapter."""
    error = asked_pause(status)

    assert (error is None) is (status in {200, 304, 404, 410})
    assert error is None or error.registry == "PAI"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("1", 1.0),
        (" 2 ", 2.0),
        ("1.5", 1.5),
        ("-5", 0.0),
        ("999999999", LONGEST_WAIT),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90.0),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), 0.0),
        ("Fri, 20 Nov 2026 10:00:30 +0100", 30.0),
        ("Fri, 20 Nov 2026 09:00:30", None),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("1e999", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_date(value, seconds):
    assert retry_after(value, NOW) == seconds


@given(st.one_of(st.text(), st.datetimes(timezones=st.just(UTC)).map(format_datetime), st.floats().map(repr)))
def test_whatever_retry_after_says_is_seconds_within_bounds_or_nothing(value):
    seconds = retry_after(value, NOW)

    assert seconds is None or 0.0 <= seconds <= LONGEST_WAIT
