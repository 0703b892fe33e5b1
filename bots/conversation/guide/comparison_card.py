"""Certifications side by side: a table of what is known and differs, and the rest on two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import Card, CardContent, Table, TableRow
from bots.conversation.text import guide as words

if TYPE_CHECKING:
    from role_guide import Comparison


def comparison_card(answer: Comparison) -> Card:
    """Put a comparison on a card."""
    codes = tuple(each.display for each in answer.certifications)
    known = [row for row in answer.rows if row.is_known]
    rows = [row for row in known if row.differs]
    same = words.same_for_all([row for row in known if not row.differs])
    unknown = words.unknown_for_all([row.aspect for row in answer.rows if not row.is_known])
    claims = [claim for row in answer.rows for cell in row.cells for claim in cell.claims]
    return Card(
        words.side_by_side(codes),
        gist=tuple(map(words.contrasted, answer.contrasts)),
        table=Table((words.FACTS, *codes), tuple(TableRow(words.cells(row)) for row in rows)),
        lines=tuple(filter(None, (same, unknown))),
        limits=tuple(filter(None, (words.legend(rows), words.ADVICE))),
        details=CardContent(
            lines=(*(each.claim.text for each in answer.contrasts), *words.compared_in_full(answer)),
            findings=answer.cautions,
            provenance=words.sources(page for claim in claims for page in claim.sources),
        ),
    )
