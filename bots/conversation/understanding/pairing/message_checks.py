"""Looks at a whole message once its names are found: whom a letter greets, what an answer puts right, who applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.understanding.people.name_words import cues, folded
from bots.conversation.understanding.people.person_cues import Role
from bots.conversation.understanding.people.sentence_people import ends_at, says

if TYPE_CHECKING:
    from bots.conversation.understanding.pairing.decisions import Findings
    from bots.conversation.understanding.pairing.layout import Part


def pair_addressee(parts: list[Part], found: Findings) -> None:
    """Give the IDs of a letter that speaks of "your certificate" to the person whom it greets."""
    open_ids = [at for part in parts for at in part.line.ids if at >= 0 and not found.names.get(at)]
    told = [part for part in parts if says(part.line.tokens, "second_person") and "?" not in part.line.text]
    if not open_ids or found.names or not told:
        return
    greeted = [
        person
        for part in parts[: told[-1].number + 1]
        for person in part.line.people
        if part.line.tokens and person.role is Role.OTHER and ends_at(part.line.tokens, person.span.first, "greeting")
    ]
    for at in open_ids if len(greeted) == 1 else ():
        found.doubtful.pop(at, None)
        found.decide(at, greeted[0].text)


def doubt_candidate(parts: list[Part], found: Findings) -> None:
    """Ask whom to compare with where the candidate is called otherwise than the holder of a message's only ID."""
    ids = {at for part in parts for at in part.line.ids}
    if len(ids) != 1 or -1 in ids:
        return
    at = next(iter(ids))
    candidates = [
        person.text
        for part in parts
        if not part.is_apart and part.line.holders and says(part.line.tokens, "candidate")
        for person in part.line.holders
        if ends_at(part.line.tokens, person.span.first, "candidate")
    ]
    if len(candidates) != 1:
        return
    people = (person for part in parts if not part.is_apart for person in part.line.holders)
    held = found.names.get(at) or [person.text for person in people if person.role is Role.HOLDER]
    others = [name for name in held if _are_others(name, candidates[0])]
    if others:
        found.names.pop(at, None)
        found.doubtful[at] = [candidates[0], *others]


def _are_others(one: str, other: str) -> bool:
    """Say whether two names have words of their own: the longer form of one name has none that the shorter lacks."""
    left, right = set(folded(one).replace(",", " ").split()), set(folded(other).replace(",", " ").split())
    return not (left <= right or right <= left)


def correct_later(parts: list[Part], found: Findings) -> None:
    """Take the name that an answer gives in place of the one that was asked about: ``No. The holder is Ann Lee.``."""
    ids = {at for part in parts for at in part.line.ids}
    if len(ids) != 1 or len(found.names) != 1:
        return
    for part in parts:
        denies = not part.line.ids and part.line.tokens and part.line.tokens[0].key in cues()["corrections"]
        for person in part.line.holders if denies else ():
            if ends_at(part.line.tokens, person.span.first, "named_at_last"):
                found.names[next(iter(ids))] = [person.text]
