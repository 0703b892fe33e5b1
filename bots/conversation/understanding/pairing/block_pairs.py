"""Pairs across lines: name above or below an ID, labelled records, one name for a whole document, the writer's own."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from bots.conversation.understanding.pairing.line_pairs import Gap, Place, What, paired
from bots.conversation.understanding.people.name_tokens import WORD, Kind
from bots.conversation.understanding.people.name_words import folded, name_words
from bots.conversation.understanding.people.person_cues import HOLDER, Role
from bots.conversation.understanding.people.sentence_people import is_first_person
from bots.conversation.understanding.people.spans import FULL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.conversation.understanding.pairing.decisions import Findings
    from bots.conversation.understanding.pairing.layout import Part
    from bots.conversation.understanding.people.named_people import Person
    from bots.conversation.understanding.people.sentence_people import Line

_TOP = 4
"""In a longer document the holder's name stands within so many filled lines from the top."""
_DOCUMENT = 5
"""A message with so many filled lines is a document."""


def pair_lines(parts: list[Part], found: Findings) -> None:
    """Pair lines that hold a name alone with the lines of IDs in the same block, then in the whole message."""
    for block in _blocks(parts):
        _pair_block(block, found, is_whole=False)
    _pair_block([part for part in parts if not part.is_blank], found, is_whole=True)


def pair_list(parts: list[Part], found: Findings) -> None:
    """Take a weak word for a name where most other lines of the list have a name in its place: ``Mert - ID``."""
    lines = [part for part in parts if len(part.line.ids) == 1 and part.line.ids[0] >= 0 and not part.is_apart]
    named = [part for part in lines if part.line.ids[0] in found.decided and part.line.words_beside == 0]
    if len(named) < 2 or len(named) * 2 < len(lines):
        return
    for part in lines:
        name = "" if part.line.ids[0] in found.decided else _weak_name(part.line)
        if name:
            found.decide(part.line.ids[0], name)


def _weak_name(line: Line) -> str:
    """Return the only words of a line beside an ID, if they are written like a name and are no English filler."""
    known = name_words()
    words = [token for token in line.tokens if token.kind is WORD]
    others = [token for token in line.tokens if token.kind in {Kind.NUMBER, Kind.LINK, Kind.MENTION}]
    if not words or len(words) > 3 or others or not all(token.loud for token in words):
        return ""
    ordinary = (known.calendar, known.roles, known.firms, known.places, known.acronyms)
    if any(token.key in each for each in ordinary for token in words):
        return ""
    if any(token.closed and token.key not in known.foreign for token in words) or (
        words[0].text.isupper() and len(words[0].text) < 5
    ):
        return ""
    text = line.text[words[0].start : words[-1].end]
    return text if all(character.isalpha() or character in " '\u2019-." for character in text) else ""


def _blocks(parts: list[Part]) -> Iterator[list[Part]]:
    block: list[Part] = []
    last = -1
    for part in parts:
        if part.is_blank or (block and part.number > last + 1):
            yield block
            block = []
        if not part.is_blank:
            block.append(part)
        last = part.number
    yield block


def _pair_block(block: list[Part], found: Findings, *, is_whole: bool) -> None:
    open_ids = [at for part in block for at in part.line.ids if at not in found.decided or at < 0]
    named = [part for part in block if part.named is not None and not part.is_apart and _is_open(part, found)]
    if not [at for at in open_ids if at >= 0] or not named:
        return
    listed = all(part.named is not None or part.line.ids for part in block if not part.is_apart)
    if not listed:
        named = [part for part in named if part.labelled or _is_full(part)]
    if is_whole and _pair_lists(block, named, found):
        return
    if is_whole and len(named) > 1 and not _alternate(block, named, found):
        _pair_document(block, named, open_ids, found)
        return
    if len(named) > 1 and not listed and not any(part.labelled for part in named):
        _pair_neighbours(block, named, found)
        return
    if any(part.labelled for part in named) and not is_whole:
        named = [part for part in named if part.labelled]
    _pair_sequence(block, named, found)


def _pair_lists(block: list[Part], named: list[Part], found: Findings) -> bool:
    """Pair a list of names and a list of IDs, line by line, where both are as long and nothing else is written."""
    ids = [part for part in block if part.line.ids]
    bare = all(len(part.line.ids) == 1 and not part.line.words_beside and not part.line.people for part in ids)
    rest = [part for part in block if part.line.ids == () and part not in named]
    if len(named) < 2 or len(ids) != len(named) or not bare or rest or any(part.labelled for part in named):
        return False
    numbers = [part.number for part in ids]
    if not (named[-1].number < numbers[0] or numbers[-1] < named[0].number):
        return False
    for one, other in zip(ids, named, strict=True):
        found.decide(one.line.ids[0], other.named or "")
        found.used.update((other.number, person.span.first) for person in other.line.people)
    return True


def _is_open(part: Part, found: Findings) -> bool:
    return all((part.number, person.span.first) not in found.used for person in part.line.people)


def _is_full(part: Part) -> bool:
    return any(person.span.quality is FULL for person in part.line.holders)


def _alternate(block: list[Part], named: list[Part], found: Findings) -> bool:
    numbers = {part.number for part in named}
    kinds = [
        "name" if part.number in numbers else "id"
        for part in block
        if part.number in numbers or any(at not in found.decided for at in part.line.ids)
    ]
    return kinds.count("name") == kinds.count("id") and all(one != other for one, other in itertools.pairwise(kinds))


