"""From a filled-in form to an intent, or to what is wrong in which field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.grammar.commands import LONGEST_NAME, clean_name
from bots.conversation.grammar.guide import read_command
from bots.conversation.model.dates import read_day
from bots.conversation.model.intents import Guidance, Intent, Unclear, Verify, VerifyCode
from bots.conversation.text import general as phrases

if TYPE_CHECKING:
    from collections.abc import Callable

IDS, NAME, ON, WISH, TEXT = "ids", "name", "on", "wish", "text"


def verification(ids: str, name: str, day: str, read: Callable[[str], Intent]) -> Intent | dict[str, str]:
    """Read the form that verifies; ``read`` reads the box for the IDs."""
    holder = clean_name(name)
    on = read_day(day) if day else None
    wrong: dict[str, str] = {}
    intent = read(ids)
    if not isinstance(intent, Verify | VerifyCode):
        wrong[IDS] = (intent.problem if isinstance(intent, Unclear) else "") or phrases.NO_ID
    if holder and len(holder) > LONGEST_NAME:
        wrong[NAME] = phrases.name_too_long(len(holder), LONGEST_NAME)
    if day and on is None:
        wrong[ON] = phrases.DAY_UNREADABLE
    match intent:
        case Verify(ids=found, holder=typed, on=typed_on, fresh=fresh) if not wrong:
            return Verify(found, holder or typed, on or typed_on, fresh)
        case VerifyCode(code=code, holder=typed, registry=registry) if not wrong:
            return VerifyCode(code, holder or typed, registry)
        case _:
            return wrong


def guidance(wish: str, text: str, why_not: Callable[[Guidance], str]) -> Guidance | dict[str, str]:
    """Read the role guide's form; ``why_not`` knows what the guide cannot answer."""
    if wish not in phrases.GUIDE_FORM_WISHES:
        return {WISH: phrases.GUIDE_FORM_CHOOSE}
    intent = read_command(wish, text)
    if isinstance(intent, Unclear):
        return {TEXT: phrases.GUIDE_FORM_NEEDS[wish]}
    if problem := why_not(intent):
        return {TEXT: f"{problem} {phrases.GUIDE_FORM_NEEDS[wish]}"}
    return intent
