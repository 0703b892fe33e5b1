"""Who answers questions about certificates: each registry is asked about a made-up one, which it must not know."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bots.doctor.context import POLICY, OverheardRegistries
from bots.doctor.findings import Finding, fault, ok, warning
from verifier_client import CertificateId, IdKind, Misconfigured, Outcome, Refused, Throttled, VerifierClient
from verifier_client.clock import SystemClock
from verifier_client.configuration import load
from verifier_client.registries import ByHandRegistry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bots.doctor.context import DoctorContext
    from verifier_client import About, Verdict

SANDBOX = warning(
    "No registries are configured: every answer comes from the SANDBOX, with made-up people.",
    "Set CERTDESK_REGISTRIES to a file like deploy/registries.example.toml.",
)
MADE_UP = {
    IdKind.PAI: "AIDA-2099-ZZ00ZZ00",
    IdKind.AIPA: "AIPA-CAIP-2099-ZZ00ZZ",
    IdKind.PECB: "CAIP0000000-2099-12",
    IdKind.CREDLY: "https://www.credly.com/badges/00000000-0000-4000-8000-000000000000",
}


async def registries(patient: DoctorContext) -> Iterable[Finding]:
    """Look whether each can be reached, accepts the key, and says "not found" of what nobody has."""
    config = patient.settings.registries
    if config is None:
        return [SANDBOX]
    try:
        known, wire = load(config, policy=POLICY, clock=SystemClock())
    except Misconfigured as error:
        return [fault(str(error), "Set what it names, or correct the file: deploy/registries.example.toml shows how.")]
    await wire.aclose()
    by_hand = [ok(f"{each.about.title}: by hand; people are sent to its page.") for each in known
               if isinstance(each, ByHandRegistry)]  # fmt: skip
    answering = [each.about for each in known if not isinstance(each, ByHandRegistry)]
    if not patient.online:
        return [*(ok(f"{about.title}: configured, not asked (offline).") for about in answering), *by_hand]
    async with VerifierClient(known, OverheardRegistries(patient), policy=POLICY) as client:
        verdicts = await asyncio.gather(*(client.settle(_made_up(about)) for about in answering))
    return [*(_said(about, verdict) for about, verdict in zip(answering, verdicts, strict=True)), *by_hand]


def _made_up(about: About) -> CertificateId:
    kind = min(about.ids)
    if kind in MADE_UP:
        return CertificateId.parse(MADE_UP[kind])
    host = min(about.badge_hosts)
    return CertificateId.parse(f"https://{host}/public/assertions/certdesk-doctor", badge_hosts={host})


def _said(about: About, verdict: Verdict) -> Finding:
    trouble = verdict.trouble
    match verdict.outcome:
        case Outcome.NOT_FOUND | Outcome.CHECK_BY_HAND:
            return ok(f"{about.title}: answers, and does not know a made-up certificate.")
        case Outcome.FOUND:
            return fault(
                f"{about.title}: knows a certificate that was made up just now.",
                "See whether its address is the real registry's, and not a test system's.",
            )
        case Outcome.COULD_NOT_CHECK:
            what = f"{about.title}: {trouble.what if trouble else 'did not say.'}"
            if isinstance(trouble, Refused):
                return fault(what, "Set the variable that its key_env names to a key that the registry accepts.")
            if isinstance(trouble, Throttled):
                return warning(what, "Ask again later; if it stays so, lower its rate in the registries' file.")
            return fault(what, "Check its base_url, and the way out of this machine; or ask again later.")
