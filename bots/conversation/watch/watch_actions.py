"""What people do to watches: begin and end them, snooze, acknowledge, enter an end, and ask to be told later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

from msgspec import structs

from bots.conversation.model.replies import Action, ActionKind, Card, Tone, refusal_card
from bots.conversation.model.watch_intents import (
    Acknowledge,
    EnterEndDate,
    RequestCallback,
    Snooze,
    TakeBackAcknowledgement,
    Unwatch,
    UnwatchAll,
    Watch,
)
from bots.conversation.model.watch_models import Callback, StoredWatch
from bots.conversation.text import general as common
from bots.conversation.text import watches as phrases
from bots.conversation.verify.verdict_cards import verdict_card
from bots.conversation.watch.undo_actions import open_again, remind_again, stop_watching, watch_again
from verifier_client import Agreement, IdKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.ports import Verifier, WatchStore
    from bots.conversation.quota import Quota
    from bots.conversation.watch.ports import BadgeStore, Callbacks, WatchActions
    from verifier_client import CertificateId

WatchActionIntent = (
    Watch | Unwatch | UnwatchAll | Snooze | Acknowledge | TakeBackAcknowledgement | EnterEndDate | RequestCallback
)
BATCH = 500
LONGEST_SNOOZE = 366
CALLBACK_HOURS = 24
MAX_CALLBACKS = 10
MOST_SAID = 5  # certificates of which it is said how each stands


class WatchActionHandler:
    """Does what is asked to watches, and says what came of it."""

    def __init__(
        self,
        *,
        watches: WatchStore,
        actions: WatchActions,
        callbacks: Callbacks,
        badges: BadgeStore,
        now: Callable[[], datetime],
        verifier: Verifier,
        quota: Quota | None,
        max_ids: int | None,
    ) -> None:
        """
        Change watches in these stores.

        Args:
            watches: people's watches.
            actions: what is done to a watch.
            callbacks: questions that are asked again.
            badges: what is kept of badges that came as files.
            now: the time in UTC.
            verifier: knows which day it is.
            quota: how many certificates a person may have read, None for no limit.
            max_ids: how many one command may name, None for no limit.
        """
        self._watches = watches
        self._actions = actions
        self._callbacks = callbacks
        self._badges = badges
        self._now = now
        self._verifier = verifier
        self._quota = quota
        self._max_ids = max_ids

    async def card(self, intent: WatchActionIntent, asker: Asker) -> Card:
        """Do it, and say so."""
        match intent:
            case Watch():
                return await self._watch(intent, asker)
            case Unwatch(ids=ids):
                return await self._unwatch(ids, asker)
            case UnwatchAll():
                return await self._unwatch_all(asker, sure=intent.sure)
            case Snooze():
                return await self._snooze(intent, asker)
            case Acknowledge():
                return await self._acknowledge(intent.ids, asker)
            case TakeBackAcknowledgement():
                return await self._take_back(intent.ids, asker)
            case EnterEndDate():
                touched = await self._actions.enter_end_date(asker, intent.certificate, intent.on)
                name = intent.certificate.text
                if not touched:
                    return refusal_card(phrases.not_theirs([name], or_else=phrases.OR_ASKED))
                return Card(phrases.end_entered(name, intent.on))
            case RequestCallback():
                return await self._request_callback(intent, asker)
            case _:
                assert_never(intent)

    async def _watch(self, intent: Watch, asker: Asker) -> Card:
        if intent.until is not None and intent.until < self._verifier.today:
            return refusal_card(phrases.until_passed(intent.until))
        if self._max_ids is not None and len(intent.ids) > self._max_ids:
            return refusal_card(phrases.watch_many(len(intent.ids), self._max_ids))
        if card := self._quota_refusal(asker, len(intent.ids)):
            return card
        if gone := [each.text for each in intent.ids if not await self._is_kept(each)]:
            return refusal_card(phrases.badges_not_kept(gone))
        known = await self._known(asker, intent.ids)
        given = {"holder": intent.person, "team": intent.team, "purpose": intent.purpose, "until": intent.until}
        given |= {"manager": intent.manager}
        details = {name: value for name, value in given.items() if value}
        wanted = [known.get(each.text) or StoredWatch(asker, each) for each in intent.ids]
        await self._watches.add([replace(each, **details) for each in wanted])  # type: ignore[arg-type]
        new = [each.text for each in intent.ids if each.text not in known]
        said = phrases.watched(new, [each.text for each in intent.ids if each.text in known])
        noted = phrases.watch_details(intent.person, intent.team, intent.purpose, intent.until)
        stop = stop_watching(new or [each.text for each in intent.ids])
        tone, findings = await self._known_now(intent, asker)
        lines = (noted,) if noted else ()
        return Card(said, tone, lines=lines, findings=findings, next_step=phrases.WATCH_NEXT, actions=stop)

    async def _known_now(self, intent: Watch, asker: Asker) -> tuple[Tone, tuple[str, ...]]:
        """Keep and say how the certificates stand now, and say whether each is issued to whom the asker named."""
        holder = None if asker.is_stranger else intent.person or None
        found = {each.question.text: each async for each in self._verifier.verify_many(intent.ids, holder=holder)}
        await self._watches.learn(found)
        cards = [verdict_card(found[each.text]) for each in intent.ids if each.text in found]
        odd = [card for card in cards if card.tone is not Tone.GOOD]
        tone = Tone.BAD if any(card.tone is Tone.BAD for card in odd) else Tone.CAUTION if odd else Tone.NEUTRAL
        shown = [_said_now(card) for card in (cards if len(cards) <= MOST_SAID else odd[:MOST_SAID])]
        rest = (phrases.all_others_stand(len(cards) - len(odd)),) if len(cards) > MOST_SAID else ()
        return tone, (*shown, *rest)

    async def _is_kept(self, certificate: CertificateId) -> bool:
        """Say whether a badge that came as a file can still be checked; of all other IDs nothing need be kept."""
        return certificate.kind is not IdKind.KEPT_BADGE or await self._badges.find(certificate.text) is not None

    async def _unwatch(self, ids: Sequence[CertificateId], asker: Asker) -> Card:
        known = await self._known(asker, ids)
        gone = [each.text for each in ids if await self._watches.unwatch(asker, each)]
        said = phrases.unwatched(gone, [each.text for each in ids if each.text not in gone])
        return Card(said, actions=watch_again(known[name] for name in gone if name in known))

    async def _known(self, asker: Asker, ids: Sequence[CertificateId]) -> dict[str, StoredWatch]:
        """Return those of the asker's watches that are about these certificates."""
        wanted, found, after = {each.text for each in ids}, dict[str, StoredWatch](), 0
        while page := await self._watches.of_owner(asker, after=after, limit=BATCH):
            found |= {each.certificate.text: each for each in page if each.certificate.text in wanted}
            if len(page) < BATCH or len(found) == len(wanted):
                break
            after = page[-1].id
        return found

    async def _unwatch_all(self, asker: Asker, *, sure: bool) -> Card:
        count = await self._watches.count(asker)
        if not count:
            return Card(phrases.NOTHING_WATCHED)
        if sure:
            return Card(phrases.forgot(await self._watches.remove(asker)))
        yes = Action(ActionKind.RUN, phrases.STOP_ALL, command="unwatch all yes")
        return Card(phrases.forget_all(count), Tone.CAUTION, actions=(yes,))

    async def _snooze(self, intent: Snooze, asker: Asker) -> Card:
        if not intent.days and intent.until is None:
            return await self._end_snooze(intent.ids, asker)
        today = self._verifier.today
        until = intent.until or today + timedelta(days=intent.days)
        if not today < until <= today + timedelta(days=LONGEST_SNOOZE):
            return refusal_card(phrases.snooze_until(until))
        done = [each.text for each in intent.ids if await self._actions.snooze(asker, each, until)]
        left = [each.text for each in intent.ids if each.text not in done]
        card = _done(phrases.snoozed(done, until) if done else "", left, or_else=phrases.OR_NO_END)
        return structs.replace(card, actions=remind_again(done))

    async def _end_snooze(self, ids: Sequence[CertificateId], asker: Asker) -> Card:
        done = [each.text for each in ids if await self._actions.snooze(asker, each, None)]
        left = [each.text for each in ids if each.text not in done]
        if not done:
            return refusal_card(phrases.not_theirs(left, or_else=phrases.OR_NO_END))
        findings = (phrases.not_theirs(left, or_else=phrases.OR_NO_END),) if left else ()
        return Card(phrases.reminding(done), findings=findings)

    async def _acknowledge(self, ids: Sequence[CertificateId], asker: Asker) -> Card:
        if not ids:
            return Card(phrases.acknowledged_all(await self._actions.acknowledge(asker, None)))
        done = [each.text for each in ids if await self._actions.acknowledge(asker, each)]
        left = [each.text for each in ids if each.text not in done]
        card = _done(phrases.acknowledged(done) if done else "", left)
        return structs.replace(card, actions=open_again(done))

    async def _take_back(self, ids: Sequence[CertificateId], asker: Asker) -> Card:
        done = [each.text for each in ids if await self._actions.take_back_acknowledgement(asker, each)]
        left = [each.text for each in ids if each.text not in done]
        if not done:
            return refusal_card(phrases.not_theirs(left, or_else=phrases.OR_NOT_ACKNOWLEDGED))
        findings = (phrases.not_theirs(left, or_else=phrases.OR_NOT_ACKNOWLEDGED),) if left else ()
        return Card(phrases.open_again(done), findings=findings)

    async def _request_callback(self, intent: RequestCallback, asker: Asker) -> Card:
        if card := self._quota_refusal(asker, 1):
            return card
        until = self._now() + timedelta(hours=CALLBACK_HOURS)
        callback = Callback(asker, intent.certificate, intent.holder, intent.on)
        if not await self._callbacks.add(callback, until=until, most=MAX_CALLBACKS):
            return refusal_card(phrases.promised_enough(MAX_CALLBACKS))
        return Card(phrases.will_tell(intent.certificate.text, CALLBACK_HOURS))

    def _quota_refusal(self, asker: Asker, ids: int) -> Card | None:
        """Whoever watches or asks for an answer has a registry read, as by asking at once."""
        if self._quota is None or not (wait := self._quota.wait_for(asker, ids)):
            return None
        rule = self._quota.rule
        return refusal_card(common.slow_down(wait, rule.ids, rule.seconds))


def _said_now(card: Card) -> str:
    """Say how a certificate stands, and that it is another person's where its headline does not."""
    verdict = card.verdict
    if (
        verdict is None
        or verdict.agreement is not Agreement.DIFFERS
        or (verdict.question.holder or "") in card.headline
    ):
        return card.headline
    return f"{card.headline} {phrases.not_issued_to(verdict.question.holder or '')}"


def _done(sentence: str, left: Sequence[str], *, or_else: str = "") -> Card:
    if not left:
        return Card(sentence, limits=(phrases.STILL_TOLD,))
    refused = phrases.not_theirs(left, or_else=or_else)
    return Card(sentence, Tone.CAUTION, findings=(refused,)) if sentence else refusal_card(refused)
