"""Answers what the role guide can tell: an intent in, a reply out, pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import role_guide
from bots.conversation.grammar.guide import asks_for_certification
from bots.conversation.model.intents import Compare, Guidance, Guide, MakeKit, PlanTeam, ReviewText, WriteClause
from bots.conversation.model.replies import Action, ActionKind, Card, Reply, Tone, refusal
from bots.conversation.text import guide as words
from role_guide import Outcome, Severity, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from role_guide import Claim, Fit, Recommendation

SHOWN = 3  # certifications of a recommendation that are shown in full
LONGEST_ROLE = 120  # of a role that is carried on into a clause or a kit
LONGEST_CARRIED = 1500  # of a question that is asked again with a choice; Slack's buttons hold 2,000 characters

Answer = (
    role_guide.Recommendation
    | role_guide.Comparison
    | role_guide.Clause
    | role_guide.Review
    | role_guide.Kit
    | role_guide.TeamPlan
)


def ask_guide(intent: Guidance, today: date) -> Answer:
    """Return the role guide's own answer. Raises ``RoleGuideError`` with a sentence for the asker."""
    match intent:
        case Guide(question=question):
            return role_guide.recommend(question)
        case Compare(codes=codes):
            return role_guide.compare(codes)
        case WriteClause(code=code, role=role, variant=variant):
            return role_guide.job_description(code, role, variant=variant)
        case ReviewText(text=text):
            return role_guide.review_job_description(text)
        case MakeKit(codes=codes, role=role):
            return role_guide.interview_kit(codes, role)
        case PlanTeam(profile=profile, team=team):
            return role_guide.team_plan(team, profile, today=today)
        case _:
            assert_never(intent)


def guidance_error(intent: Guidance, today: date) -> str:
    """Return the sentence that says why an intent cannot be answered, or nothing."""
    try:
        ask_guide(intent, today)
    except role_guide.RoleGuideError as error:
        return str(error)
    return ""


def answer_guidance(intent: Guidance, today: date) -> Reply:
    """Return the reply to an intent of the role guide; what cannot be answered is said in a sentence."""
    try:
        answer = ask_guide(intent, today)
    except role_guide.RoleGuideError as error:
        return refusal(str(error))
    return in_reply(intent, answer)


def in_reply(intent: Guidance, answer: Answer) -> Reply:
    """Put the role guide's answer into words."""
    match answer:
        case role_guide.Recommendation():
            return _recommendation(answer, intent.question if isinstance(intent, Guide) else "")
        case role_guide.Comparison():
            return Reply((_comparison(answer),))
        case role_guide.Clause():
            return Reply((_clause(answer),))
        case role_guide.Kit():
            return Reply((_kit(answer),))
        case role_guide.TeamPlan():
            return Reply((_plan(answer),))
        case _:
            return Reply((_review(answer),))


def _recommendation(answer: Recommendation, question: str) -> Reply:
    if answer.outcome is Outcome.NONE:
        lines = (answer.because, *_noted(answer))
        return Reply((Card(words.NONE_FITS, lines=lines, next_step=words.NONE_NEXT),))
    if answer.question is not None:
        choices = tuple(
            Action(ActionKind.RUN, option[:75], command=f"guide {_short(question, LONGEST_CARRIED)} - {option}")
            for option in answer.question.options
        )
        lines = (*(f"• {option}" for option in answer.question.options), *_noted(answer))
        return Reply((Card(answer.question.text, lines=lines, next_step=words.ASK_NEXT, actions=choices),))
    shown = answer.fits[:SHOWN]
    cards = [_fit(fit, _next_steps(fit, answer, question) if fit is shown[0] else ()) for fit in shown]
    said = (words.fits(answer.codes), words.would_change(answer.would_change), words.not_used(answer.not_used))
    return Reply(tuple(cards), " ".join(filter(None, (*said, *_noted(answer)))))


def _noted(answer: Recommendation) -> tuple[str, ...]:
    """Give the note on the text's language, if there is one."""
    return (answer.language_note,) if answer.language_note else ()


def _fit(fit: Fit, actions: tuple[Action, ...]) -> Card:
    found = fit.certification
    return Card(
        words.named(found),
        facts=(
            ("Because", words.because(fit.reasons)),
            ("Evidences", _all(found.evidences)),
            ("Does not evidence", _all(found.does_not_evidence)),
            ("Assessment", in_words(found.assessment)),
            ("Validity", in_words(found.validity)),
        ),
        findings=tuple(f"The same letters also stand for: {in_words(other.claim)}" for other in found.namesakes[:3]),
        provenance=words.sources(page for _, claim in found.claims() for page in claim.sources),
        limits=words.GUIDE_LIMITS,
        actions=actions,
    )


