"""The guide's answer on one card: for each certification why, what it shows and what it does not; the rest behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.grammar.guide import asks_for_certification
from bots.conversation.model.replies import Action, ActionKind, Card, CardContent
from bots.conversation.text import guide as words
from bots.conversation.text.about import other_meaning
from role_guide import Kind, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from role_guide import Clarification, Fit, Recommendation

SHOWN = 3  # certifications of a recommendation that are shown
LONGEST_ROLE = 120  # characters of a role that is carried on into a clause or a kit
LONGEST_CARRIED = 1500  # of a question that is asked again with a choice; Slack's buttons hold 2,000 characters
LONGEST_OPTION = 75  # characters on a button


def recommendation_card(answer: Recommendation, question: str) -> Card:
    """
    Put a recommendation on a card.

    Args:
        answer: what the guide answered.
        question: the asker's own words, which the buttons carry on.
    """
    wishes, codes = ([each for each in answer.not_used if (each.kind == "code") is code] for code in (False, True))
    gist = (*words.not_used(wishes), *filter(None, (answer.language_note,)))
    if answer.outcome is Outcome.NONE:
        return Card(words.NONE_FITS, gist=gist, lines=(answer.because,), next_step=words.NONE_NEXT)
    if answer.question is not None:
        return _question_back(answer.question, question, gist)
    shown = answer.fits[:SHOWN]
    asks_for_fee = any(wish.kind == "price" for wish in wishes)
    differ = len({fit.reasons for fit in shown}) > 1
    if not differ:
        gist = (*gist, words.why(shown[0].reasons))
    lines = [line for fit in shown for line in words.fit_in_full(fit)]
    others = [other for fit in shown for other in fit.certification.namesakes]
    return Card(
        words.fits(answer.codes),
        gist=gist,
        lines=tuple(line for fit in shown for line in _in_short(fit, with_reasons=differ, with_fee=asks_for_fee)),
        limits=(words.ADVICE,),
        actions=_actions(answer, question),
        details=CardContent(
            lines=(*lines, words.would_change(answer.would_change), *words.not_used(codes)),
            findings=tuple(map(other_meaning, others)),
            provenance=words.sources(
                page for fit in shown for _, claim in fit.certification.claims() for page in claim.sources
            ),
        ),
    )


def _in_short(fit: Fit, *, with_reasons: bool, with_fee: bool) -> Iterator[str]:
    yield from words.fit_in_short(fit, with_reasons=with_reasons)
    if with_fee:
        yield f"• {words.aspect_in_full(fit.certification, 'fee')}"


def _question_back(asked: Clarification, question: str, gist: tuple[str, ...]) -> Card:
    carried = words.shortened(question, LONGEST_CARRIED)
    choices = tuple(
        Action(ActionKind.RUN, option[:LONGEST_OPTION], command=f"guide {carried} - {option}")
        for option in asked.options
    )
    lines = tuple(f"• {option}" for option in asked.options)
    return Card(asked.text, gist=gist, lines=lines, next_step=words.ASK_NEXT, actions=choices)


def _actions(answer: Recommendation, question: str) -> tuple[Action, ...]:
    role = "" if len(question) > LONGEST_ROLE or asks_for_certification(question) else " ".join(question.split())
    fit, found = answer.fits[0], []
    codes = answer.codes[:SHOWN]
    if len(codes) > 1:
        found.append(Action(ActionKind.RUN, words.COMPARE, command=f"compare {', '.join(codes)}"))
    if fit.certification.kind is Kind.PERSON:
        found.append(Action(ActionKind.RUN, words.WRITE_CLAUSE, command=f"jd {fit.code} {role}".strip()))
    found.append(Action(ActionKind.RUN, words.AUDIENCE, command=f"about {' '.join(codes)} audience", beside=True))
    if fit.certification.kind is Kind.PERSON:
        found.append(Action(ActionKind.RUN, words.MAKE_KIT, command=f"kit {fit.code}{' for ' * bool(role)}{role}"))
    return tuple(found)
