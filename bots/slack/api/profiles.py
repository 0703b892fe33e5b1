"""What Slack says of the person who asks: whether they are an admin there, their time zone, and their language."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bots.conversation.model.intents import Verify
from bots.conversation.model.talk_intents import AskBack, Help, OffTopic, SmallTalk
from bots.conversation.model.watch_intents import ChangePreferences, ForgetMe, ImportRoster, Watch
from bots.runtime.json_access import object_at, text_at
from bots.runtime.ports import Profile

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker, Intent
    from bots.runtime.answer_memory import Recent
    from bots.runtime.json_access import Payload
    from bots.runtime.ports import Profiles
    from bots.slack.api.replies import SlackReplies

ABOUT_NOTICES = (ChangePreferences, Watch, ImportRoster)  # what is told by the person's own time
IN_LANGUAGES = (Verify, SmallTalk, Help, OffTopic, AskBack)  # these are answered in the asker's own language
ADMIN = ("is_admin", "is_owner", "is_primary_owner")
LONGEST_WAIT = 1.0  # seconds that an answer waits for the language it is given in


class SlackProfiles:
    """Asks Slack about people, with the optional scope ``users:read``; nothing is known without it."""

    def __init__(self, replies: SlackReplies, profiles: Profiles | None, languages: Recent[str, str] | None) -> None:
        """
        Ask on behalf of one workspace.

        Args:
            replies: asks Slack.
            profiles: where is kept what Slack says; None where nothing is.
            languages: those of the people of all workspaces who asked lately, "" for who has none; None not to ask.
        """
        self._replies = replies
        self._profiles = profiles
        self._languages = languages

    async def is_admin(self, asker: Asker) -> bool:
        """Say whether somebody is an admin or an owner of their workspace."""
        user = await self._learn(asker)
        return any(user.get(name) is True for name in ADMIN)

    async def learn_time_zone(self, intent: Intent, asker: Asker) -> None:
        """Ask for the time zone of somebody who wants to be told of something, unless it is known."""
        profiles = self._profiles if isinstance(intent, ABOUT_NOTICES) else None
        if profiles is not None and not await profiles.is_known(asker.key):
            await self._learn(asker)

    async def with_language(self, intent: Intent, asker: Asker) -> Asker:
        """
        Return the asker with the language that their Slack is set to, where the answer depends on it.

        Slack is asked once, and only for a question whose own language cannot be told (an ID alone, a command); where
        it takes longer than a second, the answer is in English and the next question asks again.
        The language of somebody who is forgotten is forgotten too.
        """
        if self._languages is not None and isinstance(intent, ForgetMe) and intent.sure:
            self._languages.forget(asker.key)
        if self._profiles is None or self._languages is None or not isinstance(intent, IN_LANGUAGES) or intent.language:
            return asker
        language = self._languages.find(asker.key)
        if language is None:
            try:
                async with asyncio.timeout(LONGEST_WAIT):
                    language = await self._profiles.language_of(asker.key) or _language(await self._learn(asker))
            except TimeoutError:
                return asker
            self._languages.remember(asker.key, language)
        return replace(asker, language=language)

    async def _learn(self, asker: Asker) -> Payload:
        """Return what Slack says of somebody, and keep their time zone and language; empty where it says nothing."""
        said = await self._replies.ask("users.info", user=asker.person, include_locale="true")
        user = object_at(said, "user")
        if user.get("id") != asker.person:
            return {}
        if self._profiles is not None:
            await self._profiles.keep(asker.key, Profile(text_at(user, "tz"), language=_language(user)))
        return user


def _language(user: Payload) -> str:
    """Return the language of a locale such as ``de-DE``."""
    return text_at(user, "locale").partition("-")[0].lower()
