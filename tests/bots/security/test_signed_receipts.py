"""Receipts state what was answered, and show every change of theirs."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.security.signed_receipts import (
    FIRST,
    Fault,
    Receipt,
    ReceiptError,
    ReceiptKeyError,
    Signer,
    armoured,
    new_key,
    read,
    receipts_in,
)
from verifier_client import (
    Agreement,
    CertificateId,
    Certification,
    Freshness,
    Outcome,
    Provenance,
    Question,
    Record,
    RegistryStatus,
    Standing,
    Verdict,
)

SEED = base64.b64encode(bytes(range(32))).decode()
GOLDEN = Path(__file__).parents[2] / "samples/receipts/jane.receipt"
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
ID = CertificateId.parse("AIDA-2026-1234")
VERDICT = Verdict(
    Question(ID.text, ID, "Žoë Müller"),
    Outcome.FOUND,
    Provenance("Production AI Institute", "https://pai.example/1", AT, Freshness.LIVE),
    Record(ID, RegistryStatus.VALID, "Zoe Mueller", Certification("AIDA", "AI Deployment Associate", "PAI")),
    Standing.ACTIVE,
    Agreement.AGREES,
)
SIGNER = Signer.from_text(SEED)


def issued(count, signer=SIGNER):
    found, previous = [], FIRST
    for number in range(1, count + 1):
        found.append(signer.issue(VERDICT, number=number, previous=previous, at=AT, salt="5a" * 16))
        previous = found[-1].digest
    return found


ONE, TWO, THREE = issued(3)


def fault(line):
    with pytest.raises(ReceiptError) as caught:
        read(line)
    return caught.value.fault


def test_a_receipt_is_the_same_today_as_it_was_when_it_was_given():
    """Its form is a promise to those who keep one for years."""
    assert GOLDEN.read_text(encoding="utf-8") == f"{ONE.line}\n"
    assert ONE == read(ONE.line)


def test_it_states_the_name_that_was_asked_about_and_not_the_registrys():
    assert "Žoë Müller" == ONE.states["asked"]["holder"]
    assert "Zoe Mueller" not in ONE.line


@given(at=st.integers(0, len(ONE.line.encode()) - 1), other=st.integers(1, 255))
def test_any_change_of_any_byte_is_detected(at, other):
    data = bytearray(ONE.line.encode())
    data[at] ^= other

    with pytest.raises(ReceiptError):
        [read(line) for line in receipts_in(bytes(data))]


@given(at=st.integers(0, len(ONE.line) - 1), more=st.text(min_size=1, max_size=3))
def test_what_is_cut_put_in_or_written_otherwise_is_detected(at, more):
    for line in (ONE.line[:at], ONE.line[:at] + more + ONE.line[at:], ONE.line[:at] + ONE.line[at + 1 :]):
        with pytest.raises(ReceiptError):
            read(line)


def test_each_fault_has_its_name():
    assert Fault.NONE is fault("Dear Sir or Madam")
    assert Fault.NONE is fault('{"a": 1}')
    assert Fault.CUT is fault(ONE.line[:-20])
    assert Fault.CHANGED is fault(json.dumps(json.loads(ONE.line)))
    assert Fault.CHANGED is fault(ONE.line.replace('"standing":"active"', '"standing":"revoked"'))
    other = Signer.from_text(new_key())
    forged = json.loads(ONE.line) | {"public_key": other._public.hex()}
    assert Fault.CHANGED is fault(json.dumps(forged, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def test_armour_is_the_same_receipt_in_letters_that_no_chat_takes_for_markup():
    wrapped = armoured(ONE.line)

    assert (ONE.line,) == receipts_in(wrapped.encode())
    assert (ONE.line,) == receipts_in(f"{wrapped}\r\n".replace("\n", " \r\n").encode())
    for broken in (wrapped[:-40], wrapped.replace("A", "B", 1), f"{wrapped}x"):
        with pytest.raises(ReceiptError):
            [read(line) for line in receipts_in(broken.encode())]


def test_receipts_follow_each_other_or_do_not():
    assert TWO.follows(ONE)
    assert not THREE.follows(ONE)
    assert not replace(TWO, states=TWO.states | {"previous": FIRST}).follows(ONE)


def test_a_key_is_pem_or_base64_and_anything_else_says_how_to_make_one():
    assert isinstance(issued(1, Signer.from_text(f"{new_key()}\n"))[0], Receipt)
    for text in ("", "no key", base64.b64encode(b"short").decode(), "-----BEGIN PRIVATE KEY-----\nx\n"):
        with pytest.raises(ReceiptKeyError, match="certdesk receipt key"):
            Signer.from_text(text)
