"""
Open Badges 2.0 hosted assertions: Credly's public endpoint and Badgr-like hosts.

The given link only tells which assertion to fetch from the configured host; what that host returns counts
(1EdTech, Open Badges 2.0, "Hosted verification"). A badge class outside the allow-list is a badge of another course.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from verifier_client.errors import Garbled
from verifier_client.models import ByHand, Record, RegistryStatus
from verifier_client.registries.reading import Document
from verifier_client.transport import RegistryRequest, RegistryResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier_client.id_extraction.identifiers import CertificateId
    from verifier_client.models import Certification
    from verifier_client.registries import About

READ_ON = date(2026, 11, 20)
SHORT_LINK = (
    "Open the short link in a browser and look at the address it leads to: the host must be www.credly.com.",
    "Send the long address (https://www.credly.com/badges/...) to have it verified.",
)


@dataclass(frozen=True, slots=True)
class OpenBadgesRegistry:
    """``url`` is a template with ``{id}`` (the assertion's own id); ``classes`` the allow-list of badge classes."""

    about: About
    url: str
    classes: Mapping[str, Certification]

    def only_by_hand(self, certificate: CertificateId) -> ByHand | None:
        """A short link does not say which badge it leads to, and a pasted link is never fetched as given."""
        if "/go/" not in certificate.text:
            return None
        return ByHand(self.about.title, certificate.text, SHORT_LINK, "https://www.credly.com", READ_ON)

    def request(self, certificate: CertificateId) -> RegistryRequest:
        """Return the request for the hosted assertion; JSON, because hosts redirect browsers to a page."""
        url = self.url.replace("{id}", _assertion(certificate.text))
        return RegistryRequest(self.about.title, url, (("Accept", "application/json"),))

    def read(
        self, certificate: CertificateId, answers: tuple[RegistryResponse, ...]
    ) -> Record | RegistryRequest | None:
        """See the port."""
        first = answers[0]
        if first.status == 404:
            return None
        if first.status == 410:
            reason = _reason_of_gone(self.about.title, first)
            return Record(certificate, RegistryStatus.REVOKED, reason=reason, url=self.about.page_of(certificate))
        document = Document(self.about.title, first)
        echoed = document.required("id")
        if not self._is_ours(echoed, certificate):
            return Record(certificate, RegistryStatus.UNKNOWN, echoed=echoed)
        if document.flag("revoked"):
            reason = document.text("revocationReason")
            return Record(certificate, RegistryStatus.REVOKED, reason=reason, url=self.about.page_of(certificate))
        return self._standing_badge(certificate, document, answers[1:])

    def _standing_badge(
        self, certificate: CertificateId, document: Document, more: tuple[RegistryResponse, ...]
    ) -> Record | RegistryRequest:
        badge_class = _class_url(document)
        certification = self.classes.get(badge_class)
        if certification is None and not more and self._may_fetch(badge_class):
            return RegistryRequest(self.about.title, badge_class, (("Accept", "application/json"),))
        return Record(
            certificate,
            RegistryStatus.UNSAID if certification else RegistryStatus.UNKNOWN,
            certification=certification,
            issued_on=document.day("issuedOn", "datetime"),
            expires_on=document.day("expires", "datetime"),
            url=self.about.page_of(certificate),
            superseded_by=document.text("extensions:supersededBy.id"),
            unlisted_class=None if certification else _class_name(self.about.title, more) or badge_class,
        )

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
    return _parts(url).path.rstrip("/").rpartition("/")[2]


def _class_url(document: Document) -> str:
    """``badge`` is the class's address, or the class itself with its address as ``id``."""
    if isinstance(document.raw("badge"), dict):
        return document.required("badge.id")
    return document.required("badge")


def _class_name(registry: str, more: tuple[RegistryResponse, ...]) -> str | None:
    """Return the name of the course that the badge is really of, for the human; None when it is not to be had."""
    if not more or more[0].status != 200:
        return None
    try:
        return Document(registry, more[0]).text("name")
    except Garbled:
        return None


def _reason_of_gone(registry: str, answer: RegistryResponse) -> str | None:
    """410 alone says revoked; a reason may be in the body or not."""
    try:
        return Document(registry, answer).text("revocationReason")
    except Garbled:
        return None
