"""Which person a message names for which certificate ID: the layouts in turn, from tables to running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.understanding.pairing.block_pairs import pair_first_person, pair_lines, pair_list, pair_message
from bots.conversation.understanding.pairing.clauses import doubt_by_prepositions, pair_line
from bots.conversation.understanding.pairing.decisions import Findings, NamedIds
from bots.conversation.understanding.pairing.layout import parts_of
from bots.conversation.understanding.pairing.line_joins import with_lines_joined
from bots.conversation.understanding.pairing.message_checks import correct_later, doubt_candidate, pair_addressee
from bots.conversation.understanding.pairing.tables import table_rows
from bots.conversation.understanding.text.id_marks import marked_text
from bots.conversation.understanding.text.negated_ids import negated_places

if TYPE_CHECKING:
    from collections.abc import Collection

    from bots.conversation.understanding.text.id_marks import MarkedText
    from verifier_client import CertificateId

_LONGEST = 200_000


def named_ids(
    text: str,
    *,
    where: str = "dm",
    badge_hosts: Collection[str] = (),
    ids: tuple[CertificateId, ...] | None = None,
) -> NamedIds:
    """
    Return which name ``text`` gives for which certificate ID.

    ``text`` is the message as the platform sent it, markup included; ``where`` is dm, mention, slash_verify, paste or
    shortcut; ``badge_hosts`` are further hosts whose assertion links are IDs, as in ``find_ids``; ``ids`` are its IDs,
    where they have been read already. A name is returned as written, without titles; None stands where no name is given
    or two are possible.
    """
    del where  # the words decide alone so far; the parameter is part of the contract
    return names_in(marked_text(text, badge_hosts, ids))


def names_in(marked: MarkedText) -> NamedIds:
    """Return which name a text, its IDs marked, gives for which of them; see ``named_ids``."""
    if not marked.ids:
        return NamedIds((), marked.unread)
    found = Findings()
    lines = with_lines_joined(marked.text[:_LONGEST].split("\n"))
    rows, taken = table_rows(lines)
    for row in rows:
        for at in row.ids:
            found.decide(at, row.name)
    parts = parts_of(lines, taken)
    pair_first_person(parts, found)
    for part in parts:
        if not part.is_apart and any(at not in found.decided for at in part.line.ids):
            pair_line(part, found)
    pair_list(parts, found)
    pair_lines(parts, found)
    pair_message(parts, found)
    doubt_by_prepositions(parts, found)
    pair_addressee(parts, found)
    correct_later(parts, found)
    doubt_candidate(parts, found)
    for at in negated_places(marked) if found.names else ():
        found.deny(at)
    return found.result(marked.ids, marked.unread)
