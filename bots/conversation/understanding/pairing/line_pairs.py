"""Pairs the IDs and the names of one stretch of text: by what separates them, by direction, by order, by joining."""

from __future__ import annotations

import itertools
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Gap(Enum):
    """What stands between two neighbours, from near to far; the values are costs."""

    TIGHT = 1
    WORDS = 3
    COMMA = 4
    CLAUSE = 5
    JOINED = 6
    SENTENCE = 9
    FAR = 14


class What(Enum):
    """What a place in the sequence holds."""

    ID = auto()
    NAME = auto()


class Place:
    """
    An ID or a name in reading order.

    ``value`` is the index of the ID (negative for one that cannot be read) or of the name; ``gap`` is what stands
    before it; ``cued`` says that words beside a name make it the holder, ``shared`` that "both", "all" and the like
    stand before it, ``heads`` that a relative clause follows a name: ``Ann, who has ID1, passed ID2``.
    """

    __slots__ = ("cued", "gap", "heads", "shared", "value", "what")

    def __init__(
        self, what: What, value: int, gap: Gap, *, cued: bool = False, shared: bool = False, heads: bool = False
    ) -> None:
        self.what = what
        self.value = value
        self.gap = gap
        self.cued = cued
        self.shared = shared
        self.heads = heads


class Pairing:
    """Which name belongs to which ID, both as indexes of places, and the names that could belong to an ID left over."""

    __slots__ = ("doubtful", "names")

    def __init__(self, names: dict[int, int], doubtful: Mapping[int, list[int]] | None = None) -> None:
        self.names = names
        self.doubtful = doubtful or {}


_ALONE_NAME, _ALONE_ID, _TURN = 16, 8, 3


def paired(places: list[Place], *, in_order: bool, either_or: bool) -> Pairing:
    """
    Return the pairs of ``places``.

    ``in_order`` says that "respectively" stands in the text, ``either_or`` that two names are alternatives.
    """
    ids = [at for at, place in enumerate(places) if place.what is What.ID]
    names = [at for at, place in enumerate(places) if place.what is What.NAME]
    if not ids or not names:
        return Pairing({}, {})
    if in_order and len(ids) == len(names):
        return Pairing(dict(zip(ids, names, strict=True)))
    runs = _runs(places)
    if len(runs) == 2:
        return _of_two_runs(places, runs, ids, names, either_or=either_or)
    if len(ids) == 1:
        return _of_one_id(places, ids[0], names)
    if len(names) == 1 and _is_between(places, names[0]):
        return Pairing({}, dict.fromkeys((names[0] - 1, names[0] + 1), names))
    pairing = Pairing(_matched(places))
    _share(places, runs, pairing)
    return pairing


def _is_between(places: list[Place], name: int) -> bool:
    """Say whether the only name stands as far from the ID before as from the one behind."""
    return places[name].gap is places[name + 1].gap


def _runs(places: list[Place]) -> list[list[int]]:
    runs: list[list[int]] = []
    for at, place in enumerate(places):
        if runs and places[runs[-1][0]].what is place.what:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _of_two_runs(
    places: list[Place], runs: list[list[int]], ids: list[int], names: list[int], *, either_or: bool
) -> Pairing:
    if len(ids) == len(names) == 1:
        return Pairing({ids[0]: names[0]})
    cued = [at for at in names if places[at].cued]
    if len(names) > 1 and len(cued) == 1 and (len(ids) == 1 or _is_joined(places, ids)):
        return Pairing(dict.fromkeys(ids, cued[0]))
    if len(ids) == len(names) and not either_or:
        return Pairing(dict(zip(ids, names, strict=True)))
    if len(names) == 1:
        return _of_one_name(places, runs, ids, names[0])
    if len(ids) == 1 and not either_or and not _are_listed(places, names):
        near = _nearest(places, ids[0], names)
        if near is not None:
            return Pairing({ids[0]: near})
    return Pairing({}, dict.fromkeys(ids, names))


def _are_listed(places: list[Place], names: list[int]) -> bool:
    """Say whether names side by side are a list (``Ann, Bo and Cy``), of which none is nearer than another."""
    return all(places[at].gap in {Gap.COMMA, Gap.JOINED} for at in names[1:])


