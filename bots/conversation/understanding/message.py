"""What was understood of a message, as values: the one reading from which the desk's intents are made."""

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from role_guide import Facet

if TYPE_CHECKING:
    from bots.conversation.understanding.text.dates import DayMention
    from verifier_client import CertificateId
else:
    CertificateId = DayMention = (
        object  # for a quoted type ``typing`` compiles, which takes longer than reading a message
    )


class MessageIntent(StrEnum):
    """What the writer of a message wants; the values are those of the evaluation sets."""

    VERIFY = "verify"
    ABOUT = "about"
    GUIDE = "guide"
    COMPARE = "compare"
    JOB_DESCRIPTION = "jd"
    REVIEW = "review"
    INTERVIEW_KIT = "kit"
    TEAM = "team"
    WATCH = "watch"
    UNWATCH = "unwatch"
    WATCHES = "watches"
    NOTIFY = "notify"
    PRIVACY = "privacy"
    HELP = "help"
    SMALL_TALK = "smalltalk"
    OFF_TOPIC = "offtopic"
    ASK_BACK = "ask"


class Understanding(NamedTuple):
    """
    One reading of one message.

    ``ids`` are all certificate IDs of the message in order; ``negated_ids`` those of them that are ruled out ("don't
    check X, check Y") and must get no verdict. ``codes`` are the certifications meant, as display codes,
    ``negated_codes`` those ruled out. ``facet`` is given for ``about``. ``name`` is the holder's name where the message
    gives exactly one, ``pairs`` which name was given for which ID, ``candidates`` the
    names among which only the asker can choose, by the ID's text. ``unread`` was offered as an ID and is none.
    ``command`` is the explicit command that decided, "" for a sentence. ``certainty`` (0 to 1) is the model's share for
    the intent, 1 for a command; ``others`` are the next likely intents, best first, for "did you mean" buttons.
    """

    intent: MessageIntent
    ids: tuple[CertificateId, ...] = ()
    negated_ids: tuple[CertificateId, ...] = ()
    codes: tuple[str, ...] = ()
    negated_codes: tuple[str, ...] = ()
    facet: Facet | None = None
    name: str = ""
    pairs: tuple[tuple[CertificateId, str | None], ...] = ()
    candidates: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unread: tuple[str, ...] = ()
    days: tuple[DayMention, ...] = ()
    command: str = ""
    certainty: float = 1.0
    others: tuple[MessageIntent, ...] = ()


__all__ = ["Facet", "MessageIntent", "Understanding"]
