"""What a person wants who asks about the bot itself, or about nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class TalkKind(StrEnum):
    """
    Which kind of small talk.

    ``WHO_IS_BEST`` wants people judged, ``TRUST`` asks where answers come from, ``UNDO`` wants the last thing taken
    back, and ``OTHER`` is a greeting, a joke, a face.
    """

    THANKS = "thanks"
    WHO = "who"
    HUMAN = "human"
    COMPLAINT = "complaint"
    WHO_IS_BEST = "who is best"
    TRUST = "trust"
    UNDO = "undo"
    OTHER = "other"


class PrivacyKind(StrEnum):
    """What is asked about privacy: what is stored, who sees answers, deletion, no more messages."""

    STORED = "stored"
    WHO_SEES = "who_sees"
    DELETE = "delete"
    STOP = "stop"


class HelpTopic(StrEnum):
    """Which part of the bot help is wanted for."""

    ALL = "all"
    VERIFY = "verify"
    GUIDE = "guide"
    WATCHING = "watching"


class Missing(StrEnum):
    """What a question lacks, so that only a question back helps."""

    ID = "id"
    ID_OF_NAMED = "id_of_named"
    CERTIFICATION = "certification"
    ROLE = "role"
    MESSAGE = "message"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """Thanks, a greeting, a complaint, or the wish for a human being; ``language`` is the message's."""

    kind: TalkKind
    language: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class AskPrivacy:
    """A question about privacy, or the wish to be left alone."""

    kind: PrivacyKind


@dataclass(frozen=True, slots=True)
class Help:
    """What can you do, in one part or in all? Of all is also the answer to a greeting and to nothing at all."""

    topic: HelpTopic = HelpTopic.ALL
    language: str = field(default="", compare=False)


class OwnWord(StrEnum):
    """A word of the bot's answers that people ask about."""

    REVOKED = "revoked"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    SANDBOX = "sandbox"
    WEAK_EVIDENCE = "weak evidence"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class ExplainWord:
    """What does this word of yours mean?"""

    word: OwnWord


@dataclass(frozen=True, slots=True)
class OffTopic:
    """Something that is not the bot's."""

    language: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class AskBack:
    """
    A question that lacks something.

    ``unread`` was offered as a certificate ID and is none, as written; ``guesses`` are commands that were perhaps
    meant, two at most. ``of_last`` says that the certificate asked about last is meant, where there is one, and
    ``holder`` whose it is said to be now.
    """

    missing: Missing
    unread: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    language: str = field(default="", compare=False)
    of_last: bool = field(default=False, compare=False)
    holder: str = field(default="", compare=False)


Talk = SmallTalk | AskPrivacy | Help | ExplainWord | OffTopic | AskBack
"""What needs no registry, no guide and no watch."""
