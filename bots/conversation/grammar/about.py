"""
From typed words to a question about certifications.

``about <codes> [facet]``, ``about <code> of <issuer>`` and ``certifications``.
"""

from __future__ import annotations

from bots.conversation.grammar.guide import split_codes
from bots.conversation.model.intents import AboutCertification, ListCertifications, Unclear
from bots.conversation.text.general import NEEDS


def read_command(command: str, words: str) -> AboutCertification | ListCertifications | Unclear:
    """
    Return what a command about certifications asks for.

    Args:
        command: one of ``CERTIFICATION_WORDS``.
        words: what was typed behind it: codes, then a facet (``validity``) or the issuer of a namesake.
    """
    from role_guide import Facet, codes_in, issuers_named  # noqa: PLC0415 - its tables are for those who ask

    if command == "certifications":
        return ListCertifications()
    if not words.strip():
        return Unclear(command, NEEDS[command], command)
    named, _, issuer = (part.strip() for part in words.partition(" of "))
    *before, last = named.split()
    facet = next((each for each in Facet if before and each.value == last.lower().replace("-", "_")), None)
    codes = split_codes(" ".join(before) if facet is not None else named)
    issuers = tuple(dict.fromkeys(each for code in codes_in(words) for each in issuers_named(words, code)))
    if issuers and not issuer:  # "about AIPA CAIP cost"
        codes = codes_in(words)
    return AboutCertification(codes, facet or Facet.OVERVIEW, issuers)
