"""What helps who hires: a clause to copy, a job description reviewed and rewritten, questions for an interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, CardContent, CopyPart, CopyText, Tone
from bots.conversation.text import guide as words
from role_guide import Kind, Severity

if TYPE_CHECKING:
    from role_guide import Clause, Kit, Review

SHOWN = 5  # sentences of a review that are quoted at first
LONGEST_REWRITTEN = 6000  # characters; of a longer text only what changed is shown


def clause_card(answer: Clause) -> Card:
    """Put a clause on a card: the clause alone, and apart from it what its writer should know."""
    found = answer.certification
    return Card(
        words.clause_headline(found, answer.variant),
        to_copy=CopyText((CopyPart(answer.to_copy),)),
        findings=answer.cautions,
        next_step=words.COPY_NEXT,
        actions=_clause_actions(answer),
        details=CardContent(
            lines=tuple(words.aspect_in_full(found, key) for key in ("evidences", "does_not_evidence")),
            provenance=words.sources(answer.sources),
        ),
    )


def _clause_actions(answer: Clause) -> tuple[Action, ...]:
    if answer.certification.kind is not Kind.PERSON:
        return ()
    code, role = answer.certification.display, answer.role
    other = "required" if answer.variant == "preferred" else "preferred"
    return (
        Action(ActionKind.RUN, words.AS_VARIANT[other], command=" ".join(filter(None, ("jd", code, role, other)))),
        Action(ActionKind.RUN, words.MAKE_KIT, command=f"kit {code}{f' for {role}' if role else ''}"),
    )


def review_card(answer: Review) -> Card:
    """Put a review on a card: the sentences with the worst first; behind it every remark, and the text rewritten."""
    others = (words.not_in_catalogue(answer.others),) if answer.others else ()
    if not answer.remarks:
        return Card(words.NOTHING_TO_REMARK, Tone.GOOD, findings=others, limits=(words.REVIEW_LIMITS,))
    passages = list(enumerate(answer.passages, 1))
    return Card(
        words.remarks(len(answer.remarks), len(answer.passages)),
        Tone.BAD if answer.passages[0].severity is Severity.HIGH else Tone.CAUTION,
        lines=tuple(line for at, passage in passages[:SHOWN] for line in words.worst_of(at, passage)),
        findings=others,
        next_step=words.REWRITTEN_IN_DETAILS,
        details=CardContent(
            lines=tuple(line for at, passage in passages for line in words.rest_of(at, passage, is_quoted=at <= SHOWN)),
            to_copy=_rewritten(answer),
            provenance=words.sources(page for remark in answer.remarks for page in remark.sources),
            limits=(words.REVIEW_LIMITS,),
            next_step=words.REWRITTEN_NEXT,
        ),
    )


def _rewritten(answer: Review) -> CopyText:
    if len(answer.rewritten) <= LONGEST_REWRITTEN:
        return CopyText(tuple(CopyPart(part.text, part.is_changed) for part in answer.parts), words.REWRITTEN)
    changed = "\n".join(part.text for part in answer.parts if part.is_changed)
    return CopyText((CopyPart(words.shortened_lines(changed, LONGEST_REWRITTEN)),), words.ONLY_CHANGED)


def kit_card(answer: Kit) -> Card:
    """Put the questions of an interview on a card; what to listen for is behind it."""
    issuers = {each.display: each.issuer_name for each in answer.certifications}
    rubrics = [words.listen_for(number, each.rubric) for number, each in enumerate(answer.questions, 1)]
    return Card(
        words.kit_headline(answer),
        gist=tuple(filter(None, (words.not_asked(answer),))),
        lines=tuple(f"{number}. {each.ask}" for number, each in enumerate(answer.questions, 1)),
        limits=(words.NO_MARKS,),
        details=CardContent(
            lines=(*rubrics, *(words.left_open(code, claim, issuers[code]) for code, claim in answer.limits)),
            findings=answer.notes,
            provenance=words.sources(page for _, claim in answer.limits for page in claim.sources),
        ),
    )
