"""
The Slack surface, in the order in which a payload passes: door or socket_mode, app, inbound, service, cards, api.

Knows the conversation and nothing of registries; slack-bolt, slack-sdk and aiohttp live here and nowhere above.
"""
