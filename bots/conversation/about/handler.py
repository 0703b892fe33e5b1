"""Answers what is asked about certifications: an intent in, a reply of at most five lines out, pure."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bots.conversation.model.intents import ListCertifications
from bots.conversation.model.replies import Action, ActionKind, Card, CardContent, Reply, Tone
from bots.conversation.text import about as words
from role_guide import Basis, Facet, Kind, RoleGuideError, Stated, certifications, facet_facts, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.conversation.model.intents import AboutCertification
    from role_guide import Certification, Claim, FacetFacts, Namesake

MOST_LINES = 5
MOST_AT_ONCE = 4  # certifications of one question; more are for `compare` and the catalogue's page
ONE_CLAIM = frozenset(
    {Facet.AUDIENCE, Facet.LIMITS, Facet.PREREQUISITES, Facet.VALIDITY, Facet.COST, Facet.VERIFY_HOW, Facet.STANDING}
)  # facets of which a line says all
WORTH_KEYS = ("evidences", "does_not_evidence", "fee")


def answer_about(intent: AboutCertification | ListCertifications) -> Reply:
    """
    Answer one question about certifications.

    Args:
        intent: which certifications, and which facet of them; or the wish to see all of them.

    Returns:
        One card for each certification, or a sentence where the catalogue has no such code.
    """
    if isinstance(intent, ListCertifications):
        return Reply((_list(),))
    try:
        codes = tuple(dict.fromkeys(find(code).display for code in intent.codes))[:MOST_AT_ONCE]
        named_apart = any(_namesakes(code, intent) for code in codes)
        together = len(codes) > 1 and intent.facet in ONE_CLAIM and not (intent.worth or named_apart)
        each_apart = (card for code in codes for card in _cards(code, intent))
        cards = (_several(codes, intent.facet),) if together else tuple(each_apart)
    except RoleGuideError as error:
        return Reply((Card(str(error), Tone.CAUTION, next_step=words.LIST_NEXT),))
    return Reply(cards, command=command_of(intent))


def command_of(intent: AboutCertification) -> str:
    """Return what a person would type to ask this."""
    if intent.issuers or intent.worth:
        return ""
    return f"about {' '.join(intent.codes)} {intent.facet.value.replace('_', '-')}"


def _cards(code: str, intent: AboutCertification) -> Iterator[Card]:
    """Answer about a code: the catalogue's own, and each namesake whose issuer was named."""
    found, others = find(code), _namesakes(code, intent)
    if not others or found.issuer in intent.issuers:
        yield _card(code, intent)
    for other in others:
        yield Card(
            words.another(other, found),
            gist=(words.all_that_is_known(other),),
            lines=(words.issued_by(found),),
            provenance=words.source_line(other.claim.sources),
            actions=(_about(code, Facet.OVERVIEW, f"{found.display} of {found.issuer_name}"),),
        )


def _card(code: str, intent: AboutCertification) -> Card:
    known = facet_facts(code, Facet.OVERVIEW if intent.worth else intent.facet)
    lines = tuple(_worth(known) if intent.worth else _lines(known))[:MOST_LINES]
    claims = [claim for _, claim in known.claims]
    claims += _of_issuer(known.certification) if known.facet is Facet.ISSUER else []
    claims += [each.claim for each in known.rungs] + [each.claim for each in known.namesakes]
    return Card(
        words.headline(known.certification, known.facet),
        gist=words.same_letters(known.certification, known.namesakes) if known.facet is Facet.OVERVIEW else (),
        lines=lines,
        provenance=words.source_line(page for claim in claims for page in claim.sources),
        actions=_actions(known.certification, known.facet),
        details=CardContent(lines=tuple(_in_full(known))) if len(known.claims) > 1 else None,
    )


def _of_issuer(certification: Certification) -> list[Claim]:
    """Return the first claim with a page, of the issuer's own where there is one: where it presents itself."""
    read: list[Claim] = [claim for _, claim in certification.claims() if claim.sources]
    own: list[Claim] = [claim for claim in read if isinstance(claim, Stated) and claim.basis is Basis.ISSUER]
    return (own or read)[:1]


