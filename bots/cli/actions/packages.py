"""What the app packages of chat platforms say of the configured registries."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bots.conversation.verify.link_hosts import link_hosts
from verifier_client import Misconfigured, VerifierClient

if TYPE_CHECKING:
    from pathlib import Path


def hosts_of(config: Path) -> tuple[str, ...]:
    """
    Return the hosts whose links the bot reads by a registries' table, with ``www.`` and without.

    A table that cannot be used here, as where its keys are not set, gives none, and that is said.
    """
    try:
        hosts = asyncio.run(_hosts(config))
    except Misconfigured as error:
        click.echo(f"No links of the registries are previewed: {error} Or name hosts with --link-host.", err=True)
        return ()
    return tuple(name for host in hosts for name in (host, f"www.{host}"))


async def _hosts(config: Path) -> tuple[str, ...]:
    async with VerifierClient.from_config(config) as client:
        return link_hosts(client.registries)
