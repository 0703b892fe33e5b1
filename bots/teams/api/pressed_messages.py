"""Presses that change the message in which they were made: a message of ours that was sent, and a form of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.watch_intents import SetSettings
from bots.conversation.organisation.organisation_settings import OrganisationSettings
from bots.conversation.text import delivery as phrases
from bots.teams.cards import cards
from bots.teams.cards import invoke_responses as responses
from bots.teams.cards.digest_cards import permanent_cards
from bots.teams.forms import organisation as organisation_form
from bots.teams.model.requests import Answer

if TYPE_CHECKING:
    from bots.conversation.desk import Desk
    from bots.teams.api.turn_replies import TurnReplies
    from bots.teams.cards.elements import Element
    from bots.teams.model.activity import TeamsActivity
    from bots.teams.model.requests import Redraw


class PressedMessages:
    """Gives messages back as they stand after a press."""

    def __init__(self, desk: Desk) -> None:
        """Answer by ``desk``."""
        self._desk = desk

    async def press(self, operation: Answer | Redraw, activity: TeamsActivity, replies: TurnReplies) -> Element | None:
        """
        Answer a press in somebody's own chat with the card that takes the place of the one that was pressed.

        Args:
            operation: what the button means.
            activity: the press.
            replies: sends what the card cannot show.

        Returns:
            The invoke's body; None where the press is answered in another way.
        """
        intent = operation.intent if isinstance(operation, Answer) else None
        if not activity.is_private:
            return None
        if isinstance(intent, SetSettings):
            return await self._corrections(intent, activity)
        result = await self._desk.press(intent, activity.asker, activity.reply_to, picks=True)
        if result is None:
            return None
        for message in cards.messages(result.said) if result.said is not None else ():
            await replies.send(message)
        return responses.in_place(permanent_cards(result.shown, also=phrases.reference(result.key))[0])

    async def _corrections(self, wanted: SetSettings, activity: TeamsActivity) -> Element | None:
        """Return the settings' card with what an admin filled in, and what is wrong with it; None where nothing is."""
        wrong = self._desk.setting_errors(wanted)
        if not wrong or not await self._desk.is_admin(activity.asker):
            return None
        return responses.in_place(organisation_form.form(OrganisationSettings(wanted.texts), wrong))
