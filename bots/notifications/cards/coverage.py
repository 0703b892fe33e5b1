"""
What a team loses with one certificate, and when: pure.

Certificates are counted, never people: of a team only what is watched is known, and the words say so. Of a profile
only the numbers can be held against it ("at least two of ..."), as nobody's work is known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import role_guide
from bots.notifications.models import NoticeKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from bots.notifications.models import Facts, Notice
    from bots.notifications.round_models import DueWatch, TeamCertificate

TAKEN = frozenset({NoticeKind.REVOKED, NoticeKind.SUSPENDED, NoticeKind.LAPSED})
ENDING = frozenset({NoticeKind.EXPIRING, NoticeKind.EXPIRED, NoticeKind.REMINDER})


@dataclass(frozen=True, slots=True)
class CoverageLoss:
    """
    What a team is without from the end of ``on`` (``taken``: since that day).

    ``last``: no watched certificate of ``code`` stands after it; ``only``: none stood beside it even before.
    ``unmet`` are the needs of ``profile`` that its numbers then no longer meet, in the issuer's words.
    """

    team: str
    code: str
    on: date
    taken: bool
    last: bool = False
    only: bool = False
    profile: str = ""
    unmet: tuple[str, ...] = ()


def coverage_loss(notice: Notice, due: DueWatch, mates: Iterable[TeamCertificate]) -> CoverageLoss | None:
    """Say what the watch's team loses by what a notice says; None for nothing that is known of."""
    facts, kind = due.state.reading.facts, notice.key.of or notice.kind
    taken = kind in TAKEN
    on = notice.date if taken else notice.end if kind in ENDING else None
    if not due.team or facts is None or not facts.code or on is None:
        return None
    code = _display(facts.code)
    others = [(_display(mate.code), mate.expires_on) for mate in mates if mate.stands and _may_be_alike(facts, mate)]
    before = [held for held, end in others if end is None or on <= end]
    after = before if taken else [held for held, end in others if end is None or on < end]
    last = not _count({code}, after)
    only = last and not _count({code}, before)
    unmet = tuple(_unmet(due.profile, before=[code, *before], after=after))
    return CoverageLoss(due.team, code, on, taken, last, only, due.profile, unmet) if last or unmet else None


def _may_be_alike(facts: Facts, mate: TeamCertificate) -> bool:
    """Leave out another issuer's certification of the same code (CAIP has three)."""
    named_alike = facts.code.casefold() == mate.code.casefold()
    return not (named_alike and facts.issuer and mate.issuer and facts.issuer != mate.issuer)


def _unmet(name: str, *, before: Collection[str], after: Collection[str]) -> Iterator[str]:
    """Yield the needs that were met by number until then, and are not any more."""
    for need in (need for profile in role_guide.profiles() if profile.name == name for need in profile.needs):
        if _count(need.codes, after) < need.at_least <= _count(need.codes, before):
            yield need.text


def _count(codes: Iterable[str], held: Iterable[str]) -> int:
    """Count what is held of these codes; what a renewal makes of them counts as well (AiE, Senior AiE)."""
    wanted = {each for code in codes for each in (code, _becomes(code)) if each}
    return sum(each in wanted for each in held)


def _display(code: str) -> str:
    try:
        return role_guide.find(code).display
    except role_guide.UnknownCertification:
        return code


def _becomes(code: str) -> str | None:
    try:
        return role_guide.find(code).becomes
    except role_guide.UnknownCertification:
        return None
