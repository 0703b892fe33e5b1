"""
What we use of Microsoft's bot library, without what it brings for calls over the network; nobody else imports it.

Its connectors, sign-in and retries need requests, urllib3, msal, oauthlib and azure-core: 25 MB and a quarter of a
second, of which nothing is used, as all calls go over ``bots/http/transport.py`` and trust is settled at our door.
"""

from __future__ import annotations

from bots.runtime.lazy_import import lazily

_AUTH = "botframework.connector.auth"

with lazily(
    "botbuilder.core",
    "botbuilder.core.bot_framework_adapter",
    "botbuilder.core.teams",
    "botbuilder.core.teams.teams_info",
    "botframework.connector",
    "botframework.connector.aio.*",
    "botframework.connector.skills.*",
    _AUTH,
    f"{_AUTH}.app_credentials",
    f"{_AUTH}.authentication_configuration",
    f"{_AUTH}.jwt_token_validation",
    f"{_AUTH}.service_client_credentials_factory",
    f"{_AUTH}.skill_validation",
    f"{_AUTH}.user_token_client",
    "azure.*",
    "isodate",
    "msrest.*",
    "xml.etree.ElementTree",
):
    # What the library itself takes from its packages: a part that is there needs no package.
    import botbuilder.core.activity_handler  # noqa: F401 - as above
    import botframework.connector.auth.authentication_constants
    import botframework.connector.channels  # noqa: F401
    import msrest.serialization
    from botbuilder import schema
    from botbuilder.core.cloud_adapter_base import CloudAdapterBase
    from botbuilder.core.conversation_reference_extension import get_continuation_activity
    from botbuilder.core.invoke_response import InvokeResponse
    from botbuilder.core.teams.teams_activity_handler import TeamsActivityHandler
    from botbuilder.core.turn_context import TurnContext
    from botbuilder.schema import (
        Activity,
        ActivityEventNames,
        ActivityTypes,
        Attachment,
        ChannelAccount,
        ConversationAccount,
        ConversationReference,
        DeliveryModes,
        teams,
    )
    from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult
    from botframework.connector.auth.bot_framework_authentication import BotFrameworkAuthentication
    from botframework.connector.auth.claims_identity import ClaimsIdentity
    from botframework.connector.auth.connector_factory import ConnectorFactory

Model = msrest.serialization.Model

__all__ = [
    "Activity",
    "ActivityEventNames",
    "ActivityTypes",
    "Attachment",
    "AuthenticateRequestResult",
    "BotFrameworkAuthentication",
    "ChannelAccount",
    "ClaimsIdentity",
    "CloudAdapterBase",
    "ConnectorFactory",
    "ConversationAccount",
    "ConversationReference",
    "DeliveryModes",
    "InvokeResponse",
    "Model",
    "TeamsActivityHandler",
    "TurnContext",
    "get_continuation_activity",
    "schema",
    "teams",
]
