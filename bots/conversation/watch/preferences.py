"""When people are told, and how long before an end: hours, days, and teams' own rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING, assert_never

from msgspec import structs

from bots.conversation.model.replies import Action, ActionKind, Card, Tone, refusal_card
from bots.conversation.model.team_profiles import PROFILES
from bots.conversation.model.watch_intents import ChangePreferences, ListRules, SetProfile, SetRule
from bots.conversation.model.watch_models import Preferences, TeamRule
from bots.conversation.text import invitations as phrases
from bots.conversation.text.watches import RESUME, SAVE, TURN_OFF, TURN_ON

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.ports import Verifier
    from bots.conversation.organisation.ports import OrganisationSettingsStore
    from bots.conversation.watch.ports import PreferencesStore, RulePreviews, TeamRules

OPENS, CLOSES = time(9), time(17)
LONGEST_PAUSE = 366


class PreferencesHandler:
    """Shows and changes when people are told."""

    def __init__(
        self,
        *,
        preferences: PreferencesStore,
        rules: TeamRules,
        previews: RulePreviews,
        settings: OrganisationSettingsStore,
        preference_error: Callable[[Preferences], str],
        verifier: Verifier,
    ) -> None:
        """
        Show and change preferences and rules in these stores.

        Args:
            preferences: what people set.
            rules: what teams set.
            previews: what a rule would send.
            settings: what holds for whoever set nothing.
            preference_error: says what is wrong with preferences, or "".
            verifier: knows which day it is.
        """
        self._preferences = preferences
        self._rules = rules
        self._previews = previews
        self._settings = settings
        self._preference_error = preference_error
        self._verifier = verifier

    async def card(self, intent: ChangePreferences | ListRules | SetRule | SetProfile, asker: Asker) -> Card:
        """Answer one intent."""
        match intent:
            case ChangePreferences():
                return await self._notify(intent, asker)
            case ListRules():
                rules = await self._rules.rules(asker)
                return (
                    Card(phrases.RULES, lines=tuple(map(phrases.rule_line, rules)))
                    if rules
                    else await self._none(asker)
                )
            case SetRule():
                return await self._rule(intent, asker)
            case SetProfile():
                return await self._profile(intent, asker)
            case _:
                assert_never(intent)

    async def _notify(self, intent: ChangePreferences, asker: Asker) -> Card:
        today = self._verifier.today
        if intent.asks_until:
            return _until_when(intent.unread)
        if intent.pause_days:
            intent = replace(intent, paused_until=today + timedelta(days=intent.pause_days), pause_days=0)
        if intent.paused_until and not today < intent.paused_until <= today + timedelta(days=LONGEST_PAUSE):
            return refusal_card(phrases.no_pause(intent.paused_until))
        usual = (await self._settings.settings(asker.surface, asker.tenant)).default_preferences
        usual = replace(usual, zone=await self._preferences.platform_zone(asker) or usual.zone)
        before = await self._preferences.preferences(asker) or usual
        chosen = _changed(before, intent)
        if chosen != before:
            if problem := self._preference_error(chosen):
                return Card(problem, Tone.CAUTION, next_step=phrases.NOTIFY_NEXT)
            await self._preferences.set_preferences(asker, chosen)
        card = _shown(chosen, asker, today)
        if intent.unread:
            lines = (
                *((card.headline,) if chosen.opted_out or card.lines else ()),
                phrases.NOTIFY_AS_BEFORE,
                *card.lines,
            )
            return structs.replace(card, headline=phrases.NOTIFY_UNREAD, tone=Tone.CAUTION, lines=lines)
        return structs.replace(card, headline=phrases.NOTIFY_AGAIN) if intent.opted_out is False else card

    async def _rule(self, intent: SetRule, asker: Asker) -> Card:
        try:
            organisation = await self._settings.settings(asker.surface, asker.tenant)
            preview = await self._previews.preview(asker, intent.team, intent.days or organisation.notice_days)
        except ValueError as error:
            return refusal_card(str(error))
        if intent.save:
            await self._rules.set_rule(asker, replace(await self._of(asker, intent.team), days=intent.days))
            return Card(phrases.saved(intent.team, intent.days), Tone.GOOD)
        days = " ".join(map(str, intent.days)) if intent.days else "standard"
        save = Action(ActionKind.RUN, SAVE, command=f"rule {intent.team} {days} save")
        made_of = (phrases.made_of(preview),) if preview.watches else ()
        return Card(phrases.would_send(intent.team, preview), lines=made_of, actions=(save,))

    async def _none(self, asker: Asker) -> Card:
        days = (await self._settings.settings(asker.surface, asker.tenant)).notice_days
        return Card(phrases.RULES_SET_BY_ADMINS.format(", ".join(map(str, days))) if days else phrases.NO_RULES)

    async def _profile(self, intent: SetProfile, asker: Asker) -> Card:
        if intent.profile and intent.profile not in PROFILES:
            return refusal_card(phrases.no_profile(intent.profile, ", ".join(PROFILES)))
        rule = replace(await self._of(asker, intent.team), profile=intent.profile)
        await self._rules.set_rule(asker, rule)
        return Card(phrases.held_to(intent.team, intent.profile), Tone.GOOD)

    async def _of(self, asker: Asker, team: str) -> TeamRule:
        """Return the team's rule, in the spelling in which it is kept."""
        rules = await self._rules.rules(asker)
        return next((rule for rule in rules if rule.team.casefold() == team.casefold()), TeamRule(team))


def _until_when(unread: str) -> Card:
    """Ask back until when notices are to wait, and say which words could not be read as an end."""
    pauses = tuple(Action(ActionKind.RUN, label, command=command) for label, command in phrases.PAUSES)
    lines = (phrases.unread_end(unread),) if unread else ()
    return Card(phrases.UNTIL_WHEN, Tone.CAUTION, lines=lines, next_step=phrases.UNTIL_NEXT, actions=pauses)


def _shown(chosen: Preferences, asker: Asker, today: date) -> Card:
    """Say when somebody is told, with the button that turns it off or on."""
    facts = phrases.preferences(chosen, chosen.opens or OPENS, chosen.closes or CLOSES, who=asker.key)
    headline, switch = phrases.NOTIFY_ON, Action(ActionKind.RUN, TURN_OFF, command="notify off")
    lines: tuple[str, ...] = ()
    if chosen.opted_out:
        headline, switch = phrases.NOTIFY_OFF, Action(ActionKind.RUN, TURN_ON, command="notify on")
    elif chosen.paused_until is not None and chosen.is_paused(today):
        headline, switch = phrases.paused(chosen.paused_until), Action(ActionKind.RUN, RESUME, command="notify on")
        lines = (phrases.PAUSE_URGENT if chosen.urgent_any_time else phrases.PAUSE_ALL,)
    return Card(headline, lines=lines, facts=facts, next_step=phrases.NOTIFY_NEXT, actions=(switch,))


def _changed(before: Preferences, intent: ChangePreferences) -> Preferences:
    return Preferences(
        zone=intent.zone or before.zone,
        opens=intent.opens or before.opens,
        closes=intent.closes or before.closes,
        workdays=intent.workdays or before.workdays,
        alerts_a_day=before.alerts_a_day if intent.alerts_a_day is None else intent.alerts_a_day,
        urgent_any_time=before.urgent_any_time if intent.urgent_any_time is None else intent.urgent_any_time,
        heartbeat=before.heartbeat if intent.heartbeat is None else intent.heartbeat,
        opted_out=before.opted_out if intent.opted_out is None else intent.opted_out,
        paused_until=intent.paused_until or (before.paused_until if intent.opted_out is None else None),
    )
