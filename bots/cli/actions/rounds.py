"""One round by hand, and a look at what was sent: the terminal's side of watching."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from bots.app.container import Container, build_container
from bots.cli.progress_bar import progress_bar
from bots.config.settings import Settings
from bots.conversation.plain_text import reply_as_text
from bots.notifications.cards.composer import MessageComposer
from bots.notifications.dry_run_store import DryRunStore
from bots.notifications.message_models import LookBack, Message, MessageState, Sent
from bots.notifications.planner import AHEAD, Planner
from bots.notifications.recheck import Recheck
from bots.notifications.round_models import DigestContent
from bots.runtime.clock import utc_now
from bots.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from bots.conversation.model.intents import Asker
    from bots.conversation.model.replies import Reply
    from bots.notifications.message_models import NewMessage, NotSent, SendResult
    from bots.runtime.clock import Now


UNSENT = (MessageState.DEAD, MessageState.HELD)
LATE = timedelta(minutes=5)
PAGE = 200


async def run(now: datetime | None, *, dry_run: bool) -> int:
    """Run a round as if it were ``now``; return the exit code. Raises what opening what is configured raises."""
    clock: Now = utc_now if now is None else lambda: now
    async with _opened(clock) as (store, container):
        return await (_rehearse(store, container, clock) if dry_run else _walk(store, container, clock))


async def show_notices(*, everything: bool, as_json: bool) -> int:
    """List messages; return 1 when there are any that nobody got."""
    store = await Store.open(Settings.from_env().database_url.get_secret_value())
    try:
        found = [each async for each in _listed(store, tuple(MessageState) if everything else UNSENT)]
        if not everything:
            late = {*await store.round_stores.ledger.overdue(utc_now() - LATE)}
            found += [
                each async for each in _listed(store, (MessageState.PENDING, MessageState.INFLIGHT)) if each.key in late
            ]
    finally:
        await store.close()
    for message in found:
        click.echo(_as_json(message) if as_json else _line(message))
    if not found and not as_json:
        click.echo("No messages yet." if everything else "Everything that was to be sent was sent.")
    return 1 if found and not everything else 0


async def retry_notices(keys: Iterable[str]) -> int:
    """Open dead messages again, all of them if no key is given; return 1 when one is not there."""
    store = await Store.open(Settings.from_env().database_url.get_secret_value())
    try:
        wanted = list(keys) or [each.key async for each in _listed(store, (MessageState.DEAD,))]
        opened = {key: await store.round_stores.ledger.retry(key) for key in wanted}
    finally:
        await store.close()
    for key, done in opened.items():
        click.echo(f"{key}: will be sent again." if done else f"{key}: there is no dead message of that key.")
    if not opened:
        click.echo("There are no dead messages.")
    return 0 if all(opened.values()) else 1


class Printer:
    """The terminal's own digests: printed. See ``notifications.ports.Sender``."""

    def render(self, reply: Reply, *, key: str) -> str:  # noqa: ARG002 - a line on the screen needs no key
        """See the port."""
        return reply_as_text(reply)

    async def turn(self, to: Asker) -> NotSent | None:  # noqa: ARG002
        """See the port."""
        return None

    async def send(self, to: Asker, payload: str, *, repeated: bool = False) -> SendResult:  # noqa: ARG002
        """See the port."""
        click.echo(f"{payload}\n")
        return Sent("printed")

    async def update(self, to: Asker, message: str, payload: str) -> bool:  # noqa: ARG002
        """See the port: what is printed stays."""
        return False

    async def look_back(self, to: Asker, key: str, *, since: datetime) -> Sent | LookBack:  # noqa: ARG002
        """See the port."""
        return LookBack.CANNOT


