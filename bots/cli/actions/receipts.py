"""Receipts in the terminal: made on this machine's database, checked without anything."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO, TextIO

import click

from bots.config.settings import Settings, SettingsError
from bots.conversation.grammar.commands import read as read_words
from bots.conversation.model.intents import Verify
from bots.conversation.text import general
from bots.conversation.text import receipts as phrases
from bots.runtime.clock import utc_now
from bots.security.signed_receipts import Fault, Receipt, ReceiptError, ReceiptKeyError, Signer, read, receipts_in
from verifier_client import Outcome, VerifierClient

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.storage.privacy.audit_chain import Chain

CHANGED, NO_RECEIPT, OTHER_KEY, CHAIN_BROKEN = 1, 3, 4, 5
COULD_NOT_CHECK = 3
FAULTS = {
    Fault.NONE: (NO_RECEIPT, phrases.NOT_A_RECEIPT),
    Fault.CUT: (NO_RECEIPT, phrases.CUT_OFF),
    Fault.CHANGED: (CHANGED, phrases.CHANGED),
    Fault.NEWER: (NO_RECEIPT, phrases.NEWER),
}


def configured_signer(settings: Settings | None = None) -> Signer:
    """Return the key of the settings; raises ``click.UsageError`` without one that can be used."""
    try:
        found = (settings or Settings.from_env()).receipt_key
        if found is None:
            raise click.UsageError(phrases.NO_KEY)
        return Signer.from_text(found.get_secret_value())
    except ReceiptKeyError as error:
        raise click.UsageError(f"CERTDESK_RECEIPT_KEY {error}") from error
    except SettingsError as error:
        raise click.UsageError(str(error)) from error


async def issue(words: str, out: TextIO) -> int:
    """Verify one certificate and write its receipt; return the exit code."""
    from bots.storage.privacy.receipt_chain import ReceiptsInDatabase  # noqa: PLC0415 - checking needs no database
    from bots.storage.store import Store  # noqa: PLC0415

    settings = Settings.from_env()
    signer = configured_signer(settings)
    async with VerifierClient.from_config(settings.registries) as client:
        asked = read_words(words, client, command="verify")
        if not isinstance(asked, Verify):
            raise click.UsageError(getattr(asked, "problem", "") or general.NO_ID)
        if len(asked.ids) > 1:
            raise click.UsageError(phrases.ONE_AT_A_TIME)
        verdict = await client.settle(asked.ids[0], holder=asked.holder, on=asked.on, fresh=asked.fresh)
    store = await Store.open(settings.database_url.get_secret_value())
    try:
        receipt = await ReceiptsInDatabase(store.database, signer, now=utc_now).issue(verdict)
    finally:
        await store.close()
    click.echo(receipt.line, file=out)
    return COULD_NOT_CHECK if verdict.outcome is Outcome.COULD_NOT_CHECK else 0


def check(files: Sequence[BinaryIO], expected: str | None) -> int:
    """Say what receipts state and whether they hold; return the exit code."""
    try:
        found = [read(line) for file in files for line in receipts_in(file.read())]
    except ReceiptError as fault:
        code, sentence = FAULTS[fault.fault]
        click.echo(sentence, err=True)
        return code
    for receipt in found:
        click.echo("\n".join(_receipt_lines(receipt)))
        if expected is not None and receipt.fingerprint != expected:
            click.echo(phrases.other_key(receipt.fingerprint, expected), err=True)
            return OTHER_KEY
        click.echo(f"  Key: {receipt.fingerprint}")
        click.echo(f"  {phrases.COMPARE_KEYS if expected is None else phrases.EXPECTED_KEY}")
    return _check_chain(found)


def _check_chain(found: Sequence[Receipt]) -> int:
    first, last = found[0], found[-1]
    for before, after in pairwise(found):
        if not after.follows(before):
            click.echo(phrases.chain_broken(after.number, before.number), err=True)
            return CHAIN_BROKEN
    is_alone = first is last
    click.echo(
        phrases.chain_open(first.number, first.states["previous"])
        if is_alone
        else phrases.chain_holds(first.number, last.number)
    )
    return 0


def _receipt_lines(receipt: Receipt) -> list[str]:
    states = receipt.states
    asked, answered, registry = states["asked"], states["answered"], states["registry"]
    facts = {
        "Asked": phrases.states(asked["certificate"], asked["holder"], asked["on"]),
        "Outcome": answered["outcome"],
        "Standing": answered["standing"],
        "Name": answered["agreement"],
        "Certification": answered["certification"],
        "Issued": answered["issued_on"],
        "Expires": answered["expires_on"],
        "Notes": ", ".join(answered["findings"]),
        "Registry": registry["name"],
        "Checked at": registry["checked_at"],
    }
    sandbox = [phrases.SANDBOX] if registry["sandbox"] else []
    lines = (f"  {label}: {str(fact).replace('_', ' ')}" for label, fact in facts.items() if fact)
    return [*sandbox, phrases.holds(receipt.number, states["issued_at"]), *map(_shown, lines)]


def _shown(line: str) -> str:
    """Return a line that is harmless to a terminal, whatever a name or a registry holds."""
    return "".join(character if character.isprintable() else " " for character in line)


async def check_audit(head: str | None) -> int:
    """Walk the chain over the audit; return the exit code."""
    from bots.storage.store import Store  # noqa: PLC0415 - checking receipts needs no database

    store = await Store.open(Settings.from_env().database_url.get_secret_value())
    try:
        chain = await store.audit.check()
        is_known = head is None or await store.audit.has_link(head)
    finally:
        await store.close()
    for sentence in _of_chain(chain, is_known=is_known):
        click.echo(sentence)
    return 1 if chain.broken is not None or not is_known else 0


def _of_chain(chain: Chain, *, is_known: bool) -> list[str]:
    found = [phrases.audit_counts(chain.lines, chain.removed, chain.before)]
    if chain.broken is not None:
        return [*found, phrases.AUDIT_FAULTS[chain.broken].format(chain.place)]
    if not is_known:
        return [*found, phrases.HEAD_UNKNOWN]
    is_empty = not chain.lines + chain.removed
    return [*found, phrases.AUDIT_EMPTY if is_empty else phrases.AUDIT_HOLDS, f"Head: {chain.head}"]
