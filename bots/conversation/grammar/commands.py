"""
From typed words to an intent: the one grammar that Slack, Teams, the terminal and the page share.

``verify <ids...> [name] [on <date>] [fresh]``, ``help``, and the commands of the role guide
(``grammar.guide``) and about watching (``grammar.watch``).
A line that starts with a command is read as one; any other text is read as a sentence (``sentences.py``), from one
reading of the message: which IDs, whose name was given for which, which days and certifications, and what is wanted.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from bots.conversation.grammar import about as about_grammar
from bots.conversation.grammar import guide as guidance_grammar
from bots.conversation.grammar import watch as watch_grammar
from bots.conversation.grammar.talk_sentences import help_topic, points_above
from bots.conversation.model.dates import UNREADABLE, read_day
from bots.conversation.model.intents import (
    FileAction,
    FileActionKind,
    Intent,
    MakeReceipt,
    Unclear,
    Verify,
    VerifyCode,
    holders_of,
)
from bots.conversation.model.talk_intents import AskBack, Help, Missing, OffTopic, SmallTalk
from bots.conversation.model.watch_intents import HelpWatching
from bots.conversation.text.receipts import NEEDS_ID, ONE_AT_A_TIME
from bots.conversation.understanding.message import MessageIntent
from bots.conversation.understanding.message_reading import read_message
from bots.conversation.understanding.named_ids import named_ids
from bots.conversation.understanding.text.certifications import find_certifications
from bots.conversation.understanding.text.dates import DayRole, chosen, find_days
from verifier_client import link_advice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bots.conversation.model.ports import Verifier
    from verifier_client import CertificateId

LONGEST_TEXT = 200_000
LONGEST_NAME = 200
LONGEST_NAME_WORDS = 4
MOST_BEHIND_A_SLIP, SHORTEST_SLIP = 2, 5  # words, letters
COMMANDS = (
    {"verify": "verify", "certverify": "verify", "check": "verify", "receipt": "receipt", "help": "help"}
    | guidance_grammar.COMMANDS
    | about_grammar.COMMANDS
    | watch_grammar.COMMANDS
)
GUIDANCE = frozenset(guidance_grammar.COMMANDS.values())
SENTENCE = "sentence"
ABOUT_WATCHING = {"watching", "help watching", "help watch", "watching help"}
WATCHING = frozenset(watch_grammar.COMMANDS.values())
GREETINGS = {"hi", "hello", "hey", "start", "usage", "?", "commands"}

LONGEST_QUESTION, MOST_CODES = 300, 4  # characters and codes of a question that is about certifications alone

_OF_CERTIFICATIONS = {MessageIntent.ABOUT, MessageIntent.INTERVIEW_KIT, MessageIntent.JOB_DESCRIPTION}
_QUESTION = re.compile(
    r"\?|^(?:what|who|how|does|do|is|are|can|which|when|where|why|was|wer|wie|ist|kann|quels?|quelles?|combien|qui|"
    r"qu'|qué|que|quién|cuánto|cuanto|cómo)\b",
    re.IGNORECASE,
)
_PLACES = {"verify": "slash_verify", "guide": "slash_certguide", SENTENCE: "shortcut"}
_NAME_WORD = re.compile(r"(?:(?-i:[^\W\d_a-z])[^\W\d_]*[’'.-]?)+,?")
_PLACEHOLDER = re.compile(r"-X{4,}$")
_LIKE_AN_ID = re.compile(r"(?<!\S)(?=\S*\d)[A-Za-z]{2,}[-_/]?[\w-]+(?!\S)")  # behind "verify": XYZ-1
_FILE = re.compile(rf"file ({'|'.join(FileActionKind)}) ([0-9a-f]{{16}})")
_ON = re.compile(r"(?:^|\s)(?:--)?on[\s=:]+(\S+(?:\s+[A-Za-z]{3,9}\.?\s+\d{4})?)(?=\s|$)", re.IGNORECASE)
_FRESH = re.compile(r"(?:^|\s)(?:--)?fresh(?=\s*$)", re.IGNORECASE)
_ISSUER = re.compile(r"(?:^|\s)from[\s=:]+([a-z0-9_]+)(?=\s|$)", re.IGNORECASE)
_LEAD = re.compile(r"^(?:for|name|holder|of|is|by)(?:\s*[:=]\s*|\s+)", re.IGNORECASE)
_CODE = re.compile(r"^(?:senior\s+)?([A-Za-z]{3,5})\b[®\s]*(.*)$", re.IGNORECASE | re.DOTALL)
# ruff: noqa: RUF001 - quotation marks and dashes of many languages are cut off around a name
_EDGES = " \t\r\n,;:.!?|\"'`*_~()[]{}<>«»„“”‘’-–—/\\"
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def read(text: str, verifier: Verifier, *, command: str | None = None) -> Intent:
    """
    Return what ``text`` asks for.

    ``command`` is the command already named outside the text, such as ``verify`` by ``/verify``; ``SENTENCE`` says
    that the text is nobody's command, whatever its first word, such as a message that somebody else wrote.
    """
    if len(text) > LONGEST_TEXT:
        return Unclear(text[:80], f"That is {len(text):,} characters; {LONGEST_TEXT:,} at most can be read at once.")
    words = text.strip(" \t\r\n`*")
    first, _, _ = re.sub(r"\s", " ", words, count=1).partition(" ")
    named = COMMANDS.get(first.strip("/:,").lower())
    rest = words[len(first) :].strip()
    if named in GUIDANCE and guidance_grammar.is_prose(first, rest, has_ids=bool(verifier.read_text(rest).ids)):
        named = None
    if named in WATCHING and watch_grammar.is_prose(named, rest, has_ids=bool(verifier.read_text(rest).ids)):
        named = None
    if (
        named is not None
        and command != SENTENCE
        and not (command in GUIDANCE and named not in {*GUIDANCE, *about_grammar.COMMANDS})
    ):
        command, words = named, rest
    if command is not None and (of_topic := _of_topic(command, words, verifier)):
        return of_topic
    if named_alone := _of_one(command, words, verifier):
        return named_alone
    if words.lower().strip(" .!?") in ABOUT_WATCHING and command in {None, "help", "verify"}:
        return HelpWatching()
    is_greeting = words.lower().strip("!. /") in GREETINGS | {"help"}
    if not words.strip().strip(_EDGES + "?") or is_greeting:
        return Help()
    if command == "help":
        return Help(help_topic(words))
    intent = _verify(words, verifier, "verify") if command == "verify" else _sentence(words, verifier, command)
    return _advised(intent, words, verifier) if "://" in words else intent


def _advised(intent: Intent, words: str, verifier: Verifier) -> Intent:
    """Say what is wrong with a badge link, where that is all that the words are about."""
    if not isinstance(intent, Unclear | AskBack | OffTopic | SmallTalk):
        return intent
    advice = link_advice(words, badge_hosts=_badge_hosts(verifier))
    return intent if advice is None else Unclear(words, advice, "verify")


def _badge_hosts(verifier: Verifier) -> frozenset[str]:
    return frozenset[str]().union(*(about.badge_hosts for about in verifier.registries))


def _of_topic(command: str, words: str, verifier: Verifier) -> Intent | None:
    """Read what a command about watching, about certifications or of the role guide asks for."""
    if command in WATCHING:
        return watch_grammar.read_watching(command, words, verifier)
    if command in GUIDANCE and words.lower() in {"help", "?"}:
        return Help()
    if command in about_grammar.COMMANDS:
        return about_grammar.read_command(command, words)
    if command == "guide" and (of_certification := _of_certification(words, verifier)):
        return of_certification
    return guidance_grammar.read_command(command, words) if command in GUIDANCE else None


def _of_certification(words: str, verifier: Verifier) -> Intent | None:
    """Read a question for the guide that is about a certification it names, and about no role: "what is AIDA?"."""
    if len(words) > LONGEST_QUESTION or not 0 < len(find_certifications(words).codes) <= MOST_CODES:
        return None
    from bots.conversation.grammar.sentences import SURE_ENOUGH, intent_of  # noqa: PLC0415 - a role loads no model

    found = read_message(words, where="slash_certguide", today=verifier.today, badge_hosts=_badge_hosts(verifier))
    is_meant = found.intent in _OF_CERTIFICATIONS and found.certainty >= SURE_ENOUGH and bool(found.codes)
    is_meant = is_meant and (found.intent is not MessageIntent.ABOUT or _QUESTION.search(words) is not None)
    return intent_of(found, words, (), today=verifier.today) if is_meant else None


def _verify(words: str, verifier: Verifier, command: str) -> Intent:
    reading = verifier.read_text(words)
    rest, fresh = _cut(_FRESH, reading.rest)
    on = _day(rest, verifier.today)
    if isinstance(on, str):
        return Unclear(words, f"{on!r} {UNREADABLE}")
    if not reading.ids:
        return _without_id(words, rest, verifier)
    if placeholders := placeholders_in(reading.ids):
        return AskBack(Missing.ID, placeholders)
    named = named_ids(words, where=f"slash_{command}", badge_hosts=_badge_hosts(verifier))
    holder, holders = holders_of(reading.ids, named.pairs)
    holder = _whole_name(holder, rest) if len(reading.ids) == 1 else holder
    if long := next((name for name in (holder or "", *dict(holders).values()) if len(name) > LONGEST_NAME), None):
        return Unclear(words, f"The name has {len(long):,} characters; {LONGEST_NAME} at most can be compared.")
    return Verify(reading.ids, holder, on, fresh is not None, holders, tuple(named.candidates.items()), named.unread)


def _whole_name(name: str | None, rest: str) -> str | None:
    """Behind the command and one ID, words that all begin like a name's are one name: "Zoë Gone" is not cut."""
    words = rest.strip(_EDGES).split()
    if name is None or not 2 <= len(words) <= LONGEST_NAME_WORDS or not set(name.split()) < set(words):
        return name
    return " ".join(words) if all(_NAME_WORD.fullmatch(word) for word in words) else name


