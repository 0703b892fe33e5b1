"""Who answers questions about certificates: each registry is asked about a made-up one, which it must not know."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from bots.doctor.context import POLICY, ClockNotingTransport
from bots.doctor.findings import Finding, fault, ok, warning
from verifier_client import CertificateId, IdKind, Misconfigured, Outcome, Refused, Throttled, VerifierClient

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bots.doctor.context import DoctorContext
    from verifier_client import About, Verdict

SANDBOX = warning(
    "No registries are configured: every answer comes from the SANDBOX, with made-up people.",
    "Set CERTDESK_REGISTRIES to a file like deploy/registries.example.toml.",
)
BADGES_REMEDY = (
    "Check the issuer's id, hosts and lists in the registries' file, and the way out of this machine; what the issuer "
    "itself publishes wrongly, tell the issuer."
)
MADE_UP = {
    IdKind.PAI: "AIDA-2099-ZZ00ZZ00",
    IdKind.AIPA: "AIPA-CAIP-2099-ZZ00ZZ",
    IdKind.PECB: "CAIP0000000-2099-12",
    IdKind.CREDLY: "https://www.credly.com/badges/00000000-0000-4000-8000-000000000000",
}


async def registries(context: DoctorContext) -> Iterable[Finding]:
    """Look whether each can be reached, accepts the key, and says "not found" of what nobody has."""
    config = context.settings.registries
    if config is None:
        return [SANDBOX]
    try:
        client = VerifierClient.from_config(
            config, policy=POLICY, wrap_transport=partial(ClockNotingTransport, context)
        )
    except Misconfigured as error:
        return [fault(str(error), "Set what it names, or correct the file: deploy/registries.example.toml shows how.")]
    async with client:
        by_hand = [about for about in client.registries if client.how_by_hand(about.name, "") is not None]
        online = [about for about in client.registries if about not in by_hand and about.ids]
        found = (
            [*await _online(client, online), *await _badge_issuers(client)]
            if context.online
            else [ok(f"{about.title}: configured, not asked (offline).") for about in online]
        )
    return [*found, *(ok(f"{about.title}: by hand; people are sent to its page.") for about in by_hand)]


async def _online(client: VerifierClient, registries: Sequence[About]) -> list[Finding]:
    verdicts = await asyncio.gather(*(client.settle(_made_up(about)) for about in registries))
    return [_finding(about, verdict) for about, verdict in zip(registries, verdicts, strict=True)]


async def _badge_issuers(client: VerifierClient) -> list[Finding]:
    """Read each badge issuer's key document and lists, without which none of its badges is proven and standing."""
    found: list[Finding] = []
    for title, faults in await client.badges.inspect_issuers():
        found += [fault(f"{title}: {each}", BADGES_REMEDY) for each in faults]
        if not faults:
            found.append(ok(f"{title}: its key document and its lists can be read, as far as it needs any."))
    return found


def _made_up(about: About) -> CertificateId:
    kind = min(about.ids)
    if kind in MADE_UP:
        return CertificateId.parse(MADE_UP[kind])
    host = min(about.badge_hosts)
    return CertificateId.parse(f"https://{host}/public/assertions/certdesk-doctor", badge_hosts={host})


def _finding(about: About, verdict: Verdict) -> Finding:
    error = verdict.error
    match verdict.outcome:
        case Outcome.NOT_FOUND | Outcome.CHECK_BY_HAND:
            return ok(f"{about.title}: answers, and does not know a made-up certificate.")
        case Outcome.FOUND:
            return fault(
                f"{about.title}: knows a certificate that was made up just now.",
                "See whether its address is the real registry's, and not a test system's.",
            )
        case Outcome.COULD_NOT_CHECK:
            what = f"{about.title}: {error.what if error else 'did not say.'}"
            if isinstance(error, Refused):
                return fault(what, "Set the variable that its key_env names to a key that the registry accepts.")
            if isinstance(error, Throttled):
                return warning(what, "Ask again later; if it stays so, lower its rate in the registries' file.")
            return fault(what, "Check its base_url, and the way out of this machine; or ask again later.")
