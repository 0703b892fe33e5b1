"""The audit as a file, and deletion on request, from the terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import click

from bots.app.configured_values import encryption_of
from bots.app.erasure import ErasureEverywhere
from bots.cli.actions.watches import LOCAL, recorder
from bots.conversation.erasure import counted
from bots.conversation.model.intents import Asker
from bots.conversation.text import erasure as phrases
from bots.files.export import csv_line
from bots.storage.privacy.subject_export import rows_about
from bots.storage.store import Store
from bots.storage.watches.name_history import NameHistoryInDatabase
from verifier_client import CertificateId, UnknownIdentifier

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import date
    from typing import TextIO

    from bots.config.settings import Settings
    from bots.conversation.model.audit_entry import AuditEntry
    from bots.conversation.model.erasure_result import ErasureResult

COLUMNS = ("at", "surface", "tenant", "person", "deed", "certificate", "outcome")
A_PAGE = 1000
TWO = 2  # colons in a chat identity


async def export(settings: Settings, since: date, out: TextIO, *, tenant: str | None, as_lines: bool) -> int:
    """Write the audit from that day (UTC) on as CSV or as JSON Lines; that it was exported is in it, too."""
    store = await Store.open(settings.database_url.get_secret_value())
    try:
        await recorder(store).record("export", LOCAL)
        if not as_lines:
            out.write(csv_line(COLUMNS))
        async for entry in _entries(store, datetime.combine(since, time(), tzinfo=UTC), tenant):
            cells = _cells(entry)
            out.write(_json_line(cells) if as_lines else csv_line(cells))
    finally:
        await store.close()
    return 0


async def subject(settings: Settings, wanted: str, out: TextIO) -> int:
    """Write what is kept about a person, a name or a certificate as JSON; that it was written is in the audit, too."""
    what = _meant(wanted)
    store = await Store.open(settings.database_url.get_secret_value())
    try:
        found = await rows_about(store.database, what)
        await recorder(store).record("export", LOCAL, outcome=f"about {_kind(what)}")
    finally:
        await store.close()
    out.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    return 0 if found else 1


def _kind(what: Asker | CertificateId | str) -> str:
    return "one name" if isinstance(what, str) else "one person" if isinstance(what, Asker) else "one certificate"


async def _entries(store: Store, since: datetime, tenant: str | None) -> AsyncIterator[AuditEntry]:
    after = 0
    while page := await store.audit.since(since, after=after, limit=A_PAGE, tenant=tenant):
        for entry in page:
            yield entry
        after = page[-1].id


def _cells(entry: AuditEntry) -> tuple[str, ...]:
    who = entry.who
    at = entry.at.isoformat(timespec="seconds")
    return (at, who.surface, who.tenant, who.person, entry.action, entry.certificate, entry.outcome)


def _json_line(cells: tuple[str, ...]) -> str:
    return json.dumps(dict(zip(COLUMNS, cells, strict=True)), ensure_ascii=False) + "\n"


async def forget(settings: Settings, wanted: tuple[str, ...], *, yes: bool) -> int:
    """Forget people, names and certificates, and print a receipt for each; return the exit code."""
    store, found = await Store.open(settings.database_url.get_secret_value()), 0
    try:
        for each in wanted:
            what = _meant(each)
            if not yes:
                click.confirm(phrases.SURE.format(_said(what)), abort=True)
            done = await _forgotten(store, what)
            if isinstance(what, str) and (encryption := encryption_of(settings)) is not None:
                names = await NameHistoryInDatabase(
                    store.database, store.watch_stores.now, encryption=encryption
                ).forget_name(what)
                done = replace(done, counts=(*done.counts, ("names", names)))
            found += done.rows
            _show(what, done)
    finally:
        await store.close()
    click.echo(phrases.BACKUPS)
    return 0 if found else 1


def _meant(word: str) -> Asker | CertificateId | str:
    """Tell a chat identity, as `notify` shows it, from a certificate's ID, and both from a name."""
    if word.count(":") >= TWO and " " not in word.split(":", 2)[0]:
        return Asker.from_key(word)
    try:
        return CertificateId.parse(word)
    except UnknownIdentifier:
        return word


async def _forgotten(store: Store, what: Asker | CertificateId | str) -> ErasureResult:
    match what:
        case Asker():
            return await ErasureEverywhere(store).forget_asker(what, by=LOCAL)
        case CertificateId(text=text):
            return await store.privacy.forget_certificate(text, by=LOCAL)
        case name:
            return await store.privacy.forget_name(name, by=LOCAL)


def _said(what: Asker | CertificateId | str) -> str:
    match what:
        case Asker(key=key):
            return phrases.PERSON.format(key)
        case CertificateId(text=text):
            return phrases.CERTIFICATE.format(text)
        case name:
            return phrases.NAME.format(name)


def _show(what: Asker | CertificateId | str, done: ErasureResult) -> None:
    click.echo(f"{_said(what)}: {phrases.forgotten(done.at, done.line)}")
    for kind, count in counted(done):
        click.echo(f"  {kind}: {count}")
    if not done.rows:
        click.echo(f"  {phrases.NOTHING}")
    if done.left:
        click.echo(f"  {phrases.still_there(done.left)}")
    if isinstance(what, str):
        click.echo(f"  {phrases.SPELLINGS}")
