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

_ALARMS = {  # by the words of ``AlarmKind``: of one, and of several
    "round_late": ("No round has come to its end{since}: watched certificates are not looked at.",) * 2,
    "canary_silent": ("The test certificate's notice did not arrive{since}: others' may be missing as well.",) * 2,
    "stuck": (
        "{count} message has been waiting to be sent{since}.",
        "{count} messages have been waiting to be sent{since}.",
    ),
    "missed": (
        "{count} message could not be sent within the reader's hours{since}.",
        "{count} messages could not be sent within the reader's hours{since}.",
    ),
    "dead": (
        "{count} message could not be sent{since}, and will not be tried again.",
        "{count} messages could not be sent{since}, and will not be tried again.",
    ),
    "unreachable": ("{count} person cannot be reached{since}.", "{count} people cannot be reached{since}."),
    "registry_silent": (
        "{count} certificate could not be read{since}.",
        "{count} certificates could not be read{since}.",
    ),
    "registry_paused": (
        "{count} registry has answered nobody{since}.",
        "{count} registries have answered nobody{since}.",
    ),
    "well_again": ("All is well again: rounds run and messages are sent{since}.",) * 2,
}
ALARM_STEPS = {
    "round_late": "Next: see that certdesk serve or certdesk worker runs; /readyz and its log say why not.",
    "canary_silent": "Next: certdesk notices list shows what became of it.",
    "stuck": "Next: see that certdesk serve or certdesk worker runs; certdesk notices list shows them.",
    "missed": "Next: what it held comes in the next hours; /metrics says what the platforms answer.",
    "dead": "Next: certdesk notices list shows each with its cause; certdesk notices retry sends one again.",
    "unreachable": "Next: certdesk notices list shows the causes; their notices went to the watches' owners.",
    "registry_silent": "Next: look whether the registry is down, or refuses our key; it is asked again daily.",
    "registry_paused": "Next: look at the registry's own status; it is asked again every few minutes.",
    "well_again": "",
}
"""What the operator's admin does about an alarm."""


def alarm_headline(kind: str, count: int, since: str = "") -> str:
    """
    Say what is wrong with the watching itself.

    Args:
        kind: a word of ``AlarmKind``.
        count: how many messages, people, certificates or registries it is about.
        since: since when, as it is said; empty where that is not known.
    """
    one, several = _ALARMS[kind]
    return (one if count == 1 else several).format(count=f"{count:,}", since=f" since {since}" if since else "")


def alarm_cause(cause: str) -> str:
    """Say why, in the words of whatever failed."""
    return f"Cause: {cause.rstrip('.')}."


def pause_sentence(pause: RegistryPause) -> str:
    """Say why a registry gets no requests, and since when."""
    return f"{pause.title} {_WHY[pause.cause]}, since {pause.since:%-d %B, %H:%M} UTC."
