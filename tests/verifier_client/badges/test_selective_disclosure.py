"""A badge that is shown in part: each statement is still signed, and what may be left out is not taken as absent."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier_client.badges.issuing import DID, Key, cbor, credential, disclosed, judged
from verifier_client import Outcome
from verifier_client.badges import (
    BadgeJudgement,
    Dates,
    Signature,
    Status,
    StatusFinding,
    TrustedIssuer,
    TrustedIssuers,
    badge_verdict,
)
from verifier_client.badges.errors import Unreadable
from verifier_client.badges.formats.cbor import decode

pytestmark = pytest.mark.anyio
KEY = Key("p256")
NOW = datetime(2026, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize("mandatory", [(), (0,), (1, 3, 5)])
async def test_a_derived_proof_holds_and_any_change_breaks_it(mandatory):
    badge = disclosed(credential(KEY.did), KEY, mandatory=mandatory)
    judgement = await judged(badge)
    assert (Signature.HOLDS, True, True) == (
        judgement.signature.signature,
        judgement.issuer_proven,
        judgement.signature.partial,
    )
    for changes in ({"name": "Chief"}, {"validFrom": "2025-03-02T00:00:00Z"}, {"description": "More"}):
        assert (await judged({**badge, **changes})).signature.signature is Signature.BROKEN
    less = {name: value for name, value in badge.items() if name != "name"}
    assert (await judged(less)).signature.signature is Signature.BROKEN


@pytest.mark.parametrize("value", ["u2V0A", "u2V0B", "zzz", "u2V0BgA", "", None])
async def test_a_value_that_is_no_derived_proof_never_holds(value):
    """Among them a base proof, whose secrets are between the issuer and the holder."""
    badge = disclosed(credential(KEY.did), KEY)
    badge["proof"]["proofValue"] = value
    assert (await judged(badge)).signature.signature in {Signature.BROKEN, Signature.UNDETERMINED}


async def verdict(**changes):
    judgement = await judged(disclosed(credential(KEY.did, **changes), KEY))
    return badge_verdict(judgement, TrustedIssuers([TrustedIssuer(KEY.did, "Example Institute")]), now=NOW)


async def test_an_end_or_a_status_may_have_been_left_out():
    found = await verdict()
    assert Outcome.COULD_NOT_CHECK is found.outcome
    assert found.is_partial


async def test_with_an_end_and_a_status_nothing_was_left_out():
    judgement = await judged(disclosed(credential(KEY.did, validUntil="2030-01-01T00:00:00Z"), KEY))
    active = BadgeJudgement(
        facts=judgement.facts,
        signature=judgement.signature,
        issuer_proven=True,
        status=StatusFinding(Status.ACTIVE),
        dates=Dates.WITHIN,
    )
    issuers = TrustedIssuers([TrustedIssuer(KEY.did, "Example Institute")])
    assert Outcome.FOUND is badge_verdict(active, issuers, now=NOW).outcome
    assert (
        Outcome.CHECK_BY_HAND is badge_verdict(active, TrustedIssuers([TrustedIssuer(DID, "Other")]), now=NOW).outcome
    )


PLAIN = st.integers(0, 2**16 - 1) | st.binary(max_size=300)
VALUES = (
    PLAIN | st.lists(PLAIN, max_size=30) | st.dictionaries(st.integers(0, 300), st.binary(max_size=40), max_size=30)
)


@given(value=st.lists(VALUES, max_size=5))
def test_cbor_reads_what_is_written(value):
    assert value == decode(cbor(value))
    with pytest.raises(Unreadable):
        decode(cbor(value)[:-1])


@given(data=st.binary(max_size=80))
def test_cbor_never_stumbles(data):
    with contextlib.suppress(Unreadable):
        decode(data)
