"""The sentences about an organisation's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text.languages.phrasebook import day as written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

HEADLINE = "Settings for everybody here:"
TITLE = "Certdesk settings"
CHANGE = "Change the settings"
SAVE = "Save"
PICK_ADMINS = "Who else may change these settings, besides the platform's own admins."
NOT_SAVED = "Nothing is saved yet: correct what is marked, then save again."
SAVED = "Saved. It holds for everybody here from now on."
NEXT = "Next: change one by typing, like: settings sharing no"
NEXT_IN_FORM = "Next: change them in my Home tab, under “Change the settings”, or type, like: settings sharing no"
NOT_ADMIN = (
    "Only admins can change that: whom the people who run me named, whom admins picked and who agreed, and in Slack "
    "who installed me and the workspace's own admins."
)
ADMINS_WATCH = "Your admins have set that only they watch for other people. You can watch a certificate without a name."
SHARING_OFF = "Your admins have set that answers stay private: copy what you need into your own words."
NO_KEY = (
    "Names can only be compared where the people who run Certdesk have set CERTDESK_TOKEN_KEY: ask them, then set this."
)
NEEDS = "Say: settings, or one with its value, like: settings sharing no"


def other_name(on: date) -> str:
    """Say, of nobody, that an ID was presented with two names."""
    return f"This ID was checked with another name before (on {written(on)}): check the spelling, or ask."


def other_names(certificates: Sequence[str]) -> str:
    """Name the IDs that were presented with two names, and of nobody which."""
    return f"Checked with another name before: {', '.join(certificates)}. Check the spelling, or ask."


def typed(name: str) -> str:
    """Say how a setting is typed."""
    return f"settings {name} …"


def wrong(label: str, fault: str) -> str:
    """Say what is wrong with a setting."""
    return f"{label}: {fault}"
