"""
The front door for signed HTTP: who comes through was sent by Slack and has a readable body. Knows no web framework.

slack-bolt's own check answers 500 with a stack trace to a bad timestamp, a bad signature's alphabet or a bad body, and
logs signature and body of what it refuses; so trust is settled here, once, and bolt is handed a parsed body.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from bots.http.messages import HttpResponse
from bots.slack.sdk import Clock, SignatureVerifier

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from slack_bolt.response import BoltResponse

log = logging.getLogger(__name__)

LONGEST_BODY = 1024 * 1024
MAX_AGE = 300  # seconds that a request may be old; what is replayed within them is dropped by its keys
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


class SlackDoor:
    """Callable with a raw body and headers; answers with status, headers and body, and never raises."""

    def __init__(
        self,
        dispatch: Callable[[dict[str, Any]], Awaitable[BoltResponse]],
        *,
        signing_secret: str,
        now: Callable[[], float],
    ) -> None:
        """Hand bodies that are signed with ``signing_secret`` to ``dispatch``; ``now`` gives seconds since 1970."""
        self._dispatch = dispatch
        self._now = now
        self._verifier = SignatureVerifier(signing_secret, clock=_Clock(now))

    async def __call__(self, raw: bytes, headers: Mapping[str, str]) -> HttpResponse:
        """Let one request in, or say briefly why not."""
        if len(raw) > LONGEST_BODY:
            return _refused(413, "body too large")
        named = {name.lower(): value for name, value in headers.items()}
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            return _refused(400, "body is not UTF-8")
        if not self._is_from_slack(text, named):
            # Slack looks at the certificate of the address now and then; it signs nothing and wants a 200.
            return _ok() if text.startswith("ssl_check=1") and len(text) < 200 else _refused(401, "not from Slack")
        kind = named.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in {JSON, FORM}:
            return _refused(415, "content type is neither JSON nor a form")
        body = _body(text, kind)
        if body is None:
            return _refused(400, "body is not a JSON object or a form")
        response = await self._dispatch(body)
        found = {name: str(values[0]) for name, values in response.headers.items() if values}
        return HttpResponse(response.status, found, (response.body or "").encode("utf-8", "replace"))

    def _is_from_slack(self, text: str, headers: Mapping[str, str]) -> bool:
        moment = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        if not (moment.isascii() and moment.isdigit() and len(moment) <= 12 and signature.isascii()):
            return False
        if abs(self._now() - int(moment)) > MAX_AGE:
            return False
        return self._verifier.is_valid(text, moment, signature)


class _Clock(Clock):
    """The injected time in the shape that the SDK wants."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now

    def now(self) -> float:
        return self._now()


def _body(text: str, kind: str) -> dict[str, Any] | None:
    """Parse a body as Slack sends it: JSON, a form, or JSON in the form field ``payload``."""
    try:
        if kind == FORM:
            form = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=200))
            if "payload" not in form:
                return form or None
            text = form["payload"]
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _ok() -> HttpResponse:
    return HttpResponse(200, {"content-type": "text/plain; charset=utf-8"})


def _refused(status: int, why: str) -> HttpResponse:
    log.info("a request to the Slack door was refused: %d %s", status, why)
    return HttpResponse.error(status, why)
