"""
An issuer of badges for the tests, with keys made at each run.

What is signed is worked out by other means than those that are tested: PyLD's own canonicalisation, plain ``json``.
"""

import base64
import hashlib
import json
import re
import zlib
from datetime import UTC, datetime
from functools import cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pyld import jsonld

from verifier_client.badges import HeldDocuments, judge_file
from verifier_client.badges.linked_data.contexts import context

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
V2 = "https://www.w3.org/ns/credentials/v2"
V1 = "https://www.w3.org/2018/credentials/v1"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
DID = "did:web:badges.issuer.example:issuers:7"
DID_URL = "https://badges.issuer.example/issuers/7/did.json"
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


class Key:
    """A key pair: ``ed``, ``p256``, ``p384`` or ``rsa``."""

    def __init__(self, kind="ed"):
        self.kind = kind
        self.private = _made(kind)
        self.public = self.private.public_key()
        self.did = f"did:key:{self.multikey}" if kind != "rsa" else ""
        self.method = f"{self.did}#{self.multikey}" if kind != "rsa" else ""

    @property
    def multikey(self):
        if self.kind == "ed":
            return "z" + base58(b"\xed\x01" + self.public.public_bytes(Encoding.Raw, PublicFormat.Raw))
        point = self.public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        return "z" + base58((b"\x80\x24" if self.kind == "p256" else b"\x81\x24") + point)

    @property
    def jwk(self):
        if self.kind == "ed":
            raw = self.public.public_bytes(Encoding.Raw, PublicFormat.Raw)
            return {"kty": "OKP", "crv": "Ed25519", "x": base64url(raw)}
        numbers = self.public.public_numbers()
        if self.kind == "rsa":
            return {"kty": "RSA", "n": base64url(numbers.n.to_bytes(256, "big")), "e": "AQAB"}
        size = 32 if self.kind == "p256" else 48
        curve = {"kty": "EC", "crv": "P-256" if self.kind == "p256" else "P-384"}
        return {
            **curve,
            "x": base64url(numbers.x.to_bytes(size, "big")),
            "y": base64url(numbers.y.to_bytes(size, "big")),
        }

    @property
    def algorithm(self):
        return {"ed": "EdDSA", "p256": "ES256", "p384": "ES384", "rsa": "RS256"}[self.kind]

    def sign(self, message):
        if self.kind == "ed":
            return self.private.sign(message)
        if self.kind == "rsa":
            return self.private.sign(message, padding.PKCS1v15(), hashes.SHA256())
        size, digest = (32, hashes.SHA256()) if self.kind == "p256" else (48, hashes.SHA384())
        r, s = decode_dss_signature(self.private.sign(message, ec.ECDSA(digest)))
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")


@cache
def _rsa():
    return rsa.generate_private_key(65537, 2048)


def _made(kind):
    if kind == "ed":
        return ed25519.Ed25519PrivateKey.generate()
    if kind == "rsa":
        return _rsa()
    return ec.generate_private_key(ec.SECP256R1() if kind == "p256" else ec.SECP384R1())


def base58(data):
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def credential(issuer=DID, **changes):
    """Return an unsigned Open Badge 3.0; a change of None takes the field out."""
    fields = {
        "@context": [V2, OB3],
        "id": "https://badges.issuer.example/credentials/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Example Institute"},
        "validFrom": "2025-03-01T00:00:00Z",
        "name": "AI Deployment Associate",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "identityType": "name", "hashed": False, "identityHash": "Jane Doe"}
            ],
            "achievement": {
                "id": "https://badges.issuer.example/achievements/aida",
                "type": ["Achievement"],
                "name": "AI Deployment Associate",
                "description": "Deploys and runs AI systems.",
                "criteria": {"narrative": "Passed the examination."},
            },
        },
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


def proven(document, key, *, suite="eddsa-rdfc-2022", method=None, **options):
    """Return ``document`` with a proof; proofs that it has already are kept (a set)."""
    older = suite == "Ed25519Signature2020"
    proof = {
        "type": suite if older else "DataIntegrityProof",
        **({} if older else {"cryptosuite": suite}),
        "created": "2025-03-01T00:00:00Z",
        "verificationMethod": method or key.method,
        "proofPurpose": "assertionMethod",
        **options,
    }
    plain = {name: value for name, value in document.items() if name != "proof"}
    digest = hashlib.sha384 if key.kind == "p384" else hashlib.sha256
    transform = jcs if "-jcs-" in suite else nquads
    context_of = {"@context": document["@context"]}
    message = digest(transform({**proof, **context_of})).digest() + digest(transform(plain)).digest()
    if "-jcs-" in suite:
        proof |= context_of
    proof["proofValue"] = "z" + base58(key.sign(message))
    earlier = document.get("proof", [])
    earlier = earlier if isinstance(earlier, list) else [earlier]
    return {**plain, "proof": [*earlier, proof] if earlier else proof}


