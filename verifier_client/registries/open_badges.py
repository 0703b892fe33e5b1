"""
Open Badges 2.0 hosted assertions: Credly's public endpoint and Badgr-like hosts.

The given link only tells which assertion to fetch from the configured host; what that host returns counts
(1EdTech, Open Badges 2.0, "Hosted verification"). A badge class outside the allow-list is a badge of another course.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

from msgspec import Struct

from verifier_client.errors import Garbled
from verifier_client.id_extraction.link_advice import is_moodle
from verifier_client.models import ByHand, Record, RegistryStatus
from verifier_client.registries.reading import Document, is_denial, plain_text
from verifier_client.transport import RegistryRequest, RegistryResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier_client.badges import BadgeFacts
    from verifier_client.id_extraction.identifiers import CertificateId
    from verifier_client.models import Certification
    from verifier_client.registries import About

READ_ON = date(2026, 11, 20)
SHORT_LINK = (
    "Open the short link in a browser and look at the address it leads to: the host must be www.credly.com.",
    "Send the long address (https://www.credly.com/badges/...) to have it verified.",
)
_JSON = (("Accept", "application/json"),)


class OpenBadgesRegistry(Struct, frozen=True):
    """
    ``url`` is a template with ``{id}`` (the assertion's own id); ``classes`` the allow-list of badge classes.

    With ``check_scope`` the class and the issuer's profile are asked for too, when they lie on the configured host:
    an issuer may allow only addresses that begin in a certain way.
    """

    about: About
    url: str
    classes: Mapping[str, Certification]
    check_scope: bool = False

    def only_by_hand(self, certificate: CertificateId) -> ByHand | None:
        """A short link does not say which badge it leads to, and a pasted link is never fetched as given."""
        if "/go/" not in certificate.text:
            return None
        return ByHand(self.about.title, certificate.text, SHORT_LINK, "https://www.credly.com", READ_ON)

    def request(self, certificate: CertificateId) -> RegistryRequest:
        """Return the request for the hosted assertion; JSON, because hosts redirect browsers to a page."""
        url = self.url.replace("{id}", _assertion(certificate.text))
        return RegistryRequest(self.about.title, url, _JSON)

    def read(
        self, certificate: CertificateId, answers: tuple[RegistryResponse, ...]
    ) -> Record | RegistryRequest | None:
        """See the port."""
        title, first = self.about.title, answers[0]
        if first.status == 404:
            if not is_denial(first):
                raise Garbled(f"{title} sent a web page instead of saying whether it has such a badge.", registry=title)
            return None
        if first.status == 410 and is_moodle(self.url):
            return None  # Moodle says "revoked" of every number that it does not know
        if first.status == 410:
            return self._revoked(certificate, _fields_of_gone(title, first))
        document = Document(title, first)
        echoed = self._echoed(document)
        if echoed is None or not self._is_ours(echoed, certificate):
            return Record(certificate, RegistryStatus.UNKNOWN, echoed=echoed or "an address of its own")
        if document.flag("revoked"):
            return self._revoked(certificate, document.fields)
        return self._standing_badge(certificate, document, answers[1:])

    def _echoed(self, document: Document) -> str | None:
        """Return which assertion was sent; None when it says itself that it lives elsewhere (``verify.url`` of 1.x)."""
        verify = document.raw("verify.url")
        echoed = document.text("id")
        if echoed is None:
            return document.required("verify.url" if document.raw("uid") else "id")
        if isinstance(verify, str) and _parts(verify).netloc != _parts(self.url).netloc:
            return verify
        return echoed

    def _revoked(self, certificate: CertificateId, fields: Mapping[str, Any]) -> Record:
        reason = plain_text(fields.get("revocationReason"))
        return Record(certificate, RegistryStatus.REVOKED, reason=reason, url=self.about.page_of(certificate))

    def _standing_badge(
        self, certificate: CertificateId, document: Document, more: tuple[RegistryResponse, ...]
    ) -> Record | RegistryRequest:
        facts = self._facts(document)
        certification = self._certification(facts.achievement)
        if certification is None and not more and not facts.title and self._may_fetch(facts.achievement):
            return RegistryRequest(self.about.title, facts.achievement, _JSON)
        if certification is not None and self.check_scope:
            further = self._scope(facts, document, more)
            if further is not None:
                return further
        shown = facts.title or _class_name(self.about.title, more) or facts.achievement
        return Record(
            certificate,
            RegistryStatus.UNSAID if certification else RegistryStatus.UNKNOWN,
            certification=certification,
            issued_on=facts.valid_from.date() if facts.valid_from else None,
            expires_on=facts.valid_until.date() if facts.valid_until else None,
            begins_at=facts.valid_from,
            ends_at=facts.valid_until,
            url=self.about.page_of(certificate),
            superseded_by=document.text("extensions:supersededBy.id"),
            unlisted_class=None if certification else shown,
        )

    def _facts(self, document: Document) -> BadgeFacts:
        """Hold the assertion to the standard; what it does not allow is ``Garbled`` with the reason."""
        from verifier_client.badges import Unreadable, assertion_facts  # noqa: PLC0415 - only a badge needs it

        try:
            return assertion_facts(document.fields)
        except Unreadable as error:
            registry = self.about.title
            raise Garbled(f"{registry} sent a badge that cannot be judged. {error}", registry=registry) from error

    def _certification(self, badge_class: str) -> Certification | None:
        wanted = badge_class.rstrip("/")
        return next((one for address, one in self.classes.items() if address.rstrip("/") == wanted), None)

    def _scope(
        self, facts: BadgeFacts, document: Document, more: tuple[RegistryResponse, ...]
    ) -> RegistryRequest | None:
        """Return the next request on the way to the issuer's profile; None when the badge lies in its scope."""
        from verifier_client.badges import lies_in_scope  # noqa: PLC0415

        title = self.about.title
        badge_class = document.raw("badge")
        if not isinstance(badge_class, dict):
            if not more:
                return RegistryRequest(title, facts.achievement, _JSON) if self._may_fetch(facts.achievement) else None
            badge_class, more = _fields(title, more[0]), more[1:]
        issuer = badge_class.get("issuer")
        if isinstance(issuer, str):
            if not more:
                return RegistryRequest(title, issuer, _JSON) if self._may_fetch(issuer) else None
            issuer = _fields(title, more[0])
        if isinstance(issuer, dict) and issuer.get("id") and not lies_in_scope(facts, issuer):
            what = f"{title} serves a badge at an address that its issuer does not allow."
            raise Garbled(what, registry=title)
        return None

    def _is_ours(self, echoed: str, certificate: CertificateId) -> bool:
        """Hold the assertion's ``id`` to the configured host and to the id asked (Open Badges 2.0, scope)."""
        here, there = _parts(self.url), _parts(echoed)
        return here.netloc == there.netloc and _assertion(echoed) == _assertion(certificate.text)

    def _may_fetch(self, url: str) -> bool:
        here, there = _parts(self.url), _parts(url)
        return (here.scheme, here.netloc) == (there.scheme, there.netloc)


def _parts(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:  # half a bracket, for example: an address that leads nowhere
        return urlsplit("")


def _assertion(url: str) -> str:
    """Return the number of an assertion: the end of its path, or, at Moodle, what its ``b`` or ``hash`` says."""
    parts = _parts(url)
    if is_moodle(url):
        return next((value for name, value in parse_qsl(parts.query) if name in {"b", "hash"}), "")
    return parts.path.rstrip("/").rpartition("/")[2]


def _class_name(registry: str, more: tuple[RegistryResponse, ...]) -> str | None:
    """Return the name of the course that the badge is really of, for the human; None when it is not to be had."""
    return plain_text(_fields(registry, more[0]).get("name")) if more else None


def _fields(registry: str, answer: RegistryResponse) -> Mapping[str, Any]:
    """Return what a class or profile holds; nothing when it is not to be had."""
    if answer.status != 200:
        return {}
    return _fields_of_gone(registry, answer)


def _fields_of_gone(registry: str, answer: RegistryResponse) -> Mapping[str, Any]:
    """410 alone says revoked; a reason may be in the body or not."""
    try:
        return Document(registry, answer).fields
    except Garbled:
        return {}
