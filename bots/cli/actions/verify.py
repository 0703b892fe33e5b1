"""The terminal surface: typed words in, plain text or JSON out, an exit code at the end."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from bots.cli.progress_bar import progress_bar
from bots.conversation.desk import Desk
from bots.conversation.model.intents import Asker, Unclear, Verify
from bots.conversation.plain_text import card_as_text, reply_as_text
from bots.conversation.text.general import NO_ID
from bots.conversation.verify.verdict_json import as_json as report
from verifier_client import Outcome, Standing, VerifierClient, VerifierError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bots.conversation.model.intents import Intent
    from bots.conversation.model.ports import Progress
    from bots.conversation.model.replies import Reply
    from verifier_client import Verdict

ASKER = Asker("terminal")
DEMO = (
    ("verify AIDA-2026-1234 Jane Doe", "a good certificate, the right name"),
    ("verify AIDA-2026-1234 John Smith", "somebody else's certificate"),
    ("verify AIDA-2024-1180", "expired, and renewed under another ID"),
    ("verify CPAP-2026-6660", "revoked"),
    ("verify AIDA-2026-0404", "the registry has no such record"),
    ("verify CAIP1900404-2026-01 Ada Example", "an issuer that answers people only"),
    ("verify AIDA-2026-9503", "a registry that is down"),
    ("verify CAIP", "a code that several issuers use"),
)
LONG = 20  # certificates from which on a progress bar is worth its line


async def verify(
    text: str, *, name: str | None, on: str | None, fresh: bool, details: bool, as_json: bool, config: Path | None
) -> int:
    """Verify what is typed; return the exit code. Raises ``click.UsageError`` for words that cannot be read."""
    async with client_of(config) as client:
        desk = Desk(client, with_evidence=details or as_json)
        intent = _read(desk, text, name=name, on=on, fresh=fresh)
        with checking(len(intent.ids) if isinstance(intent, Verify) else 0) as progress:
            reply = await desk.answer(intent, ASKER, progress=progress)
    if not reply.verdicts:
        raise click.UsageError(reply_as_text(reply))
    _show(reply, details=details, as_json=as_json)
    return exit_code(reply.verdicts)


def client_of(config: Path | None) -> VerifierClient:
    """Return a client of the configured registries; raises ``click.UsageError`` for what is wrong with them."""
    try:
        return VerifierClient.from_config(config)
    except VerifierError as error:
        raise click.UsageError(str(error)) from error


async def demo() -> int:
    """Print what the sandbox answers to a handful of commands; return the exit code."""
    async with VerifierClient.from_config(None) as client:
        desk = Desk(client)
        for words, about in DEMO:
            click.secho(f"$ certdesk {words}", bold=True, nl=False)
            click.secho(f"   # {about}", dim=True)
            click.echo(reply_as_text(await desk.answer(desk.read(words), ASKER)) + "\n")
    click.echo("Try your own:  .venv/bin/certdesk verify AIDA-2026-1234 Jane Doe")
    return 0


def _read(desk: Desk, text: str, *, name: str | None, on: str | None, fresh: bool) -> Intent:
    if not text.strip():
        raise click.UsageError(f"Give at least one certificate ID. {NO_ID}")
    intent = desk.read(f"{text}{f' on {on}' if on else ''}{' fresh' if fresh else ''}", command="verify")
    if isinstance(intent, Unclear):
        raise click.UsageError(f"{intent.problem} {NO_ID}")
    if isinstance(intent, Verify) and name is not None:
        return replace(intent, holder=name)
    return intent


@contextmanager
def checking(count: int) -> Iterator[Progress | None]:
    """Show a bar while so many certificates are checked, where they are many; None where no bar is worth it."""
    if count < LONG:
        yield None
        return
    with progress_bar("Checking", count) as show:
        yield lambda done, _total: show(done)


def _show(reply: Reply, *, details: bool, as_json: bool) -> None:
    if as_json:
        elements = [report(card.verdict, card_as_text(card, details=True)) for card in reply.cards if card.verdict]
        click.echo(json.dumps(elements, ensure_ascii=False, indent=2))
    else:
        click.echo(reply_as_text(reply, details=details))


def exit_code(verdicts: Sequence[Verdict]) -> int:
    """Sum up: 0 all found and active, 1 some not, 3 could not check."""
    if any(verdict.outcome is Outcome.COULD_NOT_CHECK for verdict in verdicts):
        return 3
    return 0 if verdicts and all(verdict.standing is Standing.ACTIVE for verdict in verdicts) else 1
