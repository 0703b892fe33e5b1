"""The welcome: said once for each installation, and again to who installs the bot again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.teams.cards.welcome import welcome_messages
from bots.teams.model.activity import SURFACE, TeamsActivity

if TYPE_CHECKING:
    from bots.runtime.ports import IdempotencyKeys
    from bots.teams.api.turn_replies import TurnReplies
    from bots.teams.cards.welcome import InstallationInfo

REMEMBERED = 400 * 24 * 3600.0  # seconds


class Welcomes:
    """Says once who one is, who brought one, what one can do, and where help is."""

    def __init__(self, seen: IdempotencyKeys, installation: InstallationInfo, *, keeps_watches: bool) -> None:
        """
        Welcome people and teams.

        Args:
            seen: who was welcomed before.
            installation: what is said about this installation.
            keeps_watches: whether certificates can be watched here.
        """
        self._seen = seen
        self._installation = installation
        self._keeps_watches = keeps_watches

    async def welcome(self, activity: TeamsActivity, replies: TurnReplies) -> None:
        """Say it, unless it was said in this conversation or team before."""
        place = activity.team or activity.conversation
        if not await self._seen.claim(_key(activity, place), keep=REMEMBERED):
            return
        shown = welcome_messages(
            self._installation,
            keeps_watches=self._keeps_watches,
            is_private=activity.is_private,
            added_by=activity.person_name,
        )
        for message in shown:
            await replies.send(message)

    async def forget(self, activity: TeamsActivity, place: str) -> None:
        """Note that the bot was removed from a conversation or team: who installs it again is welcomed again."""
        await self._seen.forget(_key(activity, place))


def _key(activity: TeamsActivity, place: str) -> str:
    return f"{SURFACE}:welcome:{activity.asker.tenant}:{place}"
