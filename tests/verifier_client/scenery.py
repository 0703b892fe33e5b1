"""What the client's tests play with: one configured registry, its usual answer, and a client over a scripted wire."""

import json
from datetime import date

from verifier_client import CertificateId, Policy, VerifierClient
from verifier_client.cache import Sighting
from verifier_client.configuration import build
from verifier_client.models import Certification, Record, RegistryStatus
from verifier_client.registries import About
from verifier_client.testing import FakeWire, ManualClock, json_answer

ID = "AIDA-2026-1234"
HOST = "https://registry.example"
TITLE = "Production AI Institute"
PAI = {"preset": "pai", "base_url": HOST}
AIDA = Certification("AIDA", "AI Deployment Associate", TITLE)


def pai_body(certificate=ID, **changes):
    """What a registry of preset ``pai`` says about an active certificate of Jane Doe."""
    return {
        "id": certificate,
        "status": "active",
        "holder": {"name": "Jane Doe"},
        "certification": {"code": "AIDA", "title": AIDA.title, "issuer": TITLE},
        "issued_on": "2026-03-02",
        "expires_on": "2028-03-02",
        **changes,
    }


def pai_answer(certificate=ID, *, headers=None, **changes):
    return json_answer(pai_body(certificate, **changes), **(headers or {}))


def answer_to(ask):
    """Say of whatever ID was asked that it stands."""
    return pai_answer(ask.url.rpartition("/")[2])


NOT_THERE = json_answer({"title": "Not found"}, status=404)
OUT_OF_ORDER = json_answer({}, status=503)


def numbered(count):
    return [f"AIDA-2026-{number:04}" for number in range(count)]


def registries(**tables):
    return build(tables or {"pai": PAI}, environ={}, sandbox=False)


def client_over(wire, *, clock=None, policy=None, jitter=lambda _low, high: high, **tables):
    """A client of one ``pai`` registry (or of ``tables``) over ``wire``, without chance and with a clock that obeys."""
    return VerifierClient(
        registries(**tables), wire, policy=policy or Policy(), clock=clock or ManualClock(), jitter=jitter
    )


def scripted(*script, **more):
    """The same, with the wire's script given; returns the client, the wire and the clock."""
    wire, clock = FakeWire(*script), more.pop("clock", None) or ManualClock()
    return client_over(wire, clock=clock, **more), wire, clock


def record(**changes):
    fields = {
        "certificate": CertificateId.parse(ID),
        "status": RegistryStatus.VALID,
        "holder": "Jane Doe",
        "certification": AIDA,
        "issued_on": date(2026, 3, 2),
        "expires_on": date(2028, 3, 2),
    }
    return Record(**{**fields, **changes})


def sighting(found, clock, *, lifetime=600.0):
    return Sighting(found, clock.now(), clock.monotonic(), clock.monotonic() + lifetime)


def about(**changes):
    return About(**{"name": "pai", "title": TITLE, "ids": frozenset(), **changes})


def as_bytes(document):
    return json.dumps(document).encode()
