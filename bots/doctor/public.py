"""The address under which the platforms reach Certdesk: it must be ours, and refuse strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.doctor.context import DoctorTransport, json_object
from bots.doctor.findings import Finding, fault, ok, warning
from bots.slack.api.oauth_pages import CALLBACK_PATH
from bots.slack.surface import PATH as SLACK_PATH
from bots.teams.surface import PATH as TEAMS_PATH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bots.doctor.context import DoctorContext
    from bots.http.messages import HttpResponse


async def public_address(context: DoctorContext) -> Iterable[Finding]:
    """Post something unsigned to each door that must be open: Certdesk answers, and refuses it."""
    settings = context.settings
    url = (context.public_url or settings.public_url or "").rstrip("/")
    doors = [
        *([SLACK_PATH] if settings.slack_is_on and settings.slack_app_token is None else []),
        *([TEAMS_PATH] if settings.teams_is_on else []),
    ]
    pages = [CALLBACK_PATH] if settings.slack_client_id is not None else []
    if not (doors or pages):
        return []
    if not url:
        return [
            ok(f"Not known here: give --url https://… to see whether {' and '.join([*doors, *pages])} can be reached.")
        ]
    if not url.startswith("https://"):
        return [
            fault(f"{url} is not https.", "Slack and Teams call https addresses only: put a proxy before Certdesk.")
        ]
    if not context.online:
        return [ok(f"{url}: not asked (offline).")]
    async with DoctorTransport(context) as transport:
        return [
            *[await knock(transport, url + door) for door in doors],
            *[await look_in(transport, url + page) for page in pages],
        ]


async def knock(transport: DoctorTransport, url: str) -> Finding:
    """Post nothing to a door, and see who refuses it."""
    answer = await transport.try_send("POST", url, **{"Content-Type": "application/json"})
    if answer is None:
        return _silent(url)
    if answer.status not in {401, 403} or "error" not in json_object(answer):
        return _strange(url, answer)
    return ok(f"{url} reaches Certdesk, which refused an unsigned request as it must.")


async def look_in(transport: DoctorTransport, url: str) -> Finding:
    """Open the page to which Slack sends people back, with nothing to bring: it refuses that, and writes nothing."""
    answer = await transport.try_send("GET", url)
    if answer is None:
        return _silent(url)
    if answer.status != 400 or not answer.headers.get("content-type", "").startswith("text/html"):
        return _strange(url, answer)
    return ok(f"{url} reaches Certdesk, so workspaces can install the app.")


def _silent(url: str) -> Finding:
    return warning(
        f"{url} does not answer from here.",
        "Start `certdesk serve`, check the proxy and its certificate, or look from outside.",
    )


def _strange(url: str, answer: HttpResponse) -> Finding:
    return fault(
        f"{url} is answered by something else (HTTP {answer.status}).",
        "Let the proxy pass this path on to `certdesk serve`, body and headers unchanged.",
    )
