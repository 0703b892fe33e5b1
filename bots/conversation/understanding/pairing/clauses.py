"""Pairs the IDs and names that stand in one line: by stretches, by ordinals, by "same person"."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from bots.conversation.understanding.pairing.decisions import MOST_CANDIDATES
from bots.conversation.understanding.pairing.line_pairs import Pairing, Place, What, paired
from bots.conversation.understanding.pairing.line_positions import places_of
from bots.conversation.understanding.people.name_tokens import FIRST_ID, MARK, WORD, Kind
from bots.conversation.understanding.people.name_words import cues, folded
from bots.conversation.understanding.people.sentence_people import ends_with, says

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bots.conversation.understanding.pairing.decisions import Findings
    from bots.conversation.understanding.pairing.layout import Part
    from bots.conversation.understanding.people.named_people import Person
    from bots.conversation.understanding.people.sentence_people import Line

_CLAUSE_ENDS = frozenset(",;.!?")
_TWO_AND_ONE = 3
_OR_BY = 2
"""Words of "or by"."""
_LEAD = 5
"""An ordinal counts within so many words before a name."""


def pair_line(part: Part, found: Findings) -> None:
    """Pair what stands in one line, stretch by stretch."""
    line = part.line
    if not line.ids:
        return
    if _is_nobody_s(line):
        for at in line.ids:
            found.decide(at, "")
    elif line.holders and not _pair_by_ordinals(part, found):
        _pair_stretches(part, found)
    _note_same_person(line, found)
    _note_pronouns(line, found)


def _is_nobody_s(line: Line) -> bool:
    """Say whether a line says that the name is unknown, or takes back the one that it gives."""
    return ends_with(line.tokens, "taken_back") if line.holders else says(line.tokens, "name_unknown")


def _pair_stretches(part: Part, found: Findings) -> None:
    line = part.line
    unnamed = _unnamed(line)
    for at in unnamed:
        found.decide(at, "")
    in_order = says(line.tokens, "in_order")
    unsure, apart = says(line.tokens, "unsure"), says(line.tokens, "apart")
    for start, end in _stretches(line, in_order=in_order):
        names = _people_between(line.holders, start, end)
        places = [place for place in places_of(line, names, start, end) if not _is_one_of(place, unnamed)]
        either_or = _either_or(line, names)
        of_two = _between_two(line, names, places) if either_or and len(places) > _TWO_AND_ONE else frozenset[int]()
        for at in of_two:
            found.decide(at, "")
        places = [place for place in places if not _is_one_of(place, of_two)]
        pairing = _of_alternatives(line, names, places) or paired(places, in_order=in_order, either_or=either_or)
        if unsure:
            pairing = _doubted(pairing, places)
        elif apart:
            pairing = _without_apart(pairing, places, line, names)
        _note(part, names, places, pairing, found)


def doubt_by_prepositions(parts: Sequence[Part], found: Findings) -> None:
    """Doubt IDs that are still without a name where words behind "for" may be one: ``ID for Max Bauer``."""
    open_ids = {at for part in parts for at in part.line.ids if at not in found.decided and at not in found.doubtful}
    for part in parts if open_ids else ():
        line = part.line
        if not line.doubtful or part.is_apart:
            continue
        for at in open_ids if not line.ids else ():
            found.doubt(at, [person.text for person in line.doubtful])
        people = sorted((*line.holders, *line.doubtful), key=lambda person: person.span.first)
        for start, end in _stretches(line, in_order=False):
            names = _people_between(people, start, end)
            places = places_of(line, names, start, end)
            pairing = paired(places, in_order=False, either_or=_either_or(line, names))
            chosen = {at: [name] for at, name in pairing.names.items()}
            for at, possible in {**pairing.doubtful, **chosen}.items():
                if places[at].value in open_ids:
                    found.doubt(places[at].value, [names[places[name].value].text for name in possible])


def _unnamed(line: Line) -> frozenset[int]:
    """Return the IDs of which a clause says that their name is missing: ``Ann: ID1; for ID2 I don't have the name``."""
    if len(line.ids) < 2 or not says(line.tokens, "name_missing"):
        return frozenset()
    cuts = [0, *(at + 1 for at, token in enumerate(line.tokens) if token.text in _CLAUSE_ENDS), len(line.tokens)]
    found: set[int] = set()
    for start, end in itertools.pairwise(cuts):
        ids = [ord(token.text) - FIRST_ID for token in line.tokens[start:end] if token.kind is Kind.ID]
        named = any(start <= person.span.first < end for person in line.holders)
        if len(ids) == 1 and not named and says(line.tokens[start:end], "name_missing"):
            found.update(ids)
    return frozenset(found)


