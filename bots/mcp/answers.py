"""From what the desk and the role guide answer to what a tool returns; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text import headlines
from bots.conversation.text import verdicts as words
from bots.mcp import results as shown
from bots.mcp.results import quote, quotes
from role_guide import Clause, Comparison, Kit, Recommendation, Review, certifications, facet_facts, find, in_words
from verifier_client import Agreement, Freshness, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bots.conversation.guide.handler import Answer
    from bots.conversation.model.watch_models import ListedWatch, WatchPage
    from role_guide import Claim, Facet, Source
    from verifier_client import Verdict

NAMES: dict[Agreement | None, str] = {
    Agreement.AGREES: "The name agrees.",
    Agreement.DIFFERS: "It is in another name.",
    Agreement.PARTLY: "The name agrees only partly.",
    Agreement.CANNOT_TELL: "Whether the name agrees cannot be told.",
}
"""How a name agrees, naming nobody."""
SHORT_OVERVIEW = ("evidences", "does_not_evidence", "validity")


def verified(verdicts: Iterable[Verdict], not_ids: Iterable[str]) -> shown.VerifiedCertificates:
    """
    Return verdicts, each with its outcome.

    Args:
        verdicts: in the order of the question.
        not_ids: what was given as an ID and is none.
    """
    listed = tuple(map(_verified, verdicts))
    limit = f"{words.LIMIT} {words.PEOPLE_SHARE_NAMES}"
    return shown.VerifiedCertificates(listed, limit, shown.QuotedTexts(quotes(not_ids)))


def _verified(verdict: Verdict) -> shown.VerifiedCertificate:
    record, source, how = verdict.record, verdict.provenance, verdict.by_hand
    return shown.VerifiedCertificate(
        certificate=verdict.question.text,
        outcome=verdict.outcome,
        says=" ".join(_sentences(verdict)),
        standing=verdict.standing,
        agreement=verdict.agreement,
        issued_on=record.issued_on if record else None,
        expires_on=record.expires_on if record else None,
        findings=tuple(str(each.kind) for each in verdict.findings),
        registry=source.registry,
        checked_at=source.checked_at,
        freshness=source.freshness if source.checked_at else None,
        retry_after_s=verdict.error.retry_after if verdict.error else None,
        steps=how.steps if how else (),
        sandbox=source.sandbox,
        quoted=_record(verdict),
    )


def _record(verdict: Verdict) -> shown.QuotedRecord:
    record = verdict.record
    named = record.certification if record else None
    return shown.QuotedRecord(
        holder=quote(record.holder) if record else "",
        certification=quote(named.title) if named else "",
        issuer=quote(named.issuer) if named else "",
        reason=quote(record.reason) if record else "",
        page=quote(verdict.provenance.url),
        findings=quotes(map(words.finding, verdict.findings)),
    )


def _sentences(verdict: Verdict) -> Iterator[str]:
    """Say what came of it in our own words, so that nobody's name and nothing that a registry wrote is among them."""
    record = verdict.record
    if verdict.provenance.sandbox:
        yield words.SANDBOX
    match verdict.outcome:
        case Outcome.FOUND if record is not None:
            if verdict.provenance.freshness is Freshness.STALE:
                yield words.stale_first(verdict)
            yield f"{words.short_id(verdict.question.text)} {headlines.standing(verdict, record)}."
            yield NAMES.get(verdict.agreement, f"{words.NOT_COMPARED}.")
        case Outcome.CHECK_BY_HAND:
            yield words.by_hand_headline(verdict)
        case Outcome.COULD_NOT_CHECK:
            yield words.could_not_check_headline(verdict)
            yield words.error_line(verdict.error) if verdict.error else ""
            yield from words.LIMITS_UNCHECKED
        case _:
            yield words.not_found_headline(verdict)
            yield words.NOT_A_FORGERY


def listed() -> shown.Facts:
    """Return all certifications by code, name and issuer."""
    known = certifications()
    return shown.Facts(tuple(shown.Fact(each.display, "name", f"{each.title}, {each.issuer_name}") for each in known))


