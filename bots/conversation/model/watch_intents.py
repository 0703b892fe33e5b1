"""What a person wants of their watches, as values; ``grammar.watch`` makes them and ``watch.handler`` answers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, time

    from bots.conversation.model.table_options import TableOptions
    from verifier_client import CertificateId


@dataclass(frozen=True, slots=True)
class CertificatesIntent:
    """What is wanted of certificates, by their IDs."""

    ids: tuple[CertificateId, ...]

    @property
    def certificates(self) -> tuple[str, ...]:
        """The certificates that it is about, by their IDs' texts."""
        return tuple(each.text for each in self.ids)


@dataclass(frozen=True, slots=True)
class CertificateIntent:
    """What is wanted of one certificate."""

    certificate: CertificateId

    @property
    def certificates(self) -> tuple[str, ...]:
        """The certificate that it is about, by its ID's text."""
        return (self.certificate.text,)


@dataclass(frozen=True, slots=True)
class Watch(CertificatesIntent):
    """
    Tell me about these certificates, until that day at most; whose, which team's and why, as far as it was said.

    ``manager`` is a name of the asker's own roster, as in ``StoredWatch``.
    """

    person: str = ""
    team: str = ""
    purpose: str = ""
    until: date | None = None
    manager: str = ""


@dataclass(frozen=True, slots=True)
class Unwatch(CertificatesIntent):
    """Tell me no more about these certificates."""


@dataclass(frozen=True, slots=True)
class UnwatchAll:
    """Forget all that I watch; asked back unless ``sure``."""

    sure: bool = False


@dataclass(frozen=True, slots=True)
class ListWatches:
    """
    A question for what the asker watches, a page of it.

    ``period`` is when a certificate ends (``this quarter``, ``30 days``), ``team`` and ``person`` whose it is; empty
    for all.
    """

    page: int = 1
    period: str = ""
    team: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Snooze(CertificatesIntent):
    """Say nothing of these certificates' end for so many days, or before a day; 0 days end such a silence."""

    days: int = 7
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Acknowledge(CertificatesIntent):
    """Somebody is on it; without IDs: on all that was told."""

    ids: tuple[CertificateId, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeBackAcknowledgement(CertificatesIntent):
    """Nobody is on it after all: what was acknowledged last is open again."""


@dataclass(frozen=True, slots=True)
class Assign(CertificateIntent):
    """
    Let somebody else act on a certificate: somebody linked by that name, "me", or whoever types a code.

    ``person`` is whom the asker picked on their platform, by the platform's ID.
    """

    to: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class AcceptOffer(CertificateIntent):
    """I act on this certificate, as I was asked to."""


@dataclass(frozen=True, slots=True)
class DeclineOffer(CertificateIntent):
    """I do not act on this certificate, as I was asked to."""


@dataclass(frozen=True, slots=True)
class SetDeputy(CertificateIntent):
    """Ask for a code: whoever types it is told once when nobody acknowledges."""


@dataclass(frozen=True, slots=True)
class SetFallback:
    """Ask for a code to be typed on another surface, for when this one cannot be reached."""


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """Accept what a code gives."""

    code: str


@dataclass(frozen=True, slots=True)
class ListInvitations:
    """A question for who the managers of the asker's rosters are in chat, a page of it."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class InvitePerson:
    """Ask for a code for a roster's manager."""

    name: str


@dataclass(frozen=True, slots=True)
class UnlinkPerson:
    """Forget who a roster's manager is in chat."""

    name: str


@dataclass(frozen=True, slots=True)
class ChangePreferences:
    """
    Show when I am told, changed by whatever is given.

    A pause lasts until a day or for so many days; ``opted_out`` either way ends it. ``asks_until`` is for a pause whose
    end could not be read, ``unread`` is what was not understood: both change nothing.
    """

    opted_out: bool | None = None
    opens: time | None = None
    closes: time | None = None
    zone: str = ""
    workdays: frozenset[int] = frozenset()
    alerts_a_day: int | None = None
    urgent_any_time: bool | None = None
    heartbeat: bool | None = None
    paused_until: date | None = None
    pause_days: int = 0
    asks_until: bool = False
    unread: str = ""


@dataclass(frozen=True, slots=True)
class ListRules:
    """A question for the asker's teams' own rules."""


@dataclass(frozen=True, slots=True)
class SetRule:
    """Give a team its own days (None: the standard ones); only said what it would do, unless ``save``."""

    team: str
    days: tuple[int, ...] | None = None
    save: bool = False


@dataclass(frozen=True, slots=True)
class SetProfile:
    """Hold a team's cover to a profile; an empty one to none."""

    team: str
    profile: str = ""


@dataclass(frozen=True, slots=True)
class EnterEndDate(CertificateIntent):
    """Note a certificate's end where no registry can be asked."""

    on: date


@dataclass(frozen=True, slots=True)
class RequestCallback(CertificateIntent):
    """Answer this question later, when its registry is back."""

    holder: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ImportRoster:
    """Import the roster that was shown, by the key of its file."""

    key: str


@dataclass(frozen=True, slots=True)
class PreviewRoster:
    """Show again what importing a file would do, by its key, now that its columns or days are said to be these."""

    key: str
    options: TableOptions | None = None


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """A question for what the organisation's admins have set."""


@dataclass(frozen=True, slots=True)
class SetSettings:
    """Change some, by name; ``proven`` where the platform says that the asker is an admin there."""

    texts: tuple[tuple[str, str], ...]
    is_proven_admin: bool = False


@dataclass(frozen=True, slots=True)
class AnswerAdminOffer:
    """I am an admin from now on, as I was asked to be, or I am not."""

    accepts: bool


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Forget all that is kept about me; asked back unless ``sure``."""

    sure: bool = False


@dataclass(frozen=True, slots=True)
class HelpWatching:
    """A question for all that can be said about watching."""


WatchIntent = (
    Watch
    | Unwatch
    | UnwatchAll
    | ListWatches
    | Snooze
    | Acknowledge
    | TakeBackAcknowledgement
    | Assign
    | AcceptOffer
    | DeclineOffer
    | SetDeputy
    | SetFallback
    | AcceptInvitation
    | ListInvitations
    | InvitePerson
    | UnlinkPerson
    | ChangePreferences
    | ListRules
    | SetRule
    | SetProfile
    | EnterEndDate
    | RequestCallback
    | ImportRoster
    | PreviewRoster
    | ForgetMe
    | ShowSettings
    | SetSettings
    | AnswerAdminOffer
    | HelpWatching
)
ActionOnNotice = Acknowledge | TakeBackAcknowledgement | Snooze | Assign | AcceptOffer | DeclineOffer | EnterEndDate
"""What changes messages that were sent about its certificates."""
