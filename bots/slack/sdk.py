"""
What we use of Slack's two libraries, without what they bring besides; nobody else imports them.

slack-bolt imports its twin for threads, sign-in pages and stores of installations, slack-sdk a client without asyncio
and a class for every block: 3 MB and half of the time that both take, of which we use nothing, or some at times.
"""

from __future__ import annotations

from bots.runtime.lazy_import import lazily

UNUSED = (
    "slack_bolt",
    "slack_bolt.app",
    "slack_bolt.middleware.assistant.*",
    "slack_bolt.oauth.*",
    "slack_bolt.workflows.*",
    "slack_sdk",
    "slack_sdk.models.attachments",
    "slack_sdk.models.blocks.*",
    "slack_sdk.models.metadata",
    "slack_sdk.models.views",
    "slack_sdk.oauth.*",
    "slack_sdk.socket_mode",
    "slack_sdk.web",
    "slack_sdk.web.async_chat_stream",
    "slack_sdk.web.client",
    "slack_sdk.webhook",
)

with lazily(*UNUSED):
    # What the library itself takes from its package: a part that is there needs no package.
    import slack_sdk.version  # noqa: F401 - as above
    from slack_bolt.app.async_app import AsyncApp
    from slack_bolt.authorization.authorize_result import AuthorizeResult
    from slack_bolt.error import BoltUnhandledRequestError
    from slack_bolt.request.async_request import AsyncBoltRequest
    from slack_bolt.response import BoltResponse
    from slack_sdk.errors import SlackApiError
    from slack_sdk.http_retry.builtin_async_handlers import (
        AsyncConnectionErrorRetryHandler,
        AsyncRateLimitErrorRetryHandler,
    )
    from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator
    from slack_sdk.signature import Clock, SignatureVerifier
    from slack_sdk.web.async_client import AsyncWebClient

__all__ = [
    "UNUSED",
    "AsyncApp",
    "AsyncBoltRequest",
    "AsyncConnectionErrorRetryHandler",
    "AsyncRateLimitErrorRetryHandler",
    "AsyncWebClient",
    "AuthorizeResult",
    "BoltResponse",
    "BoltUnhandledRequestError",
    "Clock",
    "FixedValueRetryIntervalCalculator",
    "SignatureVerifier",
    "SlackApiError",
]
