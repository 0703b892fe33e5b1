"""What the client's tests play with: one configured registry, its usual answer, and a client over a scripted wire."""

import asyncio
import json
from datetime import date

from verifier_client import CertificateId, Policy, VerifierClient
from verifier_client.cache import CachedRecord
from verifier_client.configuration import build
from verifier_client.models import Certification, Record, RegistryStatus
from verifier_client.registries import About
from verifier_client.testing import FakeTransport, ManualClock, json_response

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
    return json_response(pai_body(certificate, **changes), **(headers or {}))


def answer_to(request):
    """Say of whatever ID was asked that it stands."""
    return pai_answer(request.url.rpartition("/")[2])


NOT_THERE = json_response({"title": "Not found"}, status=404)
OUT_OF_ORDER = json_response({}, status=503)


def numbered(count):
    return [f"AIDA-2026-{number:04}" for number in range(count)]


def registries(**tables):
    return build(tables or {"pai": PAI}, environ={}, sandbox=False)


def client_over(transport, *, clock=None, policy=None, jitter=lambda _low, high: high, **tables):
    """A client of one ``pai`` registry (or of ``tables``) over a transport, without chance, with a clock that obeys."""
    return VerifierClient(
        registries(**tables), transport, policy=policy or Policy(), clock=clock or ManualClock(), jitter=jitter
    )


def scripted(*script, **more):
    """The same, with the wire's script given; returns the client, the wire and the clock."""
    transport, clock = FakeTransport(*script), more.pop("clock", None) or ManualClock()
    return client_over(transport, clock=clock, **more), transport, clock


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


def cached_record(found, clock, *, lifetime=600.0):
    return CachedRecord(found, clock.now(), clock.monotonic(), clock.monotonic() + lifetime)


def about(**changes):
    return About(**{"name": "pai", "title": TITLE, "ids": frozenset(), **changes})


def as_bytes(document):
    return json.dumps(document).encode()


class HeldClock(ManualClock):
    """A clock on which several can sleep at once: it moves only when the test lets time pass."""

    def __init__(self, uneven=lambda: 0.0):
        """``uneven`` gives the hundredths of a second by which each one oversleeps."""
        super().__init__()
        self._beds = []
        self._uneven = uneven

    async def sleep(self, seconds):
        woken = asyncio.Event()
        self._beds.append((self.monotonic() + seconds + self._uneven() / 100, woken))
        await woken.wait()

    async def let_pass(self, seconds):
        """Pass ``seconds``, waking everybody at their time."""
        end = self.monotonic() + seconds
        await settle()
        while (due := min((at for at, _ in self._beds), default=end + 1)) <= end:
            self.advance(max(due - self.monotonic(), 0.0))
            for bed in [bed for bed in self._beds if bed[0] <= due]:
                self._beds.remove(bed)
                bed[1].set()
            await settle()
        self.advance(end - self.monotonic())
        await settle()


async def settle():
    for _ in range(20):
        await asyncio.sleep(0)


class HeldAnswers:
    """A wire's line that answers only when the gate opens; knows how many wait and whether one was cancelled."""

    def __init__(self, answer=None):
        self.opened = asyncio.Event()
        self.answer = answer or answer_to
        self.inside = self.most = self.cancelled = 0

    async def __call__(self, request):
        self.inside += 1
        self.most = max(self.most, self.inside)
        try:
            await self.opened.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.inside -= 1
        return self.answer(request)
