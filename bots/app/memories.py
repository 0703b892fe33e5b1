"""What surfaces remember between two requests: in the database, in this process while that is down, or only here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bots.runtime.answer_memory import AnswerMemory
from bots.runtime.background_tasks import ClaimUnlessReplayed
from bots.storage.platform.given_answers import GivenAnswersWithFallback
from bots.storage.platform.in_memory import ConversationReferencesInMemory, IdempotencyKeysInMemory
from bots.storage.platform.outage_fallback import ConversationReferencesWithFallback, IdempotencyKeysWithFallback
from verifier_client import monotonic_seconds

if TYPE_CHECKING:
    from bots.runtime.answer_memory import GivenAnswers
    from bots.runtime.ports import ConversationReferences, IdempotencyKeys, Profiles
    from bots.storage.store import Store


@dataclass(frozen=True, slots=True)
class Memories:
    """What was handled, where conversations go on, which messages answered which, and what platforms say of people."""

    seen: IdempotencyKeys
    references: ConversationReferences
    answers: GivenAnswers
    profiles: Profiles | None = None


def memories_of(store: Store | None) -> Memories:
    """Return what the database remembers, with this process beside it; only this process where there is none."""
    seen, references = IdempotencyKeysInMemory(monotonic_seconds), ConversationReferencesInMemory()
    answers = AnswerMemory(monotonic_seconds)
    if store is None:
        return Memories(seen, references, answers)
    return Memories(
        ClaimUnlessReplayed(IdempotencyKeysWithFallback(store.seen, seen)),
        ConversationReferencesWithFallback(store.references, references),
        GivenAnswersWithFallback(store.answers, answers),
        store.profiles,
    )
