"""Assistants from the terminal: their tokens, and a server for one on this machine."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from bots.app.assistants import mcp_server
from bots.cli.actions.watches import LOCAL, opened, recorder
from bots.conversation.desk import Desk
from bots.conversation.model.intents import Asker
from bots.conversation.quota import Quota, QuotaRule
from bots.mcp.stdio import LONGEST_LINE, serve_lines
from bots.storage.store import Store
from verifier_client import monotonic_seconds

if TYPE_CHECKING:
    from bots.config.settings import Settings
    from bots.runtime.ports import AccessToken

STDIN, A_READ = 0, 65536
COLONS = 2  # in a chat identity: surface, tenant, person


async def serve(settings: Settings) -> int:
    """Answer an assistant over standard input and output until it closes them."""
    async with opened(settings) as (store, verifier):
        desk = Desk(
            verifier,
            quota=Quota(QuotaRule(ids=settings.ids_per_person), monotonic_seconds),
            max_ids=settings.ids_per_command,
            stores=store.watch_stores,
            recorder=recorder(store),
            support=settings.support or "",
        )
        await serve_lines(_input(), _write, mcp_server(desk, verifier), LOCAL)
    return 0


def _input() -> asyncio.StreamReader:
    """Read standard input whatever it is, a pipe or a file, without keeping the process from ending."""
    reader, loop = asyncio.StreamReader(limit=LONGEST_LINE), asyncio.get_running_loop()

    def read() -> None:
        while data := os.read(STDIN, A_READ):
            loop.call_soon_threadsafe(reader.feed_data, data)
        loop.call_soon_threadsafe(reader.feed_eof)

    threading.Thread(target=read, name="standard input", daemon=True).start()
    return reader


def _write(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


async def create_token(settings: Settings, person: str, *, days: int) -> int:
    """Make a token for a chat identity, and print its secret once."""
    if person.count(":") < COLONS or not all(person.split(":", COLONS)[::COLONS]) or " " in person:
        raise click.UsageError(f"{person!r} is no chat identity: write it as `notify` shows it in the chat.")
    store = await Store.open(settings.database_url.get_secret_value())
    try:
        now = store.watch_stores.now()
        token, secret = await store.access_tokens.create(Asker.from_key(person).key, until=now + timedelta(days=days))
        await recorder(store).record("token create", LOCAL, outcome=f"token {token.number}")
    finally:
        await store.close()
    click.echo(f"{_line(token)}. Its secret is shown this once:", err=True)
    click.echo(secret)
    if not settings.mcp:
        click.echo("Set CERTDESK_MCP=true where `certdesk serve` runs: assistants ask at /mcp there.", err=True)
    return 0


async def list_tokens(settings: Settings, *, as_json: bool) -> int:
    """Print the tokens that let somebody in, without their secrets."""
    store = await Store.open(settings.database_url.get_secret_value())
    try:
        tokens = await store.access_tokens.all()
    finally:
        await store.close()
    if as_json:
        click.echo(json.dumps([_as_json(token) for token in tokens], indent=2))
        return 0
    for token in tokens:
        click.echo(_line(token))
    if not tokens:
        click.echo("There are no tokens: `certdesk token create` makes one.")
    return 0


async def revoke_token(settings: Settings, number: int) -> int:
    """Revoke a token; return the exit code."""
    store = await Store.open(settings.database_url.get_secret_value())
    try:
        token = await store.access_tokens.revoke(number)
        if token is not None:
            await recorder(store).record("token revoke", LOCAL, outcome=f"token {number}")
    finally:
        await store.close()
    click.echo(f"There is no token {number}." if token is None else f"Revoked: {_line(token)}.")
    return 1 if token is None else 0


def _line(token: AccessToken) -> str:
    return f"Token {token.number} for {token.who}, until {token.until:%Y-%m-%d}"


def _as_json(token: AccessToken) -> dict[str, object]:
    days = {"made_at": token.made_at.isoformat(), "until": token.until.isoformat()}
    return {"number": token.number, "person": token.who} | days
