"""
Data Integrity proofs: from a credential and a proof to the bytes that were signed, and their check.

``eddsa-rdfc-2022`` and ``eddsa-jcs-2022`` (Data Integrity EdDSA Cryptosuites 1.0), ``ecdsa-rdfc-2019`` and
``ecdsa-jcs-2019`` (Data Integrity ECDSA Cryptosuites 1.0), its ``ecdsa-sd-2023``, and the older
``Ed25519Signature2020``.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from verifier_client.badges.credential import as_list
from verifier_client.badges.errors import BrokenProof, Undetermined, Unreadable
from verifier_client.badges.formats.dates import date_time
from verifier_client.badges.formats.encoding import multibase
from verifier_client.badges.linked_data.canonical_graph import canonical_graph
from verifier_client.badges.linked_data.canonical_json import canonical_json
from verifier_client.badges.linked_data.statements import statements
from verifier_client.badges.linked_data.work_budget import WorkBudget
from verifier_client.badges.proofs.keys import KeyKind
from verifier_client.badges.proofs.one_meaning import hold_to_statements
from verifier_client.badges.proofs.selective_disclosure import check_statements, derived_proof

if TYPE_CHECKING:
    from verifier_client.badges.linked_data.statements import Quad
    from verifier_client.badges.proofs.keys import PublicKey
    from verifier_client.badges.resources import Resources

STEPS = 200_000
"""What the proofs of one badge may cost together: most take 3,000 steps, the largest seen (a whole profile with many
endorsements) 150,000; 200,000 steps take about 35 ms."""


class Suite(NamedTuple):
    """How a proof's bytes are made: from statements or from the JSON; and which keys it takes."""

    from_statements: bool
    kinds: frozenset[KeyKind]


_EDDSA = frozenset({KeyKind.ED25519})
_ECDSA = frozenset({KeyKind.P256, KeyKind.P384})
_SUITES = {
    "eddsa-rdfc-2022": Suite(from_statements=True, kinds=_EDDSA),
    "ecdsa-rdfc-2019": Suite(from_statements=True, kinds=_ECDSA),
    "eddsa-jcs-2022": Suite(from_statements=False, kinds=_EDDSA),
    "ecdsa-jcs-2019": Suite(from_statements=False, kinds=_ECDSA),
}
SELECTIVE = Suite(from_statements=True, kinds=frozenset({KeyKind.P256}))
_SUITES["ecdsa-sd-2023"] = SELECTIVE
_OLDER = {"Ed25519Signature2020": Suite(from_statements=True, kinds=_EDDSA)}


def suite_of(proof: dict[str, Any]) -> Suite | None:
    """Return the suite of ``proof``, or None when it is none that is known."""
    if proof.get("type") == "DataIntegrityProof":
        name = proof.get("cryptosuite")
        return _SUITES.get(name) if isinstance(name, str) else None
    return _OLDER.get(proof["type"]) if isinstance(proof.get("type"), str) else None


