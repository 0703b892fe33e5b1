"""
The values that the role guide answers with.

Named tuples: a first answer does not wait for ``dataclasses``, which loads a sixth of all else that it needs.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from role_guide.catalogue.models import Certification


class Outcome(StrEnum):
    """What an answer is: certifications that fit, a question back, or that none fits."""

    RECOMMEND = "recommend"
    ASK = "ask"
    NONE = "none"


class Reason(NamedTuple):
    """The asker's own words that counted, and what they were taken to say."""

    quote: str
    says: str


class Unused(NamedTuple):
    """
    The asker's own words that were read and do not count, and why not.

    ``kind`` is ``price``, ``effort``, ``pay`` or ``fame`` for a wish, ``code`` for a certification's code.
    """

    kind: str
    quote: str
    says: str


class Fit(NamedTuple):
    """One certification that fits; ``certification`` holds what it evidences, what not, validity and sources."""

    code: str
    reasons: tuple[Reason, ...]
    basis: str

    @property
    def certification(self) -> Certification:
        """The catalogue's entry, read when it is first asked for."""
        from role_guide.catalogue.catalogue import find  # noqa: PLC0415 - a recommendation is made without it

        return find(self.code)


class Clarification(NamedTuple):
    """What the guide has to know before it can answer, and what could be said."""

    text: str
    options: tuple[str, ...]


class Recommendation(NamedTuple):
    """
    The answer to one question.

    ``fits`` best first and ``would_change`` for ``recommend``, ``question`` for ``ask``, ``because`` for ``none``.
    ``not_used`` is what was read and not weighed ("cheapest"); ``language_note`` says, in the text's language, that it
    is read poorly.
    """

    outcome: Outcome
    fits: tuple[Fit, ...] = ()
    would_change: str = ""
    question: Clarification | None = None
    because: str = ""
    not_used: tuple[Unused, ...] = ()
    language_note: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes as their issuers write them, best first."""
        return tuple(fit.code for fit in self.fits)

    @property
    def reasons(self) -> Mapping[str, tuple[Reason, ...]]:
        """The words of the question that counted, for each code."""
        return {fit.code: fit.reasons for fit in self.fits}
