"""All stores that the conversation needs where watches are kept; each handler is given only those it uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bots.conversation.model.ports import ErasureStore, WatchStore
    from bots.conversation.model.watch_models import Preferences
    from bots.conversation.organisation.admin_offers import AdminOffers
    from bots.conversation.organisation.ports import NameHistory, OrganisationSettingsStore
    from bots.conversation.watch.live_messages import LiveMessages
    from bots.conversation.watch.offers import Offers
    from bots.conversation.watch.ports import (
        BadgeStore,
        Callbacks,
        Invitations,
        PreferencesStore,
        Rosters,
        RulePreviews,
        TeamRules,
        WatchActions,
    )
    from bots.conversation.watch.watch_lists import WatchOverview


@dataclass(frozen=True, slots=True)
class WatchStores:
    """
    The ports behind watching, on one database.

    ``now`` gives the time in UTC, ``choose_letter`` picks one letter of several so that nobody can guess it, and
    ``preference_error`` says what is wrong with preferences (an unknown time zone, no hours), or "". ``admins`` are
    the operator's own, by ``Asker.key``. ``offers`` is None where nobody can be asked to act in another's place,
    ``admin_offers`` where picked admins are not asked,
    ``messages`` where nothing is sent unasked, ``name_history`` where no key for its hashes is set.
    """

    watches: WatchStore
    rosters: Rosters
    actions: WatchActions
    overview: WatchOverview
    invitations: Invitations
    preferences: PreferencesStore
    rules: TeamRules
    previews: RulePreviews
    callbacks: Callbacks
    badges: BadgeStore
    erasure: ErasureStore
    settings: OrganisationSettingsStore
    now: Callable[[], datetime]
    choose_letter: Callable[[str], str]
    preference_error: Callable[[Preferences], str]
    offers: Offers | None = None
    admin_offers: AdminOffers | None = None
    messages: LiveMessages | None = None
    admins: frozenset[str] = frozenset()
    name_history: NameHistory | None = None
