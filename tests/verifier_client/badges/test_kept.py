"""A badge that is watched: what is kept of it, and what its issuer says of it later."""

from datetime import timedelta

import pytest

from tests.verifier_client.badges.issuing import (
    DID,
    DID_URL,
    LIST_URL,
    NOW,
    Key,
    as_bytes,
    credential,
    did_document,
    proven,
    status_entry,
    status_list,
    token,
)
from tests.verifier_client.badges.test_open_badges_2 import (
    CLASS,
    PROFILE,
    SIGNED,
    SIGNING,
    URL,
    assertion,
    host,
    signing,
)
from tests.verifier_client.badges.test_verdict import DENIAL, KEY, TABLES, serving
from verifier_client import IdKind, Lane, Outcome, Standing, Unavailable, UnknownIdentifier, VerifierClient, find_ids
from verifier_client.badges import KeptBadge
from verifier_client.configuration import build
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
METHOD = f"{DID}#0"


class KeptHere(dict):
    """Keeps badges by name."""

    async def find(self, reference):
        return self.get(reference)


def listed(*set_bits, size=131072):
    return {DID_URL: did_document(KEY), LIST_URL: proven(status_list(*set_bits, size=size), KEY, method=METHOD)}


def issued(index="5", **changes):
    number = f"https://badges.issuer.example/credentials/{index}"
    badge = credential(DID, **{"id": number, "credentialStatus": [status_entry(index)], **changes})
    return proven(badge, KEY, method=METHOD)


class Watching:
    """A client with badges that were proven and are kept, over documents that may change."""

    def __init__(self, documents, tables=TABLES):
        self.documents, self.kept, self.clock = dict(documents), KeptHere(), ManualClock(NOW)
        self.transport = serving(self.documents)
        registries = build(tables, environ={}, sandbox=False)
        self.client = VerifierClient(registries, self.transport, clock=self.clock, kept_badges=self.kept)

    async def keep(self, badge):
        verdict = await self.client.badges.check(as_bytes(badge))
        assert Outcome.FOUND is verdict.outcome
        kept = KeptBadge.from_text(verdict.kept.text)
        assert kept == verdict.kept
        self.kept[kept.reference] = kept
        return kept

    async def round(self):
        """Read all that is kept, as a round does; return the verdicts by name, and the addresses that were asked."""
        before = len(self.transport.requests)
        verdicts = self.client.verify_many(list(self.kept), fresh=True, lane=Lane.BACKGROUND)
        found = {verdict.question.text: verdict async for verdict in verdicts}
        return found, [request.url for request in self.transport.requests[before:]]

    async def later(self, **changes):
        """Let an hour pass, change what is served, and read the one badge again."""
        self.clock.advance(3600)
        self.documents.update(changes.pop("served", {}))
        found, _ = await self.round()
        return next(iter(found.values()))


async def test_a_badge_that_is_kept_is_checked_by_its_list():
    watching = Watching(listed())
    kept = await watching.keep(issued())
    verdict = await watching.later()
    assert (Outcome.FOUND, Standing.ACTIVE) == (verdict.outcome, verdict.standing)
    assert ("AIDA", "Example Institute") == (verdict.record.certification.code, verdict.provenance.registry)
    assert watching.clock.now() == verdict.provenance.checked_at
    assert (IdKind.KEPT_BADGE, kept.reference) == (verdict.question.certificate.kind, verdict.question.text)


async def test_a_revocation_is_seen_in_the_next_round():
    watching = Watching(listed())
    await watching.keep(issued())
    assert Standing.REVOKED is (await watching.later(served=listed(5))).standing


async def test_a_round_reads_one_list_once_for_all_who_are_on_it():
    """The key document too; the list's signature is checked once, and a list of a million is unpacked once."""
    watching = Watching(listed(7, size=1_048_576))
    for index in range(40):
        await watching.keep(issued(str(index)))
    watching.clock.advance(3600)
    found, asked = await watching.round()
    assert [DID_URL, LIST_URL] == sorted(asked)
    assert ["7"] == [
        watching.kept[name].entries[0]["statusListIndex"]
        for name, verdict in found.items()
        if verdict.standing is Standing.REVOKED
    ]
    watching.clock.advance(600)
    assert [] == (await watching.round())[1]


async def test_a_round_asks_a_host_that_is_away_once():
    watching = Watching(listed())
    for index in range(10):
        await watching.keep(issued(str(index)))
    watching.clock.advance(3600)
    watching.documents[LIST_URL] = Unavailable("away")
    found, asked = await watching.round()
    assert {Outcome.COULD_NOT_CHECK} == {verdict.outcome for verdict in found.values()}
    assert 1 == asked.count(LIST_URL)