def placeholders_in(ids: Sequence[CertificateId]) -> tuple[str, ...]:
    """Return the IDs whose last part is only a pattern, as issuers print it to show what an ID looks like."""
    return tuple(each.text for each in ids if _PLACEHOLDER.search(each.text))


def _day(rest: str, today: date) -> date | str | None:
    """Return the one day that a command names, the words that are no day, or None where it names none."""
    for each in (days := find_days(rest, today=today)):
        if len(each.readings) != 1 and chosen(each, today=today) is None and each.role is not DayRole.UNSAID:
            return each.written
    known = {each.last or chosen(each, today=today) for each in days} - {None}
    if known:
        return known.pop() if len(known) == 1 else " / ".join(each.written for each in days)
    _, written = _cut(_ON, rest)
    return None if written is None else read_day(written) or written


def _of_one(command: str | None, words: str, verifier: Verifier) -> Intent | None:
    """Read what is about one file, as buttons say it, or about one receipt."""
    if of_file := _FILE.fullmatch(words):
        return FileAction(FileActionKind(of_file[1]), of_file[2])
    if command != "receipt":
        return None
    asked = _verify(words, verifier, "verify")
    if isinstance(asked, Verify):
        return MakeReceipt(asked) if len(asked.ids) == 1 else Unclear(words, ONE_AT_A_TIME, "receipt")
    return Unclear(words, NEEDS_ID, "receipt")


