"""The Teams surface, in the order in which an activity passes: door, adapter, bot, inbound, service, cards, api."""
