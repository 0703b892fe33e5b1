"""Small talk, help and questions back come in the asker's language, where that is one of four."""

import pytest

from bots.conversation.model.intents import Asker
from bots.conversation.model.talk_intents import AskBack, Help, HelpTopic, Missing, OffTopic, SmallTalk, TalkKind
from bots.conversation.talk.handler import Abilities, answer_talk
from bots.conversation.text.languages import english, french, german, spanish
from bots.conversation.understanding.text.language import language_of

TABLES = {"de": german, "fr": french, "es": spanish}
TEXTS = {
    "de": ["danke!", "Hilfe", "hallo", "Wie ist das Wetter?", "das verstehe ich nicht", "vielen Dank dir", "moin"],
    "fr": ["merci", "bonjour", "aide", "quel temps fait-il ?", "ça ne marche pas", "merci beaucoup"],
    "es": ["gracias", "hola", "ayuda", "¿qué tiempo hace?", "no funciona nada", "muchas gracias"],
    "en": ["thanks", "hi", "help", "what's the weather like?", "AIDA-2026-1234", "👍", "", "Jane Doe", "ok"],
}


@pytest.mark.parametrize(("language", "text"), [(each, text) for each, texts in TEXTS.items() for text in texts])
def test_the_language_of_a_short_message_is_told(language, text):
    assert language == language_of(text)


def about_itself(table):
    """The sentences of small talk, help and questions back: they stand at the end of each language's table."""
    keys = [*english.SENTENCES]
    return {key: table.SENTENCES[key] for key in keys[keys.index("help all") :]}


@pytest.mark.parametrize("table", TABLES.values())
def test_every_sentence_is_there_in_every_language(table):
    for key, sentence in about_itself(table).items():
        assert sentence.strip(), key
        assert sentence != english.SENTENCES[key], key


@pytest.mark.parametrize("language", TABLES)
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
        assert {card.headline, *card.lines} - {support} <= {*about_itself(TABLES[language]).values()}, intent
