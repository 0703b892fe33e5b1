"""Answers small talk, privacy, help and what is not ours: an intent in, a reply of a few lines out, pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bots.conversation.model.replies import Action, ActionKind, Card, Reply, Tone
from bots.conversation.model.talk_intents import (
    AskBack,
    AskPrivacy,
    ExplainWord,
    Help,
    HelpTopic,
    Missing,
    PrivacyKind,
    SmallTalk,
    TalkKind,
)
from bots.conversation.text import talk as words
from bots.conversation.text import verdicts as verdict_words
from bots.conversation.text.languages.phrasebook import ENGLISH, say
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
    language = ENGLISH if isinstance(intent, AskPrivacy | ExplainWord) else intent.language or asker.language
    return Reply((_card(intent, asker.surface, abilities, language),))


def _card(intent: Talk, surface: str, abilities: Abilities, language: str) -> Card:
    match intent:
        case SmallTalk(kind=kind):
            return _small_talk(kind, abilities, language)
        case AskPrivacy(kind=kind):
            return _privacy(kind, abilities)
        case Help(topic=topic):
            return _help(topic, surface, abilities, language)
        case ExplainWord(word=word):
            headline, *lines = words.OWN_WORDS[word]
            return Card(headline, lines=tuple(lines), actions=(_HELP,))
        case AskBack():
            return _ask_back(intent, language)
        case _:
            instead = (say("off topic instead", language),)
            return Card(say("off topic", language), lines=instead, actions=(_HELP,))


def _help(topic: HelpTopic, surface: str, abilities: Abilities, language: str) -> Card:
    """Teach what can be typed, in the surface's own grammar; what cannot be done there is not shown."""
    headline = say(f"help {topic}", language)
    facts = words.help_facts(topic, surface, watches=abilities.watches, files=abilities.files)
    others = [each for each in HelpTopic if each not in {topic, HelpTopic.ALL}]
    shown = [each for each in others if abilities.watches or each is not HelpTopic.WATCHING]
    actions = tuple(_run(f"help {each}", f"Help: {each}") for each in shown)
    if topic is not HelpTopic.ALL:
        return Card(headline, facts=facts, actions=actions)
    gist = tuple(example for _, example in facts)
    return Card(headline, gist=gist, limits=(words.more_help(shown),), actions=actions)


def _small_talk(kind: TalkKind, abilities: Abilities, language: str) -> Card:
    said, support = say(kind, language), (abilities.support,) if abilities.support else ()
    match kind:
        case TalkKind.THANKS:
            return Card(said)
        case TalkKind.OTHER:
            return Card(said, actions=(_HELP,))
        case TalkKind.WHO:
            lines = (say("who besides", language), say("who decides", language))
            return Card(said, lines=lines, actions=(_HELP,))
        case TalkKind.WHO_IS_BEST:
            return Card(said, lines=(say("who is best instead", language),))
        case TalkKind.TRUST:
            return Card(said, lines=(say("trust besides", language),), actions=(_HELP,))
        case TalkKind.UNDO:
            return Card(said, lines=(say("undo instead", language),), actions=(_HELP,))
        case TalkKind.HUMAN:
            return Card(said if support else say("no human", language), lines=support)
        case TalkKind.COMPLAINT:
            return Card(said, lines=support, actions=(_HELP,))


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


def _ask_back(intent: AskBack, language: str) -> Card:
    if intent.unread and all(map(is_placeholder, intent.unread)):
        return Card(verdict_words.only_patterns(intent.unread), Tone.CAUTION)
    if intent.unread:
        return Card(verdict_words.unread_ids(intent.unread), Tone.CAUTION)
    lines = (say("id looks like", language),) if intent.missing in {Missing.ID, Missing.ID_OF_NAMED} else ()
    actions = tuple(_run(each, words.label_of(each)) for each in intent.guesses[:MOST_GUESSES]) or (_HELP,)
    return Card(say(f"ask {intent.missing}", language), Tone.CAUTION, lines=lines, actions=actions)


def _run(command: str, label: str) -> Action:
    return Action(ActionKind.RUN, label[:75], command=command)


_HELP = _run("help", words.HELP)
