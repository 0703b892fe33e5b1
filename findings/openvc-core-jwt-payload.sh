#!/bin/sh
# Guess, before looking: a library for Verifiable Credentials 2.0 reads a signed JWT whose payload is the credential
# itself ("Securing Verifiable Credentials using JOSE and COSE" 1.0, a W3C Recommendation of 2025), as it reads the
# older form with the credential in a claim named vc.
# What happens (openvc-core 1.37.0): the older form is verified; the form of the Recommendation, with the same key and
# the same credential, is refused: it looks for the claim.
# Why it matters: who checks badges with it calls every badge of a current issuer unverifiable, which is no fault of
# the badge. Certdesk reads both forms itself.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check openvc-core==1.37.0
"$folder/venv/bin/python" - <<'PYTHON'
import base64, json, sys
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openvc import VerificationPolicy, verify_credential
from openvc.did.base import DidResolverRegistry
from openvc.did.did_jwk import DidJwkResolver

key = Ed25519PrivateKey.generate()
raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
plain = lambda data: base64.urlsafe_b64encode(data).rstrip(b"=").decode()
did = "did:jwk:" + plain(json.dumps({"kty": "OKP", "crv": "Ed25519", "x": plain(raw)}).encode())
credential = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "urn:uuid:5f0c2a8e-0000-4000-8000-000000000001",
    "type": ["VerifiableCredential"],
    "issuer": did,
    "validFrom": "2026-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:jane"},
}
older = {"iss": did, "sub": "did:example:jane", "jti": credential["id"], "nbf": 1767225600, "vc": credential}
current = credential
seen = {}
for name, payload, header in [
    ("vc claim", older, {"kid": did + "#0", "typ": "JWT"}),
    ("payload", current, {"kid": did + "#0", "typ": "vc+jwt", "cty": "vc"}),
]:
    token = jwt.encode(payload, key, algorithm="EdDSA", headers=header)
    try:
        verify_credential(token, policy=VerificationPolicy(require_status=False), resolver=DidResolverRegistry([DidJwkResolver()]))
        seen[name] = "verified"
    except Exception as error:
        seen[name] = f"{type(error).__name__}: {error}"
for name, said in seen.items():
    print(f"openvc-core 1.37.0, credential as {name}: {said[:160]}")
if seen["vc claim"] != "verified" or seen["payload"] == "verified":
    sys.exit("The behaviour has changed.")
PYTHON
