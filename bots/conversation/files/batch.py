"""
Verifies what a file lists, in the background lane, and says it: in the file's order, whatever came of each.

Who stops halfway keeps what is done; nothing here orders certificates by what came of them, or people by anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from bots.conversation.model.replies import Card, Reply, Tone
from bots.conversation.text import file_results as phrases
from bots.conversation.text import table_remarks as table_phrases
from bots.conversation.text.organisation import other_name
from bots.conversation.verify.overview import FULL_CARDS, CheckedCertificate, overview_card
from bots.conversation.verify.verdict_cards import verdict_card
from verifier_client import Lane, Question

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bots.conversation.model.file_listing import FileListing, ListedCertificate
    from bots.conversation.model.ports import Progress, Verifier
    from bots.conversation.model.watch_models import UnusableLine
    from verifier_client import Verdict

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

        ``command`` is what asks for the same answer again, once somebody can; see ``Reply``.
        """
        self._verifier = verifier
        self._on = on
        self._fresh = fresh
        self.listing = listing
        self.command = ""
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

    def reply(self, *, lists_all: bool = False) -> Reply:
        """Return what is known by now: counts and a table; all are listed where they are few, or ``lists_all``."""
        done = sum(verdict is not None for verdict in self.verdicts)
        stopped = phrases.stopped(done, len(self.verdicts)) if done < len(self.verdicts) else ""
        notes = " ".join(self.listing.notes)
        rows = tuple(zip(self.listing.items, self.verdicts, self.other_names, strict=True))
        most = None if lists_all else table_phrases.MOST_SENTENCES
        left = (_unused(self.listing.unused, most=most),) if self.listing.unused else ()
        few = len(rows) <= FULL_CARDS
        cards = tuple(_card(item, verdict, other) for item, verdict, other in rows if verdict)
        if len(rows) == 1 and cards:
            return Reply((*cards, *left), notes, command=self.command)
        checked = [
            CheckedCertificate(each.certificate.text, verdict, each.place, other) for each, verdict, other in rows
        ]
        return Reply(
            (*(cards if few else ()), *left),
            overview=overview_card(checked, first=stopped, note=notes, lists_all=lists_all),
            command=self.command,
        )


def _unused(lines: Sequence[UnusableLine], *, most: int | None) -> Card:
    """Name every line that is not used, or not all of it, and why."""
    return Card(
        table_phrases.NOT_ALL_USED,
        Tone.CAUTION,
        lines=tuple(table_phrases.grouped(lines, most=most)),
    )


def _card(item: ListedCertificate, verdict: Verdict, other: date | None) -> Card:
    card = verdict_card(verdict)
    if other is not None:
        tone = Tone.CAUTION if card.tone is Tone.GOOD else card.tone
        card = replace(card, tone=tone, findings=(*card.findings, other_name(other)))
    return replace(card, facts=((phrases.IN_THE_FILE, item.place),)) if item.place else card
