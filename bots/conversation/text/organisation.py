"""The sentences about an organisation's settings, and about being asked to be one of its admins."""

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
NOTHING = "nothing"  # typed to empty a setting
OFFER_HEADLINE = "You are asked to be an admin of Certdesk here."
OFFER_ABOUT = "Admin"
OFFER_WAITS = "you could change its settings for everybody here."
OFFER_ACCEPTED = "you accepted, and can change the settings."
OFFER_DECLINED = "you declined; you cannot change the settings."
OFFER_WITHDRAWN = "this is no longer asked of you."
OFFER_OPEN = "Next: press a button. Until you accept, nothing changes."
WHY_OFFER = "You get this because an admin picked you in the settings."
NO_ADMIN_HEADLINE = "One of the people you picked is no admin."
NO_ADMIN_BY = "{} was asked to be an admin and declined."
NO_ADMIN_STAYS = "they cannot change the settings."
WHY_NO_ADMIN = "You get this because you picked them. Pick somebody else under: settings"
NOW_ADMIN = "You are an admin from now on: write settings to see and change what holds for everybody here."
NOT_NOW_ADMIN = "You are no admin; whoever picked you is told so."
NO_OFFER = "Nobody has asked you to be an admin within the last seven days."
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


def admins_asked(count: int) -> str:
    """Say to who picked admins that they are asked first."""
    who = "I ask the person you picked" if count == 1 else f"I ask the {count} people you picked"
    return f"{who} first. Until they accept, they cannot change settings; they can also write to me: accept admin"


def admins_waiting(people: str) -> str:
    """Say who has not answered yet."""
    return f"asked, and not an admin yet: {people}"
