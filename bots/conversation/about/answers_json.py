"""Facts about certifications as JSON: what ``certdesk about --json`` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bots.conversation.guide.answers_json import plain
from bots.conversation.model.intents import ListCertifications
from role_guide import certifications, facet_facts, in_words

if TYPE_CHECKING:
    from bots.conversation.model.intents import AboutCertification
    from role_guide import Claim, FacetFacts


def about_as_json(intent: AboutCertification | ListCertifications, says: str) -> dict[str, Any]:
    """
    Return facts as plain values.

    Args:
        intent: what was asked.
        says: the plain-text reply to it.

    Returns:
        Either ``certifications``, or the facts of the first code asked about.
    """
    if isinstance(intent, ListCertifications):
        return {"certifications": plain(certifications()), "says": says}
    return {**_facts(facet_facts(intent.codes[0], intent.facet)), "says": says}


def _facts(known: FacetFacts) -> dict[str, Any]:
    return {
        "code": known.certification.display,
        "title": known.certification.title,
        "issuer": known.certification.issuer_name,
        "facet": str(known.facet),
        "facts": [{"what": key, **_claim(claim)} for key, claim in known.claims],
        "rungs": [
            {"before": each.before.display, "after": each.after.display, **_claim(each.claim)} for each in known.rungs
        ],
        "namesakes": [{"code": each.code, "issuer": each.issuer, **_claim(each.claim)} for each in known.namesakes],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {"state": claim.state, "text": in_words(claim), "sources": plain(claim.sources)}
