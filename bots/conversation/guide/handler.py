"""Answers what the role guide can tell: an intent in, a reply out, pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, assert_never

from msgspec.structs import replace

import role_guide
from bots.conversation.guide.recommendation_card import recommendation_card
from bots.conversation.model.intents import Compare, Guidance, Guide, MakeKit, PlanTeam, ReviewText, WriteClause
from bots.conversation.model.packed_text import packed
from bots.conversation.model.replies import LONGEST_COMMAND, CopyPart, CopyText, Reply, refusal, refusal_card
from bots.conversation.model.team_profiles import EXAMPLE
from bots.conversation.text.guide import TEAM_LIKE

if TYPE_CHECKING:
    from datetime import date

    from bots.conversation.model.replies import Card

Answer: TypeAlias = (
    "role_guide.Recommendation | role_guide.Comparison | role_guide.Clause | role_guide.Review | role_guide.Kit"
    " | role_guide.TeamPlan"
)
"""What the role guide answers; a name only, so that who asks for a recommendation loads nothing about hiring."""


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
    except role_guide.TeamFault as error:
        return Reply((replace(refusal_card(str(error)), to_copy=CopyText((CopyPart(EXAMPLE),), TEAM_LIKE)),))
    except role_guide.RoleGuideError as error:
        return refusal(str(error))
    return in_reply(intent, answer)


def in_reply(intent: Guidance, answer: Answer) -> Reply:
    """Put the role guide's answer into words."""
    return Reply((_card(intent, answer),), command=command_of(intent))


def _card(intent: Guidance, answer: Answer) -> Card:
    if isinstance(answer, role_guide.Recommendation):
        return recommendation_card(answer, intent.question if isinstance(intent, Guide) else "")
    from bots.conversation.guide.comparison_card import comparison_card  # noqa: PLC0415 - with what lies behind it
    from bots.conversation.guide.hiring_cards import clause_card, kit_card, review_card  # noqa: PLC0415
    from bots.conversation.guide.plan_card import plan_card  # noqa: PLC0415

    match answer:
        case role_guide.Comparison():
            return comparison_card(answer)
        case role_guide.Clause():
            return clause_card(answer)
        case role_guide.Review():
            return review_card(answer)
        case role_guide.Kit():
            return kit_card(answer)
        case role_guide.TeamPlan():
            return plan_card(answer)


def command_of(intent: Guidance) -> str:
    """Return what a person would type to ask this; a text that is too long for a button is packed."""
    match intent:
        case Guide(question=question):
            return f"guide {question}"
        case Compare(codes=codes):
            return f"compare {', '.join(codes)}"
        case WriteClause(code=code, role=role, variant=variant):
            return " ".join(filter(None, ("jd", code, role, variant if variant != "required" else "")))
        case ReviewText(text=text):
            return f"review-jd {text if len(text) <= LONGEST_COMMAND else packed(text)}"
        case MakeKit(codes=codes, role=role):
            return f"kit {' '.join(codes)}{f' for {role}' if role else ''}"
        case PlanTeam(profile=profile, team=team):
            return f"team {profile}\n{team}"
        case _:
            assert_never(intent)
