"""Sharing a private answer where it was asked for: asked first, once, marked in the answer, taken back by a button."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bots.conversation.model.audit_entry import REFUSED
from bots.conversation.model.replies import ActionKind
from bots.conversation.text import general as phrases
from bots.conversation.text import live_messages as sharing_phrases
from bots.conversation.text import organisation as organisation_phrases
from bots.runtime.answer_memory import DAY, GivenAnswer
from bots.runtime.ports import StoredReference
from bots.teams.api.personal_chats import reference_of
from bots.teams.cards import cards, conversation_cards
from bots.teams.cards import invoke_responses as responses
from bots.teams.cards.cards import CardOptions, Message
from bots.teams.forms import task_modules
from bots.teams.model.activity import SURFACE, moment_of

if TYPE_CHECKING:
    from bots.conversation.desk import Desk
    from bots.conversation.model.intents import Asker
    from bots.conversation.model.replies import Action, Card, Reply
    from bots.runtime.answer_memory import GivenAnswers
    from bots.runtime.ports import IdempotencyKeys
    from bots.teams.api.turn_replies import TurnReplies
    from bots.teams.cards.elements import Element
    from bots.teams.model.activity import TeamsActivity
    from bots.teams.model.requests import Answer, Share, TakeBackShared


@dataclass(frozen=True, slots=True)
class _Place:
    """Where somebody asked, as it is remembered: nobody else's button finds it."""

    asker: Asker
    key: str

    @property
    def memory(self) -> str:
        return f"{SURFACE}:asked:{self.asker.key}:{self.key}"

    def shared(self, command: str) -> str:
        return f"{SURFACE}:shared:{self.asker.key}:{self.key}:{hashlib.sha256(command.encode()).hexdigest()[:24]}"