def _next_steps(fit: Fit, answer: Recommendation, question: str) -> tuple[Action, ...]:
    role = "" if len(question) > LONGEST_ROLE or asks_for_certification(question) else " ".join(question.split())
    found = []
    if len(answer.codes) > 1:
        found.append(Action(ActionKind.RUN, words.COMPARE, command=f"compare {', '.join(answer.codes[:SHOWN])}"))
    if fit.certification.kind is role_guide.Kind.PERSON:
        found.append(Action(ActionKind.RUN, words.WRITE_CLAUSE, command=f"jd {fit.code} {role}".strip()))
        found.append(Action(ActionKind.RUN, words.MAKE_KIT, command=f"kit {fit.code}{' for ' * bool(role)}{role}"))
    return tuple(found)


def _comparison(answer: role_guide.Comparison) -> Card:
    lines = [contrast.claim.text for contrast in answer.contrasts]
    for row in answer.rows:
        lines.append(f"{words.aspect(row.aspect)}:")
        lines += [f"• {each.display}: {cell.text}" for each, cell in zip(answer.certifications, row.cells, strict=True)]
    claims = [claim for row in answer.rows for cell in row.cells for claim in cell.claims]
    return Card(
        words.side_by_side([each.display for each in answer.certifications]),
        facts=tuple((each.display, f"{each.title}, {each.issuer_name}") for each in answer.certifications),
        lines=tuple(lines),
        findings=answer.cautions,
        provenance=words.sources(page for claim in claims for page in claim.sources),
        limits=words.GUIDE_LIMITS,
    )


def _clause(answer: role_guide.Clause) -> Card:
    return Card(
        f"A clause that asks for {words.named(answer.certification)}, {answer.variant}:",
        lines=(answer.to_copy,),
        findings=(*answer.cautions, answer.limit),
        provenance=words.sources(answer.sources),
        next_step="Next: copy the clause; change the words, keep “or equivalent”.",
    )


def _review(answer: role_guide.Review) -> Card:
    others = (words.not_in_catalogue(answer.others),) if answer.others else ()
    if not answer.remarks:
        return Card(words.NOTHING_TO_REMARK, Tone.GOOD, findings=others, limits=words.REVIEW_LIMITS)
    lines = []
    for passage in answer.passages:
        lines.append(f"“{passage.quote}”")
        lines += [f"• {remark.severity}: {remark.reason}" for remark in passage.remarks]
    return Card(
        words.remarks(len(answer.remarks), len(answer.passages)),
        Tone.BAD if answer.passages[0].severity is Severity.HIGH else Tone.CAUTION,
        lines=(*lines, words.REWRITTEN, *answer.rewritten.splitlines()),
        findings=others,
        provenance=words.sources(page for remark in answer.remarks for page in remark.sources),
        limits=words.REVIEW_LIMITS,
    )


def _kit(answer: role_guide.Kit) -> Card:
    codes = ", ".join(each.display for each in answer.certifications)
    lines = [f"Not to be asked again: {each.topic} ({each.certification})." for each in answer.evidenced]
    lines += [f"Left open by {code}: {in_words(claim)}" for code, claim in answer.limits]
    for number, question in enumerate(answer.questions, 1):
        lines += [f"{number}. {question.ask}", f"   Listen for: {'; '.join(question.rubric)}."]
    for_role = f" for {answer.role}" if answer.role else ""
    return Card(
        f"Interview questions{for_role} for holders of {codes}",
        lines=tuple(lines),
        provenance=words.sources(page for _, claim in answer.limits for page in claim.sources),
        limits=(*answer.notes, words.KIT_NO_SCORE)[:2],
    )


def _plan(answer: role_guide.TeamPlan) -> Card:
    lines = [words.coverage(each) for each in answer.coverage]
    lines += [f"Next step: {words.step(each)}" for each in answer.steps]
    lines += [f"Breaks in {words.breaking(each)}" for each in answer.breaks]
    return Card(
        words.plan_headline(answer),
        Tone.GOOD if answer.covered else Tone.CAUTION,
        lines=tuple(lines),
        findings=answer.notes,
        provenance=words.sources(answer.profile.sources),
        limits=("Rows are the lines of your table; nobody is named, and nothing here orders people.",),
    )


def _all(claims: Sequence[Claim]) -> str:
    return " ".join(in_words(claim) for claim in claims)


def _short(question: str, most: int) -> str:
    line = " ".join(question.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
