"""What people do to watches: begin and end them, snooze, acknowledge, enter an end, and ask to be told later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

from bots.conversation.model.replies import Action, ActionKind, Card, Tone
from bots.conversation.model.watch_intents import (
    Acknowledge,
    EnterEndDate,
    RequestCallback,
    Snooze,
    Unwatch,
    UnwatchAll,
    Watch,
)
from bots.conversation.model.watch_models import Callback, StoredWatch
from bots.conversation.text import general as common
from bots.conversation.text import watches as phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.ports import Verifier
    from bots.conversation.quota import Quota
    from bots.conversation.watch.stores import WatchStores
    from verifier_client import CertificateId

WatchActionIntent = Watch | Unwatch | UnwatchAll | Snooze | Acknowledge | EnterEndDate | RequestCallback
BATCH = 500
LONGEST_SNOOZE = 366
PROMISED_HOURS = 24
MOST_PROMISES = 10


class WatchActionHandler:
    """Does what is asked to watches, and says what came of it."""

    def __init__(self, stores: WatchStores, verifier: Verifier, *, quota: Quota | None, max_ids: int | None) -> None:
        """Take who keeps the watches, who knows which day it is, and the limits of a person."""
        self._stores = stores
        self._verifier = verifier
        self._quota = quota
        self._max_ids = max_ids

    async def card(self, deed: WatchActionIntent, asker: Asker) -> Card:
        """Do it, and say so."""
        match deed:
            case Watch():
                return await self._watch(deed, asker)
            case Unwatch(ids=ids):
                gone = [each.text for each in ids if await self._stores.watches.unwatch(asker, each)]
                return Card(phrases.unwatched(gone, [each.text for each in ids if each.text not in gone]))
            case UnwatchAll():
                return await self._unwatch_all(asker, sure=deed.sure)
            case Snooze():
                return await self._snooze(deed, asker)
            case Acknowledge():
                return await self._acknowledge(deed.ids, asker)
            case EnterEndDate():
                touched = await self._stores.actions.enter_end_date(asker, deed.certificate, deed.on)
                name = deed.certificate.text
                if not touched:
                    return _caution(phrases.not_theirs([name], or_else=phrases.OR_ASKED))
                return Card(phrases.end_entered(name, deed.on))
            case RequestCallback():
                return await self._tell_me(deed, asker)
            case _:
                assert_never(deed)

    async def _watch(self, deed: Watch, asker: Asker) -> Card:
        if deed.until is not None and deed.until < self._verifier.today:
            return _caution(phrases.until_passed(deed.until))
        if self._max_ids is not None and len(deed.ids) > self._max_ids:
            return _caution(phrases.watch_many(len(deed.ids), self._max_ids))
        if card := self._too_fast(asker, len(deed.ids)):
            return card
        known = await self._known(asker, deed.ids)
        given = {"holder": deed.person, "team": deed.team, "purpose": deed.purpose, "until": deed.until}
        details = {name: value for name, value in given.items() if value}
        wanted = [known.get(each.text) or StoredWatch(asker, each) for each in deed.ids]
        await self._stores.watches.add([replace(each, **details) for each in wanted])  # type: ignore[arg-type]
        new = [each.text for each in deed.ids if each.text not in known]
        stop = tuple(Action(ActionKind.RUN, phrases.UNWATCH, command=f"unwatch {name}") for name in new[:1])
        said = phrases.watched(new, [each.text for each in deed.ids if each.text in known])
        return Card(said, next_step=phrases.WATCH_NEXT, actions=stop)

    async def _known(self, asker: Asker, ids: Sequence[CertificateId]) -> dict[str, StoredWatch]:
        """Return those of the asker's watches that are about these certificates."""
        wanted, found, after = {each.text for each in ids}, dict[str, StoredWatch](), 0
        while page := await self._stores.watches.of_owner(asker, after=after, limit=BATCH):
            found |= {each.certificate.text: each for each in page if each.certificate.text in wanted}
            if len(page) < BATCH or len(found) == len(wanted):
                break
            after = page[-1].id
        return found

    async def _unwatch_all(self, asker: Asker, *, sure: bool) -> Card:
        count = await self._stores.watches.count(asker)
        if not count:
            return Card(phrases.NOTHING_WATCHED)
        if sure:
            return Card(phrases.forgot(await self._stores.watches.remove(asker)))
        yes = Action(ActionKind.RUN, phrases.STOP_ALL, command="unwatch all yes")
        return Card(phrases.forget_all(count), Tone.CAUTION, actions=(yes,))

    async def _snooze(self, deed: Snooze, asker: Asker) -> Card:
        today = self._verifier.today
        until = deed.until or today + timedelta(days=deed.days)
        if not today < until <= today + timedelta(days=LONGEST_SNOOZE):
            return _caution(phrases.snooze_until(until))
        done = [each.text for each in deed.ids if await self._stores.actions.snooze(asker, each, until)]
        left = [each.text for each in deed.ids if each.text not in done]
        return _done(phrases.snoozed(done, until) if done else "", left, or_else=phrases.OR_NO_END)

    async def _acknowledge(self, ids: Sequence[CertificateId], asker: Asker) -> Card:
        if not ids:
            return Card(phrases.acknowledged_all(await self._stores.actions.acknowledge(asker, None)))
        done = [each.text for each in ids if await self._stores.actions.acknowledge(asker, each)]
        left = [each.text for each in ids if each.text not in done]
        return _done(phrases.acknowledged(done) if done else "", left)

    async def _tell_me(self, deed: RequestCallback, asker: Asker) -> Card:
        if card := self._too_fast(asker, 1):
            return card
        until = self._stores.now() + timedelta(hours=PROMISED_HOURS)
        promise = Callback(asker, deed.certificate, deed.holder, deed.on)
        if not await self._stores.callbacks.add(promise, until=until, most=MOST_PROMISES):
            return _caution(phrases.promised_enough(MOST_PROMISES))
        return Card(phrases.will_tell(deed.certificate.text, PROMISED_HOURS))

    def _too_fast(self, asker: Asker, ids: int) -> Card | None:
        """Whoever watches or asks for an answer has a registry read, as by asking at once."""
        if self._quota is None or not (wait := self._quota.wait_for(asker, ids)):
            return None
        rule = self._quota.rule
        return _caution(common.slow_down(wait, rule.ids, rule.seconds))


def _done(sentence: str, left: Sequence[str], *, or_else: str = "") -> Card:
    if not left:
        return Card(sentence, limits=(phrases.STILL_TOLD,))
    refused = phrases.not_theirs(left, or_else=or_else)
    return Card(sentence, Tone.CAUTION, findings=(refused,)) if sentence else _caution(refused)


def _caution(sentence: str) -> Card:
    return Card(sentence, Tone.CAUTION)
