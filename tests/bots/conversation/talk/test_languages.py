"""Small talk, help and questions back come in the asker's language, where that is one of four."""

import pytest

from bots.conversation.model.intents import Asker
from bots.conversation.model.talk_intents import AskBack, Help, HelpTopic, Missing, OffTopic, SmallTalk, TalkKind
from bots.conversation.talk.handler import Abilities, answer_talk
from bots.conversation.text.talk import LANGUAGES, SENTENCES
from bots.conversation.understanding.text.language import language_of

TEXTS = {
    "de": ["danke!", "Hilfe", "hallo", "Wie ist das Wetter?", "das verstehe ich nicht", "vielen Dank dir", "moin"],
    "fr": ["merci", "bonjour", "aide", "quel temps fait-il ?", "ça ne marche pas", "merci beaucoup"],
    "es": ["gracias", "hola", "ayuda", "¿qué tiempo hace?", "no funciona nada", "muchas gracias"],
    "en": ["thanks", "hi", "help", "what's the weather like?", "AIDA-2026-1234", "👍", "", "Jane Doe", "ok"],
}


@pytest.mark.parametrize(("language", "text"), [(each, text) for each, texts in TEXTS.items() for text in texts])
def test_the_language_of_a_short_message_is_told(language, text):
    assert language == language_of(text)


def test_every_sentence_is_there_in_every_language():
    for english, others in SENTENCES.items():
        assert len(LANGUAGES) == len(others), english
        assert all(each.strip() and each != english for each in others), english


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("support", ["", "#help"])
def test_whatever_is_said_about_the_bot_itself_has_its_sentences(language, support):
    intents = [
        *(SmallTalk(kind, language) for kind in TalkKind),
        *(Help(topic, language) for topic in HelpTopic),
        *(AskBack(missing, language=language) for missing in Missing),
        OffTopic(language),
    ]
    for intent in intents:
        [card] = answer_talk(intent, Asker("teams"), Abilities(watches=True, files=True, support=support)).cards
        assert card.headline in {others[LANGUAGES.index(language)] for others in SENTENCES.values()}, intent
