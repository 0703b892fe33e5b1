"""The sentences about being asked to be an admin."""

from __future__ import annotations

HEADLINE = "You are asked to be an admin of Certdesk here."
WHAT = "Admin"
WAITS = "you could change its settings for everybody here."
ACCEPTED_STATE = "you accepted, and can change the settings."
DECLINED_STATE = "you declined; you cannot change the settings."
WITHDRAWN = "this is no longer asked of you."
OPEN = "Next: press a button. Until you accept, nothing changes."
WHY = "You get this because an admin picked you in the settings."
DECLINED_HEADLINE = "One of the people you picked is no admin."
DECLINED_BY = "{} was asked to be an admin and declined."
STAYS = "they cannot change the settings."
WHY_DECLINED = "You get this because you picked them. Pick somebody else under: settings"
ACCEPTED = "You are an admin from now on: write settings to see and change what holds for everybody here."
DECLINED = "You are no admin; whoever picked you is told so."
NOT_OFFERED = "Nobody has asked you to be an admin within the last seven days."


def asked(count: int) -> str:
    """Say to who picked admins that they are asked first."""
    who = "I ask the person you picked" if count == 1 else f"I ask the {count} people you picked"
    return f"{who} first. Until they accept, they cannot change settings; they can also write to me: accept admin"


def waiting(people: str) -> str:
    """Say who has not answered yet."""
    return f"asked, and not an admin yet: {people}"
