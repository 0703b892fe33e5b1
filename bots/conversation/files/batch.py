"""
Verifies what a file lists, in the background lane, and says it: in the file's order, whatever came of each.

Who stops halfway keeps what is done; nothing here orders certificates by what came of them, or people by anything.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bots.conversation.model.replies import Card, Reply, Tone
from bots.conversation.text import file_results as phrases
from bots.conversation.text import table_remarks as table_phrases
from bots.conversation.text import verdicts as wording
from bots.conversation.text.organisation import other_name
from bots.conversation.verify.outcome_counts import outcome_summary
from bots.conversation.verify.verdict_cards import verdict_card
from verifier_client import Lane, Question

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bots.conversation.model.file_listing import FileListing, ListedCertificate
    from bots.conversation.model.ports import Progress, Verifier
    from bots.conversation.model.watch_models import UnusableLine
    from verifier_client import Verdict

FULL_CARDS = 5  # up to so many certificates each have a card; more have a line each
Verdicts = list["Verdict | None"]
"""What came of each item of a listing, at its position; None where it was not asked yet."""
OtherNameDays = list["date | None"]
"""On which day each item was presented with another name, at its position; None where nobody noticed that."""


class BatchVerification:
    """One run over a listing; ``verdicts`` can be read at any time, and after a run that was cancelled too."""

    def __init__(
        self, verifier: Verifier, listing: FileListing, *, on: date | None = None, fresh: bool = False
    ) -> None:
        """
        Prepare a run.

        Args:
            verifier: verifies certificates.
            listing: what the file lists.
            on: the day on which each must stand, None for today.
            fresh: whether the registries are asked anew instead of a remembered answer.
        """
        self._verifier = verifier
        self._on = on
        self._fresh = fresh
        self.listing = listing
        self.verdicts: Verdicts = [None] * len(listing.items)
        self.other_names: OtherNameDays = [None] * len(listing.items)

    async def run(self, progress: Progress | None = None) -> None:
        """Verify all of it; ``progress`` is called after each verdict."""
        positions: dict[tuple[str, str | None], list[int]] = {}
        for position, item in enumerate(self.listing.items):
            positions.setdefault((item.certificate.text, item.holder), []).append(position)
        items = (self.listing.items[first] for first, *_ in positions.values())
        questions = (Question(item.certificate.text, item.certificate, item.holder, self._on) for item in items)
        done = 0
        async for verdict in self._verifier.verify_many(questions, fresh=self._fresh, lane=Lane.BACKGROUND):
            for position in positions[verdict.question.text, verdict.question.holder]:
                self.verdicts[position] = verdict
                done += 1
            if progress is not None:
                progress(done, len(self.verdicts))

    def reply(self) -> Reply:
        """Return what is known by now: a summary, then a card or a line for each certificate."""
        done = [verdict for verdict in self.verdicts if verdict is not None]
        sentences = [phrases.stopped(len(done), len(self.verdicts))] if len(done) < len(self.verdicts) else []
        sentences += [outcome_summary(done), *self.listing.notes]
        said = " ".join(filter(None, sentences))
        rows = tuple(zip(self.listing.items, self.verdicts, self.other_names, strict=True))
        left = (_unused(self.listing.unused),) if self.listing.unused else ()
        if len(rows) <= FULL_CARDS:
            cards = tuple(_card(item, verdict, other) for item, verdict, other in rows if verdict)
            return Reply((*cards, *left), said)
        return Reply((_list(rows), *left), said)


def _unused(lines: Sequence[UnusableLine]) -> Card:
    """Name every line that is not used, or not all of it, and why."""
    return Card(table_phrases.NOT_ALL_USED, Tone.CAUTION, lines=tuple(table_phrases.grouped(lines)))


def _card(item: ListedCertificate, verdict: Verdict, other: date | None) -> Card:
    card = verdict_card(verdict)
    if other is not None:
        card = replace(card, findings=(*card.findings, other_name(other)))
    return replace(card, facts=(*card.facts, (phrases.IN_THE_FILE, item.place))) if item.place else card


def _list(rows: Sequence[tuple[ListedCertificate, Verdict | None, date | None]]) -> Card:
    sandbox = any(verdict.provenance.sandbox for _, verdict, _ in rows if verdict is not None)
    lines = tuple(f"• {phrases.line(item, verdict, other)}" for item, verdict, other in rows)
    return Card(
        phrases.LIST_HEADLINE,
        banner=wording.SANDBOX if sandbox else "",
        lines=lines,
        limits=wording.LIMITS,
        next_step=phrases.LIST_NEXT,
    )
