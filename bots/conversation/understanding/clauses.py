"""Pairs the IDs and names that stand in one line: by stretches, by ordinals, by "same person"."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from bots.conversation.understanding.line_pairs import Pairing, Place, paired
from bots.conversation.understanding.line_places import places_of
from bots.conversation.understanding.name_words import cues
from bots.conversation.understanding.sentences import says
from bots.conversation.understanding.tokens import FIRST_ID, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.conversation.understanding.findings import Findings
    from bots.conversation.understanding.layout import Part
    from bots.conversation.understanding.sentences import Line, Person


def pair_line(part: Part, found: Findings) -> None:
    """Pair what stands in one line, stretch by stretch."""
    line = part.line
    if not line.ids:
        return
    if _says_no_name(line):
        for at in line.ids:
            found.decide(at, "")
        return
    holders = line.holders
    in_order = says(line.tokens, "in_order")
    unsure = says(line.tokens, "unsure")
    stretches = list(_stretches(line, in_order=in_order))
    if not any(_has_both(line, start, end) for start, end in stretches):
        stretches = [(0, len(line.tokens))]
    if _pair_by_ordinals(part, holders, found):
        stretches = []
    for start, end in stretches:
        names = [person for person in holders if start <= person.span.first < end]
        places = places_of(line, names, start, end)
        pairing = paired(places, in_order=in_order, either_or=_either_or(line, names))
        if unsure and len(names) > 1 and _are_apart(places):
            pairing = Pairing({}, {at: list(pairing.names.values()) for at in pairing.names})
        elif unsure:
            pairing = _without_shared(pairing)
        for at, name in pairing.names.items():
            person = names[places[name].value]
            found.decide(places[at].value, person.text)
            found.used.add((part.number, person.span.first))
        for at, possible in pairing.doubtful.items():
            found.doubt(places[at].value, [names[places[name].value].text for name in possible])
        if pairing.doubtful:
            found.used.update((part.number, person.span.first) for person in names)
    _note_same_person(line, found)


def _pair_by_ordinals(part: Part, holders: list[Person], found: Findings) -> bool:
    """Pair ``ID1 and ID2; the first is Ann's``; say whether ordinals stand there at all."""
    line = part.line
    ids = [ord(token.text) - FIRST_ID for token in line.tokens if token.kind is Kind.ID]
    last = max((at for at, token in enumerate(line.tokens) if token.kind is Kind.ID), default=0)
    if len(ids) < 2 or not holders or any(person.span.first < last for person in holders):
        return False
    numbers = [_ordinal_before(line, person, last) for person in holders]
    if not any(numbers):
        return False
    for person, number in zip(holders, numbers, strict=True):
        if number and number <= len(ids):
            found.decide(ids[number - 1], person.text)
        found.used.add((part.number, person.span.first))
    for at in ids:
        found.decide(at, "")
    return True


def _ordinal_before(line: Line, person: Person, after: int) -> int:
    """Return the number of the ordinal within five words before a name, 0 without one."""
    numbers = dict(entry.split("=") for entry in cues()["ordinals"])
    for token in reversed(line.tokens[max(after + 1, person.span.first - 5) : person.span.first]):
        if token.key in numbers:
            return int(numbers[token.key])
    return 0


def _note_same_person(line: Line, found: Findings) -> None:
    """Give an ID with "same person" behind it the name of the ID before it."""
    if not says(line.tokens, "same_person"):
        return
    places = [at for at, token in enumerate(line.tokens) if token.kind is Kind.ID]
    for number, at in enumerate(places[1:], 1):
        end = places[number + 1] if number + 1 < len(places) else len(line.tokens)
        one, other = (ord(line.tokens[place].text) - FIRST_ID for place in (places[number - 1], at))
        behind = says(line.tokens[at + 1 : end], "same_person")
        between = says(line.tokens[places[number - 1] + 1 : at], "same_person")
        names = found.names.get(one, [])
        if other not in found.decided and len(names) == 1 and (behind or (between and number + 1 == len(places))):
            found.decide(other, names[0])


def _are_apart(places: list[Place]) -> bool:
    """Say whether all IDs stand before all names, or behind."""
    kinds = [place.what for place in places]
    return sum(1 for one, other in itertools.pairwise(kinds) if one is not other) == 1


def _without_shared(pairing: Pairing) -> Pairing:
    """Take back names that were given to several IDs: one of them only, and the text says that nobody knows which."""
    counts = Counter(pairing.names.values())
    names = {at: name for at, name in pairing.names.items() if counts[name] == 1}
    shared = {at: [name] for at, name in pairing.names.items() if counts[name] > 1}
    return Pairing(names, {**pairing.doubtful, **shared})


def _has_both(line: Line, start: int, end: int) -> bool:
    named = any(start <= person.span.first < end for person in line.holders)
    return named and any(token.kind in {Kind.ID, Kind.UNREAD} for token in line.tokens[start:end])


def _stretches(line: Line, *, in_order: bool) -> Iterator[tuple[int, int]]:
    """Cut a line at semicolons and at the ends of sentences, if it has more than one ID."""
    start = 0
    if not in_order and len(line.ids) > 1:
        for at, token in enumerate(line.tokens):
            if token.kind is Kind.MARK and (token.text in ";\u037e" or _ends_sentence(line, at)):
                yield start, at + 1
                start = at + 1
    yield start, len(line.tokens)


def _ends_sentence(line: Line, at: int) -> bool:
    if line.tokens[at].text not in ".!?\u3002\uff1f" or at + 1 >= len(line.tokens) or at == 0:
        return False
    before, after = line.tokens[at - 1], line.tokens[at + 1]
    inside = any(
        person.span.first <= at - 1 <= person.span.last and person.span.first <= at + 1 <= person.span.last
        for person in line.people
    )
    is_short = before.kind is Kind.WORD and len(before.text) <= 3 and line.tokens[at].text == "." and before.loud
    return not inside and not is_short and after.start > line.tokens[at].end


def _either_or(line: Line, names: list[Person]) -> bool:
    """Say whether "or" stands between two neighbouring names."""
    for one, other in zip(names, names[1:], strict=False):
        between = line.tokens[one.span.last + 1 : other.span.first]
        if any(token.key in {"or", "oder", "ou", "o", "of", "или", "lub", "eller"} for token in between):
            return True
    return False


def _says_no_name(line: Line) -> bool:
    return not line.holders and says(line.tokens, "name_unknown")
