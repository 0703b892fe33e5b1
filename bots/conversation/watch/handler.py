"""Routes the intents about watching to the handler of their topic."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from msgspec import structs

from bots.conversation.erasure import ErasureHandler
from bots.conversation.model import watch_intents as wanted
from bots.conversation.model.replies import Action, ActionKind, Card, Reply
from bots.conversation.organisation.handler import OrganisationHandler
from bots.conversation.text import watches as phrases
from bots.conversation.text.headlines import has_ended_since
from bots.conversation.verify.question_commands import question_command, watch_command
from bots.conversation.watch.invitations import InvitationHandler
from bots.conversation.watch.live_messages import PressHandler
from bots.conversation.watch.preferences import PreferencesHandler
from bots.conversation.watch.roster_import import RosterImport
from bots.conversation.watch.watch_actions import WatchActionHandler
from bots.conversation.watch.watch_lists import WatchLists
from verifier_client import Outcome, Standing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence

    from bots.conversation.kept_files import KeptFiles
    from bots.conversation.model.intents import Asker, Intent, Verify
    from bots.conversation.model.ports import Verifier
    from bots.conversation.model.table_reading import TableReading
    from bots.conversation.model.watch_intents import WatchIntent
    from bots.conversation.quota import Quota
    from bots.conversation.watch.stores import WatchStores
    from verifier_client import Verdict
    from verifier_client.badges import BadgeVerdict

log = logging.getLogger(__name__)

WORTH_WATCHING = {Standing.ACTIVE, Standing.EMERITUS, Standing.SUSPENDED, Standing.NOT_YET_VALID}


class WatchHandler:
    """Answers intents about watching, where watches are kept."""

    def __init__(
        self,
        stores: WatchStores,
        verifier: Verifier,
        *,
        quota: Quota | None,
        max_ids: int | None,
        files: KeptFiles | None = None,
    ) -> None:
        """
        Give each topic's handler the stores that it uses.

        Args:
            stores: all stores of watching.
            verifier: reads IDs, and knows which day it is.
            quota: how many certificates a person may ask about, None for no limit.
            max_ids: how many one command may name, None for no limit.
            files: the rosters that were shown and not imported yet, None where no file is read.
        """
        self._badges, self._watches = stores.badges, stores.watches
        self.lists = WatchLists(
            overview=stores.overview, invitations=stores.invitations, preferences=stores.preferences, verifier=verifier
        )
        self._actions = WatchActionHandler(
            watches=stores.watches,
            actions=stores.actions,
            callbacks=stores.callbacks,
            badges=stores.badges,
            now=stores.now,
            verifier=verifier,
            quota=quota,
            max_ids=max_ids,
        )
        self._invitations = InvitationHandler(
            invitations=stores.invitations,
            actions=stores.actions,
            now=stores.now,
            choose_letter=stores.choose_letter,
            quota=quota,
            offers=stores.offers,
            messages=stores.messages,
        )
        self._messages = stores.messages
        self._preferences = _preferences_of(stores, verifier)
        self._rosters = RosterImport(rosters=stores.rosters, verifier=verifier, files=files, quota=quota)
        self._erasure = ErasureHandler(stores.erasure)
        self.organisation = OrganisationHandler(
            settings=stores.settings,
            now=stores.now,
            preference_error=stores.preference_error,
            admins=stores.admins,
            name_history=stores.name_history,
            admin_offers=stores.admin_offers,
            messages=stores.messages,
        )

    async def answer(self, intent: WatchIntent, asker: Asker) -> Reply:
        """Answer one intent, if the organisation's settings let everybody do that."""
        refused = await self.organisation.refusal(intent, asker)
        card = refused or await self._card(intent, asker)
        if refused is None and isinstance(intent, wanted.ActionOnNotice):
            self._refresh_messages(intent.certificates)
        return Reply((card,))

    def _refresh_messages(self, certificates: tuple[str, ...]) -> None:
        """Let messages that were sent about certificates say what is so now."""
        if self._messages is not None and certificates:
            self._messages.refresh(certificates)

    def presses(self, answer: Callable[[Intent, Asker], Awaitable[Reply]]) -> PressHandler | None:
        """Return who answers presses in messages that were sent, by ``answer``; None where nothing is sent."""
        return None if self._messages is None else PressHandler(self._messages, answer)

    async def preview_roster(self, table: TableReading, key: str, asker: Asker) -> Reply:
        """
        Say what importing a file would do.

        Args:
            table: what the file lists.
            key: the key under which it is kept.
            asker: who sent it.
        """
        refused = await self.organisation.refusal(wanted.ImportRoster(""), asker)
        return Reply((refused or await self._rosters.preview(table, key, asker),))

    async def show_roster(self, key: str, asker: Asker) -> Reply:
        """Say what importing a file would do that was sent before, by its key."""
        return await self.answer(wanted.PreviewRoster(key), asker)

    async def offer_badge(self, card: Card, verdict: BadgeVerdict) -> Card:
        """
        Keep what is needed to watch a badge, and offer to, where it still has something to lose.

        Args:
            card: says what was found.
            verdict: what was found.
        """
        if verdict.kept is None or verdict.standing not in WORTH_WATCHING or not await self._badges.keep(verdict.kept):
            return card
        return _with(card, phrases.WATCH, f"watch {verdict.kept.reference}")

    async def offer(self, cards: Sequence[Card], asker: Asker) -> tuple[Card, ...]:
        """
        Offer to watch what still has something to lose, and to come back to what could not be checked.

        Args:
            cards: say what was found.
            asker: who asked; what they watch already is not offered.
        """
        worth = {each.verdict.question.text for each in cards if each.verdict is not None and _is_worth(each.verdict)}
        watched = await self._watched(asker, worth)
        return tuple(_offered(each, watched) for each in cards)

    async def with_names(self, intent: Verify, asker: Asker) -> Verify:
        """
        Add the names that the asker's own watches hold, where a registry is asked anew and no name was given.

        Args:
            intent: which certificates are verified.
            asker: who asks.
        """
        if not intent.fresh or intent.holder or intent.holders or intent.candidates:
            return intent
        names = await self._watched(asker, {each.text for each in intent.ids})
        return replace(intent, holders=tuple((each, name) for each, name in names.items() if name))

    async def _watched(self, asker: Asker, names: Collection[str]) -> Mapping[str, str]:
        try:
            return await self._watches.watched_among(asker, names) if names else {}
        except Exception as error:  # noqa: BLE001 - the verdict is of use without it
            log.warning("whether a certificate is watched already could not be read: %s", type(error).__name__)
            return {}

    async def _card(self, intent: WatchIntent, asker: Asker) -> Card:
        match intent:
            case wanted.ListWatches():
                return await self.lists.watches(intent, asker)
            case wanted.ListInvitations():
                return await self.lists.links(intent, asker)
            case (
                wanted.Watch()
                | wanted.Unwatch()
                | wanted.UnwatchAll()
                | wanted.Snooze()
                | wanted.Acknowledge()
                | wanted.TakeBackAcknowledgement()
                | wanted.EnterEndDate()
                | wanted.RequestCallback()
            ):
                return await self._actions.card(intent, asker)
            case (
                wanted.Assign()
                | wanted.AcceptOffer()
                | wanted.DeclineOffer()
                | wanted.SetDeputy()
                | wanted.SetFallback()
                | wanted.AcceptInvitation()
                | wanted.InvitePerson()
                | wanted.UnlinkPerson()
            ):
                return await self._invitations.card(intent, asker)
            case wanted.ChangePreferences() | wanted.ListRules() | wanted.SetRule() | wanted.SetProfile():
                return await self._preferences.card(intent, asker)
            case wanted.ImportRoster() | wanted.PreviewRoster():
                return await self._rosters.card(intent, asker)
            case wanted.ShowSettings() | wanted.SetSettings() | wanted.AnswerAdminOffer():
                return await self.organisation.card(intent, asker)
            case wanted.ForgetMe():
                return await self._erasure.card(intent, asker)
            case wanted.HelpWatching():
                return Card(phrases.HELP_HEADLINE, facts=phrases.ALL_FACTS, lines=phrases.HELP_LINES)
            case _:
                assert_never(intent)


