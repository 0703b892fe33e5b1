"""A verdict's headline and gist come in the language of the question; what it proves stays the same in each."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.desk import Desk
from bots.conversation.model.intents import Asker
from bots.conversation.plain_text import card_as_text, reply_as_text
from bots.conversation.text.languages import english, french, german, spanish
from bots.conversation.text.languages.phrasebook import LANGUAGES, NAMES, day
from verifier_client import VerifierClient
from verifier_client.sandbox.register import cards as register
from verifier_client.testing import ManualClock

pytestmark = pytest.mark.anyio
TABLES = {"en": english, "de": german, "fr": french, "es": spanish}
SEVERAL = "verify\nAIDA-2026-1234 John Smith\nCPAP-2026-8841\nCPAP-2026-6660\nAIDA-2026-0404"


@pytest.fixture
async def desk():
    async with VerifierClient.from_config(None, clock=ManualClock()) as client:
        yield Desk(client)


async def ask(desk, text, language=""):
    return await desk.answer(desk.read(text), Asker("test", language=language))


def places(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_every_sentence_is_there_with_the_same_places(language):
    table = TABLES[language]
    assert set(table.SENTENCES) == set(english.SENTENCES)
    assert len(set(table.MONTHS)) == 12
    for key, sentence in english.SENTENCES.items():
        assert places(table.SENTENCES[key]) == places(sentence), key
        assert table.SENTENCES[key].strip(), key


@given(st.dates(), st.sampled_from(LANGUAGES))
def test_a_day_has_its_month_in_letters_and_its_year(value, language):
    said = day(value, language)
    assert TABLES[language].MONTHS[value.month - 1] in said
    assert re.findall(r"\d+", said) == [str(value.day), str(value.year)]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Ist AIDA-2026-1234 von Jane Doe noch gültig?", "AIDA-2026-1234 ist aktiv."),
        (
            "Bitte AIDA-2026-1234 für John Smith prüfen",
            "ist aktiv, aber ausgestellt auf Jane Doe, nicht auf John Smith.",
        ),
        ("le certificat AIDA-2024-5512 est-il encore valable ?", "a expiré : il était valable jusqu'au 11 avril 2026."),
        ("¿Sigue vigente el certificado CPAP-2026-6660?", "CPAP-2026-6660 fue revocado el 30 de junio de 2026."),
        ("verify AIDA-2026-0404 in German", "Production AI Institute hat keinen Eintrag zu AIDA-2026-0404."),
        ("is AIDA-2026-1234 still valid?", "AIDA-2026-1234 is active."),
        ("O certificado AIDA-2026-1234 ainda é válido?", "AIDA-2026-1234 is active."),
    ],
)
async def test_u14_a_question_is_answered_in_its_language(desk, text, headline):
    [card] = (await ask(desk, text)).cards
    assert headline in card.headline


@pytest.mark.parametrize(
    "text",
    ["AIDA-2026-1234 Maria de los Santos", "AIDA-2026-1234 Hans von der Heide", "AIDA-2026-1234 Luc de la Tour"],
)
async def test_a_name_does_not_decide_the_language(desk, text):
    [card] = (await ask(desk, text)).cards
    assert " is active" in card.headline


async def test_the_platforms_language_decides_where_the_message_does_not(desk):
    assert (await ask(desk, "AIDA-2026-1234", "fr")).cards[0].headline == "AIDA-2026-1234 est actif."
    assert (await ask(desk, "is AIDA-2026-1234 valid?", "fr")).cards[0].headline == "AIDA-2026-1234 is active."
    assert (await ask(desk, "AIDA-2026-1234", "ja")).cards[0].headline == "AIDA-2026-1234 is active."
    assert (await ask(desk, "xyzzy?", "de")).cards[0].headline == "Das habe ich nicht verstanden."


@pytest.mark.parametrize("language", ["de", "fr", "es"])
async def test_nothing_of_the_gist_stays_english_whatever_is_found(desk, language):
    """Titles, names and reasons are the registry's own words and stay."""
    for each in register():
        told = (await ask(desk, f"verify {each.id} Jane Doe", language)).cards[0]
        known = (await ask(desk, f"verify {each.id} Jane Doe")).cards[0]
        own = {each for each in known.gist if re.fullmatch(r".*\([A-Z]+\)|[^.:]+", each)}
        assert told.headline != known.headline
        assert set(told.gist) & set(known.gist) <= own, (told.gist, known.gist)
        assert not set(told.limits) & set(known.limits)
        assert (told.tone, len(told.gist)) == (known.tone, len(known.gist))
        assert told.verdict.standing is known.verdict.standing


@pytest.mark.parametrize("language", ["de", "fr", "es"])
async def test_several_certificates_are_counted_in_the_asker_s_language(desk, language):
    told, known = await ask(desk, f"{SEVERAL}\nin {NAMES[language]}"), await ask(desk, SEVERAL)
    assert told.overview.headline.startswith("4 ")
    assert told.overview.headline != known.overview.headline
    assert told.overview.table.columns[0] == TABLES[language].SENTENCES["column certificate"]
    for row, other in zip(told.overview.table.rows, known.overview.table.rows, strict=True):
        assert row.cells[0] == other.cells[0]
        assert row.cells[1] != other.cells[1]


async def test_buttons_and_details_keep_the_language_that_the_message_decided(desk):
    reply = await ask(desk, "Bitte AIDA-2024-5512 von Jane Doe prüfen")
    commands = [each.command for each in reply.cards[0].unfolded().actions if each.command.startswith("verify")]
    assert commands
    for command in (*commands, reply.command):
        [card] = (await ask(desk, command)).cards
        assert (card.headline, card.gist) == (reply.cards[0].headline, reply.cards[0].gist), command


async def test_the_answer_reads_as_one_text(desk):
    assert reply_as_text(await ask(desk, "Ist AIDA-2026-1234 von Jane Doe echt?")) == (
        "SANDBOX: made-up register and people.\n"
        "AIDA-2026-1234 ist aktiv.\n"
        "  Name: stimmt mit „Jane Doe“ überein (ein schwacher Hinweis).\n"
        "  AI Deployment Associate (AIDA)\n"
        "  Gültig bis 2. März 2028.\n"
        "  Das beweist weder Identität noch Können."
    )
    text = card_as_text((await ask(desk, "AIDA-2026-9503", "es")).cards[0])
    assert "AIDA-2026-9503 no se pudo comprobar." in text
