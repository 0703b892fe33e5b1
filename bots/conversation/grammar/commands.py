"""
From typed words to an intent: the one grammar that Slack, Teams, the terminal and the page share.

``verify <ids...> [name] [on <date>] [in <language>] [fresh]`` (``grammar.verify_question``), ``help``, and the commands
of the role guide (``grammar.guide``) and about watching (``grammar.watch``).
A line that starts with a command is read as one; any other text is read as a sentence (``sentence_reading``), from one
reading of the message: which IDs, whose name was given for which, which days and certifications, and what is wanted.
What a command needs is imported where it is read, so that ``verify`` is quick from a cold start.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bots.conversation.grammar.verify_question import EDGES, badge_hosts_of, read_verify
from bots.conversation.model.command_names import (
    CERTIFICATION_WORDS,
    COMMANDS,
    GUIDANCE,
    SEND_VERDICT,
    SENTENCE,
    WATCHING,
)
from bots.conversation.model.intents import FileAction, FileActionKind, MakeReceipt, SendVerdict, Unclear, Verify
from bots.conversation.text.general import NEEDS
from bots.conversation.text.receipts import NEEDS_ID, ONE_AT_A_TIME
from verifier_client import link_advice

if TYPE_CHECKING:
    from bots.conversation.model.intents import Intent
    from bots.conversation.model.ports import Verifier

LONGEST_TEXT = 200_000
ABOUT_WATCHING = {"watching", "help watching", "help watch", "watching help"}
GREETINGS = {"hi", "hello", "hey", "start", "usage", "?", "commands", "help"}
_FILE = re.compile(rf"file ({'|'.join(FileActionKind)}) ([0-9a-f]{{16}})")


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
    if command is None and first.strip("/:,").lower() == "certguide" and rest:
        return read(rest, verifier, command="guide")  # as Slack reads what stands behind its command
    if (
        named is not None
        and command != SENTENCE
        and not (command in GUIDANCE and named not in {*GUIDANCE, *CERTIFICATION_WORDS})
        and _is_command(first, rest, verifier, slash=command)
    ):
        command, words = named, rest
    if command is not None and (of_topic := _of_topic(command, words, verifier)):
        return of_topic
    if named_alone := _of_one(command, words, verifier):
        return named_alone
    if of_help := _of_help(command, words):
        return of_help
    intent = read_verify(words, verifier) if command == "verify" else _sentence(words, verifier, command)
    return _advised(intent, words, verifier) if "://" in words else intent


def _is_command(first: str, rest: str, verifier: Verifier, *, slash: str | None) -> bool:
    """Tell a command, or its word alone, from a sentence that begins with the same word: "Watch out, ..."."""
    if rest.strip(EDGES).lower() in {"", "help"}:
        return True
    from bots.conversation.grammar.sentence_reading import PLACES  # noqa: PLC0415 - behind a slash few type a command
    from bots.conversation.understanding.command_words import read_command  # noqa: PLC0415 - see above
    from bots.conversation.understanding.text.id_marks import marked_text  # noqa: PLC0415 - see above

    marked = marked_text(f"{first} {rest}", badge_hosts_of(verifier))
    if not marked.text.strip().removeprefix(first).strip(EDGES):
        return True  # only markup of the platform, such as a mention of everybody, stands behind the word
    return read_command(marked, where=PLACES.get(slash or "", "dm")) is not None


def _of_help(command: str | None, words: str) -> Intent | None:
    """Read a greeting, nothing at all, and a call for help."""
    is_greeting = words.lower().strip("!. /") in GREETINGS or not words.strip().strip(EDGES + "?")
    is_about_watching = words.lower().strip(" .!?") in ABOUT_WATCHING and command in {None, "help", "verify"}
    if not (is_greeting or is_about_watching or command == "help"):
        return None
    from bots.conversation.grammar.talk_sentences import help_topic  # noqa: PLC0415 - for those who ask for help
    from bots.conversation.model.talk_intents import Help  # noqa: PLC0415 - for those who ask for help
    from bots.conversation.model.watch_intents import HelpWatching  # noqa: PLC0415 - for those who ask for help

    if is_about_watching:
        return HelpWatching()
    if command == "help" and words.strip(" .!?").lower() in {*NEEDS} - {"guide", "about"}:
        return Unclear(words, NEEDS[words.strip(" .!?").lower()], words.strip(" .!?").lower())
    return Help() if is_greeting else Help(help_topic(words))


def _sentence(words: str, verifier: Verifier, command: str | None) -> Intent:
    from bots.conversation.grammar.sentence_reading import read_sentence  # noqa: PLC0415 - a command needs no model

    return read_sentence(words, verifier, command)


def _advised(intent: Intent, words: str, verifier: Verifier) -> Intent:
    """Say what is wrong with a badge link, where that is all that the words are about."""
    from bots.conversation.model.talk_intents import AskBack, OffTopic, SmallTalk  # noqa: PLC0415 - links are rare

    if not isinstance(intent, Unclear | AskBack | OffTopic | SmallTalk):
        return intent
    advice = link_advice(words, badge_hosts=badge_hosts_of(verifier))
    return intent if advice is None else Unclear(words, advice, "verify")


def _of_topic(command: str, words: str, verifier: Verifier) -> Intent | None:
    """Read what a command about watching, about certifications or of the role guide asks for."""
    if command in WATCHING:
        from bots.conversation.grammar.watch import read_watching  # noqa: PLC0415 - for those who watch

        return read_watching(command, words, verifier)
    if command in CERTIFICATION_WORDS:
        from bots.conversation.grammar.about import read_command  # noqa: PLC0415 - for those who ask the guide

        return read_command(command, words)
    return _of_guide(command, words, verifier) if command in GUIDANCE else None


def _of_guide(command: str, words: str, verifier: Verifier) -> Intent:
    from bots.conversation.grammar.guide import read_command, read_namesakes  # noqa: PLC0415 - for those who ask the guide
    from bots.conversation.grammar.sentence_reading import read_certification_question  # noqa: PLC0415 - see above
    from bots.conversation.grammar.talk_sentences import asks_about_person  # noqa: PLC0415 - see above
    from bots.conversation.model.talk_intents import AskBack, Help, Missing  # noqa: PLC0415 - see above

    has_ids = command == "guide" and bool(verifier.read_text(words).ids)
    if has_ids and isinstance(question := _sentence(words, verifier, None), Verify):
        return question
    if command == "guide" and asks_about_person(words) and not has_ids:
        return AskBack(Missing.ID_OF_NAMED)
    if words.lower() in {"help", "?"}:
        return Help()
    if command == "guide" and (of_certification := read_certification_question(words, verifier)):
        return of_certification
    namesakes = read_namesakes(words) if command == "compare" else None
    return namesakes or read_command(command, words)


def _of_one(command: str | None, words: str, verifier: Verifier) -> Intent | None:
    """Read what is about one file, as buttons say it, or about one receipt."""
    if of_file := _FILE.fullmatch(words):
        return FileAction(FileActionKind(of_file[1]), of_file[2])
    if words.startswith(f"{SEND_VERDICT} "):
        sent = read_verify(words.partition(" ")[2], verifier)
        return SendVerdict(sent) if isinstance(sent, Verify) and len(sent.ids) == 1 else None
    if command != "receipt":
        return None
    asked = read_verify(words, verifier)
    if isinstance(asked, Verify):
        return MakeReceipt(asked) if len(asked.ids) == 1 else Unclear(words, ONE_AT_A_TIME, "receipt")
    return Unclear(words, NEEDS_ID, "receipt")
