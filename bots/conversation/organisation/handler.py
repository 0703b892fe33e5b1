"""Shows and changes an organisation's settings, and keeps to them: who may share, and who may watch for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from bots.conversation.model import watch_intents as wanted
from bots.conversation.model.replies import Card, CardContent, Tone, refusal_card
from bots.conversation.organisation.admin_offers import answer_admin_offer
from bots.conversation.organisation.organisation_settings import FIELDS, YES, OrganisationSettings, setting_errors
from bots.conversation.text import organisation as phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from bots.conversation.model.intents import Asker, Intent
    from bots.conversation.model.replies import Reply
    from bots.conversation.model.watch_intents import AnswerAdminOffer, SetSettings, ShowSettings
    from bots.conversation.model.watch_models import Preferences
    from bots.conversation.organisation.admin_offers import AdminOffers, MessageDelivery
    from bots.conversation.organisation.ports import NameHistory, OrganisationSettingsStore
    from verifier_client import Question

ALONE = "terminal"  # whoever may use this machine's database is their own admin


class OrganisationHandler:
    """Answers what is about settings."""

    def __init__(
        self,
        *,
        settings: OrganisationSettingsStore,
        now: Callable[[], datetime],
        preference_error: Callable[[Preferences], str],
        admins: frozenset[str] = frozenset(),
        name_history: NameHistory | None = None,
        admin_offers: AdminOffers | None = None,
        messages: MessageDelivery | None = None,
    ) -> None:
        """
        Answer from a store of settings.

        Args:
            settings: where organisations' settings are kept
            now: the time in UTC
            preference_error: says what is wrong with preferences (an unknown time zone, no hours), or ``""``
            admins: the operator's own admins, by ``Asker.key``
            name_history: which names were checked before; None without a key for it
            admin_offers: asks people who were picked as admins; None where nobody is asked
            messages: brings them the question; None where nothing is sent
        """
        self._settings = settings
        self._now = now
        self._preference_error = preference_error
        self._admins = admins
        self._name_history = name_history
        self._admin_offers = admin_offers
        self._messages = messages

    async def of(self, asker: Asker) -> OrganisationSettings:
        """Return the settings that hold for somebody."""
        return await self._settings.settings(asker.surface, asker.tenant)

    async def is_admin(self, asker: Asker) -> bool:
        """Say whether somebody may change them, as far as it is known here; a platform may know more."""
        if asker.surface == ALONE or asker.key in self._admins:
            return True
        if asker.person in (await self.of(asker)).admins:
            return True
        return bool(asker.person) and asker.person == await self._settings.installer(asker.surface, asker.tenant)

    async def card(self, intent: ShowSettings | SetSettings | AnswerAdminOffer, asker: Asker) -> Card:
        """Answer one intent."""
        if isinstance(intent, wanted.AnswerAdminOffer):
            return await answer_admin_offer(intent, asker, self._admin_offers, self._messages)
        if isinstance(intent, wanted.ShowSettings):
            is_slack = asker.surface == "slack"
            return shown(await self.of(asker), next_step=phrases.NEXT_IN_FORM if is_slack else phrases.NEXT)
        if not (intent.is_proven_admin or await self.is_admin(asker)):
            return refusal_card(phrases.NOT_ADMIN)
        texts = {name: " ".join(text.split()) for name, text in intent.texts if name in FIELDS}
        if wrong := self.errors(texts):
            lines = tuple(phrases.wrong(FIELDS[name].label, fault) for name, fault in wrong.items())
            return Card(phrases.NEEDS, Tone.CAUTION, lines=lines)
        asked = await self._ask_admins(texts, asker) if "admins" in texts else 0
        await self._settings.change(asker, texts)
        lines = (phrases.admins_asked(asked),) if asked else ()
        return Card(phrases.SAVED, Tone.GOOD, facts=facts_of(await self.of(asker)), lines=lines)

    async def _ask_admins(self, texts: Mapping[str, str], asker: Asker) -> int:
        """Ask who is newly picked as an admin, before the list is saved: nobody is one without having agreed."""
        before = await self.of(asker)
        picked = OrganisationSettings((("admins", texts["admins"]),)).picked_admins
        unanswered = {each for each, offer in before.admin_offers.items() if not offer.is_open(self._now())}
        new = picked - (before.picked_admins - unanswered) - {asker.person}
        if self._admin_offers is None or not new:
            return 0
        for message in await self._admin_offers.ask(asker, new):
            if self._messages is not None:
                await self._messages.deliver(message)
        return len(new)

    def errors(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Return what keeps these texts from being set, by the names of the fields; empty where nothing does."""
        found = setting_errors(texts, self._preference_error)
        if texts.get("same_name") == YES and self._name_history is None:
            found["same_name"] = phrases.NO_KEY
        return found

    async def compared(self, reply: Reply, asker: Asker) -> tuple[Reply, tuple[str, ...]]:
        """Add to an answer which IDs were presented with another name before, where the organisation wants that."""
        asked = [card.verdict.question if card.verdict is not None else None for card in reply.cards]
        found, noticed = await self.presented_before(asked, asker)
        cards = [
            card if before is None else _with_other_name(card, before)
            for card, before in zip(reply.cards, found, strict=True)
        ]
        overview = reply.overview
        if overview is not None and noticed:
            overview = replace(overview, findings=(*overview.findings, phrases.other_names(noticed)))
        return replace(reply, cards=tuple(cards), overview=overview), noticed

    async def presented_before(
        self, asked: Sequence[Question | None], asker: Asker
    ) -> tuple[list[date | None], tuple[str, ...]]:
        """Return for each question on which day its ID was presented with another name, and the IDs with such a day."""
        presented, settings = self._name_history, await self.of(asker)
        found: list[date | None] = []
        for each in asked:
            before = None
            if presented is not None and settings.checks_names and each and each.certificate and each.holder:
                before = await presented.other_name(asker, each.text, each.holder, days=settings.name_days)
            found.append(None if before is None else before.date())
        return found, tuple(each.text for each, before in zip(asked, found, strict=True) if each and before)

    async def refusal(self, intent: Intent, asker: Asker) -> Card | None:
        """Refuse what only admins may do here; None for what everybody may."""
        if not for_others(intent) or not (await self.of(asker)).watch_for_admins_only or await self.is_admin(asker):
            return None
        return refusal_card(phrases.ADMINS_WATCH)


