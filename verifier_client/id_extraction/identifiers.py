"""
Certificate IDs: what they are, and how they are read out of human text.

Nothing here guesses, repairs or completes an ID, and nothing obeys what the text says. The rules are numbered as in
the rule book of the evaluation sets.
"""

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
    def parse(cls, text: str, *, badge_hosts: "Collection[str]" = ()) -> "CertificateId":
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


def find_ids(text: str, *, badge_hosts: "Collection[str]" = ()) -> tuple[CertificateId, ...]:
    """
    Return every certificate ID in a text, once each, in order of first appearance.

    Args:
        text: Any text: plain, HTML, or a chat platform's markup.
        badge_hosts: Further hosts whose links to badges are read, Badgr's and Moodle's, in small letters.
    """
    return tuple(map(_from_canonical, reader.canonical_ids(text, frozenset(badge_hosts))))


def read_text(text: str, *, badge_hosts: "Collection[str]" = ()) -> Reading:
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
    r"(?:AIDA|AIMA|CPAP|CPAA)-20[2-9][0-9]-[A-Z0-9]{4,8}|AIPA-[A-Z]{2,6}-20[2-9][0-9]-[A-Z0-9]{6}"
    rf"|{KEPT_BADGE}|[A-Z]{{2,6}}[0-9]{{7}}-20[2-9][0-9]-(?:0[1-9]|1[0-2])"
)
_PECB_DIGITS = 7
"""Digits behind the code in PECB's numbers."""


def _from_canonical(text: str) -> CertificateId:
    if "/" in text:
        kind = IdKind.CREDLY if text.startswith("https://www.credly.com/") else IdKind.BADGE
        return CertificateId(kind, text, None, None, None)
    first, *others = text.split("-")
    if first == "BADGE":
        return CertificateId(IdKind.KEPT_BADGE, text, None, None, None)
    if first == "AIPA":
        return CertificateId(IdKind.AIPA, text, others[0], int(others[1]), None)
    if first.isalpha():
        return CertificateId(IdKind.PAI, text, first, int(others[0]), None)
    return CertificateId(IdKind.PECB, text, first[:-_PECB_DIGITS], int(others[0]), int(others[1]))


_LONGEST_REMEMBERED = 128


@lru_cache(maxsize=4096)
def _remembered(text: str) -> CertificateId:
    return _only_id(text, ())


def _only_id(text: str, badge_hosts: "Collection[str]") -> CertificateId:
    if canonical := text if _CANONICAL.fullmatch(text) else reader.only_id(text, frozenset(badge_hosts)):
        return _from_canonical(canonical)
    raise UnknownIdentifier(
        "This is not one certificate ID; an ID looks like AIDA-2026-1234, AIPA-CAIP-2026-7F3K9Q, "
        "CAIP1234567-2026-03, or a Credly badge link."
    )
