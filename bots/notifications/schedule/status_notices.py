"""What a registry took away or gave back: told once for each time it happened, at once where somebody must act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.notifications.models import AT_ONCE, Notice, NoticeKind, moment_key
from verifier_client import RegistryStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bots.notifications.models import Facts, NoticeKey, WatchState

_KINDS = {
    RegistryStatus.REVOKED: NoticeKind.REVOKED,
    RegistryStatus.SUSPENDED: NoticeKind.SUSPENDED,
    RegistryStatus.EXPIRED: NoticeKind.LAPSED,
    RegistryStatus.EMERITUS: NoticeKind.EMERITUS,
}
_TAKEN = frozenset({NoticeKind.REVOKED, NoticeKind.SUSPENDED, NoticeKind.LAPSED})


def standing_notice(state: WatchState, day: date) -> Iterator[Notice]:
    """Yield what the registry's word gives rise to on ``day``: nothing for an ordinary certificate."""
    facts, watch = state.reading.facts, state.watch
    if facts is None:
        return
    key = _key(state, facts)
    if key is None or (key.kind is NoticeKind.LAPSED and facts.expires_on is not None and day > facts.expires_on):
        return
    everyone = tuple(dict.fromkeys((watch.manager, watch.reader)))
    yield Notice(key, everyone if key.kind in AT_ONCE else (watch.reader,), end=facts.expires_on)


def standing_now(state: WatchState) -> tuple[NoticeKind, date, int] | None:
    """Give kind, day and second of what the registry's word gives rise to at present."""
    key = _key(state, state.reading.facts) if state.reading.facts else None
    return None if key is None else (key.kind, key.on, key.step)


def _key(state: WatchState, facts: Facts) -> NoticeKey | None:
    kind = _KINDS.get(facts.status)
    if kind is not None:
        return moment_key(state.watch.id, kind, facts.since)
    if not any(key.kind in _TAKEN or key.kind is NoticeKind.REINSTATED for key in state.notified):
        return None
    back = moment_key(state.watch.id, NoticeKind.REINSTATED, facts.since)
    if back in state.notified:
        return back
    taken = _latest(state, _TAKEN)
    return back if taken and taken > _latest(state, frozenset({NoticeKind.REINSTATED})) else None


def _latest(state: WatchState, kinds: frozenset[NoticeKind]) -> tuple[date, int] | tuple[()]:
    """Give day and second of the latest that was told of these kinds, an empty pair where none was."""
    return max(((key.on, key.step) for key in state.notified if key.kind in kinds), default=())
