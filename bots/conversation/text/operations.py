"""The sentences for those who run Certdesk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier_client import PauseCause

if TYPE_CHECKING:
    from verifier_client import RegistryPause

_WHY = {
    PauseCause.KEPT_FAILING: "keeps failing and is left alone for moments",
    PauseCause.ASKED_FOR_IT: "asked us not to ask for a while",
}


def pause_sentence(pause: RegistryPause) -> str:
    """Say why a registry gets no requests, and since when."""
    return f"{pause.title} {_WHY[pause.cause]}, since {pause.since:%-d %B, %H:%M} UTC."
