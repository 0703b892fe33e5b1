"""
What each tool returns, as types.

Whatever a registry or a person wrote stands below ``quoted`` and nowhere else, so that an assistant can tell it from
what we say; all other words are ours.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct, to_builtins

from bots.runtime.clean_text import clean_text
from verifier_client import Agreement, Freshness, Outcome, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_QUOTE = 300  # characters of what is quoted; a job description is quoted whole


class QuotedRecord(Struct, frozen=True, omit_defaults=True):
    """What the registry wrote in its record."""

    holder: str = ""
    certification: str = ""
    issuer: str = ""
    reason: str = ""
    page: str = ""
    findings: tuple[str, ...] = ()


class VerifiedCertificate(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One verdict: outcome, standing and agreement are three things."""

    certificate: str
    outcome: Outcome
    says: str
    standing: Standing | None = None
    agreement: Agreement | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    findings: tuple[str, ...] = ()
    registry: str = ""
    checked_at: datetime | None = None
    freshness: Freshness | None = None
    retry_after_s: float | None = None
    steps: tuple[str, ...] = ()
    sandbox: bool = False
    quoted: QuotedRecord = QuotedRecord()


class QuotedTexts(Struct, frozen=True, omit_defaults=True):
    """What a person wrote."""

    not_ids: tuple[str, ...] = ()


class VerifiedCertificates(Struct, frozen=True, omit_defaults=True):
    """A verdict for each certificate, in the order of the question, and what they do not prove."""

    verdicts: tuple[VerifiedCertificate, ...]
    limit: str
    quoted: QuotedTexts = QuotedTexts()


class Fact(Struct, frozen=True, omit_defaults=True):
    """A statement about a certification, with the pages that it is from and the days on which they were read."""

    code: str
    about: str
    text: str
    sources: tuple[str, ...] = ()


class Facts(Struct, frozen=True, omit_defaults=True):
    """What pages state; an unknown is stated as such, contradictions stand side by side."""

    facts: tuple[Fact, ...]
    cautions: tuple[str, ...] = ()


class QuotedRole(Struct, frozen=True, omit_defaults=True):
    """The words of the role that counted."""

    counted: tuple[str, ...] = ()


class Recommended(Struct, frozen=True, omit_defaults=True):
    """Which certifications fit the role, best first; a question back, or why none fits."""

    outcome: str
    codes: tuple[str, ...] = ()
    question: str = ""
    options: tuple[str, ...] = ()
    because: str = ""
    facts: tuple[Fact, ...] = ()
    quoted: QuotedRole = QuotedRole()


class QuotedClause(Struct, frozen=True):
    """The clause, in which the role stands as it was given."""

    text: str


class WrittenClause(Struct, frozen=True, omit_defaults=True):
    """A clause to copy, and what its writer should know."""

    code: str
    limit: str
    quoted: QuotedClause
    cautions: tuple[str, ...] = ()


class QuotedReview(Struct, frozen=True, omit_defaults=True):
    """The sentences remarked on, in the order of the remarks, and the whole text as it is rewritten."""

    sentences: tuple[str, ...]
    rewritten: str


class ReviewRemark(Struct, frozen=True, omit_defaults=True):
    """What a sentence gets wrong about a certification."""

    rule: str
    severity: str
    reason: str
    code: str = ""


class ReviewedText(Struct, frozen=True):
    """What a job description gets wrong about certifications; nothing where there are no remarks."""

    remarks: tuple[ReviewRemark, ...]
    quoted: QuotedReview


class InterviewQuestion(Struct, frozen=True):
    """A question, and what to listen for; never marks."""

    topic: str
    ask: str
    listen_for: tuple[str, ...]


class Interview(Struct, frozen=True):
    """What to ask; what the certificates evidence already is not asked again."""

    questions: tuple[InterviewQuestion, ...]
    evidenced: tuple[str, ...]
    left_open: tuple[str, ...]
    notes: tuple[str, ...]


class QuotedWatch(Struct, frozen=True, omit_defaults=True):
    """What a roster or a person wrote about a watch."""

    holder: str = ""
    team: str = ""
    purpose: str = ""


class WatchedCertificate(Struct, frozen=True, omit_defaults=True):
    """A watch: how its certificate stood when it was read."""

    certificate: str
    urgency: str
    status: str = ""
    expires_on: date | None = None
    read_at: datetime | None = None
    quoted: QuotedWatch = QuotedWatch()


class Watches(Struct, frozen=True):
    """A page of what somebody watches, the most urgent first, never by whose it is."""

    total: int
    watches: tuple[WatchedCertificate, ...]


def quote(text: str | None, longest: int = LONGEST_QUOTE) -> str:
    """
    Return what somebody else wrote as one line of text that shows all that is in it.

    Args:
        text: the words, None for none.
        longest: characters at most; what is longer ends in an ellipsis.
    """
    line = " ".join(clean_text(text or "").split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def quotes(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Return several quotes."""
    return tuple(map(quote, texts))


Result = VerifiedCertificates | Facts | Recommended | WrittenClause | ReviewedText | Interview | Watches


def plain_result(result: Result) -> dict[str, Any]:
    """Return a result as JSON knows it."""
    found: dict[str, Any] = to_builtins(result, str_keys=True)
    return found
