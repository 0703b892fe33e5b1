"""
What is said, whatever the platform: intents, grammar, desk, replies, wording.

Knows neither Slack nor Teams, HTTP, SQL nor the clock.
"""