def _without_id(words: str, rest: str, verifier: Verifier) -> Intent:
    if unread := named_ids(words, where="slash_verify", badge_hosts=_badge_hosts(verifier)).unread:
        return AskBack(Missing.ID, unread)
    rest, registry = _cut(_ISSUER, rest)
    match = _CODE.match(rest.strip(_EDGES))
    if match and verifier.registries_of(match[1]):
        after = match[2].strip()
        name = None if re.search(r"\d", after) else clean_name(after)
        return VerifyCode(match[1].upper(), name, registry.lower() if registry else None)
    if points_above(words):
        return AskBack(Missing.MESSAGE)
    if like_ids := tuple(_LIKE_AN_ID.findall(words)):
        return AskBack(Missing.ID, like_ids)
    return Unclear(words, "There is no certificate ID in that.", "verify")


def _nearest(words: str) -> str | None:
    """Return the command that a slip of the keyboard hides, where little else was typed."""
    first, *rest = words.split()
    first = first.strip("/:,").lower()
    if len(rest) > MOST_BEHIND_A_SLIP or len(first) < SHORTEST_SLIP or first in COMMANDS:
        return None
    near = difflib.get_close_matches(first, COMMANDS, n=1, cutoff=0.8)
    return COMMANDS[near[0]] if near else None


def _sentence(words: str, verifier: Verifier, command: str | None) -> Intent:
    """Read what is no command: the message's IDs, names, days and certifications, and what is wanted of them."""
    from bots.conversation.grammar.sentences import intent_of  # noqa: PLC0415 - a command loads no model

    ids = verifier.read_text(words).ids
    if not ids and command == SENTENCE:
        return Unclear(words)
    if not ids and (near := _nearest(words)):
        return Unclear(words, "", near)
    where = _PLACES.get(command or "", "dm")
    found = read_message(words, where=where, today=verifier.today, badge_hosts=_badge_hosts(verifier))
    if command == SENTENCE and ids:
        found = found._replace(intent=MessageIntent.VERIFY, certainty=1.0)
    if found.intent is MessageIntent.VERIFY and (placeholders := placeholders_in(ids)):
        return AskBack(Missing.ID, placeholders)
    return intent_of(found, words, ids, today=verifier.today)


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str | None]:
    """Return a text without the first match of a pattern, and the match: its group where it has one."""
    match = pattern.search(text)
    if match is None:
        return text, None
    caught = match[1] if match.lastindex else match[0]
    return f"{text[: match.start()]} {text[match.end() :]}".strip(), caught


def clean_name(text: str) -> str | None:
    """Return a name without the punctuation and the little words around it, or None when nothing is left."""
    text = _UNSEEN.sub("", " ".join(text.split()))
    text = _LEAD.sub("", text.strip(_EDGES.replace(".", "")))
    text = text.strip(_EDGES.replace(".", "").replace("'", ""))
    return text if any(character.isalpha() for character in text) else text.strip() or None