def _is_worth(verdict: Verdict) -> bool:
    is_standing = verdict.outcome is Outcome.FOUND and verdict.standing in WORTH_WATCHING
    return is_standing and not has_ended_since(verdict)


def _offered(card: Card, watched: Collection[str]) -> Card:
    verdict = card.verdict
    if verdict is None:
        return card
    if _is_worth(verdict):
        question = verdict.question
        return card if question.text in watched else _with(card, phrases.WATCH, watch_command(question))
    error = verdict.error
    if verdict.outcome is Outcome.COULD_NOT_CHECK and verdict.question.certificate and (not error or error.retryable):
        return _with(card, phrases.TELL_ME, question_command(verdict.question, verb="tell me"))
    return card


def _with(card: Card, label: str, command: str) -> Card:
    """Add a button: to the gist where nothing is left to ask the holder, else to the details."""
    action = Action(ActionKind.RUN, label, command=command)
    if card.details is None or all(each.kind is not ActionKind.ASK_HOLDER for each in card.actions):
        return structs.replace(card, actions=(*card.actions, action))
    return structs.replace(card, details=structs.replace(card.details, actions=(*card.details.actions, action)))


def _preferences_of(stores: WatchStores, verifier: Verifier) -> PreferencesHandler:
    return PreferencesHandler(
        preferences=stores.preferences,
        rules=stores.rules,
        previews=stores.previews,
        settings=stores.settings,
        preference_error=stores.preference_error,
        verifier=verifier,
    )
