"""Watching from the terminal: whoever may use this machine's database is one asker, by the name of "local"."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from hashlib import sha256
from typing import TYPE_CHECKING

import click

from bots.conversation.audit_recorder import AuditRecorder
from bots.conversation.desk import Desk
from bots.conversation.model.file_listing import UnreadableFile
from bots.conversation.model.intents import Asker, Unclear
from bots.conversation.plain_text import reply_as_text
from bots.conversation.text import rosters as phrases
from bots.conversation.text import watches as watch_phrases
from bots.conversation.text.table_remarks import grouped, not_understood, understood
from bots.conversation.watch.doubtful_rows import DoubtfulRows
from bots.conversation.watch.roster_rows import RosterError, roster_of
from bots.conversation.watch.watch_lists import described
from bots.files.reader import FileReader
from bots.storage.store import Store
from verifier_client import VerifierClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from typing import Any

    from bots.config.settings import Settings
    from bots.conversation.model.table_options import TableOptions
    from bots.conversation.model.watch_models import ListedWatch, RosterChanges
    from bots.conversation.watch.roster_rows import Roster
    from bots.conversation.watch.stores import WatchStores

LOCAL = Asker("terminal", "", "local")
A_PAGE = 500


async def import_roster(
    settings: Settings,
    file: tuple[str, bytes],
    options: TableOptions,
    *,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """
    Import a roster, after showing what that would do.

    Args:
        settings: the database and the registries.
        file: its name and its content.
        options: what the columns are, as far as it was said.
        yes: do not ask.
        dry_run: only show.
        as_json: print JSON.

    Returns:
        The exit code.
    """
    name, content = file
    async with opened(settings) as (store, verifier):
        rosters, doubtful = store.watch_stores.rosters, DoubtfulRows(verifier, None)
        roster = await _roster(verifier, name, content, options)
        compared = await rosters.compare(LOCAL, roster.rows)
        doubts = await doubtful.lines(roster.rows, LOCAL)
        may = bool(roster.rows) and not dry_run
        if not as_json and not (may and yes):
            _show(phrases.preview(name, compared, len(roster.wrong)), roster, compared, doubts)
        wanted = may and (yes or (not as_json and click.confirm("Import it?")))
        if wanted:
            digest = sha256(content).hexdigest()
            await rosters.import_rows(LOCAL, roster.rows, name=name, digest=digest, wrong=len(roster.wrong))
            await recorder(store).record("import", LOCAL)
        if as_json:
            click.echo(json.dumps(_report(roster, compared, doubts) | {"imported": wanted}, ensure_ascii=False))
        elif wanted and yes:
            _show(phrases.imported(name, compared, len(roster.wrong)), roster, compared, doubts)
        elif wanted:
            click.echo(phrases.imported(name, compared, len(roster.wrong)))
    return 1 if roster.wrong else 0


async def _roster(verifier: VerifierClient, name: str, content: bytes, options: TableOptions) -> Roster:
    hosts = {host for about in verifier.registries for host in about.badge_hosts}
    listing = await FileReader(hosts).read(content, name, replace(options, is_table=True))
    if isinstance(listing, UnreadableFile):
        raise click.ClickException(phrases.cannot_read(name, listing.reason))
    if listing.table is None:
        raise click.ClickException(phrases.cannot_read(name, phrases.NO_TABLE))
    try:
        return roster_of(listing.table, verifier.today)
    except RosterError as error:
        raise click.ClickException(phrases.cannot_read(name, str(error))) from error


def _report(roster: Roster, compared: RosterChanges, doubts: Sequence[str]) -> dict[str, Any]:
    """Return what an import does as values for JSON."""
    columns = [asdict(each) for each in roster.columns]
    lines = {"wrong": roster.wrong, "remarks": roster.remarks}
    listed = {key: [asdict(each) for each in found] for key, found in lines.items()}
    return asdict(compared) | listed | {"columns": columns, "doubtful": list(doubts)}


def _show(headline: str, roster: Roster, compared: RosterChanges, doubts: Sequence[str]) -> None:
    click.echo(headline)
    said = [*map(phrases.change, compared.details), *doubts, *grouped((*roster.wrong, *roster.remarks))]
    said += [understood(roster.columns)] if roster.columns else []
    said += [not_understood(roster.not_understood), phrases.ASSIGN_HERE] if roster.not_understood else []
    said += [phrases.ignored(roster.not_used)] if roster.not_used else []
    said += [phrases.DAYS_HERE] if roster.unclear_days else []
    for line in filter(None, said):
        click.echo(f"  {line}")


async def list_watches(settings: Settings, *, as_json: bool) -> int:
    """Print what is watched from here, in the order of adding."""
    async with opened(settings) as (store, verifier):
        lines = [line async for line in _all(store.watch_stores)]
        if as_json:
            click.echo(json.dumps([_as_json(line) for line in lines], ensure_ascii=False, indent=2))
            return 0
        for line in lines:
            text, note = described(line, verifier.today)
            click.echo(f"{text}{f' ({note})' if note else ''}")
        if not lines:
            click.echo(watch_phrases.NOTHING_WATCHED_HERE)
    return 0


async def remove(settings: Settings, ids: tuple[str, ...], *, everything: bool, yes: bool) -> int:
    """Forget watches; return the exit code."""
    async with opened(settings) as (store, verifier):
        watch_stores = store.watch_stores
        if everything:
            count = await watch_stores.watches.count(LOCAL)
            if not yes:
                click.confirm(watch_phrases.forget_all(count), abort=True)
            click.echo(watch_phrases.forgot(await watch_stores.watches.remove(LOCAL)))
            await recorder(store).record("unwatch all", LOCAL)
            return 0
        found = verifier.read_text(" ".join(ids)).ids
        if not found:
            raise click.UsageError(watch_phrases.NEEDS["unwatch"])
        removed = await watch_stores.watches.remove(LOCAL, found)
        await recorder(store).record("unwatch", LOCAL, [each.text for each in found])
        click.echo(watch_phrases.forgot(removed))
    return 0 if removed == len(found) else 1


async def say(settings: Settings, words: str) -> int:
    """Answer what would be typed in chat about watching; return the exit code."""
    async with opened(settings) as (store, verifier):
        desk = Desk(verifier, stores=store.watch_stores, recorder=recorder(store))
        intent = desk.read(words)
        reply = await desk.answer(intent, LOCAL)
    if isinstance(intent, Unclear):
        raise click.UsageError(reply_as_text(reply))
    click.echo(reply_as_text(reply))
    return 0


def recorder(store: Store) -> AuditRecorder:
    """Return who writes the audit of what is done from here."""
    return AuditRecorder(store.audit, store.watch_stores.now)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[tuple[Store, VerifierClient]]:
    """Open the database, with its tables brought up to date, and whoever reads IDs."""
    store = await Store.open(settings.database_url.get_secret_value())
    try:
        badges = store.watch_stores.badges
        async with VerifierClient.from_config(settings.registries, kept_badges=badges) as verifier:
            yield store, verifier
    finally:
        await store.close()


async def _all(watch_stores: WatchStores) -> AsyncIterator[ListedWatch]:
    after = 0
    while True:
        page = await watch_stores.actions.page(LOCAL, after=after, limit=A_PAGE)
        for line in page.watches:
            yield line
        if not page.after:
            return
        after = page.after


def _as_json(line: ListedWatch) -> dict[str, Any]:
    watch = line.watch
    days = {"until": watch.until, "expires_on": line.expires_on, "read_at": line.read_at}
    return {
        "id": watch.certificate.text,
        "person": watch.holder,
        "manager": watch.manager,
        "team": watch.team,
        "purpose": watch.purpose,
        "status": line.status,
    } | {name: day.isoformat() if day else None for name, day in days.items()}
