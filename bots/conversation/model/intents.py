"""
What a person wants, as values; the grammar makes them and the desk answers them.

They are structs of msgspec, and dataclasses where a field does not count for equality: Python compiles six functions
for each dataclass, which a command of the terminal would wait for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bots.conversation.model.talk_intents import Talk
    from bots.conversation.model.watch_intents import WatchIntent
    from role_guide import Facet
    from verifier_client import CertificateId


@dataclass(frozen=True, slots=True)
class Verify:
    """
    Does this certificate stand (on that day), and is it this holder's? ``fresh`` asks the registry anew.

    ``holder`` was given for all of them, ``holders`` for single ones, as pairs of an ID's text and a name.
    ``candidates`` are pairs of an ID's text and the names among which only the asker can choose.
    ``unread`` is what looked like an ID beside them and is none, as it was written. ``language`` is the message's, ""
    where it cannot be told.
    """

    ids: tuple[CertificateId, ...]
    holder: str | None = None
    on: date | None = None
    fresh: bool = False
    holders: tuple[tuple[str, str], ...] = ()
    candidates: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unread: tuple[str, ...] = ()
    language: str = field(default="", compare=False)

    def holder_of(self, certificate: CertificateId) -> str | None:
        """Return the name that was given for one of the certificates, or None."""
        return dict(self.holders).get(certificate.text, self.holder)


Holders = tuple[tuple[str, str], ...]


def holders_of(
    ids: Sequence[CertificateId], pairs: Iterable[tuple[CertificateId, str | None]]
) -> tuple[str | None, Holders]:
    """
    Return the name that was given for all certificates, or the names that were given for single ones.

    Args:
        ids: the certificates that are asked about.
        pairs: which name was given for which of them.

    Returns:
        The name of all (or None), and pairs of an ID's text and a name where they differ.
    """
    given = {certificate.text: name for certificate, name in pairs if name}
    holders = tuple((each.text, given[each.text]) for each in ids if each.text in given)
    names = {name for _, name in holders}
    return (names.pop(), ()) if len(names) == 1 and len(holders) == len(ids) else (None, holders)


class VerifyCode(Struct, frozen=True):
    """A certification's code where an ID was needed; ``registry`` once the issuer has been chosen."""

    code: str
    holder: str | None = None
    registry: str | None = None


class Guide(Struct, frozen=True):
    """A question about a role, in the asker's own words: which certification fits it."""

    question: str


class AboutCertification(Struct, frozen=True):
    """
    A fact about named certifications; ``worth`` for "is it worth it".

    ``issuers`` are those that the question names: a namesake is answered as itself, and the catalogue's own beside it
    where its issuer is named too.
    """

    codes: tuple[str, ...]
    facet: Facet
    issuers: tuple[str, ...] = ()
    worth: bool = False


class ListCertifications(Struct, frozen=True):
    """Asks which certifications are described here."""


class Compare(Struct, frozen=True):
    """Two to four certifications side by side; codes as typed."""

    codes: tuple[str, ...]


class WriteClause(Struct, frozen=True):
    """A clause for a job description; ``variant`` is required, preferred or procurement."""

    code: str
    role: str = ""
    variant: str = "required"


class ReviewText(Struct, frozen=True):
    """A job description to be held against what certifications really evidence."""

    text: str


class MakeKit(Struct, frozen=True):
    """What to ask holders of these certifications in an interview."""

    codes: tuple[str, ...]
    role: str = ""


class PlanTeam(Struct, frozen=True):
    """Hold a team, as CSV or TOML text without names, against a profile."""

    profile: str
    team: str


class Unclear(Struct, frozen=True):
    """Words that could not be read; ``problem`` says why, ``nearest`` is the command that was probably meant."""

    text: str
    problem: str = ""
    nearest: str | None = None


class FileActionKind(StrEnum):
    """What can be asked of a file that was dropped."""

    VERIFY = "verify"
    STOP = "stop"
    EXPORT = "export"
    ROSTER = "roster"


class FileAction(Struct, frozen=True):
    """Do this with the file of that key; as words it is what a button says."""

    kind: FileActionKind
    key: str

    def __str__(self) -> str:
        """Return it as the grammar reads it."""
        return f"file {self.kind} {self.key}"


class MakeReceipt(Struct, frozen=True):
    """Verify this, and sign the answer."""

    question: Verify


class SendVerdict(Struct, frozen=True):
    """Verify this, and send the answer to the other system that the button names."""

    question: Verify


Guidance = Guide | Compare | WriteClause | ReviewText | MakeKit | PlanTeam
"""What the role guide answers."""

Intent: TypeAlias = (
    "Verify | VerifyCode | FileAction | MakeReceipt | SendVerdict | Guidance | AboutCertification | ListCertifications"
    " | WatchIntent | Talk | Unclear"
)
"""Whatever a person wants; a name only, so that who verifies loads nothing about watching or talk."""


@dataclass(frozen=True, slots=True)
class Asker:
    """
    Who speaks, opaque outside the surface: the person is only ever a key, never a name.

    ``is_stranger`` says that they belong to another organisation than the conversation, as in a shared channel; it
    makes no other person of them. ``language`` is the one that their platform is set to, "" where it does not say;
    ``place`` is the conversation in which they speak, "" where there is but one.
    """

    surface: str
    tenant: str = ""
    person: str = ""
    is_stranger: bool = field(default=False, compare=False)
    language: str = field(default="", compare=False)
    place: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """Return what tells askers apart."""
        return f"{self.surface}:{self.tenant}:{self.person}"

    @classmethod
    def from_key(cls, key: str) -> Asker:
        """Give the asker of a key; a person may contain colons, a surface and a tenant do not."""
        surface, tenant, person = key.split(":", 2)
        return cls(surface, tenant, person)
