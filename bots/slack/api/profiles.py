"""What Slack says of the person who asks: whether they are an admin there, and their time zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.watch_intents import ChangePreferences, ImportRoster, Watch
from bots.runtime.json_access import object_at, text_at
from bots.runtime.ports import Profile

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker, Intent
    from bots.runtime.ports import Profiles
    from bots.slack.api.replies import SlackReplies

ABOUT_NOTICES = (ChangePreferences, Watch, ImportRoster)  # what is told by the person's own time
ADMIN = ("is_admin", "is_owner", "is_primary_owner")


class SlackProfiles:
    """Asks Slack about people, with the optional scope ``users:read``; nothing is known without it."""

    def __init__(self, replies: SlackReplies, profiles: Profiles | None) -> None:
        """Ask through ``replies``, and keep time zones in ``profiles``; None where nothing is kept."""
        self._replies = replies
        self._profiles = profiles

    async def is_admin(self, asker: Asker) -> bool:
        """Say whether somebody is an admin or an owner of their workspace."""
        user = object_at(await self._replies.ask("users.info", user=asker.person), "user")
        if user.get("id") != asker.person:
            return False
        if self._profiles is not None:
            await self._profiles.keep(asker.key, Profile(text_at(user, "tz")))
        return any(user.get(name) is True for name in ADMIN)

    async def learn_time_zone(self, intent: Intent, asker: Asker) -> None:
        """Ask for the time zone of somebody who wants to be told of something, unless it is known."""
        profiles = self._profiles if isinstance(intent, ABOUT_NOTICES) else None
        if profiles is not None and not await profiles.is_known(asker.key):
            await self.is_admin(asker)
