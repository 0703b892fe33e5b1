"""Who the bot is in a workspace, by the token that was set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp

from bots.config.settings import SettingsError
from bots.slack.api.replies import error_code
from bots.slack.sdk import SlackApiError

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient


async def who_am_i(client: AsyncWebClient) -> dict[str, Any]:
    """Return what Slack says of the bot; raises ``SettingsError`` when it does not accept the token."""
    try:
        response = await client.auth_test()
    except SlackApiError as error:
        raise SettingsError(
            f"Slack refused the bot token ({error_code(error)}): set CERTDESK_SLACK_BOT_TOKEN to the token (xoxb-…) "
            "that the app's page “OAuth & Permissions” shows."
        ) from None
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise SettingsError(
            f"Slack's Web API could not be reached ({type(error).__name__}): check CERTDESK_SLACK_API_URL "
            "and the way out of this network."
        ) from None
    return response.data if isinstance(response.data, dict) else {}