def facts_of(code: str, facet: Facet) -> shown.Facts:
    """Return what is known of one facet of a certification. Raises ``RoleGuideError``."""
    known = facet_facts(code, facet)
    display = known.certification.display
    found = [_fact(display, key, claim) for key, claim in known.claims]
    found += [_fact(each.after.display, f"after {each.before.display}", each.claim) for each in known.rungs]
    found += [_fact(each.code, f"same letters, by {each.issuer}", each.claim) for each in known.namesakes]
    return shown.Facts((shown.Fact(display, "name", known.certification.title), *found))


def guidance(answer: Answer) -> shown.Result:
    """Return what the role guide answers."""
    match answer:
        case Recommendation():
            return _recommended(answer)
        case Comparison():
            return _compared(answer)
        case Clause():
            text = shown.QuotedClause(answer.to_copy)
            return shown.WrittenClause(answer.certification.display, answer.limit, text, answer.cautions)
        case Review():
            return _reviewed(answer)
        case Kit():
            return _interview(answer)
        case _:
            raise TypeError(f"No tool returns a {type(answer).__name__}.")


def _recommended(answer: Recommendation) -> shown.Recommended:
    asked = answer.question
    counted = dict.fromkeys(reason.quote for fit in answer.fits for reason in fit.reasons)
    return shown.Recommended(
        str(answer.outcome),
        answer.codes,
        asked.text if asked else "",
        asked.options if asked else (),
        answer.because,
        tuple(_overview(answer.codes)),
        shown.QuotedRole(quotes(counted)),
    )


def _overview(codes: Sequence[str]) -> Iterator[shown.Fact]:
    for found in map(find, codes):
        yield shown.Fact(found.display, "name", f"{found.title}, {found.issuer_name}")
        for key in SHORT_OVERVIEW:
            claims = getattr(found, key)
            for claim in claims if isinstance(claims, tuple) else (claims,):
                yield _fact(found.display, key, claim)


def _compared(answer: Comparison) -> shown.Facts:
    cells = (
        shown.Fact(
            each.display, str(row.aspect), cell.text, _sources(s for claim in cell.claims for s in claim.sources)
        )
        for row in answer.rows
        if row.is_known
        for each, cell in zip(answer.certifications, row.cells, strict=True)
    )
    contrasts = (
        shown.Fact(", ".join(side for side, _ in each.sides), "told apart by their issuer", each.claim.text)
        for each in answer.contrasts
    )
    return shown.Facts((*contrasts, *cells), answer.cautions)


def _reviewed(answer: Review) -> shown.ReviewedText:
    remarks = tuple(
        shown.ReviewRemark(each.rule, str(each.severity), each.reason, each.code) for each in answer.remarks
    )
    return shown.ReviewedText(
        remarks, shown.QuotedReview(quotes(each.quote for each in answer.remarks), answer.rewritten)
    )


def _interview(answer: Kit) -> shown.Interview:
    return shown.Interview(
        tuple(shown.InterviewQuestion(each.topic, each.ask, each.rubric) for each in answer.questions),
        tuple(f"{each.topic}: {each.certification}" for each in answer.evidenced),
        tuple(f"{code}: {in_words(claim)}" for code, claim in answer.limits),
        answer.notes,
    )


def watched(page: WatchPage) -> shown.Watches:
    """Return a page of watches, and how many there are in all."""
    return shown.Watches(page.total, tuple(map(_watched, page.watches)))


def _watched(line: ListedWatch) -> shown.WatchedCertificate:
    watch = line.watch
    return shown.WatchedCertificate(
        watch.certificate.text,
        line.urgency.name.lower(),
        line.status,
        line.expires_on,
        line.read_at,
        shown.QuotedWatch(quote(watch.holder), quote(watch.team), quote(watch.purpose)),
    )


def _fact(code: str, about: str, claim: Claim) -> shown.Fact:
    return shown.Fact(code, about, in_words(claim), _sources(claim.sources))


def _sources(sources: Iterable[Source]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{each.url} ({each.read_on})" for each in sources))
