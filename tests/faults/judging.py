"""
What came of everything that had to be told: the ledger and the people's watches against what the platform took.

Pure. READ ``judge`` FIRST.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from bots.conversation.text.delivery import reference
from bots.notifications.message_models import MessageState

OPEN = {MessageState.PENDING, MessageState.INFLIGHT}


@dataclass(frozen=True)
class Entry:
    """A message of the ledger; ``certificates`` are those that it tells of, ``after`` that it waits for its day."""

    key: str
    person: str
    state: MessageState
    certificates: frozenset[str] = frozenset()
    doubt: bool = False
    repeated: bool = False
    attempt: int = 0
    after: bool = False

    @property
    def ref(self):
        return reference(self.key).removeprefix("Ref ")


@dataclass
class Verdict:
    """What came of a run; it is good when nothing was lost, doubled unmarked or left open."""

    expected: int = 0
    arrived: int = 0
    marked: int = 0
    held: int = 0
    dead: int = 0
    retried: int = 0
    left_open: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    @property
    def is_good(self):
        return not (self.lost or self.doubled or self.left_open)


def judge(entries, accepted, expected):
    """``expected`` are the pairs of person and certificate that somebody had to be told of."""
    verdict = Verdict(len(expected), len(accepted))
    by_ref = {(each.person, each.ref): each for each in entries}
    if len(by_ref) < len(entries):
        raise ValueError("Two messages to one person share a reference: take another seed.")
    taken = defaultdict(list)
    for each in accepted:
        taken[each.person, each.ref].append(each)
    _count(verdict, entries)
    verdict.lost += [f"{at} was never written down" for at in sorted(taken.keys() - by_ref.keys())]
    verdict.lost += [
        f"{each.key} is called sent and was not taken"
        for at, each in by_ref.items()
        if each.state is MessageState.SENT and at not in taken
    ]
    for at, copies in taken.items():
        verdict.marked += sum(each.marked for each in copies[1:])
        verdict.doubled += [f"{at} came again, unmarked" for each in copies[1:] if not each.marked]
    _of_pairs(verdict, by_ref, accepted, expected)
    return verdict


def _count(verdict, entries):
    states = Counter(each.state for each in entries if not each.after)
    verdict.held, verdict.dead = states[MessageState.HELD], states[MessageState.DEAD]
    verdict.left_open = sum(states[each] for each in OPEN)
    verdict.retried = sum(each.attempt > 1 for each in entries)


def _of_pairs(verdict, by_ref, accepted, expected):
    """Whom a certificate concerns must have been told once, or stand in a message that a human sees or that follows."""
    told = defaultdict(set)
    for each in accepted:
        for certificate in each.certificates:
            told[each.person, certificate].add(each.ref)
    waits = {
        (each.person, certificate)
        for each in by_ref.values()
        if each.state is MessageState.DEAD or each.after
        for certificate in each.certificates
    }
    verdict.lost += [f"{pair} was never told" for pair in sorted(expected) if pair not in told and pair not in waits]
    for (person, certificate), refs in told.items():
        final = [ref for ref in refs if (found := by_ref.get((person, ref))) and found.state is not MessageState.HELD]
        if len(final) > 1:
            verdict.doubled.append(f"{person} was told of {certificate} in {len(final)} messages")
