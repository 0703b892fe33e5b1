"""What the certification behind a certificate evidences, what it does not, and one question for the interview."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier_client import Certification


@lru_cache(maxsize=256)
def evidence_lines(certification: Certification | None) -> tuple[str, ...]:
    """
    Return three lines from the catalogue, or none when it does not hold this issuer's certification.

    Code and issuer must both be the catalogue's: another issuer's CAIP evidences other things.
    """
    if certification is None:
        return ()
    import role_guide  # noqa: PLC0415 - the catalogue is for those who hold a record

    try:
        found = role_guide.find(certification.code)
    except role_guide.UnknownCertification:
        return ()
    if certification.issuer.casefold() not in {found.issuer.casefold(), found.issuer_name.casefold()}:
        return ()
    kit = role_guide.interview_kit((found.display,))
    lines = [
        "Evidences: " + " ".join(map(role_guide.in_words, found.evidences)),
        "Does not evidence: " + " ".join(map(role_guide.in_words, found.does_not_evidence)),
    ]
    if kit.questions:
        lines.append(f"To ask in the interview: {kit.questions[0].ask}")
    return tuple(lines)