def _of_one_name(places: list[Place], runs: list[list[int]], ids: list[int], name: int) -> Pairing:
    """One name before or after several IDs holds for all of them when they are joined, or when it heads them."""
    near = all(places[at].gap in {Gap.TIGHT, Gap.COMMA, Gap.JOINED} for at in ids[1:])
    heads = runs[0][0] == name and near and places[ids[0]].gap in {Gap.TIGHT, Gap.WORDS, Gap.COMMA}
    heads = heads or (runs[0][0] == name and places[name].heads)
    tails = runs[1][0] == name and (places[name].shared or places[name].cued)
    if _is_joined(places, ids) or heads or tails:
        return Pairing(dict.fromkeys(ids, name))
    nearest = ids[0] if runs[0][0] == name else ids[-1]
    return Pairing({nearest: name}, {at: [name] for at in ids if at != nearest})


def _is_joined(places: list[Place], ids: list[int]) -> bool:
    gaps = [places[at].gap for at in ids[1:]]
    return bool(gaps) and gaps[-1] is Gap.JOINED and all(gap in {Gap.JOINED, Gap.COMMA, Gap.TIGHT} for gap in gaps)


def _of_one_id(places: list[Place], only: int, names: list[int]) -> Pairing:
    cued = [at for at in names if places[at].cued]
    if len(cued) == 1:
        return Pairing({only: cued[0]})
    near = _nearest(places, only, cued or names)
    return Pairing({only: near}) if near is not None else Pairing({}, {only: names})


def _nearest(places: list[Place], only: int, names: list[int]) -> int | None:
    """Return the name that is clearly nearer to the ID than every other, if there is one."""
    so_far = list(itertools.accumulate(place.gap.value for place in places))
    costs = sorted((abs(so_far[only] - so_far[at]), at) for at in names)
    if len(costs) == 1 or costs[0][0] + 2 <= costs[1][0]:
        return costs[0][1]
    return None


_States = dict[int, tuple[float, tuple[int, int] | None, int]]
"""For each direction: cost, the pair made last (none if the place stays alone), and the direction before it."""


def _matched(places: list[Place]) -> dict[int, int]:
    """
    Match neighbours so that the sum of their gaps is least; who stays alone costs, and so does each turn of direction.

    A state is the cost so far and the direction of the last pair: 0 none, 1 name first, 2 ID first.
    """
    best: list[_States] = [{0: (0.0, None, 0)}]
    for at, place in enumerate(places):
        alone = _ALONE_NAME if place.what is What.NAME else _ALONE_ID
        states: _States = {way: (cost + alone, None, way) for way, (cost, _, _) in best[at].items()}
        if at and places[at - 1].what is not place.what:
            way = 2 if place.what is What.NAME else 1
            for last, (cost, _, _) in best[at - 1].items():
                turned = _TURN if last not in {0, way} else 0
                total = cost + place.gap.value + turned - (0.5 if place.cued or places[at - 1].cued else 0)
                if way not in states or total < states[way][0]:
                    states[way] = (total, (at - 1, at), last)
        best.append(states)
    return _traced(places, best)


def _traced(places: list[Place], best: list[_States]) -> dict[int, int]:
    found: dict[int, int] = {}
    at = len(places)
    way = min(best[at], key=lambda each: best[at][each][0])
    while at > 0:
        _, pair, last = best[at][way]
        if pair is None:
            at -= 1
        else:
            one, other = pair
            found.update({one: other} if places[one].what is What.ID else {other: one})
            at -= 2
        way = last
    return found


def _share(places: list[Place], runs: list[list[int]], pairing: Pairing) -> None:
    """Give the name of a joined run of IDs to all of the run: ``Ann: A and B; Ben: C``."""
    for number, run in enumerate(runs):
        if places[run[0]].what is What.NAME or len(run) == 1:
            continue
        given = [pairing.names[at] for at in run if at in pairing.names]
        if len(given) != 1 or not _is_joined(places, run):
            continue
        outward = given[0] < run[0] or number == len(runs) - 1 or given[0] > run[-1]
        if outward:
            pairing.names.update(dict.fromkeys(run, given[0]))