def jcs(value):
    """Canonical JSON for values without fractions, which is all that the tests sign this way."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def nquads(document):
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _load}
    return jsonld.normalize(document, options).encode()


def _load(url, _options):
    return {"contextUrl": None, "documentUrl": url, "document": context(url)}


def token(payload, key, **header):
    """Return ``payload`` as a compact JWS; a header of None is left out."""
    named = {"alg": key.algorithm, "typ": "vc+jwt", "kid": key.method or None, **header}
    head = base64url(json.dumps({name: value for name, value in named.items() if value is not None}).encode())
    signed = f"{head}.{base64url(json.dumps(payload).encode())}"
    return f"{signed}.{base64url(key.sign(signed.encode()))}".encode()


def did_document(*keys, did=DID, **changes):
    """Return a key document that lists ``keys`` as ``#0``, ``#1``, ..."""
    methods = [
        {"id": f"{did}#{number}", "type": "JsonWebKey", "controller": did, "publicKeyJwk": key.jwk}
        for number, key in enumerate(keys)
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
        **changes,
    }


LIST_URL = "https://badges.issuer.example/status/1"


def status_entry(index="5", purpose="revocation", **changes):
    entry = {
        "id": f"{LIST_URL}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": index,
        "statusListCredential": LIST_URL,
    }
    return {**entry, **changes}


def status_list(*set_bits, issuer=DID, size=131072, purpose="revocation", **changes):
    """Return an unsigned list of ``size`` entries of which ``set_bits`` are set."""
    bits = bytearray(size // 8)
    for bit in set_bits:
        bits[bit // 8] |= 128 >> bit % 8
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    packed = packer.compress(bytes(bits)) + packer.flush()
    return {
        "@context": [V2],
        "id": LIST_URL,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": "2025-01-01T00:00:00Z",
        "credentialSubject": {
            "id": f"{LIST_URL}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": "u" + base64url(packed),
        },
        **changes,
    }


def as_bytes(document):
    return document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()


class Asked(HeldDocuments):
    """Documents at hand, which note what was asked for."""

    def __init__(self, held):
        super().__init__({url: as_bytes(document) for url, document in held.items()})
        self.urls = []

    async def load(self, url):
        self.urls.append(url)
        return await super().load(url)


SENTENCE = re.compile(r"(?!XX)[A-Z].*[a-z].*\.", re.DOTALL)


async def judged(document, held=None, *, now=NOW):
    """Return the judgement of ``document`` (bytes or JSON); each reason that it gives is a sentence for people."""
    documents = held if isinstance(held, Asked) else Asked(held or {})
    judgement = await judge_file(as_bytes(document), documents=documents, now=now)
    reasons = (judgement.signature.reason, judgement.status.reason, judgement.unreadable)
    assert [] == [reason for reason in reasons if reason and not SENTENCE.fullmatch(reason)]
    return judgement


def disclosed(document, key, *, mandatory=(0,)):
    """Return ``document`` with a derived proof of ``ecdsa-sd-2023``; all but ``mandatory`` is shown by choice."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "ecdsa-sd-2023",
        "created": "2025-03-01T00:00:00Z",
        "verificationMethod": key.method,
        "proofPurpose": "assertionMethod",
    }
    canonical = nquads(document).decode()
    labels = {int(name): hashlib.sha256(name.encode()).digest() for name in set(re.findall(r"_:c14n(\d+)", canonical))}
    named = re.sub(r"_:c14n(\d+)", lambda found: f"_:u{base64url(labels[int(found[1])])}", canonical)
    lines = sorted(named.splitlines(keepends=True))
    own = Key("p256")
    own_bytes = b"\x80\x24" + own.public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    signatures = [own.sign(line.encode()) for number, line in enumerate(lines) if number not in mandatory]
    shown = "".join(line for number, line in enumerate(lines) if number in mandatory)
    config = nquads({**options, "@context": document["@context"]})
    base = key.sign(hashlib.sha256(config).digest() + own_bytes + hashlib.sha256(shown.encode()).digest())
    value = b"\xd9\x5d\x01" + cbor([base, own_bytes, signatures, labels, list(mandatory)])
    return {**document, "proof": {**options, "proofValue": "u" + base64url(value)}}


def cbor(value):
    """Encode what a proof's value holds (RFC 8949)."""
    if isinstance(value, int):
        return _cbor_head(0, value)
    if isinstance(value, bytes):
        return _cbor_head(2, len(value)) + value
    if isinstance(value, list):
        return _cbor_head(4, len(value)) + b"".join(cbor(one) for one in value)
    return _cbor_head(5, len(value)) + b"".join(cbor(name) + cbor(one) for name, one in value.items())


def _cbor_head(kind, length):
    if length < 24:
        return bytes([kind << 5 | length])
    return bytes([kind << 5 | 24, length]) if length < 256 else bytes([kind << 5 | 25]) + length.to_bytes(2, "big")
