"""The issuer's team profiles by name, apart from the intents so that reading a message loads no more than this."""

PROFILES = ("small", "growing", "enterprise", "procurement", "cai-organisations", "cai-employers")
