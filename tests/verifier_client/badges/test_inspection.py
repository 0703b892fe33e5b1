"""What is wrong with an issuer's documents is said before a badge needs them."""

import pytest

from tests.verifier_client.badges.issuing import DID, DID_URL, LIST_URL, Key, did_document, proven, status_list
from tests.verifier_client.badges.test_open_badges_2 import HOST, PROFILE, REVOKED
from tests.verifier_client.badges.test_verdict import serving
from verifier_client import Misconfigured, Unavailable, VerifierClient
from verifier_client.configuration import build
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
KEY = Key()
METHOD = f"{DID}#0"
ISSUERS = [
    {"id": DID, "title": "Three", "lists": [LIST_URL]},
    {"id": PROFILE, "title": "Two", "hosts": ["badges.issuer.example"]},
    {"id": KEY.did, "title": "Key"},
]


def tables(issuers=ISSUERS):
    return {"badges": {"kind": "badges", "title": "Badges", "issuers": issuers}}


def published(**changes):
    return {
        DID_URL: did_document(KEY),
        LIST_URL: proven(status_list(), KEY, method=METHOD),
        PROFILE: {"id": PROFILE, "type": "Issuer", "revocationList": REVOKED},
        REVOKED: {"id": REVOKED, "type": "RevocationList", "revokedAssertions": []},
        **changes,
    }


async def faults(documents):
    transport = serving(documents)
    registries = build(tables(), environ={}, sandbox=False)
    async with VerifierClient(registries, transport, clock=ManualClock()) as client:
        return dict(await client.badges.inspect_issuers()), {request.url for request in transport.requests}


async def test_where_all_is_well_nothing_is_said_and_each_document_is_read():
    found, asked = await faults(published())
    assert {"Three": (), "Two": (), "Key": ()} == found
    assert {DID_URL, LIST_URL, PROFILE, REVOKED} == asked


def withdrawn():
    document = did_document(KEY)
    document["verificationMethod"][0]["revoked"] = "2026-01-01T00:00:00Z"
    return document


WRONG = {
    "key document away": ({DID_URL: Unavailable("away")}, "Three", "could not be loaded"),
    "key document is a page": ({DID_URL: b"<html>"}, "Three", "not JSON (a web page, perhaps)"),
    "key document of somebody else": ({DID_URL: did_document(KEY, did=f"{DID}:8")}, "Three", "another identifier"),
    "no key listed": ({DID_URL: {**did_document(KEY), "assertionMethod": []}}, "Three", "lists no key for assertions"),
    "key withdrawn": (
        {DID_URL: withdrawn()},
        "Three",
        "lists no key for assertions",
    ),
    "list away": ({LIST_URL: Unavailable("away")}, "Three", "The status list could not be loaded"),
    "list is a page": ({LIST_URL: b"<html>"}, "Three", LIST_URL),
    "list is none": ({LIST_URL: did_document(KEY)}, "Three", LIST_URL),
    "list not signed": ({LIST_URL: status_list()}, "Three", "not signed"),
    "list signed by a stranger": (
        {LIST_URL: proven(status_list(issuer=DID), Key())},
        "Three",
        "does not prove to be its issuer",
    ),
    "list run out": (
        {LIST_URL: proven(status_list(validUntil="2026-01-01T00:00:00Z"), KEY, method=METHOD)},
        "Three",
        "has run out",
    ),
    "list for another purpose": (
        {LIST_URL: proven(status_list(purpose="message"), KEY, method=METHOD)},
        "Three",
        "purpose that is not known",
    ),
    "profile of somebody else": ({PROFILE: {"id": HOST, "type": "Issuer"}}, "Two", "another identifier"),
    "list of revoked away": ({REVOKED: Unavailable("away")}, "Two", "list of revoked badges could not be loaded"),
    "list of revoked is none": ({REVOKED: {"id": REVOKED}}, "Two", "is none"),
}


@pytest.mark.parametrize("name", WRONG)
async def test_what_is_wrong_is_said_of_the_issuer_that_it_is_wrong_with(name):
    changes, title, words = WRONG[name]
    found, _ = await faults(published(**changes))
    assert [title] == [each for each, said in found.items() if said]
    assert words in " ".join(found[title])


def test_a_list_is_named_by_its_address():
    with pytest.raises(Misconfigured, match="lists of"):
        build(tables([{**ISSUERS[0], "lists": ["status.example.org"]}]), environ={}, sandbox=False)
