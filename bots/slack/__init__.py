"""The Slack surface: app (wiring of the SDK), inbound, cards, outbound."""
