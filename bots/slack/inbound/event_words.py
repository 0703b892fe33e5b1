"""What a person asks in a message or a mention: by their own words, and by those of the message that they pass on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bots.conversation.model.command_names import SENTENCE
from bots.conversation.model.intents import Guidance, Intent, Unclear, Verify
from bots.conversation.model.talk_intents import AskBack, Help, OffTopic, SmallTalk
from bots.conversation.text import general as phrases
from bots.runtime.json_access import text_at
from bots.slack.inbound.payload_fields import read_words
from bots.slack.model.message_text import passed_on_text

if TYPE_CHECKING:
    from bots.conversation.model.ports import IntentParser
    from bots.runtime.json_access import Payload

SAYS_NOTHING = (Unclear, Help, SmallTalk, AskBack, OffTopic)
"""What is said beside a file or a message that is passed on, and asks nothing of it."""


def words_of(message: Payload, bot: str) -> str:
    """Return a person's own words without the bot's name, and below them those that they pass on."""
    return "\n".join(filter(None, (_own_words(message, bot), passed_on_text(message))))


def read_message(message: Payload, read: IntentParser, bot: str) -> Intent:
    """
    Read what a message asks; somebody else's words only say which certificates or which role, and command nothing.

    Args:
        message: as Slack describes it.
        read: reads words.
        bot: the bot's user ID, empty where it is not known.
    """
    own = _own_words(message, bot)
    if not passed_on_text(message):
        return read_words(own, read)
    said, whole = read_words(own, read), words_of(message, bot)
    for intent in (read_words(whole, read), read_words(whole, read, SENTENCE)):
        if _is_question(intent) and isinstance(said, (*SAYS_NOTHING, type(intent))):
            return intent
    return said if own else Unclear("", phrases.NOTHING_IN_MESSAGE)


def mentions(message: Payload, bot: str) -> bool:
    """Say whether a message's words name the bot."""
    return bool(bot) and _mention_of(bot).search(text_at(message, "text")) is not None


def _is_question(intent: Intent) -> bool:
    return isinstance(intent, Verify | Guidance) or (isinstance(intent, AskBack) and bool(intent.unread))


def _own_words(message: Payload, bot: str) -> str:
    text = text_at(message, "text")
    return _mention_of(bot).sub(" ", text).strip() if bot else text


def _mention_of(bot: str) -> re.Pattern[str]:
    return re.compile(rf"<@{re.escape(bot)}(?:\|[^>]*)?>")
