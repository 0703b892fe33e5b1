"""The sentences about certifications: the fact first, its source and day on one line, an unknown said as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text.languages.phrasebook import day
from role_guide import Basis, Contradicted, Facet, Stated, in_short, sources_differ

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from role_guide import Certification, Claim, Namesake, Rung, Source

FACETS = {
    Facet.OVERVIEW: "Overview",
    Facet.AUDIENCE: "Who it is for",
    Facet.EVIDENCES: "What it shows",
    Facet.LIMITS: "What it does not show",
    Facet.ASSESSMENT: "How it is assessed",
    Facet.PREREQUISITES: "Ways in",
    Facet.VALIDITY: "How long it is valid",
    Facet.RENEWAL: "How it is renewed",
    Facet.COST: "What it costs",
    Facet.VERIFY_HOW: "How to verify it",
    Facet.ISSUER: "Who issues it",
    Facet.STANDING: "Accreditation",
    Facet.NEXT: "What comes before and after",
}
CLAIMS = {
    "audience": "For",
    "evidences": "Shows",
    "does_not_evidence": "Does not show",
    "assessment": "Assessed by",
    "retakes": "Trying again",
    "pathways": "Ways in",
    "validity": "Valid for",
    "renewal": "Renewal",
    "renewal_effort": "Effort of renewal",
    "fee": "Costs",
    "verification": "Verified by",
    "accreditation": "Accreditation",
}
IN_TABLES = {  # where a column is narrow
    "audience": "For",
    "evidences": "Shows",
    "does_not_evidence": "Not",
    "assessment": "Test",
    "pathways": "Entry",
    "validity": "Valid",
    "renewal": "Renew",
    "renewal_effort": "Effort",
    "fee": "Costs",
    "verification": "Check",
    "accreditation": "Recognised",
}
LONGEST_LINE = 100  # characters of a line of an overview
NOT_KNOWN, SOURCES_DIFFER, IN_FULL = "not known", " (sources differ)", "In full:"
WORTH = "Whether it is worth it depends on the role and is not ours to judge; this is what it shows and costs."
NO_LADDER = "No page that we read says what comes before or after it."
LIST_HEADLINE = "{count} certifications are described here, each fact with its source."
LIST_NEXT = "Next: ask about one, like: about CPAP, or: what does CPAP cost"
COMPARE, AUDIENCE, CLAUSE, DETAILS = "Compare", "Who is it for", "Clause", "Overview"


def headline(certification: Certification, facet: Facet) -> str:
    """Head an answer: the code with its issuer, as a code alone does not name one, and what was asked."""
    if facet is Facet.OVERVIEW:
        title = "" if certification.title == certification.display else f": {certification.title}"
        return f"{certification.display}{title} ({certification.issuer_name})"
    return f"{certification.display} ({certification.issuer_name}): {FACETS[facet][0].lower()}{FACETS[facet][1:]}"


def headline_of_several(codes: Sequence[str], facet: Facet) -> str:
    """Head an answer about several certifications."""
    return f"{FACETS[facet]}: {', '.join(codes)}"


def about_one(certification: Certification, claims: Sequence[Claim]) -> str:
    """Say the claims of one of several certifications behind its code."""
    said = " ".join(claim_in_words(claim, certification.issuer_name) for claim in claims)
    return f"{certification.display}: {said}"


def claim_in_words(claim: Claim, issuer: str) -> str:
    """Say a claim in one sentence: as stated, as contradicted, or as unknown, since when and whom to ask."""
    match claim:
        case Stated(text=text, basis=basis):
            whose = {Basis.OUR_READING: " (our reading)", Basis.THIRD_PARTY: " (said by others than the issuer)"}
            return f"{text.rstrip('.')}{whose.get(basis, '')}."
        case Contradicted(statements=statements):
            said = "; or: ".join(each.text.rstrip(".") for each in statements)
            return f"Sources contradict each other: {said}."
        case _:
            hint = f" Unconfirmed: {claim.unconfirmed.text.rstrip('.')}." if claim.unconfirmed else ""
            return f"Not known: looked for on {day(claim.since)} and not found; ask {issuer}.{hint}"


def labelled(key: str, claim: Claim, issuer: str) -> str:
    """Say a claim behind its label."""
    return f"{CLAIMS[key]}: {claim_in_words(claim, issuer)}"


def on_one_line(key: str, claims: Sequence[Claim]) -> str:
    """Say the claims of one key behind its label: whole where they are short, in a few words where not."""
    whole = " ".join(claim.text for claim in claims if isinstance(claim, Stated) and claim.basis is Basis.ISSUER)
    is_all = all(isinstance(claim, Stated) and claim.basis is Basis.ISSUER for claim in claims)
    return f"{CLAIMS[key]}: {whole if is_all and len(whole) <= LONGEST_LINE else few_words(claims) + '.'}"


def few_words(claims: Sequence[Claim]) -> str:
    """Say claims in a few words: unknown where nothing is known, and disputed where sources differ."""
    return f"{in_short(claims) or NOT_KNOWN}{SOURCES_DIFFER if sources_differ(claims) else ''}"


def issued_by(certification: Certification) -> str:
    """Say who issues a certification, and to whom."""
    holder = "a person" if certification.kind.value == "person" else "an organisation"
    return f"{certification.display} is issued by {certification.issuer_name}; it is held by {holder}."


def other_meaning(other: Namesake) -> str:
    """Say what else goes by the same letters, and of whom."""
    return f"{other.code} of {other.issuer} is another one. {claim_in_words(other.claim, other.issuer)}"


def another(other: Namesake, certification: Certification) -> str:
    """Say that another issuer's certification was asked about, which the catalogue does not describe."""
    which = other.code if other.code == certification.display else f"certification, {other.code}"
    return f"That is another {which}, by {other.issuer}: it is not in this catalogue."


def all_that_is_known(other: Namesake) -> str:
    """Say the little that is known of what the catalogue does not describe."""
    return f"I have no facts about it but this: {claim_in_words(other.claim, other.issuer)}"


def same_letters(certification: Certification, namesakes: Sequence[Namesake]) -> tuple[str, ...]:
    """Name the other issuers of the very same letters on one line; none where there are none."""
    others = [each.issuer for each in namesakes if each.code == certification.display]
    return (f"The letters {certification.display} are also used by {' and '.join(others)}.",) if others else ()


def rung(step: Rung, certification: Certification) -> str:
    """Say what comes before or after a certification."""
    where, which = ("After it", step.after) if step.before == certification else ("Before it", step.before)
    return f"{where}: {which.display}. {claim_in_words(step.claim, certification.issuer_name)}"


def source_line(pages: Iterable[Source]) -> str:
    """Name the pages, two at most, and the oldest day on which they were read, on one line."""
    different = list(dict.fromkeys(pages))
    if not different:
        return ""
    shown = ", ".join(page.url for page in different[:2])
    more = f" and {len(different) - 2} more" if len(different) > 2 else ""
    return f"Source: {shown}{more}, read on {day(min(page.read_on for page in different))}."


def by_issuer(issuer: str, certifications: Sequence[Certification]) -> str:
    """List an issuer's certifications on one line."""
    return f"{issuer}: {', '.join(each.display for each in certifications)}"
