"""Which person a message names for which certificate ID."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bots.conversation import NamedIds, named_ids
from tests.bots.understanding.judging import score
from verifier_client import find_ids


def named(text: str) -> list[str | None]:
    """Give the names of a text, one for each ID."""
    return [name for _, name in named_ids(text).pairs]


@pytest.mark.parametrize("batch", ["dev", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "l", "m", "n", "own"])
def test_sets_are_read_almost_without_fault(batch):
    got = score(f"pairs_{batch}.jsonl")
    assert got.right / got.items >= 0.95, got.wrong
    assert got.false / got.ids <= 0.005, got.wrong
    assert got.dropped / got.names <= 0.03, got.wrong


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bitte laut Lebenslauf von Frau Meier prüfen: AIDA-2026-1234", ["Meier"]),
        ("Meeting with Lena Voss tomorrow. Please check AIDA-2026-1234.", [None]),
        ("Interview with Rohan Mehta, 14:00, Room Paris, AIDA-2026-1234", ["Rohan Mehta"]),
        ("MEHTA, Rohan — AIDA-2026-1234", ["MEHTA, Rohan"]),
        ("El certificado de mi compañera Pilar Ochoa es AIDA-2026-1234", ["Pilar Ochoa"]),
        ("Name:\nRohan Mehta\nCertificate:\nAIDA-2026-1234", ["Rohan Mehta"]),
        ("AIDA-2026-1234 -Lena", [None]),
        ("Filling in for Owen this week: is AIDA-2026-1234 real?", [None]),
        ("Please check AIDA-2026-1234, it is for the offer.\n\nTa in advance!\n\nJoyce Kettering\nPeople team", [None]),
        ("I need AIDA-2026-1234 checked today please.\n\nJoyce Kettering\nOffice 4\nt: +44 20 7946 0311", [None]),
        ("nguyen thi hong nhung aida-2026-1234", ["nguyen thi hong nhung"]),
        ("Name: Kwabena Asante\nID: AIDA-2026-1234", ["Kwabena Asante"]),
        ("le certificat AIDA-2026-1234 de Mme Dupont est-il valable ?", ["Dupont"]),
        ("certificado AIDA-2026-1234 emitido a nombre de Lucía Fernández Gil", ["Lucía Fernández Gil"]),
        ("Il certificato AIDA-2026-1234 è intestato a Giulia Bellomo?", ["Giulia Bellomo"]),
        ("O certificado AIDA-2026-1234 pertence à Beatriz Azevedo Lima?", ["Beatriz Azevedo Lima"]),
        ("Staat AIDA-2026-1234 op naam van Sanne de Bruijn?", ["Sanne de Bruijn"]),
        ("Mohammed bin Rashid Al Farsi: AIDA-2026-1234", ["Mohammed bin Rashid Al Farsi"]),
        ("check AIDA-2026-1234, ravi kumaran asked", [None]),
        ('AIDA-2026-1234 Robert "Bob" Harper', ['Robert "Bob" Harper']),
        ("AIDA-2026-1111; the same for Jane Doe, not Tom Baker: AIDA-2026-1112", [None, "Jane Doe"]),
        ("Anna Bergers Zertifikat AIDA-2026-1234", ["Anna Berger"]),
        (
            "First Name\tLast Name\tCert\nJane\tDoe\tAIDA-2026-1111\nTom\tBaker\tAIDA-2026-1112",
            ["Jane Doe", "Tom Baker"],
        ),
        ("<p>Jane Doe</p><p>AIDA-2026-1111</p><p>Tom Baker</p><p>AIDA-2026-1112</p>", ["Jane Doe", "Tom Baker"]),
        ("ID: AIDA-2026-1111\nHolder:\nID: AIDA-2026-1112\nHolder: Tom Baker", [None, "Tom Baker"]),
        ("Jane Doe and Tom Baker: AIDA-2026-1111, AIDA-2026-1112", ["Jane Doe", "Tom Baker"]),
        ("Either AIDA-2026-1111 or AIDA-2026-1112 is Jane Doe's, no idea which", [None, None]),
        ("Příjmení;Jméno;Číslo certifikátu;Nadřízený\nNovák;Petr;AIDA-2026-1234;Jan Dvořák", ["Petr Novák"]),
        ("Ad\tSoyad\tSertifika\tYönetici\nAyşe\tDemir\tAIDA-2026-1234\tMehmet Can", ["Ayşe Demir"]),
        ("Сертификат AIDA-2026-1234 на имя Иван Петров, выдал Олег Сидоров", ["Иван Петров"]),
        ("AIDA-2026-1234, alvast bedankt, Sanne", [None]),
        ("AIDA-2026-1234 Hospital São Lucas", [None]),
        ("AIDA-2026-1234 Jane Doe, PhD", ["Jane Doe"]),
        ("please check AIDA-2026-1234. kind regards, Talent Team - Tom Baker", [None]),
        ("[10:15] Jane Doe: my certificate is AIDA-2026-1234", ["Jane Doe"]),
        ("[10:15] Jane Doe: the next one is AIDA-2026-1234", [None]),
        ("AIDA-2026-1234 O'Brien-Hale, Una", ["O'Brien-Hale, Una"]),
        ("AIDA-2026-1234 blorfen drasti wemmolk pirdu Jane Doe frabbel", [None]),
        (
            "Jane Doe says she has AIDA-2026-1111, John Smith says AIDA-2026-1112",
            ["Jane Doe", "John Smith"],
        ),
        ("Jane Doe says she has AIDA-2026-1111, Tom Harper says AIDA-2026-1112 is fake", ["Jane Doe", None]),
        ("Is AIDA-2026-1234 not Jane Doe's?", ["Jane Doe"]),
        ("Ist AIDA-2026-1234 nicht von Jane Doe?", ["Jane Doe"]),
        ("AIDA-2026-1234 is not Jane Doe's", [None]),
        ("AIDA-2026-1111 et AIDA-2026-1112, le premier est à Jane Doe", ["Jane Doe", None]),
    ],
)
def test_layouts_and_languages(text, names):
    assert named(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "AIDA-2026-1234 please",
        "AIDA-2026-1234 thanks!",
        "verify this one: AIDA-2026-1234 (from her CV)",
        "AIDA-2026-1234 on 1 December 2028",
        "AIDA-2026-1234 tomorrow",
        "AIDA-2026-1234 am 1. Dezember 2028",
        ":white_check_mark: AIDA-2026-1234",
        "AIDA-2026-1234 <mailto:jane.doe@example.org|jane.doe@example.org>",
        "AIDA-2026-1234 Smith &amp; Sons",
        "AIDA-2026-1234 Deutsche Bank",
        "AIDA-2026-1234 Elternzeit",
        "AIDA-2026-1234 Milton Keynes",
        "AIDA-2026-1234 Head of Engineering",
        "Thanks Sarah, one more: AIDA-2026-1234",
        "check AIDA-2026-1234 for me please, Sarah",
        "Our recruiter Tom Harper wants AIDA-2026-1234 checked",
        "plaese chekc AIDA-2026-1234",
        "does AIDA expire? mine is AIDA-2026-1234",
    ],
)
def test_what_is_no_name_is_never_compared(text):
    assert named(text) == [None]


def test_an_unread_string_keeps_its_name():
    got = named_ids("AIDA-2026-11 Owain Trevelloe\nAIDA-2026-1111")
    assert got["unread"] == ("AIDA-2026-11",)
    assert [name for _, name in got["pairs"]] == [None]


def test_two_readings_are_left_to_the_asker():
    got = named_ids("AIDA-2026-1234 is Jane Doe or Joan Doe")
    assert got.pairs[0][1] is None
    assert got.candidates == {"AIDA-2026-1234": ("Jane Doe", "Joan Doe")}


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("check AIDA-2026-1234 for Max Bauer", [("Max Bauer",)]),
        ("verify AIDA-2026-1234 for Will Law", [("Will Law",)]),
        ("please check AIDA-2026-1234 (for Sunny Day)", [("Sunny Day",)]),
        ("for Grace Field: AIDA-2026-1234", [("Grace Field",)]),
        ("Bitte AIDA-2026-1234 für Max Bauer prüfen", [("Max Bauer",)]),
        ("vérifie AIDA-2026-1234 pour Rose Page", [("Rose Page",)]),
        ("check AIDA-2026-1234\nit is for Mark Case.", [("Mark Case",)]),
        ("AIDA-2026-1111 and AIDA-2026-1112 for Mark Case", [("Mark Case",), ("Mark Case",)]),
        ("AIDA-2026-1111 for Mark Case, AIDA-2026-1112 for Will Law", [("Mark Case",), ("Will Law",)]),
        ("check AIDA-2026-1111 for Jane Doe and AIDA-2026-1112 for Max Muster?", [(), ("Max Muster",)]),
        ("check AIDA-2026-1234 for Max", [("Max",)]),
    ],
)
def test_a_name_of_ordinary_words_behind_for_is_left_to_the_asker(text, candidates):
    got = named_ids(text)
    assert [got.candidates.get(str(certificate), ()) for certificate, _ in got.pairs] == candidates


@pytest.mark.parametrize(
    "thing", ["Data Science", "Risk Team", "Monday Morning", "Law School", "Field Work", "Legal", "May", "the Art Club"]
)
def test_a_thing_behind_for_is_no_candidate(thing):
    got = named_ids(f"check AIDA-2026-1234 for {thing}")
    assert [name for _, name in got.pairs] == [None]
    assert not got.candidates


def test_badges_of_configured_hosts_are_ids():
    got = named_ids("Jane Doe https://badges.example/public/assertions/abcd1234", badge_hosts=["badges.example"])
    assert [(str(certificate), name) for certificate, name in got.pairs] == [
        ("https://badges.example/public/assertions/abcd1234", "Jane Doe")
    ]


def test_the_result_is_a_mapping():
    got = named_ids("AIDA-2026-1234 Jane Doe")
    assert isinstance(got, NamedIds)
    assert list(got) == ["pairs", "unread", "candidates"]
    assert len(got) == 3
    with pytest.raises(KeyError):
        got["names"]


PIECES = st.sampled_from(
    [
        *(
            "AIDA-2026-1234",
            "aima-2026-99a1",
            "CAIP1234567-2026-03",
            "AIPA-CAIP-2026-7F3K9Q",
            "AIDA-2026-12",
            "PMI-88-2207",
        ),
        *(
            "https://www.credly.com/badges/3f1c9a52-7d84-4b6e-9e0f-51c2a7d8b360",
            "https://x.example/AIDA-2026-7777",
            "a@b.example",
        ),
        *(
            "Jane",
            "Doe",
            "joost de witte",
            "O’Neil",
            "van der Berg",
            "王小明",
            "김민수",
            "ليلى",
            "Дмитрий",
            "Dr.",
            "J. R.",
            "Jane's",
        ),
        *(
            "name",
            "Candidate:",
            "Manager:",
            "id",
            "cert",
            "and",
            "both",
            "respectively",
            "or",
            "not",
            "for",
            "asked",
            "has",
            "my certificate",
        ),
        *(
            "Kind regards",
            "From:",
            "Subject:",
            "first",
            "same person",
            "unknown",
            "GmbH",
            "May",
            "Will",
            "please",
            "I'm",
            "2026",
            "12 March",
        ),
        *(
            ",",
            ";",
            ":",
            "=",
            "|",
            "(",
            ")",
            '"',
            "?",
            ".",
            "-",
            "–",
            "&",
            "\n",
            "\n\n",
            "\t",
            "  ",
            "<@U123>",
            "<at>Bot</at>",
            "<br>",
            "🙏",
        ),
        *(
            "\u200f",
            "\u202e",
            "\u00ad",
            "<td>",
            "</td>",
            "&amp;",
            "<https://a.example|Jane Doe>",
            "*",
            "_",
            "> ",
            "- ",
            "1. ",
        ),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=30).map(" ".join) | st.text(max_size=200)


@given(TEXTS)
@example("")
@example("🙏🙏")
@example("\u202eAIDA-2026-1234 Jane Doe")
@example("Candidate:\tJane Doe 2\nCert:\tAIDA-2026-1234")
def test_each_id_once_and_nothing_invented(text):
    got = named_ids(text)
    assert [certificate for certificate, _ in got.pairs] == list(find_ids(text))
    letters = _letters(text)
    for _, name in got.pairs:
        if name is None:
            continue
        assert not re.search(r"\d|@|://|\n|\t", name), name
        assert not find_ids(name)
        assert any(character.isalpha() for character in name)
        for word in name.split():
            assert _letters(word) in letters


def _letters(text: str) -> str:
    """Give the letters of a text alone: markup, invisible characters and full-width forms may stand between them."""
    folded = "".join(chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in text)
    return "".join(c for c in re.sub(r"</?[a-z]+>", "", folded) if c.isalpha())


HOSTILE = {
    "words": "word " * 20_000 + "AIDA-2026-1234",
    "capitals": "Word " * 5_000 + "AIDA-2026-1234",
    "names": ", ".join(f"Ann{chr(97 + n % 26)} Doe{chr(97 + n // 26)}" for n in range(500))
    + " AIDA-2026-1111 AIDA-2026-1112 AIDA-2026-1113",
    "ragged table": "\n".join(
        "Name\tCert" if n % 7 == 0 else "\t".join(["Jane Doe", f"AIDA-2026-{n:04}", ""][: n % 4]) for n in range(900)
    ),
    "angles": "<" * 10_000 + "AIDA-2026-1234",
    "mentions never closed": "<at>" * 3_000 + "AIDA-2026-1234",
    "anchors never closed": '<a href="' * 2_000 + "AIDA-2026-1234",
    "one long word": "ab." * 10_000 + "AIDA-2026-1234",
    "Hangul": "김민수 " * 3_000 + "AIDA-2026-1234",
    "right to left": "\u202eAIDA-2026-1234 \u200fJane\u202c Doe" * 400,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_messages_are_read_whole_and_nothing_is_invented(kind):
    """How long they take is measured by ``make bench``."""
    found = named_ids(HOSTILE[kind])

    assert found.pairs
    assert all(name is None or set(name.split()) <= set(re.findall(r"\w+", HOSTILE[kind])) for _, name in found.pairs)


def test_the_face_does_not_load_the_lists():
    code = "import sys, bots.conversation; print([name for name in sys.modules if 'understanding' in name])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
