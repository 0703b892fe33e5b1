"""
What is shown is what is signed: holds a credential's JSON to the statements that its signature covers.

People are shown the JSON; the signature covers statements. Contexts are pinned and every key has a meaning
(``expansion``), so that what can still differ is what JSON-LD merges: the same node described in two places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verifier_client.badges.credential import as_list, issuer_of, subjects_of
from verifier_client.badges.errors import Undetermined
from verifier_client.badges.linked_data.statements import XSD, literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier_client.badges.linked_data.statements import Quad

_CREDENTIALS = "https://www.w3.org/2018/credentials#"
_MOMENTS = ("validFrom", "validUntil", "issuanceDate", "expirationDate")
_PARTS = ("credentialSubject", "credentialStatus")


def hold_to_statements(document: dict[str, Any], root: str, quads: Iterable[Quad], expanded: list[Any]) -> None:
    """
    Check that a document maps one to one onto its statements, so that what is shown is what is signed.

    The issuer, the moments, the numbers of subjects and of status entries are compared with the statements themselves;
    no node that is shown may be described in two ways. (The issuer's name is never shown from the badge.)

    Args:
        document: The credential.
        root: The term of its node.
        quads: The statements.
        expanded: The credential as expanded JSON-LD.

    Raises:
        Undetermined: When it does not.
    """
    said: dict[str, set[str]] = {}
    for quad in quads:
        if quad.subject == root and not quad.graph:
            said.setdefault(quad.predicate, set()).add(quad.object)
    if said.get(_term("issuer")) != {f"<{issuer_of(document)}>"}:
        raise _two_readings()
    for key in _MOMENTS:
        expected = {literal(one, f"^^<{XSD}dateTime>") for one in as_list(document.get(key))}
        if said.get(_term(key), set()) != expected:
            raise _two_readings()
    for key in _PARTS:
        if len(said.get(_term(key), ())) != len(as_list(document.get(key))):
            raise _two_readings()
    _alike({node: {} for node in _shown_nodes(document)}, expanded)


def _term(name: str) -> str:
    return f"<{_CREDENTIALS}{name}>"


def _two_readings() -> Undetermined:
    return Undetermined("The badge can be read in two ways: what it shows is not what is signed.")


def _shown_nodes(document: dict[str, Any]) -> set[str]:
    """Return the identifiers of the nodes that people are shown: the credential, its subjects, what they achieved."""
    subjects = subjects_of(document)
    achievements = [one for subject in subjects for one in as_list(subject.get("achievement"))]
    nodes = [document, *subjects, *achievements]
    return {node["id"] for node in nodes if isinstance(node, dict) and isinstance(node.get("id"), str)}


def _alike(described: dict[str, dict[str, Any]], value: object) -> None:
    """Nodes with the same identifier are one in the statements: no place may say otherwise than another."""
    if isinstance(value, list):
        for part in value:
            _alike(described, part)
    elif isinstance(value, dict):
        if value.get("@id") in described:
            _hold_to_others(described[value["@id"]], value)
        for part in value.values():
            if isinstance(part, (dict, list)):
                _alike(described, part)


def _hold_to_others(known: dict[str, Any], value: dict[str, Any]) -> None:
    """An endorsement or a self-issued badge may add to what is said of a node (and its types), but not vary it."""
    for key, said in value.items():
        if key != "@type" and known.setdefault(key, said) != said:
            raise _two_readings()
