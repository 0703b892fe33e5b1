"""Reads what is no command as a sentence: one reading of the message, and what it asks for."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bots.conversation.grammar.notify_sentences import is_about_notices
from bots.conversation.grammar.sentences import SURE_ENOUGH, intent_of
from bots.conversation.grammar.verify_question import badge_hosts_of, placeholders_in, question_language
from bots.conversation.model.command_names import COMMANDS, SENTENCE
from bots.conversation.model.intents import Unclear, Verify
from bots.conversation.model.talk_intents import AskBack, Help, Missing, OffTopic, SmallTalk
from bots.conversation.text.uploads import too_many_words
from bots.conversation.understanding.message import MessageIntent
from bots.conversation.understanding.message_reading import read_message
from bots.conversation.understanding.text.certifications import find_certifications
from bots.conversation.understanding.text.language import language_of

if TYPE_CHECKING:
    from bots.conversation.model.intents import Intent
    from bots.conversation.model.ports import Verifier

MOST_BEHIND_A_SLIP, SHORTEST_SLIP = 2, 5  # words, letters
LONGEST_SENTENCE = 20_000  # characters without an ID: longer than any advertisement or letter
LONGEST_QUESTION, MOST_CODES = 300, 4  # characters and codes of a question that is about certifications alone

_OF_CERTIFICATIONS = {MessageIntent.ABOUT, MessageIntent.INTERVIEW_KIT, MessageIntent.JOB_DESCRIPTION}
_QUESTION = re.compile(
    r"\?|^(?:what|who|how|does|do|is|are|can|which|when|where|why|was|wer|wie|ist|kann|quels?|quelles?|combien|qui|"
    r"qu'|qué|que|quién|cuánto|cuanto|cómo)\b",
    re.IGNORECASE,
)
PLACES = {"verify": "slash_verify", "guide": "slash_certguide", SENTENCE: "shortcut"}


def read_certification_question(words: str, verifier: Verifier) -> Intent | None:
    """Read a question for the guide that is about a certification it names, and about no role: "what is AIDA?"."""
    if len(words) > LONGEST_QUESTION or not 0 < len(find_certifications(words).codes) <= MOST_CODES:
        return None
    found = read_message(words, where="slash_certguide", today=verifier.today, badge_hosts=badge_hosts_of(verifier))
    is_meant = found.intent in _OF_CERTIFICATIONS and found.certainty >= SURE_ENOUGH and bool(found.codes)
    is_meant = is_meant and (found.intent is not MessageIntent.ABOUT or _QUESTION.search(words) is not None)
    return intent_of(found, words, (), today=verifier.today) if is_meant else None


def _nearest(words: str) -> str | None:
    """Return the command that a slip of the keyboard hides, where little else was typed."""
    first, *rest = words.split()
    first = first.strip("/:,").lower()
    if len(rest) > MOST_BEHIND_A_SLIP or len(first) < SHORTEST_SLIP or first in COMMANDS or is_about_notices(first):
        return None
    near = difflib.get_close_matches(first, COMMANDS, n=1, cutoff=0.8)
    return COMMANDS[near[0]] if near else None


def read_sentence(words: str, verifier: Verifier, command: str | None) -> Intent:
    """Read what is no command: the message's IDs, names, days and certifications, and what is wanted of them."""
    ids = verifier.read_text(words).ids
    if not ids and command == SENTENCE:
        return Unclear(words)
    if not ids and len(words) > LONGEST_SENTENCE:
        return Unclear(words[:80], too_many_words(len(words.split())))
    if not ids and (near := _nearest(words)):
        return Unclear(words, "", near)
    where = PLACES.get(command or "", "dm")
    found = read_message(words, where=where, today=verifier.today, badge_hosts=badge_hosts_of(verifier), ids=ids)
    if command == SENTENCE and ids:
        found = found._replace(intent=MessageIntent.VERIFY, certainty=1.0)
    if found.intent is MessageIntent.VERIFY and (placeholders := placeholders_in(ids)):
        return AskBack(Missing.ID, placeholders)
    intent = intent_of(found, words, ids, today=verifier.today)
    if isinstance(intent, SmallTalk | Help | OffTopic | AskBack):
        return replace(intent, language=language_of(words, default=""))
    if isinstance(intent, Verify):
        return replace(intent, language=question_language(words, found.pairs, dict(found.candidates)))
    return intent
