"""
From typed words to an intent: the one grammar that Slack, Teams, the terminal and the page share.

``verify <ids...> [name] [on <date>] [fresh]``, ``help``, and the commands of the role guide
(``guidance_grammar.py``) and about watching (``watch_grammar.py``).
A line that starts with a command is read as one; any other text is read as a sentence: one with IDs is about
certificates, and only a name after "for" is taken from it; one without may be a question to the role guide, or small
talk.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from bots.conversation.grammar import about as about_grammar
from bots.conversation.grammar import guide as guidance_grammar
from bots.conversation.grammar import watch as watch_grammar
from bots.conversation.model.dates import UNREADABLE, read_day
from bots.conversation.model.intents import (
    FileAction,
    FileActionKind,
    Help,
    Intent,
    MakeReceipt,
    Unclear,
    Verify,
    VerifyCode,
)
from bots.conversation.model.watch_intents import HelpWatching
from bots.conversation.text.receipts import NEEDS_ID, ONE_AT_A_TIME

if TYPE_CHECKING:
    from bots.conversation.model.ports import Verifier

LONGEST_TEXT = 200_000
LONGEST_NAME = 200
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

_FILE = re.compile(rf"file ({'|'.join(FileActionKind)}) ([0-9a-f]{{16}})")
_ON = re.compile(r"(?:^|\s)(?:--)?on[\s=:]+(\S+(?:\s+[A-Za-z]{3,9}\.?\s+\d{4})?)(?=\s|$)", re.IGNORECASE)
_FRESH = re.compile(r"(?:^|\s)(?:--)?fresh(?=\s*$)", re.IGNORECASE)
_ISSUER = re.compile(r"(?:^|\s)from[\s=:]+([a-z0-9_]+)(?=\s|$)", re.IGNORECASE)
_LEAD = re.compile(r"^(?:for|name|holder|of|is|by)(?:\s*[:=]\s*|\s+)", re.IGNORECASE)
_SENTENCE_NAME = re.compile(r"\b(?:for|of|by|from|holder|name)\s*[:=]?\s+((?:(?-i:[^\W\d_a-z])[^\s,;:?!()]*[ ]?){1,5})")
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
    if not words.strip().strip(_EDGES + "?") or is_greeting or command == "help":
        return Help()
    return _verify(words, verifier, is_command=command == "verify")


def _of_topic(command: str, words: str, verifier: Verifier) -> Intent | None:
    """Read what a command about watching, about certifications or of the role guide asks for."""
    if command in WATCHING:
        return watch_grammar.read_watching(command, words, verifier)
    if command in GUIDANCE and words.lower() in {"help", "?"}:
        return Help()
    if command in about_grammar.COMMANDS:
        return about_grammar.read_command(command, words)
    return guidance_grammar.read_command(command, words) if command in GUIDANCE else None


def _verify(words: str, verifier: Verifier, *, is_command: bool) -> Intent:
    reading = verifier.read_text(words)
    rest, fresh = _cut(_FRESH, reading.rest)
    rest, day = _cut(_ON, rest)
    on = None
    if day is not None:
        on = read_day(day)
        if on is None and (is_command or re.match(r"\d", day)):
            return Unclear(words, f"{day!r} {UNREADABLE}")
    if not reading.ids:
        return _without_id(words, rest, verifier, is_command=is_command)
    # In a sentence about several certificates nobody can tell whose name it is.
    name = clean_name(rest) if is_command else _name_in_sentence(rest) if len(reading.ids) == 1 else None
    if name is not None and len(name) > LONGEST_NAME:
        if is_command:
            return Unclear(words, f"The name has {len(name):,} characters; {LONGEST_NAME} at most can be compared.")
        name = None
    return Verify(reading.ids, name, on, fresh is not None)


def _of_one(command: str | None, words: str, verifier: Verifier) -> Intent | None:
    """Read what is about one file, as buttons say it, or about one receipt."""
    if of_file := _FILE.fullmatch(words):
        return FileAction(FileActionKind(of_file[1]), of_file[2])
    if command != "receipt":
        return None
    asked = _verify(words, verifier, is_command=True)
    if isinstance(asked, Verify):
        return MakeReceipt(asked) if len(asked.ids) == 1 else Unclear(words, ONE_AT_A_TIME, "receipt")
    return Unclear(words, NEEDS_ID, "receipt")


def _without_id(words: str, rest: str, verifier: Verifier, *, is_command: bool) -> Intent:
    rest, registry = _cut(_ISSUER, rest)
    match = _CODE.match(rest.strip(_EDGES))
    if match and verifier.registries_of(match[1]):
        after = match[2].strip()
        if is_command or not after:
            name = None if re.search(r"\d", after) else clean_name(after)
            return VerifyCode(match[1].upper(), name, registry.lower() if registry else None)
    if is_command:
        return Unclear(words, "There is no certificate ID in that.", "verify")
    if guidance := guidance_grammar.read_sentence(words):
        return guidance
    near = difflib.get_close_matches(words.split(maxsplit=1)[0].strip("/:,").lower(), COMMANDS, n=1, cutoff=0.7)
    return Unclear(words, "", COMMANDS[near[0]] if near else None)


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str | None]:
    """Take a pattern out of a text: the rest, and what the pattern caught."""
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


def _name_in_sentence(text: str) -> str | None:
    """Only capitalised words after "for" and the like are taken for a name; anything else would be a guess."""
    match = _SENTENCE_NAME.search(text)
    return clean_name(match[1]) if match else None
