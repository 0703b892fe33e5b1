"""From a filled-in form to an intent, or to what is wrong in which field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.grammar.guide import read_command
from bots.conversation.grammar.verify_question import LONGEST_NAME, clean_name
from bots.conversation.model.dates import read_day
from bots.conversation.model.intents import Guidance, Intent, Unclear, Verify, VerifyCode
from bots.conversation.model.watch_intents import SetSettings
from bots.conversation.organisation.organisation_settings import FIELDS
from bots.conversation.text import general as phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

IDS, NAME, ON, WISH, TEXT = "ids", "name", "on", "wish", "text"


def verification(ids: str, name: str, day: str, read: Callable[[str], Intent]) -> Intent | dict[str, str]:
    """
    Read the form that verifies.

    Args:
        ids: the box for the IDs, which may hold a whole command.
        name: the box for the holder's name.
        day: the box for the day, "" for today.
        read: parses the box for the IDs.

    Returns:
        The intent, or what is wrong, by the names of the fields.
    """
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


def guidance(wish: str, text: str, guidance_error: Callable[[Guidance], str]) -> Guidance | dict[str, str]:
    """
    Read the role guide's form.

    Args:
        wish: which of ``GUIDE_FORM_WISHES`` was chosen.
        text: what it is about.
        guidance_error: says why the guide cannot answer an intent, or "".

    Returns:
        The intent, or what is wrong, by the names of the fields.
    """
    if wish not in phrases.GUIDE_FORM_WISHES:
        return {WISH: phrases.GUIDE_FORM_CHOOSE}
    intent = read_command(wish, text)
    if isinstance(intent, Unclear):
        return {TEXT: phrases.GUIDE_FORM_NEEDS[wish]}
    if problem := guidance_error(intent):
        return {TEXT: f"{problem} {phrases.GUIDE_FORM_NEEDS[wish]}"}
    return intent


def organisation_settings(texts: Mapping[str, str]) -> tuple[SetSettings, dict[str, str]]:
    """
    Read the form for an organisation's settings.

    Args:
        texts: what stands in the form's fields; names that are no setting's are left out.

    Returns:
        The intent, and what is wrong, by the names of the fields.
    """
    known = {name: " ".join(texts[name].split()) for name in FIELDS if name in texts}
    wrong = {name: fault for name, text in known.items() if (fault := FIELDS[name].fault(text))}
    return SetSettings(tuple(known.items())), wrong
