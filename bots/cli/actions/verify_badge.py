"""``certdesk verify --file badge.png``: one badge in the terminal, as text or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from bots.conversation.model.badge_request import may_hold_badge
from bots.conversation.plain_text import card_as_text
from bots.files.reader import MOST_BYTES
from verifier_client import Outcome, Standing

if TYPE_CHECKING:
    from bots.conversation.model.badge_request import BadgeRequest
    from verifier_client import VerifierClient
    from verifier_client.badges import BadgeVerdict

PICTURE = b"\x89PNG"


async def check_badge(client: VerifierClient, request: BadgeRequest, *, details: bool, as_json: bool) -> int | str:
    """
    Judge a badge and print the verdict.

    Args:
        client: judges.
        request: the file, and what to compare it with.
        details: whether all is printed that there is to say.
        as_json: whether JSON is printed, which has all of it.

    Returns:
        The exit code; where the file holds no badge, why, and nothing for a file that is no badge's kind.
    """
    if len(request.data) > MOST_BYTES or not may_hold_badge(request.data):
        return ""
    from bots.conversation.verify.badge_cards import badge_card  # noqa: PLC0415 - only a badge needs it
    from bots.conversation.verify.badge_json import badge_as_json  # noqa: PLC0415
    from verifier_client.badges import Unreadable  # noqa: PLC0415

    try:
        verdict = await client.badges.check(request.data, on=request.on)
    except Unreadable as error:
        return "" if request.data.startswith(PICTURE) else str(error)
    sandbox = any(each.sandbox for each in client.registries)
    says = card_as_text(badge_card(verdict, request, sandbox=sandbox), details=details or as_json)
    click.echo(json.dumps([badge_as_json(verdict, request, says)], ensure_ascii=False, indent=2) if as_json else says)
    return exit_code(verdict)


def exit_code(verdict: BadgeVerdict) -> int:
    """Sum up: 0 found and active, 1 not, 3 could not check."""
    if verdict.outcome is Outcome.COULD_NOT_CHECK:
        return 3
    return 0 if verdict.standing is Standing.ACTIVE else 1
