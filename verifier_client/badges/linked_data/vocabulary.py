"""
The words that a credential's contexts give a meaning to, as far as its shape depends on them.

Verifiable Credentials Data Model 2.0, 4.5: a type is a URL or is mapped to one; JSON-LD 1.1, 4.1.11: a protected word
is not given another meaning. Nothing is expanded here: a credential in a token is read without JSON-LD.
"""

from __future__ import annotations

import re
from typing import Any

from verifier_client.badges.errors import Unreadable
from verifier_client.badges.linked_data.contexts import PINNED, context

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f<>\"{}|^`\\]*")


def check_types(contexts: list[Any], types: list[str]) -> None:
    """
    Check that each type has a meaning, and that no context of the credential's own redefines a word.

    Args:
        contexts: Addresses and contexts; where one is an address that is not known, its words are not known either and
            nothing is said against a type.
        types: The types that the credential claims.

    Raises:
        Unreadable: When a type has no meaning, or a word is redefined.
    """
    meanings: dict[str, Any] = {}
    known = True
    for one in contexts:
        if isinstance(one, dict):
            _take_in(meanings, one)
        elif one in PINNED:
            for part in _parts(context(one)["@context"]):
                meanings.update({word: _PROTECTED for word in part if not word.startswith("@")})
        else:
            known = False
    for name in types:
        if known and not _IRI.fullmatch(name) and name not in meanings and not meanings.get("@vocab"):
            raise Unreadable(f"No vocabulary of the credential explains its type {name[:80]}.")


_PROTECTED = object()


def _parts(contexts: Any) -> list[dict[str, Any]]:
    parts = contexts if isinstance(contexts, list) else [contexts]
    return [part for part in parts if isinstance(part, dict)]


def _take_in(meanings: dict[str, Any], own: dict[str, Any]) -> None:
    for word, meaning in own.items():
        if word.startswith("@"):
            if word == "@vocab":
                meanings[word] = meaning
            continue
        if meanings.get(word) is _PROTECTED:
            raise Unreadable(f"The credential gives the word {word[:80]} a meaning of its own.")
        target = meaning.get("@id") if isinstance(meaning, dict) else meaning
        if isinstance(target, str) and not target.startswith("@") and ":" in target and not _IRI.fullmatch(target):
            raise Unreadable(f"The credential explains the word {word[:80]} by what is no address.")
        meanings[word] = _PROTECTED if own.get("@protected") is True else meaning
