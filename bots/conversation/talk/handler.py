"""Answers small talk, privacy, help and what is not ours: an intent in, a reply of a few lines out, pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, Reply, Tone
from bots.conversation.model.talk_intents import (
    AskBack,
    AskPrivacy,
    Help,
    HelpTopic,
    Missing,
    PrivacyKind,
    SmallTalk,
    TalkKind,
)
from bots.conversation.text import talk as words
from bots.conversation.text import verdicts as verdict_words
from bots.conversation.text.talk import in_language
from bots.conversation.understanding.text.language import ENGLISH
from bots.conversation.understanding.text.unread_ids import is_placeholder

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker
    from bots.conversation.model.talk_intents import Talk

MOST_GUESSES = 2


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the bot can do where it runs: whether it keeps watches, reads files, and where a human helps."""

    watches: bool = False
    files: bool = False
    support: str = ""


def answer_talk(intent: Talk, asker: Asker, abilities: Abilities) -> Reply:
    """
    Answer what is about the bot itself, or about nothing of ours.

    Args:
        intent: what was said.
        asker: who said it; help is given in the grammar of their surface.
        abilities: what the bot can do there.

    Returns:
        One card of at most six lines, in the asker's language where it has one of four.
    """
    language = ENGLISH if isinstance(intent, AskPrivacy) else intent.language or asker.language
    return Reply((in_language(_card(intent, asker.surface, abilities), language),))


def _card(intent: Talk, surface: str, abilities: Abilities) -> Card:
    match intent:
        case SmallTalk(kind=kind):
            return _small_talk(kind, abilities)
        case AskPrivacy(kind=kind):
            return _privacy(kind, abilities)
        case Help(topic=topic):
            return help_card(topic, surface, abilities)
        case AskBack():
            return _ask_back(intent)
        case _:
            return Card(words.OFF_TOPIC, lines=words.OFF_TOPIC_LINES, actions=(_run("help", words.HELP),))


def help_card(topic: HelpTopic, surface: str, abilities: Abilities) -> Card:
    """
    Teach what can be typed.

    Args:
        topic: which part of the bot.
        surface: whose grammar the examples are in.
        abilities: what the bot can do there; the rest is not shown.
    """
    facts = words.help_facts(topic, surface, watches=abilities.watches, files=abilities.files)
    others = [each for each in HelpTopic if each not in {topic, HelpTopic.ALL}]
    shown = [each for each in others if abilities.watches or each is not HelpTopic.WATCHING]
    actions = tuple(_run(f"help {each}", f"Help: {each}") for each in shown)
    if topic is not HelpTopic.ALL:
        return Card(words.help_headline(topic), facts=facts, actions=actions)
    gist = tuple(example for _, example in facts)
    return Card(words.help_headline(topic), gist=gist, limits=(words.more_help(shown),), actions=actions)


def _small_talk(kind: TalkKind, abilities: Abilities) -> Card:
    match kind:
        case TalkKind.THANKS:
            return Card(words.THANKS)
        case TalkKind.OTHER:
            return Card(words.OTHER, actions=(_run("help", words.HELP),))
        case TalkKind.WHO:
            return Card(words.WHO, lines=words.WHO_LINES, actions=(_run("help", words.HELP),))
        case TalkKind.WHO_IS_BEST:
            return Card(words.RANKING, lines=words.RANKING_LINES)
        case TalkKind.HUMAN if abilities.support:
            return Card(words.HUMAN, lines=(abilities.support,))
        case TalkKind.HUMAN:
            return Card(words.NO_HUMAN)
        case TalkKind.COMPLAINT:
            lines = (abilities.support,) if abilities.support else ()
            return Card(words.COMPLAINT, lines=lines, actions=(_run("help", words.HELP),))


def _privacy(kind: PrivacyKind, abilities: Abilities) -> Card:
    forget = _run("forget me", words.FORGET_ME)
    sure = _run("forget me yes", words.FORGET_ME)
    watches = (_run("watches", words.MY_WATCHES),) if abilities.watches else ()
    match kind:
        case PrivacyKind.STORED:
            return Card(words.STORED, lines=words.STORED_LINES, actions=(*watches, forget))
        case PrivacyKind.WHO_SEES:
            return Card(words.WHO_SEES, lines=words.WHO_SEES_LINES)
        case PrivacyKind.DELETE:
            return Card(words.DELETE, Tone.CAUTION, lines=(words.DELETE_LINE,), actions=(*watches, sure))
        case PrivacyKind.STOP:
            actions = (_run("notify off", words.NOTICES_OFF), *watches)
            return Card(words.STOP, Tone.CAUTION, lines=(words.STOP_LINE,), actions=actions)


def _ask_back(intent: AskBack) -> Card:
    if intent.unread and all(map(is_placeholder, intent.unread)):
        return Card(verdict_words.only_patterns(intent.unread), Tone.CAUTION)
    if intent.unread:
        return Card(verdict_words.unread_ids(intent.unread), Tone.CAUTION)
    lines = (verdict_words.ID_LOOKS_LIKE,) if intent.missing in {Missing.ID, Missing.ID_OF_NAMED} else ()
    actions = tuple(_run(each, each) for each in intent.guesses[:MOST_GUESSES]) or (_run("help", words.HELP),)
    return Card(words.asks(intent.missing), Tone.CAUTION, lines=lines, actions=actions)


def _run(command: str, label: str) -> Action:
    return Action(ActionKind.RUN, label[:75], command=command)
