"""
What is shown is what is signed: holds a credential's JSON to the statements that its signature covers.

People are shown the JSON; the signature covers statements. Contexts are pinned and every key has a meaning
(``expansion``), so that what can still differ is what JSON-LD merges: the same node described in two places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verifier_client.badges.credential import as_list
from verifier_client.badges.errors import Undetermined
from verifier_client.badges.statements import XSD, literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier_client.badges.statements import Quad

_CREDENTIALS = "https://www.w3.org/2018/credentials#"
_MOMENTS = ("validFrom", "validUntil", "issuanceDate", "expirationDate")
_PARTS = ("credentialSubject", "credentialStatus")


def hold_to_statements(document: dict[str, Any], root: str, quads: Iterable[Quad], expanded: list[Any]) -> None:
    """
    Raise ``Undetermined`` unless ``document`` maps one to one onto ``quads``, the statements about ``root``.

    The issuer, the moments, the numbers of subjects and of status entries are compared with the statements
    themselves; every node that is described twice must be described alike.
    """
    said: dict[str, set[str]] = {}
    for quad in quads:
        if quad.subject == root and not quad.graph:
            said.setdefault(quad.predicate, set()).add(quad.object)
    if said.get(_term("issuer")) != {f"<{_identifier(document['issuer'])}>"}:
        raise _two_readings()
    for key in _MOMENTS:
        expected = {literal(one, f"^^<{XSD}dateTime>") for one in as_list(document.get(key))}
        if said.get(_term(key), set()) != expected:
            raise _two_readings()
    for key in _PARTS:
        if len(said.get(_term(key), ())) != len(as_list(document.get(key))):
            raise _two_readings()
    _alike({}, expanded)


def _term(name: str) -> str:
    return f"<{_CREDENTIALS}{name}>"


def _identifier(issuer: Any) -> Any:
    return issuer.get("id") if isinstance(issuer, dict) else issuer


def _two_readings() -> Undetermined:
    return Undetermined("The badge can be read in two ways: what it shows is not what is signed.")


def _alike(described: dict[str, dict[str, Any]], value: object) -> None:
    """Nodes with the same identifier are one in the statements: all that is said of them must be said in each place."""
    if isinstance(value, list):
        for part in value:
            _alike(described, part)
    elif isinstance(value, dict):
        name = value.get("@id")
        if isinstance(name, str) and len(value) > 1 and described.setdefault(name, value) != value:
            raise _two_readings()
        for part in value.values():
            if isinstance(part, (dict, list)):
                _alike(described, part)