class Collected:
    """A job queue that only notes what is to be delivered; see ``notifications.ports.JobQueue``."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.keys: dict[str, datetime] = {}

    async def enqueue(self, keys: Mapping[str, datetime]) -> None:
        """See the port."""
        self.keys |= keys


@asynccontextmanager
async def _opened(clock: Now) -> AsyncIterator[tuple[Store, Container]]:
    settings = Settings.from_env()
    store = await Store.open(settings.database_url.get_secret_value(), now=None if clock is utc_now else clock)
    try:
        container = build_container(settings, store, now=clock, alone=True)
        try:
            yield store, container
        finally:
            if container.notifier is not None:
                await container.notifier.stop()
            for surface in container.surfaces:
                await surface.close()
            await container.verifier.aclose()
    finally:
        await store.close()


async def _walk(store: Store, container: Container, clock: Now) -> int:
    notifier, engine = container.notifier, Collected()
    if notifier is None:  # pragma: no cover - a container with a store has one
        return 1
    for surface in container.surfaces:
        await surface.start(listens=False)
    rounds, deliverer = (
        notifier.rounds(engine),
        notifier.deliverer(engine, {**container.senders, "terminal": Printer()}),
    )
    await deliverer.withdraw_late()
    certificates, watches = await store.rounds.due_counts((clock() + AHEAD).date())
    with progress_bar("Reading", certificates) as bar:
        read = await rounds.read(progress=bar)
    swept = None
    if read is not None:  # else each of two would take one walk, and leave the sending to the other
        with progress_bar("Deciding", watches) as bar:
            swept = await rounds.plan(progress=bar)
    if read is None or swept is None:
        click.echo("Another process is on a round at this moment: what is due, it tells.", err=True)
        return 3
    await rounds.reconcile(timedelta(0))
    due = sorted(key for key, when in engine.keys.items() if when <= clock())
    with progress_bar("Sending", len(due)) as bar:
        for done, key in enumerate(due, start=1):
            await deliverer.deliver(key)
            bar(done)
    states = [message.state for key in due if (message := await store.round_stores.ledger.message(key))]
    click.echo(
        f"Read {_many(read.read, 'certificate')} ({read.failed} could not be read) and looked at "
        f"{_many(swept.watches + read.watches, 'watch', 'watches')}: {_many(swept.notices + read.notices, 'notice')}, "
        f"{_many(states.count(MessageState.SENT), 'message')} sent, {len(engine.keys) - len(due)} wait for their time."
    )
    unsent = sum(state in UNSENT for state in states)
    if unsent:
        click.echo(f"{_many(unsent, 'message')} could not be sent: see `certdesk notices list`.", err=True)
    return 1 if unsent else 0


async def _rehearse(store: Store, container: Container, clock: Now) -> int:
    notifier = container.notifier
    if notifier is None:  # pragma: no cover - a container with a store has one
        return 1
    dry = DryRunStore(store.rounds)
    recheck, planner = Recheck(store=dry, registries=notifier.readings, now=clock), Planner(dry, clock)
    certificates, watches = await store.rounds.due_counts((clock() + AHEAD).date())
    read = failed = 0
    with progress_bar("Reading", certificates) as bar:
        async for batch in recheck.read_due():
            read, failed = read + batch.read, failed + batch.failed
            bar(read)
    with progress_bar("Deciding", watches) as bar:
        swept = await planner.plan_due(progress=bar)
    click.echo(
        f"Dry run of {clock().astimezone(UTC):%-d %B %Y, %H:%M} UTC: nothing is sent, and nothing is kept.\n"
        f"{_many(read, 'certificate')} read ({failed} could not be), {_many(swept.watches, 'watch', 'watches')} looked "
        f"at: {_many(swept.notices, 'notice')} in {_many(len(dry.messages), 'message')}.\n"
    )
    composer = MessageComposer(container.verifier, store.marks, store.watch_stores.settings)
    for post in dry.messages.values():
        click.secho(f"To {post.to}, not before {post.not_before:%-d %B, %H:%M} UTC:", bold=True)
        click.echo(f"{await _words(dry, post, composer)}\n")
    return 0


async def _words(store: DryRunStore, post: NewMessage, speech: MessageComposer) -> str:
    watches = tuple(dict.fromkeys(notice.key.watch for notice in post.notices))
    digesting = DigestContent(
        Message(post.key, post.kind, post.to, post.day, post.urgent),
        (await store.managers([post.to]))[post.to],
        post.notices,
        {each.state.watch.id: each for each in await store.states(watches)},
        await store.team_certificates(watches),
        (await store.watch_summaries([post.to], on=post.day))[post.to],
    )
    return reply_as_text(speech.digest(digesting))


async def _listed(store: Store, states: tuple[MessageState, ...]) -> AsyncIterator[Message]:
    after = ""
    while page := await store.round_stores.ledger.listed(states, after=after, limit=PAGE):
        for message in page:
            yield message
        after = page[-1].key


def _line(message: Message) -> str:
    when = message.changed_at or message.created_at
    cause = f": {message.cause}" if message.cause else ""
    return f"{message.state:<8} {when:%Y-%m-%d %H:%M}  {message.key}  (attempts: {message.attempt}){cause}"


def _as_json(message: Message) -> str:
    wanted = ("key", "what", "to", "state", "attempt", "repeated", "cause", "not_before", "changed_at")
    return json.dumps({name: _plain(getattr(message, name)) for name in wanted}, ensure_ascii=False)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"