def _several(codes: tuple[str, ...], facet: Facet) -> Card:
    """Answer the same about several certifications: a line for each, and what is the same once."""
    found = [facet_facts(code, facet) for code in codes]
    named = [each.certification.display for each in found]
    pages = [page for each in found for _, claim in each.claims for page in claim.sources]
    return Card(
        words.headline_of_several(named, facet),
        lines=tuple(words.about_one(each.certification, [claim for _, claim in each.claims]) for each in found),
        provenance=words.source_line(pages),
        actions=(Action(ActionKind.RUN, words.COMPARE, command=f"compare {', '.join(named)}"),),
    )


def _lines(known: FacetFacts) -> Iterator[str]:
    issuer = known.certification.issuer_name
    if known.facet is Facet.ISSUER:
        yield words.issued_by(known.certification)
    if known.facet is Facet.NEXT:
        yield from (words.rung(each, known.certification) for each in known.rungs)
        if not known.rungs:
            yield words.NO_LADDER
    if len(known.claims) == 1:
        yield words.claim_in_words(known.claims[0][1], issuer)
    else:
        yield from _in_short(known, tuple(dict(known.claims)))
    if known.facet is not Facet.OVERVIEW:
        yield from map(words.other_meaning, known.namesakes)


def _worth(known: FacetFacts) -> Iterator[str]:
    yield words.WORTH
    yield from _in_short(known, WORTH_KEYS)


def _in_short(known: FacetFacts, keys: tuple[str, ...]) -> Iterator[str]:
    return (words.on_one_line(key, [claim for of, claim in known.claims if of == key]) for key in keys)


def _in_full(known: FacetFacts) -> Iterator[str]:
    yield words.IN_FULL
    issuer = known.certification.issuer_name
    yield from (f"• {words.labelled(key, claim, issuer)}" for key, claim in known.claims)
    yield from (f"• {words.other_meaning(other)}" for other in known.namesakes)


def _namesakes(code: str, intent: AboutCertification) -> tuple[Namesake, ...]:
    """Return the namesakes that an asker means who names other issuers of the same letters."""
    return tuple(each for each in find(code).namesakes if each.issuer in intent.issuers)


def _actions(certification: Certification, facet: Facet) -> tuple[Action, ...]:
    found = [] if facet is Facet.OVERVIEW else [_about(certification.display, Facet.OVERVIEW, words.DETAILS)]
    if facet is not Facet.AUDIENCE:
        found.append(_about(certification.display, Facet.AUDIENCE, words.AUDIENCE))
    rival = _rival(certification)
    if rival is not None:
        command = f"compare {certification.display}, {rival.display}"
        found.append(Action(ActionKind.RUN, f"{words.COMPARE} with {rival.display}", command=command))
    if certification.kind is Kind.PERSON:
        found.append(Action(ActionKind.RUN, words.CLAUSE, command=f"jd {certification.display}"))
    return tuple(found)


def _rival(certification: Certification) -> Certification | None:
    """Return what to compare with: a neighbour on its ladder, else another of its issuer and kind."""
    rungs = facet_facts(certification.display, Facet.NEXT).rungs
    if rungs:
        return rungs[0].after if rungs[0].before == certification else rungs[0].before
    same = [
        each
        for each in certifications()
        if each.issuer == certification.issuer and each.kind is certification.kind and each != certification
    ]
    return same[0] if same else None


def _about(code: str, facet: Facet, label: str) -> Action:
    command = f"about {code}" if facet is Facet.OVERVIEW else f"about {code} {facet.value}"
    return Action(ActionKind.RUN, label, command=command)


def _list() -> Card:
    groups = groupby(certifications(), key=lambda each: each.issuer_name)
    lines = tuple(words.by_issuer(issuer, list(each)) for issuer, each in groups)
    return Card(
        words.LIST_HEADLINE.format(count=len(certifications())),
        lines=lines,
        next_step=words.LIST_NEXT,
    )
