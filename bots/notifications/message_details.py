"""What messages without notices of their own are about: values, and the JSON in which the ledger keeps them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from typing import Self


class MessageDetails:
    """A value that the ledger keeps as JSON; subclasses are dataclasses whose field names are the JSON's keys."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """Return the JSON that the ledger keeps."""
        return json.dumps(asdict(self), ensure_ascii=False)  # type: ignore[call-overload]

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the value of a JSON that the ledger kept; raises ``msgspec.DecodeError`` for anything else."""
        return msgspec.json.decode(text or "{}", type=cls)


@dataclass(frozen=True, slots=True)
class HandoverDetails(MessageDetails):
    """
    Notices that were handed over, and why their reader cannot be reached.

    ``tried`` are the chat identities, by ``Asker.key``, that could not be reached.
    """

    cause: str = ""
    tried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallbackDetails(MessageDetails):
    """
    A question that somebody is to be called back about.

    ``on`` is the day asked about as an ISO date, "" for today. ``expired`` when no registry answered in time.
    """

    certificate: str
    holder: str = ""
    on: str = ""
    expired: bool = False


@dataclass(frozen=True, slots=True)
class OfferDetails(MessageDetails):
    """
    That somebody is asked to act on a certificate in another's place, or ``declined`` to.

    Without a certificate they are asked to be an admin of their organisation.
    ``by`` is who asked, or who declined, by ``Asker.key``; ``at`` is when (UTC, ISO). ``cause``: who was asked could
    not be reached, and why.
    """

    certificate: str
    by: str
    at: str
    declined: bool = False
    cause: str = ""


ASKS, TELLS = "offer:", "declined:"
OFFERS = (ASKS, TELLS)
"""How the keys of messages about offers begin: other answers are callbacks."""


class AlarmKind(StrEnum):
    """What the operator's admin is alarmed about, the most silent failure first."""

    ROUND_LATE = "round_late"
    CANARY_SILENT = "canary_silent"
    STUCK = "stuck"
    MISSED = "missed"
    DEAD = "dead"
    UNREACHABLE = "unreachable"
    REGISTRY_SILENT = "registry_silent"
    REGISTRY_PAUSED = "registry_paused"
    WELL_AGAIN = "well_again"


@dataclass(frozen=True, slots=True)
class Alarm(MessageDetails):
    """An alarm: how many it is about, since when (in words), and the cause as far as it is known."""

    kind: AlarmKind
    count: int = 0
    since: str = ""
    cause: str = ""
