"""The words that people type for a command, each with the command's own name, by what they are about."""

from __future__ import annotations

VERIFY_WORDS = {"verify": "verify", "certverify": "verify", "check": "verify", "receipt": "receipt", "help": "help"}
GUIDANCE_WORDS = {
    "guide": "guide",
    "certguide": "guide",
    "recommend": "guide",
    "compare": "compare",
    "jd": "jd",
    "review-jd": "review-jd",
    "review": "review-jd",
    "kit": "kit",
    "team": "team",
}
CERTIFICATION_WORDS = {"about": "about", "certifications": "certifications"}
WATCHING_WORDS = {
    "watch": "watch",
    "unwatch": "unwatch",
    "watches": "watches",
    "snooze": "snooze",
    "ack": "ack",
    "acknowledge": "ack",
    "assign": "assign",
    "accept": "accept",
    "decline": "decline",
    "deputy": "deputy",
    "fallback": "fallback",
    "claim": "claim",
    "links": "links",
    "link": "link",
    "unlink": "unlink",
    "notify": "notify",
    "rule": "rule",
    "rules": "rules",
    "ends": "ends",
    "tell": "tell",
    "import": "import",
    "columns": "columns",
    "forget": "forget",
    "settings": "settings",
    "admin": "settings",
}
SETTING_NAMES = frozenset(
    {
        "sharing",
        "days",
        "zone",
        "hours",
        "workdays",
        "watch_for",
        "admins",
        "audit_days",
        "message_days",
        "same_name",
        "name_days",
    }
)
"""What may stand behind ``settings``: the names of ``organisation_settings.FIELDS``."""
COMMANDS = VERIFY_WORDS | GUIDANCE_WORDS | CERTIFICATION_WORDS | WATCHING_WORDS
GUIDANCE = frozenset(GUIDANCE_WORDS.values())
WATCHING = frozenset(WATCHING_WORDS.values())
SENTENCE = "sentence"
"""Stands for a command where the words are nobody's, whatever the first of them is."""
SEND_VERDICT = "send-verdict"
"""What a button says: nobody types it, so it is no word with which a sentence begins."""
