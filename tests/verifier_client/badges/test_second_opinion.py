"""
Two other libraries judge the same vectors; where one says "verified" and we do not, or the reverse, it is explained.

Both refuse more than half of the real badges; neither accepts one that we refuse, but one whose JSON is refused here.
"""

import json
import re
import warnings

import pytest

from tests.verifier_client.badges.vectors import VECTORS, needs_vectors, vectors
from verifier_client.badges import Unreadable
from verifier_client.badges.formats.unbaking import unbake
from verifier_client.badges.linked_data.contexts import PINNED, context
from verifier_client.testing import judge_badge

pytestmark = [pytest.mark.anyio, needs_vectors]
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
OB2, NOT_SIGNED = "ob2", {"none", "ob1", "other"}

EXPLAINED = {
    "openvc": {
        "unsupported Data Integrity cryptosuite": "Ed25519Signature2020 is older than the suites that it knows",
        "dict has no `proof`": "it knows one proof, not a set of them",
        "offline": "it resolves DIDs only; here the issuer's own https address lists the key",
        "not in the DID document": "the document is of the kind of 2020, whose methods it passes over",
        "not in compacted form": "it does not find words that Open Badges 3.0 defines (Criteria, GeoCoordinates)",
        "statusListIndex must be": "it refuses the badge for its unreadable status; here that is another line",
        "not valid before": "it refuses the badge for its date; here that is another line of the verdict",
        "no embedded `vc`": "it reads the vc claim of 1.1 only, not the credential as payload (VC-JOSE-COSE 1.0)",
        "algorithm 'RS256'": "RSA is allowed by Open Badges 3.0, 8.2",
        "accepted": "it reads JSON less strictly than is done here",
    },
    "openbadgeslib": {
        "carries '(expirationDate|issuanceDate)'": "it reads the data model 2.0 only; the words are signed under 1.1",
        "is not an OpenBadgeCredential": "other credentials than badges are read here, and called so",
        "no supported Data Integrity proof": "it knows eddsa-rdfc-2022 and ecdsa-sd-2023 only",
        "is not in the bundled": "it bundles fewer vocabularies",
        "must have an 'id' or an 'identifier'": "a subject may have neither (Verifiable Credentials 2.0, 4.8)",
        "whose issuer 'https": "it resolves DIDs only",
        "has expired": "it refuses the badge for its date; here that is another line of the verdict",
        "unsupported DID method": "it does not know did:jwk",
        "unsupported did:key multicodec": "it does not know P-384",
        "accepted": "it reads JSON less strictly than is done here",
    },
}


def openvc(vector, text):
    from openvc import VerificationPolicy, verify_credential
    from openvc.did.base import DidResolverRegistry
    from openvc.did.did_jwk import DidJwkResolver
    from openvc.did.did_key import DidKeyResolver
    from openvc.did.did_web import DidWebResolver

    known = {url: context(url) for url in PINNED}
    known[EXAMPLES] = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    web = DidWebResolver(lambda url, *_: json.loads(vector.documents[url]))
    verify_credential(
        json.loads(text) if text.startswith(b"{") else text.decode(),
        policy=VerificationPolicy(
            now=vector.now, require_status=False, require_not_expired=False, require_not_revoked=False
        ),
        resolver=DidResolverRegistry([DidKeyResolver(), DidJwkResolver(), web]),
        extra_contexts=known,
    )


def openbadgeslib(vector, text):
    from openbadgeslib.ob3.ldp import OB3LdpVerifier
    from openbadgeslib.ob3.verifier import OB3Verifier
    from openbadgeslib.verify import issuer_did_from_token

    def download(url, *_, **__):
        return vector.documents[url]

    if text.startswith(b"{"):
        issuer = json.loads(text)["issuer"]
        issuer = issuer["id"] if isinstance(issuer, dict) else issuer
        OB3LdpVerifier.for_issuer_did(issuer).verify(text, download=download)
    else:
        did = issuer_did_from_token(text.decode())
        OB3Verifier.for_issuer_did(did, download=download).verify(text.decode(), download=download)


OPINIONS = {"openvc": openvc, "openbadgeslib": openbadgeslib}


def opinion(name, vector, text):
    """Return "accepted", or what the library says against the badge."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            OPINIONS[name](vector, text)
        except Exception as error:  # noqa: BLE001 - whatever it raises is its opinion
            return f"{type(error).__name__}: {error}"
    return "accepted"


def signed():
    for vector in vectors() if VECTORS.is_dir() else ():
        if not vector.proof.startswith(OB2) and vector.proof not in NOT_SIGNED:
            try:
                yield vector, unbake(vector.data)
            except Unreadable:
                continue


@pytest.mark.parametrize("name", OPINIONS)
async def test_every_difference_is_explained(name):
    unexplained, used = [], set()
    for vector, text in signed():
        ours = await judge_badge(vector.data, documents=vector.documents, now=vector.now)
        proven = (ours["signature"], ours["issuer_proven"]) == ("holds", "yes")
        theirs = opinion(name, vector, text)
        if proven is (theirs == "accepted"):
            continue
        rows = [row for row in EXPLAINED[name] if re.search(row, theirs)]
        used.update(rows)
        unexplained += [] if rows else [(vector.file, theirs)]
    assert [] == unexplained
    assert EXPLAINED[name].keys() == used
