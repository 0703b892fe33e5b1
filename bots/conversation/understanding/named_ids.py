"""Which person a message names for which certificate ID: the layouts in turn, from tables to running text."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bots.conversation.understanding import block_pairs
from bots.conversation.understanding.id_marks import marked_text
from bots.conversation.understanding.layout import parts_of
from bots.conversation.understanding.line_pairs import Pairing, Place, What, paired
from bots.conversation.understanding.name_words import folded
from bots.conversation.understanding.sentences import places_of, says
from bots.conversation.understanding.tables import table_rows
from bots.conversation.understanding.tokens import FIRST_ID, Kind

if TYPE_CHECKING:
    from bots.conversation.understanding.layout import Part
    from bots.conversation.understanding.sentences import Line, Person
    from verifier_client import CertificateId


@dataclass(frozen=True, slots=True)
class NamedIds(Mapping[str, Any]):
    """
    The IDs of a message with their holders' names, readable as a mapping too.

    ``pairs`` has each ID once, in order, with the name as written or None; ``unread`` what was offered as an ID and is
    none; ``candidates`` the names among which only the asker can choose, by canonical ID.
    """

    pairs: tuple[tuple[CertificateId, str | None], ...] = ()
    unread: tuple[str, ...] = ()
    candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:
        """Return ``pairs``, ``unread`` or ``candidates``."""
        if key not in _FIELDS:
            raise KeyError(key)
        return getattr(self, key)

    def __iter__(self) -> Iterator[str]:
        """Give the three keys."""
        return iter(_FIELDS)

    def __len__(self) -> int:
        """Count the three keys."""
        return len(_FIELDS)


_FIELDS = ("pairs", "unread", "candidates")
_LONGEST = 200_000
"""Characters of a message that are read for names; IDs are found in all of it."""


def named_ids(text: str, *, where: str = "dm") -> NamedIds:
    """
    Return which name ``text`` gives for which certificate ID.

    ``text`` is the message as the platform sent it, markup included; ``where`` is dm, mention, slash_verify, paste or
    shortcut. A name is returned as written, without titles; None stands where no name is given or two are possible.
    """
    del where  # the words decide alone so far; the parameter is part of the contract
    marked = marked_text(text)
    if not marked.ids:
        return NamedIds((), marked.unread)
    found = Findings()
    lines = marked.text[:_LONGEST].split("\n")
    rows, taken = table_rows(lines)
    for row in rows:
        for at in row.ids:
            found.decide(at, row.name)
    parts = parts_of(lines, taken)
    for part in parts:
        if not part.is_apart:
            _pair_line(part, found)
    block_pairs.pair_list(parts, found)
    block_pairs.pair_lines(parts, found)
    block_pairs.pair_message(parts, found)
    return found.result(marked.ids, marked.unread)


@dataclass(slots=True)
class Findings:
    """What was found so far; IDs are indexes, -1 is one that cannot be read."""

    names: dict[int, list[str]] = field(default_factory=dict)
    decided: set[int] = field(default_factory=set)
    doubtful: dict[int, list[str]] = field(default_factory=dict)
    used: set[tuple[int, int]] = field(default_factory=set)
    """Names that belong to an ID already, as line and token."""

    def decide(self, at: int, name: str) -> None:
        """Note the name of an ID, or with an empty name that none is given."""
        self.decided.add(at)
        if name and at >= 0 and name not in self.names.setdefault(at, []):
            self.names[at].append(name)

    def doubt(self, at: int, names: list[str]) -> None:
        """Note that each of ``names`` could belong to an ID."""
        if at >= 0 and at not in self.decided:
            self.doubtful[at] = list(dict.fromkeys([*self.doubtful.get(at, []), *names]))

    def result(self, ids: tuple[CertificateId, ...], unread: tuple[str, ...]) -> NamedIds:
        """Return the pairs; an ID with two different names has candidates and no name."""
        pairs: list[tuple[CertificateId, str | None]] = []
        candidates: dict[str, tuple[str, ...]] = {}
        for at, certificate in enumerate(ids):
            names = self.names.get(at, [])
            same = len({folded(name) for name in names}) == 1
            pairs.append((certificate, names[0] if same else None))
            if not same and (possible := names or self.doubtful.get(at, [])):
                candidates[str(certificate)] = tuple(possible)
        return NamedIds(tuple(pairs), unread, candidates)


def _pair_line(part: Part, found: Findings) -> None:
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
    inside = any(person.span.first <= at - 1 <= person.span.last and person.span.first <= at + 1 <= person.span.last for person in line.people)
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


def sign_of(at: int) -> str:
    """Return the sign that stands for the ID with index ``at`` in a marked text."""
    return chr(FIRST_ID + at)


def is_id(what: What) -> bool:
    """Say whether a place of a sequence is an ID."""
    return what is What.ID
