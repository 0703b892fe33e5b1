"""A badge from file to judgement: read it (pure), then judge it with the documents that may be loaded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verifier_client.badges.assertions import HeldAssertion, is_assertion, read_assertion
from verifier_client.badges.errors import Unreadable
from verifier_client.badges.formats.strict_json import parse_object
from verifier_client.badges.formats.unbaking import unbake
from verifier_client.badges.linked_data.expansion import PINNED_ONLY
from verifier_client.badges.models import (
    BadgeJudgement,
    Dates,
    KeyOrigin,
    Signature,
    SignatureFinding,
    Status,
    StatusFinding,
)
from verifier_client.badges.open_badges_2 import judge_assertion
from verifier_client.badges.proofs.jws import is_compact, parse_token
from verifier_client.badges.reading import from_object, from_token, judge_signature
from verifier_client.badges.resources import Resources
from verifier_client.badges.status_lists import Asked, credential_status

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from datetime import datetime

    from verifier_client.badges.documents import Documents
    from verifier_client.badges.linked_data.expansion import Expander
    from verifier_client.badges.models import ReadList
    from verifier_client.badges.reading import HeldCredential

    Held = HeldAssertion | HeldCredential


def read_badge(data: bytes) -> Held:
    """
    Return the badge in a file: a picture with a baked badge, JSON, or compact JWS.

    Nothing is loaded and nothing is proven yet; ``facts`` says what the badge says. Raises ``Unreadable``, whose
    message is a sentence for people.
    """
    text = unbake(data)
    if is_compact(text):
        token = parse_token(text)
        if is_assertion(token.payload):
            return read_assertion(token.payload, token)
        return from_token(token)
    if text.startswith((b"https://", b"http://")):
        raise Unreadable("This badge holds an address only, as Open Badges 1.x did, which is too old to be checked.")
    document = parse_object(text)
    if is_assertion(document):
        return read_assertion(document)
    return from_object(document)


async def judge_held(
    held: Held,
    *,
    documents: Documents,
    now: datetime,
    expander: Expander = PINNED_ONLY,
    lists: MutableMapping[bytes, ReadList] | None = None,
) -> BadgeJudgement:
    """
    Judge a badge that was read; never raises for what a badge holds.

    Args:
        held: The badge.
        documents: Decides what may be loaded.
        now: The moment of judgement, with a zone.
        expander: Knows the vocabularies.
        lists: The status lists that were read already, None for none.
    """
    if isinstance(held, HeldAssertion):
        return await _judge_assertion(held, documents, now)
    resources = Resources(documents, expander, now, {} if lists is None else lists)
    signature = await judge_signature(held, resources)
    status = await credential_status(held.document, Asked(held.facts, signature), resources)
    return BadgeJudgement(
        facts=held.facts,
        signature=signature,
        issuer_proven=signature.signature is Signature.HOLDS and signature.origin is KeyOrigin.ISSUER,
        status=status,
        dates=held.facts.dates(now),
    )


async def judge_file(
    data: bytes, *, documents: Documents, now: datetime, expander: Expander = PINNED_ONLY
) -> BadgeJudgement:
    """
    Read and judge the badge in a file; that there is none is a judgement too.

    Args:
        data: The file.
        documents: Decides what may be loaded.
        now: The moment of judgement, with a zone.
        expander: Knows the vocabularies.
    """
    try:
        held = read_badge(data)
    except Unreadable as error:
        return unreadable(str(error))
    return await judge_held(held, documents=documents, now=now, expander=expander)


def unreadable(reason: str) -> BadgeJudgement:
    """Return the judgement of a file that holds no badge, and why."""
    return BadgeJudgement(
        facts=None,
        signature=SignatureFinding(Signature.NONE),
        issuer_proven=False,
        status=StatusFinding(Status.NONE),
        dates=Dates.NONE,
        unreadable=reason,
    )


async def _judge_assertion(held: HeldAssertion, documents: Documents, now: datetime) -> BadgeJudgement:
    finding = await judge_assertion(held, documents)
    return BadgeJudgement(
        facts=replace(held.facts, issuer=finding.issuer or held.facts.issuer),
        signature=finding.signature,
        issuer_proven=finding.issuer_proven,
        status=finding.status,
        dates=held.facts.dates(now),
        denied=finding.denied,
        contradicted=finding.contradicted,
    )
