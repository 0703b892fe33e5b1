"""
Certificate IDs: what they are, and how they are read out of human text.

Nothing here guesses, repairs or completes an ID, and nothing obeys what the text says. The rules are numbered as in
the rule book of the evaluation sets.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from verifier_client.errors import UnknownIdentifier
from verifier_client.id_extraction import reader
from verifier_client.id_extraction.grammar import KEPT_BADGE
from verifier_client.id_extraction.late_pattern import late_pattern as pattern

if TYPE_CHECKING:
    from collections.abc import Collection


class IdKind(StrEnum):
    """The kinds of ID in the grammar; the kind decides which registries can be asked."""

    PAI = "pai"
    AIPA = "aipa"
    PECB = "pecb"
    CREDLY = "credly"
    BADGE = "badge"
    KEPT_BADGE = "kept_badge"


class CertificateId(NamedTuple):
    """One certificate's ID in canonical form; ``str()`` gives that form."""

    kind: IdKind
    text: str
    code: str | None
    issued_year: int | None
    issued_month: int | None

    @classmethod
    def parse(cls, text: str, *, badge_hosts: Collection[str] = ()) -> CertificateId:
        """
        Read a text that is one ID and nothing else, normalised by the same rules as running text.

        Args:
            text: The ID, with white space around it or without.
            badge_hosts: Further hosts whose links to badges are read, Badgr's and Moodle's, in small letters.

        Raises:
            UnknownIdentifier: When it is none, several, or has words around it; the message says what an ID looks like.
        """
        if badge_hosts or len(text) > _LONGEST_REMEMBERED:
            return _only_id(text, badge_hosts)
        return _remembered(text)

    def __str__(self) -> str:
        """Return the canonical form."""
        return self.text


class Reading(NamedTuple):
    """The IDs of a text in order of first appearance, and what a person wrote besides."""

    ids: tuple[CertificateId, ...]
    rest: str


def find_ids(text: str, *, badge_hosts: Collection[str] = ()) -> tuple[CertificateId, ...]:
    """
    Return every certificate ID in a text, once each, in order of first appearance.

    Args:
        text: Any text: plain, HTML, or a chat platform's markup.
        badge_hosts: Further hosts whose links to badges are read, Badgr's and Moodle's, in small letters.
    """
    return tuple(map(_from_canonical, reader.canonical_ids(text, frozenset(badge_hosts))))


def read_text(text: str, *, badge_hosts: Collection[str] = ()) -> Reading:
    """
    Return the IDs of a text and the rest of its visible text.

    IDs, links that carry them and mentions are cut out of the rest; names stay as they were written.

    Args:
        text: Any text: plain, HTML, or a chat platform's markup.
        badge_hosts: Further hosts whose links to badges are read, Badgr's and Moodle's, in small letters.
    """
    canonical, rest = reader.ids_and_rest(text, frozenset(badge_hosts))
    return Reading(tuple(map(_from_canonical, canonical)), rest)


_CANONICAL = pattern(
    r"(?P<pai>AIDA|AIMA|CPAP|CPAA)-(?P<pai_year>20[2-9][0-9])-[A-Z0-9]{4,8}"
    r"|AIPA-(?P<aipa>[A-Z]{2,6})-(?P<aipa_year>20[2-9][0-9])-[A-Z0-9]{6}"
    rf"|(?P<kept>{KEPT_BADGE})"
    r"|(?P<pecb>[A-Z]{2,6})[0-9]{7}-(?P<pecb_year>20[2-9][0-9])-(?P<month>0[1-9]|1[0-2])"
)


def _from_canonical(text: str) -> CertificateId:
    found = _CANONICAL.fullmatch(text)
    if found is None:
        kind = IdKind.CREDLY if text.startswith("https://www.credly.com/") else IdKind.BADGE
        return CertificateId(kind, text, None, None, None)
    pai, pai_year, aipa, aipa_year, kept, pecb, pecb_year, month = found.groups()
    if kept:
        return CertificateId(IdKind.KEPT_BADGE, text, None, None, None)
    if pai:
        return CertificateId(IdKind.PAI, text, pai, int(pai_year), None)
    if aipa:
        return CertificateId(IdKind.AIPA, text, aipa, int(aipa_year), None)
    return CertificateId(IdKind.PECB, text, pecb, int(pecb_year), int(month))


_LONGEST_REMEMBERED = 128


@lru_cache(maxsize=4096)
def _remembered(text: str) -> CertificateId:
    return _only_id(text, ())


def _only_id(text: str, badge_hosts: Collection[str]) -> CertificateId:
    if canonical := text if _CANONICAL.fullmatch(text) else reader.only_id(text, frozenset(badge_hosts)):
        return _from_canonical(canonical)
    raise UnknownIdentifier(
        "This is not one certificate ID; an ID looks like AIDA-2026-1234, AIPA-CAIP-2026-7F3K9Q, "
        "CAIP1234567-2026-03, or a Credly badge link."
    )