class TeamsSharing:
    """Posts what somebody shares, and deletes it again."""

    def __init__(self, desk: Desk, seen: IdempotencyKeys, answers: GivenAnswers) -> None:
        """
        Share for people.

        Args:
            desk: knows whether sharing is allowed, and writes the audit.
            seen: what was shared before.
            answers: remembers where something was asked, and what was shared there.
        """
        self._desk = desk
        self._seen = seen
        self._answers = answers

    async def options(self, activity: TeamsActivity, replies: TurnReplies) -> CardOptions:
        """Return how a private answer is drawn to a question in a conversation: with sharing, where that is allowed."""
        thread = replace(activity, conversation=activity.thread or activity.conversation)
        reference = reference_of(thread)
        if reference is None or not replies.can_post or not await self._desk.may_share(activity.asker):
            return cards.CHAT
        key = hashlib.sha256(f"{activity.thread}:{activity.id}".encode()).hexdigest()[:24]
        known = GivenAnswer(((reference.conversation, reference.address),))
        await self._answers.remember(_Place(activity.asker, key).memory, known, who=activity.asker.key)
        return CardOptions(place=key)

    async def redrawn(self, operation: Answer, reply: Reply, asker: Asker) -> CardOptions:
        """Return how an answer is drawn anew that can be shared, or was."""
        if not operation.place:
            return cards.CHAT
        return await self._with_mark(reply, _Place(asker, operation.place))

    async def share(self, operation: Share, activity: TeamsActivity, replies: TurnReplies) -> Element:
        """Post where it was asked, unless it was done before; ask first where it could be read as an approval."""
        asker, place = activity.asker, _Place(activity.asker, operation.place)
        where = await self._where(place)
        if where is None:
            return responses.toast(sharing_phrases.ASK_THERE_AGAIN)
        if not await self._desk.may_share(asker):
            await self._desk.record_action("share", asker, outcome=REFUSED)
            return responses.toast(organisation_phrases.SHARING_OFF)
        reply = await self._desk.answer(operation.intent, asker)
        card = shareable(reply)
        if card is None:
            return responses.toast(phrases.UNKNOWN_BUTTON)
        if not operation.is_sure and (question := confirmation(card, operation)) is not None:
            return responses.in_place(question)
        command = cards.question_of(card)
        if await self._seen.claim(place.shared(command), keep=DAY):
            posted = await replies.post(where, _message(card, activity))
            if not posted:
                await self._seen.forget(place.shared(command))
                return responses.toast(sharing_phrases.NOT_POSTED)
            await self._desk.record_action("share", asker, about=command)
            given = GivenAnswer(((where.conversation, posted),), moment_of(activity))
            await self._answers.remember(place.shared(command), given, who=asker.key)
        return responses.in_place(cards.single_card(reply, await self._with_mark(reply, place)))

    async def into_box(self, operation: Share, activity: TeamsActivity) -> Element:
        """Put what is shared into the box where the person writes: it is sent, and deleted, as their own message."""
        if not await self._desk.may_share(activity.asker):
            await self._desk.record_action("share", activity.asker, outcome=REFUSED)
            return task_modules.task_module(cards.notice(organisation_phrases.SHARING_OFF))
        reply = await self._desk.answer(operation.intent, activity.asker)
        card = shareable(reply)
        if card is not None and not operation.is_sure:
            question = confirmation(card, operation, window=True)
            if question is not None:
                return task_modules.task_module(question)
        named = " ".join(each.question.text for each in reply.verdicts)
        await self._desk.record_action("share", activity.asker, about=named)
        by = sharing_phrases.shared_by(activity.person_name, moment_of(activity))
        return responses.into_compose_box(reply, by=by)

    async def take_back(self, operation: TakeBackShared, activity: TeamsActivity, replies: TurnReplies) -> Element:
        """Delete what was shared, and offer to share it again."""
        place = _Place(activity.asker, operation.place)
        key, where = place.shared(operation.command), await self._where(place)
        given = await self._answers.find(key)
        if where is None or given is None or not await replies.unpost(where, given.messages[0][1]):
            return responses.toast(phrases.NOT_TAKEN_BACK)
        await self._answers.forget(key)
        await self._seen.forget(key)
        await self._desk.record_action("unshare", activity.asker, about=operation.command)
        reply = await self._desk.answer(operation.intent, activity.asker)
        return responses.in_place(cards.single_card(reply, CardOptions(place=place.key, note=phrases.TAKEN_BACK)))

    async def _with_mark(self, reply: Reply, place: _Place) -> CardOptions:
        card = shareable(reply)
        given = None if card is None else await self._answers.find(place.shared(cards.question_of(card)))
        if given is None:
            return CardOptions(place=place.key)
        return CardOptions(place=place.key, is_shared=True, note=sharing_phrases.shared_there(given.asked))

    async def _where(self, place: _Place) -> StoredReference | None:
        known = await self._answers.find(place.memory) if place.key else None
        if known is None:
            return None
        conversation, address = known.messages[0]
        return StoredReference(SURFACE, place.asker.tenant, conversation, "", "", address)


def shareable(reply: Reply) -> Card | None:
    """Return the card of a reply that can be shared: a certificate's, of which there is one."""
    found = [card for card in reply.cards if card.verdict is not None]
    return found[0] if len(found) == 1 and _share_of(found[0]) is not None else None


def confirmation(card: Card, operation: Share, *, window: bool = False) -> Element | None:
    """Return the question before something is shared that could be read as an approval; None where it could not."""
    action = _share_of(card)
    if action is None or not action.confirm:
        return None
    text = phrases.share_where(action.text, action.confirm)
    return conversation_cards.share_question(text, cards.question_of(card), operation.place, window=window)


def _share_of(card: Card) -> Action | None:
    return next((each for each in card.unfolded().actions if each.kind is ActionKind.SHARE), None)


def _message(card: Card, activity: TeamsActivity) -> Message:
    shown = conversation_cards.shared(card, by=sharing_phrases.shared_by(activity.person_name, moment_of(activity)))
    return Message((shown,), phrases.LOOKED_UP)
