"""The commands about receipts, and about whether the audit was changed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bots.cli import runner as cli_running

if TYPE_CHECKING:
    from typing import BinaryIO, TextIO


@click.group(short_help="Signed records of what was answered.")
def receipt() -> None:
    """
    Signed records of what was answered, each chained to the one before; anybody can check one, offline.

    \b
    certdesk receipt key > receipt.key          # once; CERTDESK_RECEIPT_KEY_FILE=receipt.key
    certdesk receipt issue AIDA-2026-1234 Jane Doe > jane.receipt
    certdesk receipt check jane.receipt
    """


@receipt.command(short_help="Make a key, or show the public one.")
@click.option("--public", is_flag=True, help="Show the fingerprint of CERTDESK_RECEIPT_KEY instead.")
def key(*, public: bool) -> None:
    """
    Print a new key for CERTDESK_RECEIPT_KEY, and on standard error its fingerprint, which may be told to everybody.

    Who has the key can sign in your name: keep it as you keep passwords. After a change of keys, keep the old
    fingerprint: receipts that it signed still name it.
    """
    from bots.security.signed_receipts import Signer, new_key  # noqa: PLC0415

    if public:
        from bots.cli.actions.receipts import configured_signer  # noqa: PLC0415

        click.echo(configured_signer().fingerprint)
        return
    made = new_key()
    click.echo(made)
    click.echo(Signer.from_text(made).fingerprint, err=True)


@receipt.command(
    short_help="Verify a certificate, and sign the answer.", epilog="Exit code: 0 signed, 2 usage, 3 could not check."
)
@click.argument("words", nargs=-1, required=True, metavar="ID [NAME] [on DATE]")
@click.option("--out", type=click.File("w", encoding="utf-8"), default="-", help="Where to write it. Default: here.")
def issue(words: tuple[str, ...], out: TextIO) -> None:
    """
    Verify one certificate and write a receipt: what was asked, what was answered, by which registry, and when.

    It holds the name that you asked about, and not the one that the registry gave.

    \b
    certdesk receipt issue AIDA-2026-1234 Jane Doe --out jane.receipt
    """
    from bots.cli.actions.receipts import issue as run  # noqa: PLC0415

    cli_running.run(lambda: run(" ".join(words), out))


@receipt.command(
    short_help="Check receipts, offline.",
    epilog="Exit code: 0 holds, 1 was changed, 2 usage, 3 no receipt or cut off, 4 another key, 5 the chain is broken.",
)
@click.argument("files", type=click.File("rb"), nargs=-1, required=True, metavar="FILE...")
@click.option("--key", "expected", metavar="FINGERPRINT", help="The key that you expect, as `receipt key` shows it.")
def check(files: tuple[BinaryIO, ...], expected: str | None) -> None:
    """
    Say what receipts state, and whether signature, key and chain hold; nothing is asked, no setting is read.

    \b
    certdesk receipt check jane.receipt --key SHA256:56475aa7...
    certdesk receipt check first.receipt second.receipt
    """
    from bots.cli.actions.receipts import check as run  # noqa: PLC0415

    sys.exit(run(files, expected))


@click.group(short_help="Who asked what.")
def audit() -> None:
    """Look after the audit: who asked about which certificate, with which outcome, and when."""


@audit.command("check", short_help="Was the audit changed?", epilog="Exit code: 0 it holds, 1 it was changed.")
@click.option("--head", metavar="LINK", help="A head that was noted earlier: it must still be in the chain.")
def audit_check(head: str | None) -> None:
    """
    Walk the chain over the audit, and name the first line that was changed or is missing.

    Note the head that it prints somewhere else: who can write to the database could cut off the newest lines, or
    write all of it anew, and only a noted head shows that.

    \b
    certdesk audit check
    certdesk audit check --head 9f2c...
    """
    from bots.cli.actions.receipts import check_audit as run  # noqa: PLC0415

    cli_running.run(lambda: run(head))


COMMANDS = (receipt, audit)