async def test_nothing_of_the_person_is_kept():
    holder = {
        "type": "IdentityObject",
        "identityType": "emailAddress",
        "hashed": False,
        "identityHash": "jane@a.example",
    }
    badge = credential(DID, credentialStatus=[status_entry()])
    badge["credentialSubject"] |= {"identifier": [holder], "name": "Jane Doe", "id": "did:example:jane"}
    kept = await Watching(listed()).keep(proven(badge, KEY, method=METHOD))
    for word in ("jane", "Jane", "Deployment"):
        assert word not in kept.text


async def test_the_same_badge_has_one_name_and_another_has_another():
    watching = Watching(listed())
    names = [(await watching.keep(issued(index))).reference for index in ("5", "5", "6")]
    assert names[0] == names[1] != names[2]
    assert tuple(names[1:]) == tuple(map(str, find_ids(f"unwatch {names[1].lower()} and {names[2]}.")))


WITHDRAWN = {
    "not listed any more": did_document(),
    "replaced": did_document(Key()),
    "of somebody else": did_document(KEY, did=f"{DID}:8"),
    "away": Unavailable("away"),
}


@pytest.mark.parametrize("name", WITHDRAWN)
async def test_a_badge_whose_key_was_withdrawn_is_not_active(name):
    """No list has to say so: this badge has none."""
    watching = Watching(listed())
    await watching.keep(issued(credentialStatus=None))
    assert Standing.ACTIVE is (await watching.later()).standing
    verdict = await watching.later(served={DID_URL: WITHDRAWN[name]})
    assert Outcome.COULD_NOT_CHECK is verdict.outcome
    assert "key document" in verdict.error.what


async def test_dates_are_computed_anew():
    watching = Watching(listed())
    await watching.keep(issued(validUntil="2026-11-30T12:30:00Z"))
    verdict = await watching.later()
    assert (Standing.EXPIRED, "2026-11-30") == (verdict.standing, verdict.record.expires_on.isoformat())


async def test_what_is_not_kept_is_said_to_be_sent_again():
    watching = Watching(listed())
    with pytest.raises(UnknownIdentifier) as refused:
        await watching.client.verify("BADGE-0123456789ABCDEF")
    assert "Send the badge itself again" in refused.value.advice
    assert [] == watching.transport.requests


async def test_an_issuer_that_was_taken_off_the_list_is_not_asked_any_more():
    watching = Watching(listed())
    kept = await watching.keep(issued())
    other = Watching(listed(), {"pai": {"preset": "pai", "base_url": "https://a.example"}})
    other.kept[kept.reference] = kept
    found, asked = await other.round()
    assert Outcome.COULD_NOT_CHECK is found[kept.reference].outcome
    assert "not on the list" in found[kept.reference].error.what
    assert [] == asked


HOSTED = {
    "the same": ({}, Outcome.FOUND, Standing.ACTIVE),
    "revoked": ({URL: {"id": URL, "revoked": True}}, Outcome.FOUND, Standing.REVOKED),
    "denied": ({URL: DENIAL}, Outcome.NOT_FOUND, None),
    "away": ({URL: Unavailable("away")}, Outcome.COULD_NOT_CHECK, None),
    "another badge": ({URL: assertion(id=f"{URL}1")}, Outcome.COULD_NOT_CHECK, None),
    "another class": ({URL: assertion(badge=f"{CLASS}/other")}, Outcome.COULD_NOT_CHECK, None),
    "no badge": ({URL: {"id": URL}}, Outcome.COULD_NOT_CHECK, None),
    "ended": ({URL: assertion(expires="2026-11-30T12:30:00Z")}, Outcome.FOUND, Standing.EXPIRED),
    "profile away": ({PROFILE: Unavailable("away")}, Outcome.COULD_NOT_CHECK, None),
}


@pytest.mark.parametrize("name", HOSTED)
async def test_a_hosted_badge_is_checked_by_its_host(name):
    served, outcome, standing = HOSTED[name]
    watching = Watching(host())
    await watching.keep(assertion())
    verdict = await watching.later(served=served)
    assert (outcome, standing) == (verdict.outcome, verdict.standing)


async def test_a_hosted_badge_that_was_made_longer_lasts_longer():
    watching = Watching(host(served=assertion(expires="2026-12-01T00:00:00Z")))
    await watching.keep(assertion(expires="2026-12-01T00:00:00Z"))
    watching.clock.advance(timedelta(days=3).total_seconds())
    verdict = await watching.later(served=host(served=assertion(expires="2027-12-01T00:00:00Z")))
    assert (Standing.ACTIVE, 2027) == (verdict.standing, verdict.record.expires_on.year)


async def test_a_signed_badge_of_2_0_is_checked_by_its_issuers_list():
    watching = Watching(signing())
    await watching.keep(token(SIGNED, SIGNING, kid=None))
    assert Standing.ACTIVE is (await watching.later()).standing
    listed_now = signing(revoked=[{"id": URL, "revocationReason": "Error."}])
    verdict = await watching.later(served=listed_now)
    assert (Standing.REVOKED, "Error.") == (verdict.standing, verdict.record.reason)
