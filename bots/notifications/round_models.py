"""What a walk over the watches sees: certificates, watches with all that decides, and the rest of a team."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bots.notifications.message_models import Message
    from bots.notifications.models import EnteredEndDate, ManagerId, Notice, RegistryReading, WatchId, WatchState
    from bots.notifications.schedule.calendars import Manager
    from bots.notifications.schedule.digests import WatchSummary
    from bots.notifications.watch_marks import WatchMarks
    from verifier_client import CertificateId, Verdict


@dataclass(frozen=True, slots=True)
class WatchedCertificate:
    """A certificate that somebody watches, and what was last read of it; ``id`` is the store's number."""

    id: int
    certificate: CertificateId
    reading: RegistryReading


@dataclass(frozen=True, slots=True)
class ReadingUpdate:
    """
    What a reading changed: to be kept, and when to read again (a day in UTC).

    ``is_changed``: something changed that may make its watches due at once. ``holder`` is the name that the registry
    gave, to be compared with the watches' names; it is not stored.
    """

    id: int
    reading: RegistryReading
    next_on: date
    is_changed: bool
    holder: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class DueWatch:
    """
    A watch that may be due, with all that decides whether it is.

    ``watched.reading`` is what the registries said; ``state.reading`` is what counts in the watch's organisation: the
    same, or what was ``entered_end`` there. ``owner`` set the watch up. Once it was ``planned_before``, what its
    registry changes is news. ``team_days`` are the team's own days, None for the standard ones. ``position`` is where
    the watch stands in the order of a round: the stored day of its next notice, and its number. ``agreement`` is how
    the watch's name compared with the registry's at the last reading (``verifier_client.Agreement``), "" for unknown.
    """

    state: WatchState
    watched: WatchedCertificate
    owner: ManagerId
    planned_before: bool = True
    team: str = ""
    profile: str = ""
    team_days: tuple[int, ...] | None = None
    position: tuple[date, int] | None = None
    entered_end: EnteredEndDate | None = None
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class TeamCertificate:
    """
    Another watched certificate of the same owner's team: what a loss is measured against. Never a person's name.

    ``issuer`` as its registry calls it, empty while it was not read: a code alone may be that of several.
    """

    certificate: str
    code: str
    stands: bool
    expires_on: date | None
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class DigestHistory:
    """
    What happened about the certificates of a message since it was sent: it is drawn with that.

    ``names`` are what people are called. ``checked`` is what was read just now, by the certificate's ID, and
    ``picking`` the certificate for which a person is to be picked in the message.
    """

    marks: Mapping[WatchId, WatchMarks]
    names: Mapping[ManagerId, str]
    checked: Mapping[str, Verdict] = field(default_factory=dict)
    picking: str = ""


@dataclass(frozen=True, slots=True)
class DigestContent:
    """
    All that the reply of a message is made of.

    ``watches`` and ``team_certificates`` are found by the watch of a notice's key. ``details`` is what an answer, an
    alarm or a message handed over is about (``message_details``). With ``sandbox`` the message says that its records
    are made up. ``history`` is None while the message was not sent yet.
    """

    message: Message
    manager: Manager
    notices: tuple[Notice, ...]
    watches: Mapping[WatchId, DueWatch]
    team_certificates: Mapping[WatchId, tuple[TeamCertificate, ...]]
    summary: WatchSummary
    details: str = ""
    sandbox: bool = False
    history: DigestHistory | None = None
