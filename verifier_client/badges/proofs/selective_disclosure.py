"""
Derived proofs of ``ecdsa-sd-2023``: the holder shows some statements of a credential, each still signed.

Data Integrity ECDSA Cryptosuites 1.0, 3.5. The issuer's key signs the statements that must always be shown together
with a key of that credential alone, which signs every other statement by itself. A base proof holds secrets between
issuer and holder and is not for showing.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple

from verifier_client.badges.errors import BrokenProof, Undetermined, Unreadable
from verifier_client.badges.formats import cbor
from verifier_client.badges.formats.encoding import multibase
from verifier_client.badges.linked_data.canonical_graph import blank_names, line
from verifier_client.badges.proofs.keys import from_multikey_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verifier_client.badges.linked_data.statements import Quad
    from verifier_client.badges.linked_data.work_budget import WorkBudget

_BASE, _DERIVED = b"\xd9\x5d\x00", b"\xd9\x5d\x01"
_STEPS_OF_CHECK = 400


class DerivedProof(NamedTuple):
    """The parts of a derived proof's value."""

    base_signature: bytes
    public_key: bytes
    signatures: list[bytes]
    labels: dict[int, bytes]
    mandatory: frozenset[int]


def derived_proof(value: object) -> DerivedProof:
    """
    Return the parts of a derived proof's value.

    Raises:
        Undetermined: For a base proof.
        BrokenProof: For what is no proof.
    """
    try:
        data = multibase(value)
        if data.startswith(_BASE):
            raise Undetermined("The badge carries its secret base proof; ask the holder for one made to be shown.")
        parts = cbor.decode(data.removeprefix(_DERIVED)) if data.startswith(_DERIVED) else None
    except Unreadable as error:
        raise BrokenProof("The proof's value is no signature.") from error
    match parts:
        case [bytes(base), bytes(key), list(signatures), dict(labels), list(mandatory)] if all(
            isinstance(one, bytes) for one in [*signatures, *labels.values()]
        ) and all(isinstance(one, int) for one in [*labels, *mandatory]):
            return DerivedProof(base, key, signatures, labels, frozenset(mandatory))
    raise BrokenProof("The proof's value is no signature.")


def check_statements(proof: DerivedProof, quads: Iterable[Quad], budget: WorkBudget) -> tuple[bytes, bytes]:
    """
    Check the statements that are shown by choice, and return what the issuer signed: the key and the other statements.

    Args:
        proof: The parts of the proof.
        quads: The statements of the credential.
        budget: The work that may be spent.

    Raises:
        BrokenProof: When a statement does not fit.
        Undetermined: When the budget is used up.
    """
    lines = _relabelled(proof, set(quads), budget)
    chosen = [one for position, one in enumerate(lines) if position not in proof.mandatory]
    if len(chosen) != len(proof.signatures) or any(position >= len(lines) for position in proof.mandatory):
        raise BrokenProof("The proof is about another number of statements than the badge makes.")
    key = from_multikey_bytes(proof.public_key)
    for one, signature in zip(chosen, proof.signatures, strict=True):
        budget.spend(_STEPS_OF_CHECK)
        key.check(signature, one.encode())
    mandatory = "".join(one for position, one in enumerate(lines) if position in proof.mandatory)
    return proof.public_key, mandatory.encode()


def _relabelled(proof: DerivedProof, quads: set[Quad], budget: WorkBudget) -> list[str]:
    """Name the blank nodes as the issuer did, by labels that say nothing about what is not shown."""
    names = {}
    for blank, canonical in blank_names(quads, budget).items():
        label = proof.labels.get(int(canonical.removeprefix("_:c14n")))
        if label is None:
            raise BrokenProof("The proof does not know all that the badge speaks of.")
        names[blank] = "_:u" + base64.urlsafe_b64encode(label).rstrip(b"=").decode()
    if len(set(names.values())) != len(names):
        raise BrokenProof("The proof gives two things one name.")
    return sorted({line(quad, names) for quad in quads})
