"""A registry with a JSON lookup by ID, described by a table: where to ask, and which field means what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from verifier_client.errors import Garbled, UnknownIdentifier
from verifier_client.id_extraction.identifiers import CertificateId
from verifier_client.models import Certification, Record, RegistryStatus
from verifier_client.registries.reading import Document, is_denial
from verifier_client.transport import RegistryRequest, RegistryResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier_client.registries import About


_PLAIN = re.compile("[A-Z0-9-]+")  # what most IDs are made of: nothing to quote
_STANDING = frozenset({RegistryStatus.VALID, RegistryStatus.EMERITUS})


class Fields(Struct, frozen=True):
    """Dotted paths into the registry's answer; an empty path means that the registry does not send it."""

    id: str
    status: str
    holder: str = ""
    code: str = ""
    title: str = ""
    issuer: str = ""
    issued_on: str = ""
    expires_on: str = ""
    revoked_on: str = ""
    reason: str = ""
    url: str = ""
    superseded_by: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class JsonRegistry:
    """
    How a registry is asked and read.

    ``url`` is a template with ``{id}``, ``statuses`` maps the registry's words to ours, ``dates`` is their form; for
    ``not_found_types`` see ``is_denial``.
    """

    about: About
    url: str
    fields: Fields
    statuses: Mapping[str, RegistryStatus]
    dates: str = "date"
    not_found: frozenset[int] = frozenset({404})
    not_found_types: frozenset[str] = frozenset()
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def only_by_hand(self, certificate: CertificateId) -> None:
        """Every ID can be asked about."""

    def request(self, certificate: CertificateId) -> RegistryRequest:
        """Return the lookup of this ID."""
        text = certificate.text if _PLAIN.fullmatch(certificate.text) else quote(certificate.text, safe="")
        url = self.url.replace("{id}", text)
        return RegistryRequest(self.about.title, url, self.headers)

    def read(self, certificate: CertificateId, answers: tuple[RegistryResponse, ...]) -> Record | None:
        """See the port."""
        answer = answers[-1]
        if answer.status in self.not_found:
            if not is_denial(answer, also=self.not_found_types):
                what = f"{self.about.title} sent a web page instead of saying whether it has such a record."
                raise Garbled(what, registry=self.about.title)  # a wrong path or a proxy, never "not found"
            return None
        document = Document(self.about.title, answer)
        if answer.status != 200:
            raise document.broken(f"HTTP {answer.status}, which its contract does not name")
        if self.fields.found and document.flag(self.fields.found) is False:
            return None
        echoed = document.required(self.fields.id)
        if not _same(echoed, certificate):
            return Record(certificate, RegistryStatus.UNKNOWN, echoed=echoed)
        return self._record(certificate, document)

    def _record(self, certificate: CertificateId, document: Document) -> Record:
        names, dates = self.fields, self.dates
        word = document.required(names.status).lower()
        status = self.statuses.get(word, RegistryStatus.UNKNOWN)
        revoked_on = document.day(names.revoked_on, dates)
        if revoked_on is not None and status in _STANDING:
            raise document.broken(f"a day of revocation for a certificate that it calls {status.value}")
        return Record(
            certificate,
            status,
            holder=document.text(names.holder),
            certification=self._certification(certificate, document),
            issued_on=document.day(names.issued_on, dates),
            expires_on=document.day(names.expires_on, dates),
            revoked_on=revoked_on,
            reason=document.text(names.reason),
            url=document.link(names.url),
            superseded_by=document.text(names.superseded_by),
        )

    def _certification(self, certificate: CertificateId, document: Document) -> Certification | None:
        code = (document.text(self.fields.code) or certificate.code or "").upper()
        known = self.about.codes.get(code)
        title = document.text(self.fields.title) or (known.title if known else "")
        issuer = document.text(self.fields.issuer) or (known.issuer if known else self.about.title)
        shown = known.code if known else code
        return Certification(shown, title or shown, issuer) if shown else None


def _same(echoed: str, certificate: CertificateId) -> bool:
    """Compare an echoed ID as IDs: case and dashes may differ, characters may not."""
    if echoed == certificate.text:
        return True
    try:
        return CertificateId.parse(echoed) == certificate
    except UnknownIdentifier:
        return False
