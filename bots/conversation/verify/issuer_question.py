"""The question back where a certification's code is used by several issuers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card
from bots.conversation.text import general as phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.model.intents import VerifyCode
    from verifier_client import About


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
