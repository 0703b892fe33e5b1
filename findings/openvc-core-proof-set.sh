#!/bin/sh
# Guess, before looking: a credential whose proof is a list with one proof in it is verified like one whose proof
# stands there alone: "Verifiable Credential Data Integrity 1.0" allows a single proof and a set of them.
# What happens (openvc-core 1.37.0): alone, the proof (eddsa-jcs-2022) is verified; in a list of one it is said that the
# credential has no proof.
# Why it matters: issuers that sign twice (an older and a newer suite) publish lists, and a badge that is well signed
# is then called unsigned. Certdesk reads sets and chains of proofs.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check openvc-core==1.37.0
"$folder/venv/bin/python" - <<'PYTHON'
import hashlib, json, sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openvc import VerificationPolicy, verify_credential
from openvc.did.base import DidResolverRegistry
from openvc.did.did_key import DidKeyResolver

LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(data):
    number, out = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        out = LETTERS[rest] + out
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + out


def canonical(value):  # JCS of plain ASCII texts
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


key = Ed25519PrivateKey.generate()
multikey = base58(b"\xed\x01" + key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
did = f"did:key:{multikey}"
credential = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "urn:uuid:5f0c2a8e-0000-4000-8000-000000000002",
    "type": ["VerifiableCredential"],
    "issuer": did,
    "validFrom": "2026-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:jane"},
}
options = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-jcs-2022",
    "created": "2026-01-01T00:00:00Z",
    "verificationMethod": f"{did}#{multikey}",
    "proofPurpose": "assertionMethod",
    "@context": credential["@context"],
}
signed = hashlib.sha256(canonical(options)).digest() + hashlib.sha256(canonical(credential)).digest()
proof = {**options, "proofValue": base58(key.sign(signed))}
seen = {}
for name, value in (("alone", proof), ("in a list of one", [proof])):
    try:
        verify_credential(
            {**credential, "proof": value},
            policy=VerificationPolicy(require_status=False),
            resolver=DidResolverRegistry([DidKeyResolver()]),
        )
        seen[name] = "verified"
    except Exception as error:
        seen[name] = f"{type(error).__name__}: {error}"
for name, said in seen.items():
    print(f"openvc-core 1.37.0, proof {name}: {said[:160]}")
if seen["alone"] != "verified" or seen["in a list of one"] == "verified":
    sys.exit("The behaviour has changed.")
PYTHON