def _is_one_of(place: Place, ids: frozenset[int]) -> bool:
    return place.what is What.ID and place.value in ids


def _of_alternatives(line: Line, names: Sequence[Person], places: list[Place]) -> Pairing | None:
    """Doubt the only ID where two names are offered for it: ``held by Ann or by Bo``; None where they are not."""
    ids = [at for at, place in enumerate(places) if place.what is What.ID]
    if len(ids) != 1 or len(names) != 2 or not _is_choice(line, names[0], names[1], _OR_BY):
        return None
    return Pairing({}, {ids[0]: [at for at in range(len(places)) if at != ids[0]]})


def _is_choice(line: Line, one: Person, other: Person, most: int) -> bool:
    """Say whether "or" stands between two names, and beside it at most a preposition or an article."""
    between = [token.key for token in line.tokens[one.span.last + 1 : other.span.first] if token.key]
    if cues()["alternatives"].isdisjoint(between[:1]) or len(between) != most:
        return False
    return most == 1 or between[1] in cues()["prepositions"] or between[1] in cues()["articles_before_labels"]


def _between_two(line: Line, names: Sequence[Person], places: list[Place]) -> frozenset[int]:
    """Return the IDs among several that are one of two people's: ``ID1 is Ann's or Bo's, ID2 is Cy's``."""
    found: set[int] = set()
    for lead, one, other in zip(places, places[1:], places[2:], strict=False):
        kinds = (lead.what, one.what, other.what)
        if kinds == (What.ID, What.NAME, What.NAME) and _is_choice(line, names[one.value], names[other.value], 1):
            found.add(lead.value)
    return frozenset(found)


def _people_between(people: Sequence[Person], start: int, end: int) -> Sequence[Person]:
    first = bisect_left(people, start, key=lambda person: person.span.first)
    return people[first : bisect_left(people, end, key=lambda person: person.span.first)]


def _note(part: Part, names: Sequence[Person], places: list[Place], pairing: Pairing, found: Findings) -> None:
    for at, name in pairing.names.items():
        person = names[places[name].value]
        found.decide(places[at].value, person.text)
        found.used.add((part.number, person.span.first))
    for at, possible in pairing.doubtful.items():
        texts = [names[places[name].value].text for name in possible[:MOST_CANDIDATES]]
        if len(texts) > 1 and len(set(map(folded, texts))) == 1:
            found.decide(places[at].value, texts[0])
        else:
            found.doubt(places[at].value, texts)
    if pairing.doubtful:
        found.used.update((part.number, person.span.first) for person in names)


def _doubted(pairing: Pairing, places: list[Place]) -> Pairing:
    """Take back what the writer says nobody knows: names of several IDs, or an order of names behind the IDs."""
    counts = Counter(pairing.names.values())
    kinds = [place.what for place in places]
    are_apart = len(counts) > 1 and sum(1 for one, other in itertools.pairwise(kinds) if one is not other) == 1
    if are_apart:
        return Pairing({}, {at: list(counts) for at in pairing.names})
    names = {at: name for at, name in pairing.names.items() if counts[name] == 1}
    shared = {at: [name] for at, name in pairing.names.items() if counts[name] > 1}
    return Pairing(names, {**pairing.doubtful, **shared})


def _without_apart(pairing: Pairing, places: list[Place], line: Line, names: Sequence[Person]) -> Pairing:
    """Doubt a name that something like "unrelated" or "by the way" parts from its ID."""
    apart = [at for at, name in pairing.names.items() if _are_apart(line, names[places[name].value], places[at].value)]
    kept = {at: name for at, name in pairing.names.items() if at not in apart}
    return Pairing(kept, {**pairing.doubtful, **{at: [pairing.names[at]] for at in apart}})


