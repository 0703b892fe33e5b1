"""The JSON-LD contexts that badges may name: bundled, pinned by SHA-256, never fetched. See ``contexts/NOTICE.md``."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from verifier_client.badges.errors import Undetermined
from verifier_client.badges.formats.strict_json import parse_object

CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"


class Pin(NamedTuple):
    """A bundled file and the SHA-256 that it must have."""

    file: str
    sha256: str


PINNED = {
    "https://www.w3.org/2018/credentials/v1": Pin(
        "credentials-v1.json", "4ffd74f87a9838fc6302980b74c6cac1001d1b4ca1d4ddfac2df9b331766ce74"
    ),
    "https://www.w3.org/ns/credentials/v2": Pin(
        "credentials-v2.json", "4b8c3c257df2ebbd6a5f188f95639404cb5db3951b59408ad7c49c40e46f6f48"
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json": Pin(
        "open-badges-3.0.json", "6a5fca54dcdce195533c27cb1b353b11edf8e43a6e6122469e35b5c1dd85c554"
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": Pin(
        "open-badges-3.0.1.json", "93a07bf71d8a33e80cb28364fe38377c3cc662fc48859ff6d45ab5a69b90ffef"
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": Pin(
        "open-badges-3.0.2.json", "aa108723ab0c925d0f12f95a449254a00440cc47850e3382a4164d90550c3230"
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": Pin(
        "open-badges-3.0.3.json", "373e404bb20f6d243aeb6fd61fa0098947270e0946f743ec748cd7a4cecd4ff3"
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": Pin(
        "open-badges-extensions.json", "890cbecef766499afb79bd71a3997cf381c6a10188152e65e9b84a93ee13fbad"
    ),
    "https://w3id.org/security/suites/ed25519-2020/v1": Pin(
        "ed25519-2020-v1.json", "c959872fe248c05a446f0d2d713a3b46d8f871a26a6659fb592b17790bacdf5c"
    ),
    "https://w3id.org/security/data-integrity/v1": Pin(
        "data-integrity-v1.json", "513e0d99a67c8cad01a66bca69bc8c6cfddcc4f53be6fd3b4e1e3342c2ae3a02"
    ),
    "https://w3id.org/security/data-integrity/v2": Pin(
        "data-integrity-v2.json", "5ba3cf5c5d1b3b5e5d3988c5ed9041018d42d3d5d19bf831bbbde6d640a05d37"
    ),
    "https://www.w3.org/ns/credentials/status/v1": Pin(
        "bitstring-status-v1.json", "53af069847230c92caf4321aa19a28178af2461172a80d52f5611fead595b5ed"
    ),
    "https://w3id.org/vc/status-list/2021/v1": Pin(
        "status-list-2021-v1.json", "06116a51f7704a30056d03324818feacae6c659634bca512e252bc10cd51d8ec"
    ),
    "https://w3id.org/security/suites/jws-2020/v1": Pin(
        "jws-2020-v1.json", "0018a04f9236658fdee74e91e9afa98fc1d58acfecf4d895381936cde9d7d147"
    ),
    "https://w3id.org/security/multikey/v1": Pin(
        "multikey-v1.json", "d404a9702898bdd86b2f5dc7474aa4ad94fd56ed8693fffef1c724dfb23317a5"
    ),
    "https://www.w3.org/ns/did/v1": Pin(
        "did-v1.json", "3a72f751d6e7c672ba988d30ac2176af62073114cd5696a9e54f02a465a0e75f"
    ),
    "https://w3id.org/dcc/v1": Pin("dcc-v1.json", "4e8c278aacd28bc0843898b758764efa345b82443623e8953626b3636cef4899"),
}
"""Every context that is known, by the address that badges name it by."""


@cache
def context(url: str) -> dict[str, Any]:
    """Return the document at ``url`` (``{"@context": ...}``), or raise ``Undetermined`` when it is not pinned."""
    pin = PINNED.get(url)
    if pin is None:
        raise Undetermined(f"The badge needs the vocabulary {url[:200]}, which is not one of those that are known.")
    data = (resources.files("verifier_client.badges.linked_data") / "contexts" / pin.file).read_bytes()
    if hashlib.sha256(data).hexdigest() != pin.sha256:
        raise RuntimeError(f"{pin.file} is not the file that was pinned")
    return parse_object(data)
