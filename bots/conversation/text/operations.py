"""The sentences for those who install and run Certdesk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier_client import PauseCause

if TYPE_CHECKING:
    from verifier_client import RegistryPause

INSTALLED = "Certdesk is installed."
INSTALLED_NEXT = (
    "Go back to Slack and type /verify with a certificate's ID, or open Certdesk's Home tab. You who installed it can "
    "change its settings there."
)
OPEN_SLACK = "Open Slack"
STALE = "This installation cannot be finished."
STALE_NEXT = (
    "It was begun too long ago, in another browser, or was finished already; nothing was installed by this page. "
    "Begin anew, and finish in the same browser within ten minutes."
)
CANCELLED = "Certdesk was not installed."
CANCELLED_NEXT = "You or Slack said no on the page before. Nothing is kept of it; you can begin anew."
REFUSED = "Slack did not finish the installation."
REFUSED_NEXT = "Nothing was installed. Begin anew; if that does not help, ask the people who run Certdesk."
BEGIN_ANEW = "Install Certdesk"
NOT_INSTALLED_HERE = (
    "Certdesk is not installed in this workspace any more, so it cannot answer. Ask whoever runs your apps to install "
    "it again."
)

_WHY = {
    PauseCause.KEPT_FAILING: "keeps failing and is left alone for moments",
    PauseCause.ASKED_FOR_IT: "asked us not to ask for a while",
}

TEMPLATE_PAGE = (
    "This page is a template that has not been filled in yet: ask the people who run Certdesk in your organisation."
)


def pause_sentence(pause: RegistryPause) -> str:
    """Say why a registry gets no requests, and since when."""
    return f"{pause.title} {_WHY[pause.cause]}, since {pause.since:%-d %B, %H:%M} UTC."