def _are_apart(line: Line, person: Person, certificate: int) -> bool:
    sign = chr(FIRST_ID + max(certificate, 0))
    at = next((at for at, token in enumerate(line.tokens) if token.text == sign), person.span.last)
    return says(line.tokens[min(at, person.span.last + 1) : max(at, person.span.first)], "apart")


def _pair_by_ordinals(part: Part, found: Findings) -> bool:
    """Pair ``ID1 and ID2; the first is Ann's``; say whether ordinals stand there at all."""
    line = part.line
    ids = [ord(token.text) - FIRST_ID for token in line.tokens if token.kind is Kind.ID]
    last = max((at for at, token in enumerate(line.tokens) if token.kind is Kind.ID), default=0)
    if len(ids) < 2 or line.holders[0].span.first < last:
        return False
    numbers = [_ordinal_before(line, person, last) for person in line.holders]
    if not any(numbers):
        return False
    for person, number in zip(line.holders, numbers, strict=True):
        if number and number <= len(ids):
            found.decide(ids[number - 1], person.text)
        found.used.add((part.number, person.span.first))
    for at in ids:
        found.decide(at, "")
    return True


def _ordinal_before(line: Line, person: Person, after: int) -> int:
    """Return the number of the ordinal within a few words before a name, 0 without one."""
    numbers = dict(entry.split("=") for entry in cues()["ordinals"])
    for token in reversed(line.tokens[max(after + 1, person.span.first - _LEAD) : person.span.first]):
        if token.key in numbers:
            return int(numbers[token.key])
    return 0


def _note_same_person(line: Line, found: Findings) -> None:
    """Give an ID with "same person" behind it the name of the ID before it."""
    if not line.says("same_person"):
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


def _note_pronouns(line: Line, found: Findings) -> None:
    """Give an ID behind "her" or "his" the name of the only person of a line: ``Ann's is ID1; her CPAP is ID2``."""
    if len(line.holders) != 1 or len(line.ids) < 2:
        return
    name = line.holders[0].text
    for at, token in enumerate(line.tokens):
        before = {each.key for each in line.tokens[max(0, at - _LEAD) : at]}
        certificate = ord(token.text) - FIRST_ID if token.kind is Kind.ID else -1
        if certificate >= 0 and certificate not in found.decided and before & cues()["owners_pronouns"]:
            found.decide(certificate, name)


def _stretches(line: Line, *, in_order: bool) -> list[tuple[int, int]]:
    """Cut a line at semicolons and ends of sentences, if it has several IDs and a piece has both an ID and a name."""
    whole = [(0, len(line.tokens))]
    if in_order or len(line.ids) < 2:
        return whole
    cuts = [0, *_ends(line), len(line.tokens)]
    pieces = [(start, end) for start, end in itertools.pairwise(cuts) if start < end]
    return pieces if any(_has_both(line, start, end) for start, end in pieces) else whole


def _has_both(line: Line, start: int, end: int) -> bool:
    named = bool(_people_between(line.holders, start, end))
    return named and any(token.is_id for token in line.tokens[start:end])


def _ends(line: Line) -> Iterator[int]:
    inside = {at for person in line.people for at in range(person.span.first, person.span.last)}
    for at, token in enumerate(line.tokens):
        if token.kind is not MARK or at in inside or at - 1 in inside:
            continue
        if token.text in ";\u037e" or _ends_sentence(line, at):
            yield at + 1


def _ends_sentence(line: Line, at: int) -> bool:
    if line.tokens[at].text not in ".!?\u3002\uff1f" or at + 1 >= len(line.tokens) or at == 0:
        return False
    before, after = line.tokens[at - 1], line.tokens[at + 1]
    is_short = before.kind is WORD and len(before.text) <= 3 and line.tokens[at].text == "." and before.loud
    return not is_short and after.start > line.tokens[at].end


def _either_or(line: Line, names: Sequence[Person]) -> bool:
    """Say whether "or" stands between two neighbouring names."""
    alternatives = cues()["alternatives"]
    for one, other in itertools.pairwise(names):
        between = range(one.span.last + 1, other.span.first)
        if between and any(line.tokens[at].key in alternatives for at in between):
            return True
    return False
