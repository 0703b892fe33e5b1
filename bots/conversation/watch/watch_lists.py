"""Lists by the page: what somebody watches, and who the managers of their rosters are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bots.conversation.model.replies import Action, ActionKind, Card, Group, Item
from bots.conversation.model.watch_models import Urgency, WatchFilter
from bots.conversation.text import invitations as link_phrases
from bots.conversation.text import watches as words
from bots.conversation.text.languages.phrasebook import day as written
from bots.conversation.watch.periods import period_of
from bots.conversation.watch.standing_words import standing_words

if TYPE_CHECKING:
    from datetime import date

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.ports import Verifier
    from bots.conversation.model.watch_intents import ListInvitations, ListWatches
    from bots.conversation.model.watch_models import LinkedPerson, ListedWatch, WatchPage
    from bots.conversation.watch.ports import Invitations, PreferencesStore

A_PAGE = 20


class WatchOverview(Protocol):
    """Lists watches by how soon somebody must look at them, never by whose they are."""

    async def urgent_first(
        self, who: Asker, wanted: WatchFilter, *, today: date, skip: int = 0, limit: int = 20
    ) -> WatchPage:
        """
        Return watches that somebody owns or reads, by ``Urgency``, within that by the end, then in the order of adding.

        Args:
            who: whose.
            wanted: which of them; ``WatchPage.total`` counts these.
            today: the reader's day.
            skip: how many to leave out from the beginning.
            limit: how many at most.
        """
        ...


class WatchLists:
    """Shows pages."""

    def __init__(
        self, *, overview: WatchOverview, invitations: Invitations, preferences: PreferencesStore, verifier: Verifier
    ) -> None:
        """
        List from these stores.

        Args:
            overview: watches by how soon somebody must look at them.
            invitations: the managers of rosters.
            preferences: whether somebody wants no notices for a while.
            verifier: knows which day it is.
        """
        self._overview = overview
        self._invitations = invitations
        self._preferences = preferences
        self._verifier = verifier

    async def watches(self, intent: ListWatches, asker: Asker) -> Card:
        """Show a page of what somebody owns, or acts on for others, what is most urgent first."""
        today, first = self._verifier.today, (intent.page - 1) * A_PAGE
        wanted, page = self._filter(intent), await self.page(intent, asker)
        command = _command_of(intent)
        if not page.total:
            return _nothing(wanted)
        if not page.watches:
            return _beyond(intent.page, page.total, command)
        by_urgency: dict[Urgency, list[Item]] = {each: [] for each in Urgency}
        for line in page.watches:
            by_urgency[line.urgency].append(_watch(line, today))
        groups = tuple(Group(words.URGENCIES[each], tuple(items)) for each, items in by_urgency.items() if items)
        head = words.page_of(page.total, first + 1, first + len(page.watches), wanted)
        pause, resume = await self._pause(asker)
        turning = _turning(command, intent.page, page.total)
        return Card(head, lines=pause, groups=groups, actions=(*turning, *resume, *_other_lists(intent)))

    async def page(self, intent: ListWatches, asker: Asker) -> WatchPage:
        """Return a page of what somebody owns, or acts on for others, what is most urgent first, as values."""
        skip, today = (intent.page - 1) * A_PAGE, self._verifier.today
        return await self._overview.urgent_first(asker, self._filter(intent), today=today, skip=skip, limit=A_PAGE)

    def _filter(self, intent: ListWatches) -> WatchFilter:
        return WatchFilter(period_of(intent.period, self._verifier.today), intent.team, intent.person)

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


_ALL = Action(ActionKind.RUN, words.SHOW_ALL, command="watches")


def pages(total: int) -> int:
    """Return how many pages so many make."""
    return -(-total // A_PAGE)


def _beyond(page: int, total: int, command: str) -> Card:
    last = Action(ActionKind.RUN, words.BACK, command=f"{command} {pages(total)}")
    return Card(words.page_beyond(page, pages(total)), actions=(last,))


def _nothing(wanted: WatchFilter) -> Card:
    if wanted == WatchFilter():
        return Card(words.NOTHING_WATCHED)
    return Card(words.nothing_listed(wanted), actions=(_ALL,))


def _command_of(intent: ListWatches) -> str:
    """Return what one would type for the first page of the same list."""
    parts = (
        intent.period and (f"next {intent.period}" if intent.period.endswith("days") else intent.period),
        intent.team and f"team {intent.team}",
        intent.person and f"for {intent.person}",
    )
    filters = " ".join(filter(None, parts))
    return f"watches {filters} page" if filters else "watches"


def _other_lists(intent: ListWatches) -> tuple[Action, ...]:
    """Return the button that shows what ends soon, or all again."""
    is_whole = not (intent.period or intent.team or intent.person)
    quarter = Action(ActionKind.RUN, words.THIS_QUARTER, command="watches this quarter")
    return (quarter,) if is_whole else (_ALL,)


def _turning(command: str, page: int, total: int) -> tuple[Action, ...]:
    turned = ((words.BACK, page - 1), (words.NEXT, page + 1))
    return tuple(
        Action(ActionKind.RUN, label, command=f"{command} {each}")
        for label, each in turned
        if 1 <= each <= pages(total)
    )


def _watch(line: ListedWatch, today: date) -> Item:
    name = line.watch.certificate.text
    # The name stays in the store: ``WatchHandler.with_names`` adds it to the question for whoever owns the watch.
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
    gone = line.gone_since.date() if line.gone_since else None
    return standing_words(line.status, line.expires_on, today, gone_since=gone, entered=line.is_entered)


def _note(line: ListedWatch) -> str:
    watch = line.watch
    entered = "entered" if line.is_entered else "read"
    parts = (
        words.OTHER_NAMES.get(line.agreement, "") if watch.holder else "",
        f"could not be read since {written(line.failing_since.date())}" if line.failing_since else "",
        f"{entered} on {written(line.read_at.date())}" if line.read_at else "",
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
