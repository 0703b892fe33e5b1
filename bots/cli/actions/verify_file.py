"""``certdesk verify --file``: a file's certificates in the terminal, with a bar, an export, and an end at any time."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import click

from bots.cli.actions.verify import checking, client_of, exit_code
from bots.cli.actions.verify_badge import check_badge
from bots.conversation.files.batch import BatchVerification
from bots.conversation.model.badge_request import BadgeRequest
from bots.conversation.model.dates import read_day
from bots.conversation.model.file_listing import UnreadableFile
from bots.conversation.plain_text import card_as_text, reply_as_text
from bots.conversation.text.file_results import NO_IDS, too_many_ids
from bots.conversation.text.general import DAY_UNREADABLE
from bots.conversation.text.table_remarks import grouped
from bots.conversation.verify.verdict_cards import verdict_card
from bots.conversation.verify.verdict_json import as_json as report
from bots.files.export import csv_lines, json_lines
from bots.files.file_limits import MOST_IDS
from bots.files.reader import MOST_BYTES, FileReader

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from bots.conversation.model.table_options import TableOptions

NAMES_FROM_FILE = "In a list, names come from the file: leave --name out."
STOPPED = 130  # as a shell reports Ctrl-C


@dataclass(frozen=True, slots=True)
class FileOutput:
    """What is printed and written: all or the gist, text or JSON, and files of results."""

    details: bool
    as_json: bool
    csv_to: Path | None = None
    jsonl_to: Path | None = None


async def verify_file(
    file: BinaryIO,
    options: TableOptions,
    output: FileOutput,
    *,
    name: str | None,
    on: str | None,
    config: Path | None,
    fresh: bool,
) -> int:
    """
    Verify what a file lists.

    Args:
        file: the file.
        options: what is said of a table's columns.
        output: what is printed, and where the results go beside the terminal.
        name: the holder's name, for a badge.
        on: the day on which each must stand.
        config: the registries' table.
        fresh: whether the registries are asked anew.

    Returns:
        The exit code.

    Raises:
        click.UsageError: for what cannot be read.
    """
    day = None if on is None else _day(on)
    async with client_of(config) as client:
        hosts = {host for about in client.registries for host in about.badge_hosts}
        data = file.read(MOST_BYTES + 1)
        badge = await check_badge(
            client, BadgeRequest(data, name, on=day), details=output.details, as_json=output.as_json
        )
        if isinstance(badge, int):
            return badge
        listing = await FileReader(hosts).read(data, file.name, options)
        if isinstance(listing, UnreadableFile):
            raise click.UsageError(badge or listing.reason)
        if not listing.items and not listing.badges:
            raise click.UsageError("\n".join((NO_IDS, *grouped(listing.unused))))
        if len(listing.items) > MOST_IDS:
            raise click.UsageError(too_many_ids(MOST_IDS))
        if listing.badges:
            found = BadgeRequest(listing.badges[0].data, name, on=day, place=listing.badges[0].place)
            badge = await check_badge(client, found, details=output.details, as_json=output.as_json)
            if isinstance(badge, int):
                return badge
        if name is not None:
            raise click.UsageError(NAMES_FROM_FILE)
        bulk = BatchVerification(client, listing, on=day, fresh=fresh)
        stopped = await _run(bulk)
        _hand_over(bulk, output)
    return STOPPED if stopped else exit_code([verdict for verdict in bulk.verdicts if verdict is not None])


async def _run(bulk: BatchVerification) -> bool:
    """Verify; say whether Ctrl-C ended it: what was done by then is kept."""
    with checking(len(bulk.verdicts)) as progress:
        try:
            await bulk.run(progress)
        except asyncio.CancelledError:
            return True
    return False


def _hand_over(bulk: BatchVerification, output: FileOutput) -> None:
    items, answers = bulk.listing.items, bulk.verdicts
    if output.csv_to is not None:
        _save(output.csv_to, csv_lines(items, answers), encoding="utf-8-sig")  # by which Excel knows it
    if output.jsonl_to is not None:
        _save(output.jsonl_to, json_lines(items, answers), encoding="utf-8")
    _show(bulk, details=output.details, as_json=output.as_json)


def _day(on: str) -> date:
    day = read_day(on)
    if day is None:
        raise click.UsageError(DAY_UNREADABLE)
    return day


def _save(path: Path, lines: Iterable[str], *, encoding: str) -> None:
    try:
        with path.open("w", encoding=encoding, newline="") as out:
            out.writelines(lines)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror or error}.") from error
    click.echo(f"Written to {path}.", file=sys.stderr)


def _show(bulk: BatchVerification, *, details: bool, as_json: bool) -> None:
    if not as_json:
        click.echo(reply_as_text(bulk.reply(lists_all=True), details=details))
        return
    elements = [
        report(verdict, card_as_text(verdict_card(verdict), details=True))
        | {"name_asked": item.holder, "place": item.place}
        for item, verdict in zip(bulk.listing.items, bulk.verdicts, strict=True)
        if verdict is not None
    ]
    for line in grouped(bulk.listing.unused):
        click.echo(line, file=sys.stderr)
    click.echo(json.dumps(elements, ensure_ascii=False, indent=2))
