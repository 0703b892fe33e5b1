"""Which issuers of a code's letters a text names: the certification's own, or those of its namesakes."""

from __future__ import annotations

import re
from functools import cache

from role_guide.catalogue.catalogue import find


def issuers_named(text: str, code: str) -> tuple[str, ...]:
    """
    Return the issuers that a text names, of those who use a code's letters.

    Args:
        text: A question, or a sentence of a job description.
        code: The certification's code; case does not matter.

    Returns:
        The issuers as the catalogue calls them, each once, in the order of the catalogue: the certification's own
        first, then those of its namesakes.

    Raises:
        UnknownCertification: When the catalogue has no such code.
    """
    return tuple(issuer for issuer, written in _issuers(find(code).display) if written.search(text))


@cache
def _issuers(code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = find(code)
    called = [(found.issuer, {found.issuer, found.issuer_name})]
    called += [(each.issuer, {each.issuer, *each.also}) for each in found.namesakes]
    return tuple((issuer, _written(names)) for issuer, names in called)


def _written(names: set[str]) -> re.Pattern[str]:
    joined = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)
