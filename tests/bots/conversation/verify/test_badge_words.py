"""What is said of a badge: each word of each line has its sentence, and nobody is called a forger."""

import pytest

from bots.conversation.model.badge_request import BadgeRequest
from bots.conversation.text import badges as words
from bots.conversation.verify.badge_json import badge_as_json
from tests.verifier_client.badges.issuing import DID, credential, proven, status_entry
from tests.verifier_client.badges.test_selective_disclosure import verdict as shown_in_part
from tests.verifier_client.badges.test_verdict import KEY, SERVED, issued, listed, verdict_on
from verifier_client.badges import (
    BadgeFacts,
    BadgeVerdict,
    Dates,
    IssuerProof,
    Line,
    Proof,
    Standard,
    Status,
    TrustedIssuer,
)
from verifier_client.models import Outcome

pytestmark = pytest.mark.anyio
SAYS = (words.proof, words.issued_by, words.revocation, words.period)
FACTS = BadgeFacts(Standard.OPEN_BADGES_2, "urn:1", "https://issuer.example/1")
LINES = ("proof", "issuer", "status", "dates")
EXAMPLE = TrustedIssuer("https://issuer.example/1", "Example Institute")


def verdict(*, proof=Proof.FITS, issued_by=IssuerProof.LISTED, status=Status.ACTIVE, dates=Dates.NONE, **more):
    lines = [each if isinstance(each, Line) else Line(each) for each in (proof, issued_by, status, dates)]
    return BadgeVerdict(Outcome.FOUND, FACTS, *lines, **({"issuer": EXAMPLE} | more))


@pytest.mark.parametrize(
    "given",
    [
        *({"proof": each} for each in Proof),
        *({"issued_by": each, "signer": signer} for each in IssuerProof for signer in (None, "did:key:z6Mk")),
        *({"status": each} for each in Status),
        *({"dates": each} for each in Dates),
    ],
    ids=str,
)
def test_each_word_has_its_sentence_and_none_calls_anybody_a_forger(given):
    found = verdict(**given)
    said = [say(found) for say in SAYS]

    assert all(each[0].isupper() and each.endswith(".") for each in said if "https" not in each), said
    assert not {"fake", "forged", "forgery"} & {*" ".join(said).lower().split()}
    assert said == [badge_as_json(found, BadgeRequest(b""), "")[name]["says"] for name in LINES]


def test_a_key_as_an_identifier_is_short_in_the_gist_and_whole_in_the_details():
    key = "did:key:z6MkixN6FrteiwNqUzbSsE3cBp2CAiMCWGf5XRAoYZoawPMG"
    found = verdict(issued_by=IssuerProof.NOT_LISTED, signer=key, issuer=None)

    assert "Signed by did:key:z6MkixN6…oawPMG, who is not" in words.proof_and_issuer(found)
    assert key in words.issued_by(found)


def test_no_two_words_of_a_line_say_the_same():
    assert len(Proof) == len({words.proof(verdict(proof=each)) for each in Proof})
    assert len(IssuerProof) == len({words.issued_by(verdict(issued_by=each)) for each in IssuerProof})
    assert len(Status) == len({words.revocation(verdict(status=each)) for each in Status})


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (Line(Proof.NOT_CHECKED, "No key."), "The signature could not be checked. No key."),
        (Line(Proof.DOES_NOT_FIT, "The host says something else."), "The host says something else."),
        (Line(Proof.NOT_SIGNED, "The badge is not signed."), "The badge is not signed."),
    ],
)
def test_a_proof_says_why(line, says):
    assert says == words.proof(verdict(proof=line))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (Line(Status.REVOKED, "By a list.", "Left."), 'Revoked by the issuer. The issuer\'s reason: "Left."'),
        (Line(Status.UNDETERMINED, "No list."), "Whether it was revoked could not be determined. No list."),
        (Line(Status.NONE, "It names none."), "It names none."),
    ],
)
def test_a_status_says_why_and_the_issuer_s_reason_first(line, says):
    assert says == words.revocation(verdict(status=line))


async def test_the_issuer_is_named_by_the_operator_s_words_and_not_the_badge_s():
    badge = credential(DID)
    badge["issuer"]["name"] = "Ministry of Everything"
    found, _ = await verdict_on(proven(badge, KEY, method=f"{DID}#0"), SERVED)

    assert "Issued by Example Institute, who is on your list." == words.issued_by(found)


@pytest.mark.parametrize("changes", [{"name": "Chief"}, {"proof": None}])
async def test_a_broken_or_unsigned_badge_is_called_no_fake(changes):
    badge = {name: value for name, value in {**issued(), **changes}.items() if value is not None}
    found, _ = await verdict_on(badge, SERVED)
    said = " ".join(say(found) for say in SAYS)

    assert "fake" not in said
    assert "forged" not in said


async def test_the_end_of_a_revoked_badge_is_said_too():
    badge = issued(credentialStatus=status_entry(), validUntil="2026-01-01T00:00:00Z")
    found, _ = await verdict_on(badge, listed(5))

    assert "Ended on 2026-01-01" in words.period(found)


async def test_who_chose_what_to_show_may_have_left_something_out():
    assert "left out" in words.proof(await shown_in_part())