def _with_other_name(card: Card, before: date) -> Card:
    tone = Tone.CAUTION if card.tone is Tone.GOOD else card.tone
    return replace(card, tone=tone, findings=(*card.findings, phrases.other_name(before)))


def for_others(intent: Intent) -> bool:
    """Say whether an intent is about watching for somebody else."""
    match intent:
        case wanted.Watch(person=person):
            return bool(person)
        case wanted.Assign(to=to):
            return to.lower() != "me"
        case wanted.ImportRoster() | wanted.PreviewRoster() | wanted.InvitePerson() | wanted.SetDeputy():
            return True
        case _:
            return False


def shown(settings: OrganisationSettings, *, next_step: str) -> Card:
    """Show all settings, and behind them how each is typed."""
    typed = tuple((phrases.typed(name), field.hint or field.label) for name, field in FIELDS.items())
    return Card(phrases.HEADLINE, facts=facts_of(settings), next_step=next_step, details=CardContent(facts=typed))


def facts_of(settings: OrganisationSettings) -> tuple[tuple[str, str], ...]:
    """Say in words of people how each setting stands."""
    return tuple((field.label.rstrip("?"), _in_words(settings, name)) for name, field in FIELDS.items())


def _in_words(settings: OrganisationSettings, name: str) -> str:
    waiting = sorted(settings.picked_admins & settings.admin_offers.keys()) if name == "admins" else []
    said = FIELDS[name].in_words(settings.text(name))
    return f"{said}; {phrases.admins_waiting(', '.join(waiting))}" if waiting else said
