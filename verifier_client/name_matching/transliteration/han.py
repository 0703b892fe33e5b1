"""Han characters: the traditional, simplified and Japanese forms of one character."""

from __future__ import annotations

from functools import cache

from verifier_client.name_matching import data_files


def are_variants(one: str, other: str) -> bool:
    """
    Return whether two names have the same characters, in their traditional, simplified or Japanese forms.

    Args:
        one: One name or part of a name.
        other: The one that it is compared with.
    """
    return len(one) == len(other) and all(
        a == b or not _traditional(a).isdisjoint(_traditional(b)) for a, b in zip(one, other, strict=True)
    )


def _traditional(char: str) -> frozenset[str]:
    return _forms().get(char, frozenset(char))


@cache
def _forms() -> dict[str, frozenset[str]]:
    """Each character with the traditional ones that it is written for."""
    found: dict[str, frozenset[str]] = {}
    for line in data_files.text("han_forms.txt").splitlines():
        for group in line.split() if not line.startswith("#") else ():
            for char in group:
                found[char] = found.get(char, frozenset(char)) | {group[0]}
    return found