class ProofCheck:
    """Checks the proofs of one credential: what they have in common is worked out once, within one budget."""

    def __init__(self, document: dict[str, Any], resources: Resources, steps: int = STEPS) -> None:
        """
        Prepare the checks of one credential's proofs.

        Args:
            document: The whole credential, with its proofs.
            resources: Documents, vocabularies and moments.
            steps: The work that may be spent on all proofs together.
        """
        self._document = {key: value for key, value in document.items() if key != "proof"}
        self._proofs: list[dict[str, Any]] = as_list(document.get("proof"))
        self._expander = resources.expander
        self._now = resources.now
        self._budget = WorkBudget(steps)
        self._canonical: dict[str, bytes] = {}

    def check(self, proof: dict[str, Any], key: PublicKey) -> None:
        """
        Check a proof; it is slow, and is run in a thread.

        Args:
            proof: The proof, one of the credential's.
            key: The key that it names.

        Raises:
            BrokenProof: When it does not fit.
            Undetermined: When that cannot be said.
        """
        suite = suite_of(proof)
        if suite is None or key.kind not in suite.kinds:
            raise Undetermined("The badge's proof and its key are of different kinds.")
        if proof.get("proofPurpose") != "assertionMethod":
            raise BrokenProof("The proof was made for another purpose than to assert something.")
        if "expires" in proof and (date_time(proof["expires"]) or self._now) <= self._now:
            raise Undetermined("The proof itself has run out.")
        if suite is SELECTIVE:
            self._check_derived(proof, key)
            return
        algorithm = "sha384" if key.kind is KeyKind.P384 else "sha256"
        make = self._from_statements if suite.from_statements else self._from_json
        options, content = make(proof, algorithm)
        message = _digest(options, algorithm) + _digest(content, algorithm)
        key.check(_signature(proof), message)

    def _from_json(self, proof: dict[str, Any], _algorithm: str) -> tuple[bytes, bytes]:
        options = _options(proof)
        document = self._with_earlier(proof)
        if "@context" in options:
            named, whole = as_list(options["@context"]), as_list(document.get("@context"))
            if whole[: len(named)] != named:
                raise BrokenProof("The proof was made for other vocabularies than the badge names.")
            document["@context"] = options["@context"]
        return canonical_json(options), canonical_json(document)

    def _check_derived(self, proof: dict[str, Any], key: PublicKey) -> None:
        if "previousProof" in proof:
            raise Undetermined("The badge's proof builds on another, which this kind of proof does not allow.")
        derived = derived_proof(proof.get("proofValue"))
        own_key, mandatory = check_statements(derived, self._statements(self._document), self._budget)
        options = _digest(self._canonical_options(proof, "sha256"), "sha256")
        key.check(derived.base_signature, options + own_key + _digest(mandatory, "sha256"))

    def _from_statements(self, proof: dict[str, Any], algorithm: str) -> tuple[bytes, bytes]:
        canonical_options = self._canonical_options(proof, algorithm)
        if "previousProof" in proof:
            return canonical_options, self._transformed(self._with_earlier(proof), algorithm)
        if algorithm not in self._canonical:
            self._canonical[algorithm] = self._transformed(self._document, algorithm)
        return canonical_options, self._canonical[algorithm]

    def _canonical_options(self, proof: dict[str, Any], algorithm: str) -> bytes:
        options = {**_options(proof), "@context": self._document.get("@context")}
        _root, quads = statements(self._expander.expand(options, self._budget), self._budget)
        return canonical_graph(quads, self._budget, algorithm).encode()

    def _transformed(self, document: dict[str, Any], algorithm: str) -> bytes:
        return canonical_graph(self._statements(document), self._budget, algorithm).encode()

    def _statements(self, document: dict[str, Any]) -> set[Quad]:
        expanded = self._expander.expand(document, self._budget)
        root, quads = statements(expanded, self._budget)
        hold_to_statements(document, root, quads, expanded)
        return quads

    def _with_earlier(self, proof: dict[str, Any]) -> dict[str, Any]:
        """Return the document as it was when ``proof`` was made: with the proofs that it builds on."""
        names = as_list(proof.get("previousProof"))
        earlier = [one for one in self._proofs if one.get("id") in names and one is not proof]
        if len(earlier) != len(names) or any(name not in [one["id"] for one in earlier] for name in names):
            raise BrokenProof("An earlier proof, on which this one builds, is missing.")
        return {**self._document, "proof": earlier} if earlier else dict(self._document)


def _options(proof: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in proof.items() if key != "proofValue"}


def _digest(content: bytes, algorithm: str) -> bytes:
    return hashlib.new(algorithm, content).digest()


def _signature(proof: dict[str, Any]) -> bytes:
    try:
        return multibase(proof.get("proofValue"))
    except Unreadable as error:
        raise BrokenProof("The proof's value is no signature.") from error