def _pair_sequence(block: list[Part], named: list[Part], found: Findings) -> None:
    numbers = {part.number for part in named}
    places: list[Place] = []
    names: list[Part] = []
    for part in block:
        if part.number in numbers:
            gap = Gap.JOINED if places and places[-1].what is What.NAME else Gap.TIGHT
            places.append(Place(What.NAME, len(names), gap, cued=part.labelled))
            names.append(part)
            continue
        for at in part.line.ids:
            if at in found.decided and at >= 0:
                continue
            follows = bool(places) and places[-1].what is What.ID and places[0].what is What.NAME
            places.append(Place(What.ID, at, Gap.JOINED if follows or len(named) == 1 else Gap.TIGHT))
    if len(named) > 1 and len(_kinds(places)) == 2:
        return
    pairing = paired(places, in_order=False, either_or=False)
    for at, name in pairing.names.items():
        part = names[places[name].value]
        found.decide(places[at].value, part.named or "")
        found.used.update((part.number, person.span.first) for person in part.line.people)


def _pair_neighbours(block: list[Part], named: list[Part], found: Findings) -> None:
    """Pair names and IDs in lines right below each other, when that is the layout: all names above, or all below."""
    numbers = {part.number: part for part in named}
    for step in (-1, 1):
        pairs = [
            (part, numbers[part.number + step])
            for part in block
            if part.number + step in numbers and len(part.line.ids) == 1 and part.line.ids[0] not in found.decided
        ]
        if len(pairs) > 1 and len(pairs) == len(named):
            for part, name in pairs:
                found.decide(part.line.ids[0], name.named or "")
                found.used.update((name.number, person.span.first) for person in name.line.people)
            return


def _kinds(places: list[Place]) -> list[What]:
    kinds: list[What] = []
    for place in places:
        if not kinds or kinds[-1] is not place.what:
            kinds.append(place.what)
    return kinds


def _pair_document(block: list[Part], named: list[Part], open_ids: list[int], found: Findings) -> None:
    """Give all IDs of a document to the person at its top, or to the only one after a label."""
    labelled = [part for part in named if part.labelled and part.named]
    if any(at in found.decided for part in block for at in part.line.ids if at >= 0):
        return
    top = [part for part in block if not part.is_apart][:_TOP]
    heads = [part for part in named if part in top]
    chosen = labelled if len(labelled) == 1 else heads[:1] if len(block) >= _DOCUMENT and heads else []
    if not chosen:
        return
    for at in open_ids:
        found.decide(at, chosen[0].named or "")


def pair_message(parts: list[Part], found: Findings) -> None:
    """Look for the name of IDs that are still without one in the whole message."""
    open_ids = list(dict.fromkeys(at for part in parts for at in part.line.ids if at >= 0 and at not in found.decided))
    if not open_ids:
        return
    if _is_first_person(parts) and (writer := _writer(parts)):
        for at in open_ids:
            found.decide(at, writer)
        return
    if any(at in found.doubtful for at in open_ids):
        return
    if _pair_in_order(parts, open_ids, found):
        return
    people = [
        person
        for part in parts
        if not part.is_apart and not part.named
        for person in part.line.holders
        if (part.number, person.span.first) not in found.used
    ]
    name = _only_name(people)
    if name and _is_about_one(parts, set(open_ids)):
        for at in open_ids:
            found.decide(at, name)
        return
    for at in open_ids if people else ():
        found.doubt(at, [person.text for person in people])


def _only_name(people: list[Person]) -> str:
    """Return the name if only one person has a cue or, without any cue, only one has a full name."""
    cued = [person for person in people if person.role is HOLDER]
    strong = cued or [person for person in people if person.span.quality is FULL]
    names = {folded(person.text): person.text for person in strong}
    return next(iter(names.values())) if len(names) == 1 else ""


def _is_about_one(parts: list[Part], open_ids: set[int]) -> bool:
    """Say whether all IDs of a message stand in one line and are readable, so that one name elsewhere can be theirs."""
    ids = [at for part in parts for at in part.line.ids]
    lines = sum(1 for part in parts if open_ids.intersection(part.line.ids))
    return -1 not in ids and lines == 1 and (len(open_ids) == 1 or open_ids.issuperset(ids))


def _pair_in_order(parts: list[Part], open_ids: list[int], found: Findings) -> bool:
    """Pair names and IDs of different sentences when the text says that they have one order."""
    people = [person for part in parts if not part.is_apart for person in part.line.holders]
    if len(people) != len(open_ids) or len(people) < 2 or not any(part.line.says("in_order") for part in parts):
        return False
    for at, person in zip(open_ids, people, strict=True):
        found.decide(at, person.text)
    return True


def pair_first_person(parts: list[Part], found: Findings) -> None:
    """Give the IDs of a line with "my certificate" to the writer, if the message says who that is."""
    own = [part for part in parts if part.line.ids and is_first_person(part.line.tokens)]
    writer = _writer(parts) if own else ""
    for part in own if writer else ():
        for at in part.line.ids:
            found.decide(at, writer)


def _is_first_person(parts: list[Part]) -> bool:
    return any(is_first_person(part.line.tokens) for part in parts)


def _writer(parts: list[Part]) -> str:
    """Return the name of who wrote the message: from the signature, from "I'm ...", from the header."""
    signed = [
        part.written_by for part in parts if part.written_by and not part.line.text.lower().lstrip().startswith("from")
    ]
    said = [person.text for part in parts for person in part.line.people if person.role is Role.SELF]
    sent = [part.written_by for part in parts if part.written_by]
    full = [name for name in (*signed, *said, *sent) if len(name.split()) > 1]
    return next(iter([*full, *signed, *said, *sent]), "")
