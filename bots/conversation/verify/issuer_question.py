"""What is answered to a certification's code: whose is meant, how a person looks it up, or that an ID is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, Reply
from bots.conversation.text import general as phrases
from bots.conversation.verify.verdict_cards import verdict_card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.model.intents import VerifyCode
    from bots.conversation.model.ports import Verifier
    from verifier_client import About


def code_reply(intent: VerifyCode, verifier: Verifier) -> Reply:
    """
    Answer a question that names a certification and no certificate.

    Args:
        intent: the code, and the issuer once it was chosen.
        verifier: knows which issuers use the code, and how a person looks it up there.
    """
    registries = verifier.registries_of(intent.code)
    chosen = [about for about in registries if intent.registry in {None, about.name}]
    if len({about.title for about in chosen}) != 1:
        return Reply((issuer_question(intent, registries),))
    for about in chosen:
        verdict = verifier.how_by_hand(about.name, intent.code, holder=intent.holder)
        if verdict is not None and not any(other.ids for other in chosen):
            return Reply((verdict_card(verdict),))
    certification = chosen[0].codes[intent.code]
    headline = phrases.needs_id(intent.code, certification.title, certification.issuer)
    return Reply((Card(headline, lines=(phrases.NO_ID,), next_step="Next: ask the holder for the ID."),))


def issuer_question(intent: VerifyCode, registries: Sequence[About]) -> Card:
    """Ask whose certification is meant where several issuers use its code, with one button for each issuer."""
    by_title = {about.title: about for about in registries}
    name = f" {intent.holder}" if intent.holder else ""
    actions = tuple(
        Action(ActionKind.RUN, title, command=f"verify {intent.code}{name} from {about.name}")
        for title, about in by_title.items()
    )
    return Card(
        phrases.which_issuer(intent.code, list(by_title)),
        lines=tuple(f"• {title}: {about.codes[intent.code].title}" for title, about in by_title.items()),
        next_step="Next: choose the issuer, or give the certificate's ID: its shape tells.",
        actions=actions,
    )
