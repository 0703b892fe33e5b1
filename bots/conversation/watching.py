"""Watching certificates, as far as it is talk: who keeps the watches stands behind the port ``Watching``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from bots.conversation import phrases
from bots.conversation.intents import Unwatch, Watch, Watched, Watches
from bots.conversation.replies import Action, ActionKind, Card, Reply, Tone
from verifier_client import Outcome, Standing

if TYPE_CHECKING:
    from bots.conversation.intents import Asker
    from bots.conversation.ports import Watching

WORTH_WATCHING = {Standing.ACTIVE, Standing.EMERITUS, Standing.SUSPENDED, Standing.NOT_YET_VALID}


async def answer_watching(intent: Watched, asker: Asker, watching: Watching | None) -> Reply:
    """Answer what is about watching; where nobody keeps watches, say so instead of promising."""
    if watching is None:
        return Reply((Card(phrases.NOT_KEPT_HERE, Tone.CAUTION),))
    match intent:
        case Watch(ids=ids):
            new = [each.text for each in ids if await watching.watch(asker, each)]
            known = [each.text for each in ids if each.text not in new]
            return Reply((Card(phrases.watched(new, known), actions=tuple(map(_unwatch, new[:1]))),))
        case Unwatch(ids=ids):
            gone = [each.text for each in ids if await watching.unwatch(asker, each)]
            return Reply((Card(phrases.unwatched(gone, [each.text for each in ids if each.text not in gone])),))
        case Watches():
            return Reply((_list(await watching.watched_by(asker)),))
        case _:
            assert_never(intent)


def with_watch(card: Card) -> Card:
    """Offer to watch a certificate that still has something to lose."""
    verdict = card.verdict
    if verdict is None or verdict.outcome is not Outcome.FOUND or verdict.standing not in WORTH_WATCHING:
        return card
    watch = Action(ActionKind.RUN, phrases.WATCH, command=f"watch {verdict.question.text}")
    return replace(card, actions=(*card.actions, watch))


def _list(names: tuple[str, ...]) -> Card:
    if not names:
        return Card(phrases.NOTHING_WATCHED)
    return Card(phrases.watches(len(names)), lines=tuple(f"• {name}" for name in names))


def _unwatch(name: str) -> Action:
    return Action(ActionKind.RUN, phrases.UNWATCH, command=f"unwatch {name}")
