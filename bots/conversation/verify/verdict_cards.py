"""From a verdict to a card: which sentences, in which order, with which buttons."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, Tone
from bots.conversation.text import general as phrases
from bots.conversation.text import verdicts as wording
from bots.conversation.verify.evidence import evidence_lines
from verifier_client import Agreement, Freshness, Outcome, Standing

if TYPE_CHECKING:
    from verifier_client import Record, Verdict

HOLDER = "Holder"
MOST_CANDIDATES = 2
_TONES = {
    Standing.ACTIVE: Tone.GOOD,
    Standing.EMERITUS: Tone.GOOD,
    Standing.REVOKED: Tone.BAD,
}


def verdict_card(verdict: Verdict, *, candidates: tuple[str, ...] = ()) -> Card:
    """
    Arrange what there is to say about one verdict.

    Args:
        verdict: the answer to one question.
        candidates: names of which only the asker knows which one was meant; each becomes a button.
    """
    match verdict.outcome:
        case Outcome.FOUND if verdict.record is not None:
            card = _found(verdict, verdict.record)
            return replace(card, actions=(*_choices(verdict, candidates), *card.actions)) if candidates else card
        case Outcome.CHECK_BY_HAND:
            return _by_hand(verdict)
        case Outcome.NOT_FOUND | Outcome.FOUND:
            return _not_found(verdict)
        case Outcome.COULD_NOT_CHECK:
            return _could_not_check(verdict)


def without_holder(card: Card) -> Card:
    """Return a card that does not tell whose the certificate is; a name that was asked about stays."""
    verdict = card.verdict
    if verdict is None or verdict.record is None:
        return card
    facts = tuple((label, wording.HOLDER_HIDDEN if label == HOLDER else value) for label, value in card.facts)
    return replace(card, facts=facts, verdict=replace(verdict, record=replace(verdict.record, holder=None)))


def _found(verdict: Verdict, record: Record) -> Card:
    return Card(
        wording.standing_headline(verdict, record),
        _tone(verdict),
        _banner(verdict),
        wording.stale_first(verdict) if verdict.provenance.freshness is Freshness.STALE else "",
        facts=tuple(_facts(verdict, record)),
        lines=evidence_lines(record.certification),
        findings=tuple(wording.finding(finding) for finding in verdict.findings),
        provenance=wording.provenance(verdict.provenance),
        limits=wording.LIMITS,
        next_step=wording.next_step(verdict),
        actions=(_check_again(verdict), _share(verdict), *_ask_if_open(verdict), *_page(verdict)),
        verdict=verdict,
    )


def _choices(verdict: Verdict, candidates: tuple[str, ...]) -> tuple[Action, ...]:
    on = f" on {verdict.question.on.isoformat()}" if verdict.question.on else ""
    return tuple(
        Action(ActionKind.RUN, phrases.compare_with(name), command=f"verify {verdict.question.text} {name}{on}")
        for name in candidates[:MOST_CANDIDATES]
    )


def _facts(verdict: Verdict, record: Record) -> list[tuple[str, str]]:
    facts = [(HOLDER, record.holder or "not given by the registry")]
    if verdict.agreement is not None:
        asked = verdict.question.holder or ""
        facts.append(("Name", wording.agreement(verdict.agreement, asked, record.holder)))
    elif record.holder:
        facts.append(("Name", wording.NOT_COMPARED))
    if record.certification is not None:
        code, title = record.certification.code, record.certification.title
        facts.append(("Certification", title if code == title else f"{title} ({code})"))
        facts.append(("Issuer", record.certification.issuer))
    if record.issued_on is not None:
        facts.append(("Issued", wording.day(record.issued_on)))
    if record.expires_on is not None:
        facts.append(("Expires", wording.day(record.expires_on)))
    elif verdict.standing in {Standing.ACTIVE, Standing.EMERITUS}:
        facts.append(("Expires", "no date given by the registry"))
    if record.reason is not None:
        facts.append(("Registry's reason", record.reason))
    return facts


def _not_found(verdict: Verdict) -> Card:
    stale = verdict.provenance.freshness is Freshness.STALE
    return Card(
        wording.not_found_headline(verdict),
        Tone.CAUTION,
        _banner(verdict),
        wording.stale_first(verdict) if stale else "",
        lines=(wording.NOT_FOUND_LEAD, *(f"• {reason}" for reason in verdict.explanations)),
        provenance=wording.provenance(verdict.provenance),
        limits=wording.LIMITS_WITHOUT_RECORD,
        next_step=f"Next: compare the ID letter by letter, then ask: “{wording.ask_holder(verdict)}”",
        actions=(_check_again(verdict), _ask(verdict), *_page(verdict)),
        verdict=verdict,
    )


def _by_hand(verdict: Verdict) -> Card:
    how = verdict.by_hand
    steps = how.steps if how else ()
    where = (f"Page: {verdict.provenance.url}",) if verdict.provenance.url else ()
    source = f"Source of these steps: {how.source}, read on {wording.day(how.read_on)}." if how else ""
    return Card(
        wording.by_hand_headline(verdict),
        Tone.NEUTRAL,
        _banner(verdict),
        lines=(*where, *(f"{number}. {step}" for number, step in enumerate(steps, 1))),
        provenance=source,
        limits=wording.LIMITS_UNCHECKED,
        next_step=f"Next: follow the steps, or ask: “{wording.ask_holder(verdict)}”",
        actions=(_ask(verdict), *_page(verdict)),
        verdict=verdict,
    )


def _could_not_check(verdict: Verdict) -> Card:
    error = verdict.error
    page = verdict.provenance.url
    where = "; or look it up at the registry's own page" if page else ""
    return Card(
        wording.could_not_check_headline(verdict),
        Tone.CAUTION,
        _banner(verdict),
        lines=(wording.error_line(error),) if error else (),
        limits=wording.LIMITS_UNCHECKED,
        next_step=f"Next: check again later{where}." if error is None or error.retryable else "",
        actions=(*((_check_again(verdict),) if error is None or error.retryable else ()), *_page(verdict)),
        verdict=verdict,
    )


def _tone(verdict: Verdict) -> Tone:
    tone = _TONES.get(verdict.standing, Tone.CAUTION) if verdict.standing else Tone.CAUTION
    doubtful = verdict.findings or verdict.agreement not in {None, Agreement.AGREES}
    stale = verdict.provenance.freshness is Freshness.STALE
    return Tone.CAUTION if tone is Tone.GOOD and (doubtful or stale) else tone


def _banner(verdict: Verdict) -> str:
    return wording.SANDBOX if verdict.provenance.sandbox else ""


def _check_again(verdict: Verdict) -> Action:
    question = verdict.question
    name = f" {question.holder}" if question.holder else ""
    on = f" on {question.on.isoformat()}" if question.on else ""
    return Action(ActionKind.RUN, phrases.CHECK_AGAIN, command=f"verify {question.text}{name}{on} fresh")


def _share(verdict: Verdict) -> Action:
    return Action(ActionKind.SHARE, phrases.SHARE, text=wording.shared(verdict))


def _ask(verdict: Verdict) -> Action:
    return Action(ActionKind.ASK_HOLDER, phrases.ASK_HOLDER, text=wording.ask_holder(verdict))


def _ask_if_open(verdict: Verdict) -> tuple[Action, ...]:
    """Offer to ask the holder where something is left to ask."""
    settled = verdict.standing in {Standing.ACTIVE, Standing.EMERITUS}
    agreed = verdict.agreement in {None, Agreement.AGREES}
    return () if settled and agreed and not verdict.findings else (_ask(verdict),)


def _page(verdict: Verdict) -> tuple[Action, ...]:
    url = verdict.provenance.url
    if not url or not url.startswith(("https://", "http://")):
        return ()
    return (Action(ActionKind.OPEN, phrases.OPEN_PAGE, url=url),)
