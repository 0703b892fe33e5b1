"""The sentences of messages that change in place: who did what about a certificate, was asked to, or shared it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text.languages.phrasebook import day as written

if TYPE_CHECKING:
    from datetime import date, datetime

ACCEPT, DECLINE, UNDO, WITHDRAW, ASK = "Accept", "Decline", "Undo", "Withdraw", "Ask"
OFFERS_HEADING, ASK_ANOTHER = "In another's place", "Assign to somebody else"
ASKED_BY = "Asked by {}."
DECLINED_OFFER = "{} was asked to act on it and declined."
STAYS_YOURS = "nobody acts on it in your place."
WAITS = "you would get what I tell about it, in their place."
ACCEPTED = "you accepted, and get what I tell about it."
DECLINED = "you declined; it stays with who asked."
WITHDRAWN = "this is no longer asked of you."
PICK_PERSON = "Who is to act on it?"
PICK_SOMEBODY = "Choose a person first."
PICK_TITLE = "Assign"
PICK_HINT = "I ask them first. Until they accept, it stays with you."
CHECKED_NOT_FOUND = "Checked just now: its registry has no such record."
CHECKED_BY_HAND = "No registry can be asked about it."
NOT_CHECKED = "It could not be checked just now; that says nothing about the certificate."
YOU, SOMEBODY = "you", "somebody"
OPEN_OFFER = "Next: press a button. Until you accept, nothing comes to you."
WHY_OFFER = "You get this because somebody asked you to act in their place. Stop all of this: notify off."
WHY_DECLINED = "You get this because you asked. It stays with you: assign it to somebody else, or act on it yourself."
SHARE_THERE = "Share where I asked"
SHARE_ANYWAY = "Share it"
ASK_THERE_AGAIN = "I do not know any more where you asked this: ask there again, then share."
NOT_POSTED = "It could not be posted: perhaps I am not in that conversation any more. Nothing was shared."
NOT_BY_PERSON = "That cannot be done here: nobody can be picked. Write assign with the ID for a code to hand over."


def person_for(name: str) -> str:
    """Ask who is to act on a certificate."""
    return f"Who is to act on {name}?"


def moment(local: datetime) -> str:
    """Write a moment in its reader's own time."""
    return f"{local.day} {local:%B}, {local:%H:%M}"


def dealt_with(count: int) -> str:
    """Count what of a digest needs no action of its reader any more."""
    return f"{count} dealt with"


def acknowledged(when: str) -> str:
    """Say who is on it; {} is who."""
    return f"Acknowledged by {{}}, {when}."


def snoozed(until: date, when: str) -> str:
    """Say until when nothing is said of it; {} is who wanted that."""
    return f"Snoozed until {written(until)} by {{}}, {when}."


def assigned(by: str, when: str) -> str:
    """Say who acts on it; {} is who."""
    return f"Assigned to {{}} by {by}, {when}."


def offered(when: str) -> str:
    """Say that somebody was asked; {} is who."""
    return f"{{}} was asked to act on it, {when}, and has not answered yet."


def said_to_them(text: str) -> str:
    """Say to the reader what they did or were asked; {} in the text is who."""
    said = text.format(YOU).replace("you was asked", "you were asked").replace("has not answered", "have not answered")
    return said[:1].upper() + said[1:]


def declined(name: str) -> str:
    """Say to who was asked that it is not theirs."""
    return f"You do not act on {name}; whoever asked you is told so."


def declined_by(when: str) -> str:
    """Say that somebody who was asked does not act; {} is who."""
    return f"{{}} was asked to act on it and declined, {when}."


def accepted(name: str) -> str:
    """Say to who was asked that it is theirs."""
    return f"You act on {name} from now on: you get its notices. Stop all of this: notify off"


def not_offered(name: str) -> str:
    """Say that nobody asked, or that it is over."""
    return f"Nobody has asked you to act on {name} within the last seven days."


def not_reached(cause: str) -> str:
    """Say that somebody could not be asked; the cause reads on after a person, {} is who."""
    return f"{{}} could not be asked: they {cause.rstrip('.').replace('{', '').replace('}', '')}."


def asked(name: str) -> str:
    """Say to who assigns it that it waits for an answer."""
    return f"I asked them to act on {name}. Until they accept, it stays with you."


def not_reachable(name: str) -> str:
    """Say that the person cannot be asked."""
    return f"I cannot write to them here: they have not met me yet. For {name}, hand them a code instead."


def not_known(to: str) -> str:
    """Say that a name leads to nobody; the code that follows does."""
    return f"I do not know who “{to[:60]}” is here, so nobody was asked. Pick them by a button, or hand over the code:"


def offer_headline(name: str) -> str:
    """Ask somebody to act."""
    return f"You are asked to act on {name}."


def declined_headline(name: str) -> str:
    """Tell who asked that the answer is no."""
    return f"{name} stays with you."


def checked_again(when: str, said: str) -> str:
    """Say what a registry said after the message was sent."""
    return f"Checked {when}: {said}" if said else f"Checked {when}."


def changed_since(said: str) -> str:
    """Say that what a message told is no longer so."""
    return f"no longer so: {said}"


def shared_there(when: str) -> str:
    """Say in the answer that it was shared."""
    return f"You shared this where you asked{f', {when}' if when else ''}."


def shared_by(name: str, when: str) -> str:
    """Say below what was shared who did it, and when."""
    said = f"Shared by {' '.join(name.split())[:80] or 'somebody here'}"
    return f"{said}, {when}." if when else f"{said}."
