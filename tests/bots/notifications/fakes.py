"""Rounds on a real SQLite file, with a clock, registries and a platform that the test commands."""

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bots.conversation.model.intents import Asker
from bots.conversation.model.watch_models import StoredWatch
from bots.conversation.plain_text import reply_as_text
from bots.notifications.cards.composer import MessageComposer
from bots.notifications.deliverer import Deliverer
from bots.notifications.message_models import LookBack, Sent
from bots.notifications.planner import Planner
from bots.notifications.preparer import Preparer
from bots.notifications.recheck import Recheck
from bots.notifications.rounds import Rounds
from bots.storage.store import Store
from tests.bots.storage.databases import fresh_again, opened
from verifier_client import (
    CertificateId,
    Certification,
    Outcome,
    Provenance,
    Question,
    Record,
    RegistryStatus,
    Unavailable,
    Verdict,
)

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
RITA, OWEN = Asker("chat", "T1", "rita"), Asker("chat", "T1", "owen")
FIRST, SECOND = CertificateId.parse("AIDA-2026-1234"), CertificateId.parse("CPAP-2026-8841")
CODES = {"AIDA": "Production AI Institute", "CPAP": "Production AI Institute"}


@dataclass
class Registry:
    """Answers with ``ends`` and ``statuses``; ``down`` is an outage of all of it, and ``by_hand`` cannot be asked."""

    now: object
    ends: dict = field(default_factory=dict)
    statuses: dict = field(default_factory=dict)
    successors: dict = field(default_factory=dict)
    by_hand: set = field(default_factory=set)
    down: bool = False
    asked: list = field(default_factory=list)
    registries: tuple = ()
    pauses: tuple = ()
    broken: set = field(default_factory=set)

    async def verdicts(self, certificates):
        for each in certificates:
            yield self.verdict(each)

    async def settle(self, certificate, **_wanted):
        return self.verdict(CertificateId.parse(certificate))

    def verdict(self, certificate):
        self.asked.append(certificate.text)
        if certificate in self.broken:
            raise RuntimeError("the registry's client broke down")
        question = Question(certificate.text, certificate)
        provenance = Provenance("Register", checked_at=self.now())
        if self.down:
            return Verdict(question, Outcome.COULD_NOT_CHECK, provenance, error=Unavailable("down"))
        if certificate in self.by_hand:
            return Verdict(question, Outcome.CHECK_BY_HAND, provenance)
        code = certificate.code
        record = Record(
            certificate,
            self.statuses.get(certificate, RegistryStatus.VALID),
            certification=Certification(code, code, CODES[code]),
            expires_on=self.ends.get(certificate),
            superseded_by=self.successors.get(certificate),
        )
        return Verdict(question, Outcome.FOUND, provenance, record=record)


@dataclass
class Platform:
    """
    Takes messages; ``says`` are its next words, and ``turns`` say who must wait.

    ``sees`` is what it answers when it is asked what arrived.
    """

    says: list = field(default_factory=list)
    sees: object = LookBack.ABSENT
    turns: list = field(default_factory=list)
    arrived: list = field(default_factory=list)
    updated: list = field(default_factory=list)
    looked: int = 0

    def render(self, reply, *, key):
        return f"{key}\n{reply_as_text(reply)}"

    async def turn(self, _to):
        return self.turns.pop(0) if self.turns else None

    async def send(self, to, payload, *, repeated=False):
        word = self.says.pop(0) if self.says else Sent(str(len(self.arrived)))
        if isinstance(word, Sent):
            self.arrived.append((to.person, payload, repeated))
        return word

    async def update(self, to, message, payload):
        self.updated.append((to.person, message, payload))
        return True

    async def look_back(self, _to, _key, **_since):
        self.looked += 1
        return self.sees


class Engine:
    def __init__(self):
        self.keys = {}

    async def enqueue(self, keys):
        self.keys |= keys


class DueMessages:
    """The messages of a container, sent when the test says so instead of by the engine."""

    def __init__(self, container, clock):
        self._container, self._clock, self._engine = container, clock, Engine()
        container.notifier.messages.deliver_by(self._engine)

    async def send(self):
        """Read what is due, plan, and deliver."""
        rounds = self._container.notifier.rounds(self._engine)
        await rounds.read()
        await rounds.plan()
        await self.deliver()

    async def deliver(self):
        deliverer = self._container.notifier.deliverer(self._engine, self._container.senders)
        for key in [key for key, when in self._engine.keys.items() if when <= self._clock()]:
            del self._engine.keys[key]
            await deliverer.deliver(key)


class NoticeProcess:
    """A process that watches; several of one store are several processes."""

    def __init__(self, store, clock, registry, platform, worker="w1"):
        self.store, self.clock, self.registry, self.platform = store, clock, registry, platform
        self.engine, self._worker = Engine(), worker
        self.use(registry, registry)

    def use(self, registry, verifier):
        """Ask this registry from now on, which may be a real client as rounds ask it."""
        store, clock, worker = self.store, self.clock, self._worker
        recheck = Recheck(store=store.rounds, registries=registry, now=clock)
        self.planner = planner = Planner(store.rounds, clock)
        self.rounds = Rounds(
            stores=store.round_stores,
            registries=registry,
            now=clock,
            recheck=recheck,
            planner=planner,
            job_queue=self.engine,
            worker=worker,
        )
        preparer = Preparer(
            ledger=store.round_stores.ledger, store=store.rounds, now=clock,
            recheck=recheck, planner=planner, job_queue=self.engine,
            composer=MessageComposer(verifier, store.marks, store.watch_stores.settings),
        )  # fmt: skip
        self.deliverer = Deliverer(
            ledger=store.round_stores.ledger,
            preparer=preparer,
            senders={"chat": self.platform},
            now=clock,
            worker=worker,
        )
        self.ledger = store.round_stores.ledger

    def again(self, worker):
        return NoticeProcess(self.store, self.clock, self.registry, self.platform, worker)

    async def watch(self, *certificates, owner=RITA, **about):
        await self.store.watch_stores.watches.add([StoredWatch(owner, each, **about) for each in certificates])

    async def run_round(self):
        """One round: withdraw, read, plan, and deliver what is due by now."""
        await self.deliverer.withdraw_late()
        await self.rounds.read()
        await self.rounds.plan()
        return await self.deliver()

    async def deliver(self):
        again = {}
        for key in sorted(key for key, when in self.engine.keys.items() if when <= self.clock()):
            del self.engine.keys[key]
            when = await self.deliverer.deliver(key)
            if when is not None:
                again[key] = when
        self.engine.keys |= again
        return again

    async def live(self, until, step=timedelta(hours=6)):
        """Let time pass, with a round at each step."""
        while self.clock() < until:
            self.clock.now += step
            await self.run_round()
            await self.rounds.reconcile(timedelta(0))
            await self.deliver()

    @property
    def texts(self):
        return [payload.partition("\n")[2] for _, payload, _ in self.platform.arrived]

    async def states(self):
        counts = await self.ledger.counts()
        return {str(state): count for state, count in counts.items() if count}


@dataclass
class Clock:
    now: datetime = MONDAY

    def __call__(self):
        return self.now

    def forward(self, **by):
        self.now += timedelta(**by)


@asynccontextmanager
async def notice_process(*, now=MONDAY):
    clock = Clock(now)
    database = opened(fresh_again())
    store = Store.of(database, now=clock)
    try:
        yield NoticeProcess(store, clock, Registry(clock), Platform())
    finally:
        await store.close()


def after(days, clock=MONDAY):
    return (clock + timedelta(days=days)).date()
