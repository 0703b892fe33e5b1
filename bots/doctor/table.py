"""
The table of checks, and the walk over it.

A check is a function of the context that gives findings. To add one, write it in the file of what it is about and
add a line here. No check may write anything, and none may show a secret.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bots.doctor.addresses import addresses
from bots.doctor.clock import clock
from bots.doctor.configuration import people, receipts, secrets, surfaces, traces, unknown
from bots.doctor.database import database, rounds
from bots.doctor.findings import Finding, fault
from bots.doctor.machine import python, zones
from bots.doctor.public import public_address
from bots.doctor.registries import registries
from bots.doctor.slack import slack, socket_mode
from bots.doctor.teams import teams, teams_keys, teams_token
from bots.doctor.workspaces import workspaces

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from bots.doctor.context import DoctorContext

    Look = Callable[[DoctorContext], Awaitable[Iterable[Finding]]]

LIMIT = 5.0  # seconds for one check; they run side by side


@dataclass(frozen=True, slots=True)
class Check:
    """One check; ``network``: it is left out offline. Those that come ``last`` use what the others found."""

    name: str
    look: Look
    network: bool = False
    last: bool = False


CHECKS = (
    Check("settings", unknown),
    Check("settings", surfaces),
    Check("secrets", secrets),
    Check("addresses", addresses),
    Check("admin", people),
    Check("receipts", receipts),
    Check("traces", traces),
    Check("registries", registries),
    Check("database", database),
    Check("rounds", rounds),
    Check("slack", slack),
    Check("slack", socket_mode, network=True),
    Check("workspaces", workspaces),
    Check("teams", teams),
    Check("teams", teams_token, network=True),
    Check("teams", teams_keys, network=True),
    Check("address", public_address),
    Check("clock", clock, network=True, last=True),
    Check("python", python),
    Check("time zones", zones),
)


async def examine(
    context: DoctorContext, checks: Iterable[Check] = CHECKS, *, limit: float = LIMIT
) -> list[tuple[str, Finding]]:
    """Return what all checks find, in the order of the table."""
    wanted = [check for check in checks if context.online or not check.network]
    found: dict[int, list[Finding]] = {}
    for turn in (False, True):
        now = [(at, check) for at, check in enumerate(wanted) if check.last is turn]
        looked = await asyncio.gather(*(_look(check, context, limit) for _, check in now))
        found |= {at: findings for (at, _), findings in zip(now, looked, strict=True)}
    return [(check.name, finding) for at, check in enumerate(wanted) for finding in found[at]]


async def _look(check: Check, context: DoctorContext, limit: float) -> list[Finding]:
    try:
        async with asyncio.timeout(limit):
            return list(await check.look(context))
    except TimeoutError:
        return [fault(f"This check did not end within {limit:g} seconds.", "See what keeps it from being answered.")]
    except Exception as error:  # noqa: BLE001 - one check that breaks must not hide the others
        return [fault(f"This check broke ({type(error).__name__}).", "Report it to the makers of Certdesk.")]
