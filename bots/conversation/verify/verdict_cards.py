"""From a verdict to a card: which sentences, in which order, with which buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from bots.conversation.model.replies import Action, ActionKind, Card, CardContent, Tone
from bots.conversation.text import general as phrases
from bots.conversation.text import headlines
from bots.conversation.text import verdicts as wording
from bots.conversation.text.languages.phrasebook import day, say
from bots.conversation.verify.evidence import evidence_lines
from bots.conversation.verify.question_commands import ENGLISH_SPEECH, question_command
from verifier_client import Agreement, Freshness, Outcome, Standing

if TYPE_CHECKING:
    from bots.conversation.verify.question_commands import Speech
    from verifier_client import Record, Verdict

HOLDER = "Holder"
MOST_CANDIDATES = 2
_TONES = {
    Standing.ACTIVE: Tone.GOOD,
    Standing.EMERITUS: Tone.GOOD,
    Standing.REVOKED: Tone.BAD,
}
_NO_LONGER_STANDS = {Standing.REVOKED, Standing.SUSPENDED}
_EVIDENCES_NOTHING = {*_NO_LONGER_STANDS, Standing.UNKNOWN}


def verdict_card(
    verdict: Verdict,
    *,
    candidates: tuple[str, ...] = (),
    hides_holder: bool = False,
    speech: Speech = ENGLISH_SPEECH,
    with_evidence: bool = True,
) -> Card:
    """
    Arrange what there is to say about one verdict.

    Args:
        verdict: the answer to one question.
        candidates: names of which only the asker knows which one was meant; each becomes a button.
        hides_holder: whether the asker may not read whose the certificate is; a name that was asked about stays.
        speech: the language of the headline and the gist; details and buttons are in English.
        with_evidence: whether the details say what the certification evidences.
    """
    match verdict.outcome:
        case Outcome.FOUND if verdict.record is not None:
            evidence = _evidence(verdict, verdict.record) if with_evidence else ()
            return _found(verdict, verdict.record, candidates, speech, evidence, hides_holder=hides_holder)
        case Outcome.CHECK_BY_HAND:
            return _by_hand(verdict, speech)
        case Outcome.NOT_FOUND | Outcome.FOUND:
            return _not_found(verdict, speech)
        case Outcome.COULD_NOT_CHECK:
            return _could_not_check(verdict, speech)


def tone_of(verdict: Verdict) -> Tone:
    """Return how an answer feels: good only where nothing is left open."""
    if verdict.outcome is Outcome.CHECK_BY_HAND:
        return Tone.NEUTRAL
    tone = _TONES.get(verdict.standing, Tone.CAUTION) if verdict.standing else Tone.CAUTION
    doubtful = verdict.findings or verdict.agreement not in {None, Agreement.AGREES}
    stale = verdict.provenance.freshness is Freshness.STALE
    return Tone.CAUTION if tone is Tone.GOOD and (doubtful or stale) else tone


def _evidence(verdict: Verdict, record: Record) -> tuple[str, ...]:
    return () if verdict.standing in _EVIDENCES_NOTHING else evidence_lines(record.certification)


def _found(
    verdict: Verdict,
    record: Record,
    candidates: tuple[str, ...],
    speech: Speech,
    evidence: tuple[str, ...],
    *,
    hides_holder: bool,
) -> Card:
    language = speech.language
    tone = tone_of(verdict)
    share = () if wording.successor(verdict) else (_share(verdict),)
    return Card(
        headlines.headline(verdict, record, language, hides_holder=hides_holder),
        Tone.CAUTION if candidates and tone is Tone.GOOD else tone,
        _banner(verdict),
        wording.stale_first(verdict, language) if verdict.provenance.freshness is Freshness.STALE else "",
        gist=_gist(verdict, record, candidates, language, hides_holder=hides_holder),
        limits=(say("no verdict on person" if verdict.standing in _NO_LONGER_STANDS else "no proof", language),),
        actions=(
            *_choices(verdict, candidates, speech),
            *_successor(verdict, speech),
            *_ask_if_open(verdict),
            *share,
        ),
        details=CardContent(
            facts=tuple(_facts(verdict, record, hides_holder=hides_holder)),
            lines=evidence,
            findings=tuple(wording.finding(finding) for finding in verdict.findings),
            provenance=wording.provenance(verdict.provenance),
            limits=_limits(verdict),
            next_step=wording.next_step(verdict),
            actions=(_check_again(verdict, speech), *_page(verdict), *(() if share else (_share(verdict),))),
        ),
        verdict=replace(verdict, record=replace(record, holder=None)) if hides_holder else verdict,
    )


def _gist(
    verdict: Verdict, record: Record, candidates: tuple[str, ...], language: str, *, hides_holder: bool
) -> tuple[str, ...]:
    """Say whose it is, what it is, how long it runs, and the first thing that is odd: four lines at most."""
    name = headlines.name_line(verdict, record, language, hides_holder=hides_holder)
    name = say("which name", language) if candidates else name
    odd = headlines.odd_line(verdict, record, language)
    lines = (name, odd, headlines.certification_name(record), headlines.end_line(verdict, record, language))
    return tuple(filter(None, lines))[: 3 if odd else 4]


def _choices(verdict: Verdict, candidates: tuple[str, ...], speech: Speech) -> tuple[Action, ...]:
    return tuple(
        Action(
            ActionKind.RUN,
            phrases.compare_with(name),
            command=question_command(replace(verdict.question, holder=name), speech=speech),
        )
        for name in candidates[:MOST_CANDIDATES]
    )


def _limits(verdict: Verdict) -> tuple[str, ...]:
    names = (wording.PEOPLE_SHARE_NAMES,) if verdict.agreement is Agreement.AGREES else ()
    return () if verdict.standing in _NO_LONGER_STANDS else (wording.ASK_FOR_DOCUMENT, *names)


def _successor(verdict: Verdict, speech: Speech) -> tuple[Action, ...]:
    other = wording.successor(verdict)
    if other is None:
        return ()
    command = question_command(replace(verdict.question, text=other), speech=speech)
    return (Action(ActionKind.RUN, phrases.check_other(wording.short_id(other)), command=command),)


def _facts(verdict: Verdict, record: Record, *, hides_holder: bool) -> list[tuple[str, str]]:
    facts = [(HOLDER, wording.HOLDER_HIDDEN if hides_holder else record.holder or "not given by the registry")]
    if record.certification is not None:
        facts.append(("Issuer", record.certification.issuer))
    if record.issued_on is not None:
        facts.append(("Issued", day(record.issued_on)))
    if record.expires_on is not None and verdict.standing is not Standing.REVOKED:
        facts.append(("Ends", day(record.expires_on)))
    if record.reason is not None:
        facts.append(("Registry's reason", record.reason))
    if "://" in verdict.question.text:
        facts.append(("Link", verdict.question.text))
    return facts


def _not_found(verdict: Verdict, speech: Speech) -> Card:
    language = speech.language
    stale = verdict.provenance.freshness is Freshness.STALE
    return Card(
        wording.not_found_headline(verdict, language),
        Tone.CAUTION,
        _banner(verdict),
        wording.stale_first(verdict, language) if stale else "",
        gist=(say("no forgery", language), say("compare letters", language)),
        limits=(say("no verdict on person", language),),
        actions=(_ask(verdict),),
        details=CardContent(
            lines=(wording.NOT_FOUND_LEAD, *(f"• {reason}" for reason in verdict.explanations)),
            provenance=wording.provenance(verdict.provenance),
            next_step=wording.ask_with(verdict),
            actions=(_check_again(verdict, speech), *_page(verdict)),
        ),
        verdict=verdict,
    )


def _by_hand(verdict: Verdict, speech: Speech) -> Card:
    how = verdict.by_hand
    steps = how.steps if how else ()
    where = (f"Page: {verdict.provenance.url}",) if verdict.provenance.url else ()
    source = f"Source of these steps: {how.source}, read on {day(how.read_on)}." if how else ""
    return Card(
        wording.by_hand_headline(verdict, speech.language),
        Tone.NEUTRAL,
        _banner(verdict),
        gist=(wording.by_hand_gist(len(steps), speech.language),),
        limits=(say("says nothing", speech.language),),
        actions=(*_page(verdict), _ask(verdict)),
        details=CardContent(
            lines=(*where, *(f"{number}. {step}" for number, step in enumerate(steps, 1))),
            provenance=source,
            next_step=f"Next: follow the steps, or ask: “{wording.ask_holder(verdict)}”",
        ),
        verdict=verdict,
    )


def _could_not_check(verdict: Verdict, speech: Speech) -> Card:
    error, again = verdict.error, _check_again(verdict, speech)
    return Card(
        wording.could_not_check_headline(verdict, speech.language),
        Tone.CAUTION,
        _banner(verdict),
        gist=(wording.error_line(error, speech.language),) if error else (),
        limits=(say("says nothing", speech.language),),
        actions=(*((again,) if error is None or error.retryable else ()), *_page(verdict)),
        verdict=verdict,
    )


def _banner(verdict: Verdict) -> str:
    return wording.SANDBOX if verdict.provenance.sandbox else ""


def _check_again(verdict: Verdict, speech: Speech) -> Action:
    command = question_command(verdict.question, fresh=True, speech=speech)
    return Action(ActionKind.RUN, phrases.CHECK_AGAIN, command=command)


def _share(verdict: Verdict) -> Action:
    asks = headlines.share_question(verdict)
    return Action(ActionKind.SHARE, phrases.SHARE, text=headlines.shared(verdict), confirm=asks)


def _ask(verdict: Verdict) -> Action:
    return Action(ActionKind.ASK_HOLDER, phrases.ASK_HOLDER, text=wording.ask_holder(verdict))


def _ask_if_open(verdict: Verdict) -> tuple[Action, ...]:
    """Offer to ask the holder where something is left to ask."""
    settled = verdict.standing in {Standing.ACTIVE, Standing.EMERITUS} or wording.successor(verdict) is not None
    agreed = verdict.agreement in {None, Agreement.AGREES}
    is_open = not settled or not agreed or (verdict.findings and wording.successor(verdict) is None)
    return (_ask(verdict),) if is_open else ()


def _page(verdict: Verdict) -> tuple[Action, ...]:
    url = verdict.provenance.url
    if not url or not url.startswith(("https://", "http://")):
        return ()
    return (Action(ActionKind.OPEN, phrases.OPEN_PAGE, url=url),)
