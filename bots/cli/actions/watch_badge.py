"""``certdesk watches add``: a certificate by its ID or link, or a badge by its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bots.cli.actions.watches import LOCAL, opened, recorder
from bots.conversation.desk import Desk
from bots.conversation.model.badge_request import BadgeRequest, may_hold_badge
from bots.conversation.model.watch_intents import Watch
from bots.conversation.plain_text import card_as_text, reply_as_text
from bots.conversation.text import badges as phrases
from bots.conversation.text.watches import NEEDS
from bots.files.reader import MOST_BYTES

if TYPE_CHECKING:
    from bots.config.settings import Settings
    from bots.storage.store import Store
    from verifier_client import VerifierClient


async def add(settings: Settings, certificate: str, badge: bytes | None, person: str) -> int:
    """
    Watch one certificate from here.

    Args:
        settings: the database and the registries.
        certificate: its ID or link, or the path of a badge's file.
        badge: that file, None for an ID or link.
        person: whose it is, "" where that is not said.

    Returns:
        The exit code: 1 where there is nothing to watch.
    """
    async with opened(settings) as (store, verifier):
        name = certificate if badge is None else await _kept(store, verifier, badge, person)
        if not name:
            return 1
        desk = Desk(verifier, stores=store.watch_stores, recorder=recorder(store))
        ids = verifier.read_text(name).ids
        if len(ids) != 1:
            raise click.UsageError(NEEDS["watch"])
        click.echo(reply_as_text(await desk.answer(Watch(ids, person), LOCAL)))
    return 0


async def _kept(store: Store, verifier: VerifierClient, data: bytes, person: str) -> str:
    """Keep what is needed to check a badge again, and return its name; nothing for one that need not be watched."""
    from bots.conversation.verify.badge_cards import badge_card  # noqa: PLC0415 - only a badge needs it
    from bots.conversation.watch.handler import WORTH_WATCHING  # noqa: PLC0415 - see above
    from verifier_client.badges import Unreadable  # noqa: PLC0415 - see above

    if len(data) > MOST_BYTES or not may_hold_badge(data):
        raise click.ClickException(phrases.NO_BADGE_FILE)
    try:
        verdict = await verifier.badges.check(data)
    except Unreadable as error:
        raise click.ClickException(str(error)) from error
    request = BadgeRequest(data, person or None)
    click.echo(card_as_text(badge_card(verdict, request, sandbox=any(each.sandbox for each in verifier.registries))))
    is_worth = verdict.kept is not None and verdict.standing in WORTH_WATCHING
    if verdict.kept is None or not is_worth or not await store.watch_stores.badges.keep(verdict.kept):
        click.echo(phrases.NOTHING_TO_WATCH)
        return ""
    return verdict.kept.reference
