"""Lists by the page: what somebody watches, and who the managers of their rosters are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, Group, Item
from bots.conversation.text import invitations as link_phrases
from bots.conversation.text import watches as words
from bots.conversation.text.verdicts import day as written

if TYPE_CHECKING:
    from datetime import date

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.ports import Verifier
    from bots.conversation.model.watch_intents import ListInvitations, ListWatches
    from bots.conversation.model.watch_models import LinkedPerson, ListedWatch
    from bots.conversation.watch.ports import Invitations, PreferencesStore, WatchActions

A_PAGE = 20
STANDINGS = {
    "revoked": "revoked",
    "suspended": "suspended",
    "emeritus": "emeritus",
    "unknown": "whether it stands cannot be told",
}


class WatchLists:
    """Shows pages."""

    def __init__(
        self, *, actions: WatchActions, invitations: Invitations, preferences: PreferencesStore, verifier: Verifier
    ) -> None:
        """
        List from these stores.

        Args:
            actions: pages of watches.
            invitations: the managers of rosters.
            preferences: whether somebody wants no notices for a while.
            verifier: knows which day it is.
        """
        self._actions = actions
        self._invitations = invitations
        self._preferences = preferences
        self._verifier = verifier

    async def watches(self, intent: ListWatches, asker: Asker) -> Card:
        """Show a page of what somebody owns, or acts on for others, in the order of adding."""
        first = (intent.page - 1) * A_PAGE
        after = (await self._actions.page(asker, limit=first)).after if first else 0
        page = await self._actions.page(asker, after=after, limit=A_PAGE)
        if not page.total:
            return Card(words.NOTHING_WATCHED)
        if first and not after:
            return _beyond(intent.page, page.total, "watches")
        items = tuple(_watch(line, self._verifier.today) for line in page.watches)
        head = words.page_of(page.total, first + 1, first + len(items))
        pause, resume = await self._pause(asker)
        turning = _turning("watches", intent.page, page.total)
        return Card(head, lines=pause, groups=(Group(words.LISTED, items),), actions=(*turning, *resume))

    async def _pause(self, asker: Asker) -> tuple[tuple[str, ...], tuple[Action, ...]]:
        """Return what to say of a pause of somebody's notices, and the button that ends it; nothing without one."""
        chosen = await self._preferences.preferences(asker)
        if chosen is None or chosen.opted_out or chosen.paused_until is None:
            return (), ()
        if not chosen.is_paused(self._verifier.today):
            return (), ()
        resume = Action(ActionKind.RUN, words.RESUME, command="notify on")
        return (link_phrases.paused(chosen.paused_until),), (resume,)

    async def links(self, intent: ListInvitations, asker: Asker) -> Card:
        """Show a page of the managers that somebody's rosters name, by name."""
        links = await self._invitations.links(asker)
        if not links:
            return Card(link_phrases.NO_LINKS)
        first = (intent.page - 1) * A_PAGE
        shown = links[first : first + A_PAGE]
        if not shown:
            return _beyond(intent.page, len(links), "links")
        return Card(
            link_phrases.links_head(len(links), first + 1, first + len(shown)),
            groups=(Group(words.MANAGERS, tuple(map(_link, shown))),),
            limits=(link_phrases.YOURS_OR_LATER,),
            actions=_turning("links", intent.page, len(links)),
        )


def pages(total: int) -> int:
    """Return how many pages so many make."""
    return -(-total // A_PAGE)


def _beyond(page: int, total: int, command: str) -> Card:
    last = Action(ActionKind.RUN, words.BACK, command=f"{command} {pages(total)}")
    return Card(words.page_beyond(page, pages(total)), actions=(last,))


def _turning(command: str, page: int, total: int) -> tuple[Action, ...]:
    turned = ((words.BACK, page - 1), (words.NEXT, page + 1))
    return tuple(
        Action(ActionKind.RUN, label, command=f"{command} {each}")
        for label, each in turned
        if 1 <= each <= pages(total)
    )


def _watch(line: ListedWatch, today: date) -> Item:
    name = line.watch.certificate.text
    actions = [Action(ActionKind.RUN, words.CHECK_NOW, command=f"verify {name} fresh")]
    if line.is_owner:
        actions.append(Action(ActionKind.RUN, words.UNWATCH, command=f"unwatch {name}"))
    return Item(*described(line, today), tuple(actions))


def described(line: ListedWatch, today: date) -> tuple[str, str]:
    """Say how a watch stands, and the small print of it."""
    watch = line.watch
    team = f"team {watch.team}" if watch.team else ""
    subject = " · ".join(part for part in (watch.certificate.text, watch.holder, team) if part)
    return f"{subject}: {_state(line, today)}", _note(line)


def _state(line: ListedWatch, today: date) -> str:
    standing, end = STANDINGS.get(line.status, ""), line.expires_on
    if standing or end is None:
        return standing or ("no end is given" if line.read_at else "not read yet")
    if line.status == "expired" and end >= today:
        return f"called expired by its registry, though its date is {written(end)}"
    return f"{'expired' if end < today else 'expires'} on {written(end)}"


def _note(line: ListedWatch) -> str:
    watch = line.watch
    parts = (
        f"read on {written(line.read_at.date())}" if line.read_at else "",
        f"snoozed until {written(line.snoozed_until)}" if line.snoozed_until else "",
        f"watched until {written(watch.until)}" if watch.until else "",
        f"purpose: {watch.purpose}" if watch.purpose else "",
        "" if line.is_owner else "you get its notices, somebody else watches it",
    )
    return "; ".join(part for part in parts if part)


def _link(link: LinkedPerson) -> Item:
    if link.who is not None:
        action = Action(ActionKind.RUN, words.UNLINK, command=f"unlink {link.name}")
    else:
        action = Action(ActionKind.RUN, words.MAKE_CODE, command=f"link {link.name}")
    return Item(link_phrases.link_line(link.name, link.watches, linked=link.who is not None), actions=(action,))
