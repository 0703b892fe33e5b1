"""Badges: what one costs, side by side with another library, and how soon one made to be expensive is given up."""

import json
import time
from statistics import median

from tests.bench.line import at_most
from tests.verifier_client.badges.issuing import DID, DID_URL, NOW, Key, as_bytes, credential, did_document, proven
from tests.verifier_client.badges.vectors import vectors
from verifier_client.badges import HeldDocuments, judge_file
from verifier_client.badges.errors import Undetermined
from verifier_client.badges.linked_data.canonical_graph import canonical_graph
from verifier_client.badges.linked_data.contexts import PINNED, context
from verifier_client.badges.linked_data.statements import Quad
from verifier_client.badges.linked_data.work_budget import WorkBudget
from verifier_client.badges.proofs.data_integrity import STEPS

SUITE = "eddsa-rdfc-2022"
ROUNDS = 3


async def measure():
    found = badges()
    await seconds(found)  # PyLD is loaded, the vocabularies are read
    ours = await seconds(found)
    others = [openvc_seconds(badge, documents) for badge, documents in found]
    both = [(own, other) for own, other in zip(ours, others, strict=True) if other is not None]
    share = sum(own for own, _ in both) / sum(other for _, other in both)
    return [
        at_most(f"a badge signed with {SUITE}, median of {len(ours)}", median(ours) * 1000, 8, "ms"),
        at_most(f"{len(both)} of them, as a share of openvc-core's time", share, 0.25, "x"),
        at_most("CPU until a badge that is made to be expensive is given up", expensive() * 1000, 50, "ms"),
    ]


def badges():
    """Return badges that openvc-core takes too: those of the vectors, where they are here, and forty of our own."""
    found = []
    for number in range(40):
        key = Key()
        badge = proven(credential(DID, name=f"AI Deployment Associate {number} – Stufe Ⅱ"), key, method=f"{DID}#0")
        found.append((badge, {DID_URL: did_document(key)}))
    public = [(json.loads(one.data), one.documents) for one in vectors() if one.proof == SUITE and one.data[:1] == b"{"]
    return [*found, *(one for one in public if isinstance(one[0].get("proof"), dict))]


async def seconds(found):
    """Return, for each badge, the seconds from its bytes to its judgement: the best of some runs."""
    best = []
    for badge, documents in found:
        data = as_bytes(badge)
        held = HeldDocuments({url: as_bytes(document) for url, document in documents.items()})
        runs = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            await judge_file(data, documents=held, now=NOW)
            runs.append(time.perf_counter() - started)
        best.append(min(runs))
    return best


def openvc_seconds(badge, documents):
    """Return the same for openvc-core; None where it does not accept the badge."""
    data, runs = as_bytes(badge), []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        if not openvc_accepts(data, documents):
            return None
        runs.append(time.perf_counter() - started)
    return min(runs)


def openvc_accepts(data, documents):
    from openvc import OpenvcError, VerificationPolicy, verify_credential
    from openvc.did.base import DidResolverRegistry
    from openvc.did.did_key import DidKeyResolver
    from openvc.did.did_web import DidWebResolver

    def fetch(url, *_):
        document = documents[url]
        return document if isinstance(document, dict) else json.loads(document)

    policy = VerificationPolicy(now=NOW, require_status=False, require_not_expired=False)
    resolver = DidResolverRegistry([DidKeyResolver(), DidWebResolver(fetch)])
    known = {url: context(url) for url in PINNED}
    try:
        verify_credential(json.loads(data), policy=policy, resolver=resolver, extra_contexts=known)
    except (OpenvcError, KeyError):
        return False
    return True


def expensive():
    """Seconds of CPU until a small graph, in which all nodes look alike, has used up what a badge may cost."""
    return min(_given_up() for _ in range(ROUNDS))


def _given_up():
    graph = [
        Quad(f"_:b{one}", "<urn:knows>", f"_:b{other}", "") for one in range(7) for other in range(7) if one != other
    ]
    started = time.thread_time()
    try:
        canonical_graph(graph, WorkBudget(STEPS))
    except Undetermined:
        return time.thread_time() - started
    raise AssertionError("the budget was not used up")
