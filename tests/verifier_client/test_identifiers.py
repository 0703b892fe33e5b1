"""Certificate IDs in human text, held to the rule book clause by clause and to a set of our own."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verifier_client.errors import UnknownIdentifier
from verifier_client.id_extraction import characters
from verifier_client.id_extraction.identifiers import CertificateId, IdKind, Reading, find_ids, read_text

OWN_SET = Path(__file__).with_name("ids_own.jsonl")
UUID = "3c9e2f10-77ab-4c1d-9b02-5e6f7a8b9c0d"
BADGE = f"https://www.credly.com/badges/{UUID}"
HOST = "badges.school.example"
ASSERTION = f"https://{HOST}/public/assertions/Ab-9_xYz12"

quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def found(text, **options):
    return [str(certificate) for certificate in find_ids(text, **options)]


# The set


def test_own_set_is_read_without_a_single_false_id():
    """231 texts, labelled from the rule book before the code saw them."""
    items = [json.loads(line) for line in OWN_SET.read_text(encoding="utf-8").splitlines()]
    missed = [(item["id"], found(item["text"])) for item in items if found(item["text"]) != item["ids"]]
    false = [(item["id"], got) for item in items for got in found(item["text"]) if got not in item["ids"]]

    assert [] == false
    assert len(missed) <= 0.02 * len(items), missed
    assert len(items) >= 200


# The value


@pytest.mark.parametrize(
    ("text", "kind", "code", "year", "month"),
    [
        ("AIDA-2026-1234", IdKind.PAI, "AIDA", 2026, None),
        ("AIPA-CAIP-2027-7F3K9Q", IdKind.AIPA, "CAIP", 2027, None),
        ("CAIM1234567-2025-11", IdKind.PECB, "CAIM", 2025, 11),
        (BADGE, IdKind.CREDLY, None, None, None),
        ("https://www.credly.com/go/AbC123", IdKind.CREDLY, None, None, None),
    ],
)
def test_an_id_knows_its_parts(text, kind, code, year, month):
    certificate = CertificateId.parse(text)

    assert CertificateId(kind, text, code, year, month) == certificate
    assert text == str(certificate)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (" aida\u20132026\u20131234\n", "AIDA-2026-1234"),
        ("\uff21IDA 2026 12\u200b34", "AIDA-2026-1234"),
        (f"<http://credly.com/badges/{UUID.upper()}/linked_in?x=1>", BADGE),
    ],
)
def test_parse_normalises_like_running_text(text, canonical):
    assert canonical == CertificateId.parse(text).text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jane Doe",
        "AIDA-2026-123",
        "AIDA-2026-1234.",
        "(AIDA-2026-1234)",
        "AIDA-2026-1234 AIDA-2026-1234",
        "AIDA-2026-1234 CPAP-2026-1234",
        "<@U1> AIDA-2026-1234",
        "https://x.example/AIDA-2026-1234",
        f"https://x.example/?u={BADGE}",
        "x" * 200,
        ASSERTION,
    ],
)
def test_parse_wants_one_id_and_nothing_else(text):
    with pytest.raises(UnknownIdentifier, match="looks like AIDA-2026-1234"):
        CertificateId.parse(text)


# Rule 1: markup


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("<b>AIDA</b>-<i>2026</i>-1234", ["AIDA-2026-1234"]),
        ("<p>AIDA-2026-<br/>\n1234</p>", ["AIDA-2026-1234"]),
        ("<td>AIDA-2026-1234</td><td>5678</td>", ["AIDA-2026-1234"]),
        ("AIDA-2026-1234<sup>2</sup>", []),
        ("AIDA-2026-1234<sup>\u00ae</sup>", ["AIDA-2026-1234"]),
        ("AIDA-2026-<s>1234</s>1235", []),
        ('<a href="https://x.example/AIDA-2026-1111">CPAP-2026-2222</a>', ["AIDA-2026-1111", "CPAP-2026-2222"]),
        ('AIDA-<a href="tel:20261234">2026-1234</a>', ["AIDA-2026-1234"]),
        ('CPAP-2026-0001<a title="AIDA-2026-1234" href=x>!</a>', ["CPAP-2026-0001"]),
        ("<!-- AIDA-2026-1234 --> CPAP-2026-1234", ["CPAP-2026-1234"]),
        ("<!-- AIDA-2026-1234", ["AIDA-2026-1234"]),
        ("<!doctype html><o:p>AIDA-2026-1234</o:p>", ["AIDA-2026-1234"]),
        ("1 <b and AIDA-2026-1234 c> 2", ["AIDA-2026-1234"]),
        ("<AIDA-2026-1234> <a AIMA-2026-1234", ["AIDA-2026-1234", "AIMA-2026-1234"]),
        ("<https://x.example/AIDA-2026-1111|CPAP-2026-2222>", ["AIDA-2026-1111", "CPAP-2026-2222"]),
        ("<@U1>AIDA-2026-1234 <#C1|AIMA-2026-1234>", ["AIDA-2026-1234", "AIMA-2026-1234"]),
        ("https://x.example/?a=1&copy=AIDA-2026-1234", ["AIDA-2026-1234"]),
        ("AIDA&#45;2026&#x2d;1234 AIDA&amp;#45;2026", ["AIDA-2026-1234"]),
    ],
)
def test_markup_is_read_as_a_person_sees_it(text, ids):
    assert ids == found(text)


# Rules 2 and 3: characters


@pytest.mark.parametrize("dash", ["-", "\u2013", "\u2014", "- ", "\u2022-", "(-"])
def test_an_id_directly_behind_a_dash_is_read(dash):
    assert ["AIDA-2026-1234"] == found(f"{dash}AIDA-2026-1234")


def test_every_dash_of_unicode_is_a_dash():
    dashes = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Pd"]

    assert [] == [dash for dash in [*dashes, "\u2212"] if found(f"AIDA{dash}2026{dash}1234") != ["AIDA-2026-1234"]]


def test_every_space_of_unicode_is_a_loose_separator():
    spaces = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Zs"]

    assert [] == [space for space in spaces if found(f"AIDA{space}2026{space}1234") != ["AIDA-2026-1234"]]


def test_letters_that_attach_are_those_of_three_scripts():
    """The list of ranges is held against the names that Unicode gives."""
    scripts = ("LATIN", "GREEK", "CYRILLIC", "MATHEMATICAL")
    named = {
        chr(code)
        for code in range(0x20000)
        if unicodedata.category(chr(code)) in {"Lu", "Ll", "Lt", "Lo"}
        and unicodedata.name(chr(code), "").split(" ")[0] in scripts
    }

    apart = {each for each in named if not characters.attaches(each)}
    assert set() == apart - {chr(code) for code in range(0x1D7CC, 0x1D800)}
    assert not any(map(characters.attaches, "\u2122\u2116\u24d0\u00aa\u00ba\u2139\u4e00\u00d7"))


def test_one_dash_one_space_one_letter():
    """Folding never changes a length, so positions stay true."""
    assert {1} == {len(new) for new in characters.one_to_one().values()}


# Rules 4 and 5: separators


@pytest.mark.parametrize("separator", ["-", " - ", "  -  ", "- ", " ", "  ", "-\n", "-\r\n> ", "-\n>> ", "\n-", " -\n"])
def test_what_stands_for_a_dash(separator):
    assert ["AIDA-2026-1234"] == found(f"AIDA{separator}2026{separator}1234")
    assert ["AIPA-CAIP-2026-12345A"] == found(separator.join(["AIPA", "CAIP", "2026", "12345A"]))
    assert ["CAIP1234567-2026-03"] == found(f"CAIP1234567{separator}2026{separator}03")


@pytest.mark.parametrize(
    "separator", ["", "   ", "   -", "--", "\t", ",", ".", "/", ":", "_", "|", "\n", "-\n\n", "\n- ", "-\t", "\u30fc"]
)
def test_what_never_stands_for_a_dash(separator):
    assert [] == found(f"AIDA{separator}2026{separator}1234")
    assert [] == found(f"AIDA-2026{separator}1234")
    assert [] == found(f"CAIP1234567{separator}2026-03")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("AIDA 2026 1234 5678", []),
        ("AIDA 2026 1234  5678", ["AIDA-2026-1234"]),
        ("AIDA 2026 1234 5th", ["AIDA-2026-1234"]),
        ("AIDA 2026 2027", []),
        ("AIDA-2026-2027", ["AIDA-2026-2027"]),
        ("AIDA 2026 round", []),
        ("AIDA-2026-round", ["AIDA-2026-ROUND"]),
        ("AIPA CPAP 2026 12345", []),
    ],
)
def test_a_loose_id_counts_only_when_unambiguous(text, ids):
    assert ids == found(text)


# Rule 6: badge links


@pytest.mark.parametrize(
    "link",
    [
        f"https://www.credly.com.evil.example/badges/{UUID}",
        f"https://www.credly.com@evil.example/badges/{UUID}",
        f"https://jane@www.credly.com/badges/{UUID}",
        f"https://evil.example/www.credly.com/badges/{UUID}",
        f"https://evil.example/?u=www.credly.com/badges/{UUID}",
        f"https://evil.example/%20www.credly.com/badges/{UUID}",
        f"https://evil-credly.com/badges/{UUID}",
        f"https://api.credly.com/badges/{UUID}",
        f"https://www.credly.com:8443/badges/{UUID}",
        f"ftp://www.credly.com/badges/{UUID}",
        f"git+https://www.credly.com/badges/{UUID}",
        f"https://www.credly.com/users/x/badges/{UUID}",
        f"https://www.credly.com/badges/{UUID[:-1]}",
        f"https://www.credly.com/badges/{UUID}0",
        f"https://www.\u0441redly.com/badges/{UUID}",
        "https://www.credly.com/go/",
        "https://www.credly.com/go/b7X...",
        UUID,
    ],
)
def test_other_links_are_no_badges(link):
    assert [] == found(link)
    assert [] == found(f'<a href="{link}">x</a> <{link}|x>')


@pytest.mark.parametrize(
    "link",
    [
        BADGE,
        f"http://credly.com/badges/{UUID.upper()}/public_url?a=b#c",
        f"//www.credly.com/badges/{UUID}",
        f"credly.com/badges/{UUID}.",
        f"https://r.example/?u=https%3A%2F%2Fwww.credly.com%2Fbadges%2F{UUID}%3Fs",
        f"https://archive.example/2026/https://www.credly.com/badges/{UUID}",
        f"\u7db2https://a.example\uff0cwww.credly.com/badges/{UUID}\u3002",
        f"jane,https://a.example,credly.com/badges/{UUID}",
    ],
)
def test_credly_badges_in_every_writing(link):
    assert [BADGE] == found(link)


def test_a_badge_link_is_read_from_markup():
    for link in (BADGE, f"//www.credly.com/badges/{UUID}", f"credly.com/badges/{UUID}?x=1&amp;y=2"):
        assert [BADGE] == found(f'<a href="{link}">x</a>')
    assert [BADGE] == found(f"<{BADGE}?a=1&amp;b=2|x>")


def test_configured_badge_hosts_count_and_no_others():
    page = f"{ASSERTION}/tail?x=1#y {ASSERTION.replace('https://', '').upper()}"

    assert [] == found(page)
    assert [ASSERTION] == found(ASSERTION, badge_hosts=[HOST.upper()])
    assert [] == found(ASSERTION.replace(HOST, f"{HOST}.evil.example"), badge_hosts=[HOST])
    assert [] == found(ASSERTION.replace(HOST, f"x@{HOST}"), badge_hosts=[HOST])
    assert [] == found(f"https://evil.example/{HOST}/public/assertions/12345678", badge_hosts=[HOST])
    assert [] == found(f"https://{HOST}/public/assertions/1234567", badge_hosts=[HOST])
    assert [] == found(f"https://{HOST}/public/assertions/{'a' * 65}", badge_hosts=[HOST])
    assert IdKind.BADGE is CertificateId.parse(ASSERTION, badge_hosts=[HOST]).kind


def test_the_host_of_a_page_link_is_ignored():
    assert ["CPAP-2026-1234"] == found("https://aida-2026-1234.example/x/CPAP-2026-1234")


# The rest of a text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("/verify AIDA-2026-1234 Jane Doe", "/verify Jane Doe"),
        ("check AIDA - 2026 - 1234, CPAP-2026-20301 for Jane Doe", "check for Jane Doe"),
        ("<@U1> *AIDA-2026-1234*  S\u00f8ren O\u2019Brien", "S\u00f8ren O\u2019Brien"),
        (
            "AIDA-2026-1234 \u0646\u0631\u06af\u0633 \u0645\u06cc\u200c\u062e",
            "\u0646\u0631\u06af\u0633 \u0645\u06cc\u200c\u062e",
        ),
        ("\u0915\u094d\u200d\u0937 AIDA-2026-1234", "\u0915\u094d\u200d\u0937"),
        ("\u202aJane\u202c\u200b Doe: AIDA-2026-1234", "Jane Doe"),
        ("\uff21\uff22 AIDA-2026-1234", "\uff21\uff22"),
        ("Jose\u0301 (AIDA-2026-1234)", "Jose\u0301"),
        ('<p><at id="0">Desk</at>&nbsp;<a href="https://x.example/AIDA-2026-1234">Link</a> Zo\u00eb</p>', "Zo\u00eb"),
        ("<https://x.example/AIDA-2026-1234|x.example/AIDA-2026-1234> Li", "Li"),
        ("https://r.example/?u=https%3A%2F%2Fx.example%2FAIDA-2026-1234&d=1 Jane", "Jane"),
        (f"[badge](credly.com/badges/{UUID}) Jane", "[badge Jane"),
        ("no IDs, <b>only</b> & words", "no IDs, only & words"),
        ("AIDA-2026-1234 \u2013 Jane Doe-Smith", "Jane Doe-Smith"),
    ],
)
def test_the_rest_is_what_a_person_wrote_besides(text, rest):
    reading = read_text(text)

    assert Reading(find_ids(text), rest) == reading


# Properties

digits = st.sampled_from("0123456789")
letters = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
years = st.integers(2020, 2099).map(str)
alphanumeric = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def words(of, least, most):
    return st.text(of, min_size=least, max_size=most)


def joined(*parts):
    return st.tuples(*parts).map("-".join)


numbers = st.one_of(
    joined(st.sampled_from(["AIDA", "AIMA", "CPAP", "CPAA"]), years, words(alphanumeric, 4, 8)),
    joined(st.just("AIPA"), words(letters, 2, 6), years, words(alphanumeric, 6, 6)),
    joined(
        st.tuples(words(letters, 2, 6), words(digits, 7, 7)).map("".join), years, st.integers(1, 12).map("{:02}".format)
    ),
)
badges = st.one_of(
    st.uuids().map("https://www.credly.com/badges/{}".format),
    words(st.sampled_from("abcXYZ019"), 1, 12).map("https://www.credly.com/go/{}".format),
)
canonical_ids = st.one_of(numbers, badges)
boundaries = st.sampled_from(
    list(" \n\t()[]{}.,;:!?*_~`'\"<>|#\u4e2d\u3042\ud55c\u0e01\u0639\u05d0\u0915\u2122\u2460\U0001f680\u201e")
)
invisible = st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202b\u2069")


@quick
@given(canonical_ids)
def test_every_canonical_id_parses_to_itself(text):
    assert text == str(CertificateId.parse(text)) == str(CertificateId.parse(f" {text}\n"))


@quick
@given(numbers, boundaries, boundaries)
def test_an_id_between_boundaries_is_found(text, before, after):
    assert [text] == found(before + text + after)


@quick
@given(st.lists(canonical_ids, max_size=8))
def test_ids_in_a_row_are_found_once_each_in_order(ids):
    assert list(dict.fromkeys(ids)) == found(" ".join(ids))


@quick
@given(numbers, st.data())
def test_invisible_characters_change_nothing(text, data):
    at = data.draw(st.integers(0, len(text)))

    assert [text] == found(text[:at] + data.draw(invisible) + text[at:])


@quick
@given(numbers, st.sampled_from("aZ\u00e9\u00df\u0416\u03b17\u0663\ufb01\uff21"), st.sampled_from(["", "-", "\u2013"]))
def test_nothing_is_found_when_a_letter_or_digit_is_attached_before(text, glued, dash):
    assert [] == found(glued + dash + text) or not dash  # without a dash a letter may complete another PECB group
    assert text not in found(glued + dash + text)


@quick
@given(numbers, st.sampled_from("\u00e9\u00df\u0416\u03b1\u0663\ufb01"), st.sampled_from(["", "-", "\u2013"]))
def test_nothing_is_found_when_a_letter_is_attached_after(text, glued, dash):
    assert [] == found(text + dash + glued)


pieces = st.sampled_from(
    ["AIDA", "AIPA", "CAIP", "CAIP1234567", "-", "2026", "03", "1234", "A1B2C3", " ", "\n", ">", "<", "&amp;", "&#45;",
     "%2D", "<b>", "</p>", "<td>", "<a href='", "'>", "<https://", "|", "/", "credly.com/go/", BADGE, "\u200b",
     "\u0301", "\ufe0f\u20e3"]
)  # fmt: skip


@quick
@given(st.one_of(st.text(), st.lists(pieces, max_size=25).map("".join)))
def test_any_text_is_read_and_what_is_read_stands(text):
    """Never raises; each result parses to itself; the rest holds no ID that was already cut out of it."""
    reading = read_text(text)

    assert reading.ids == find_ids(text)
    assert list(reading.ids) == [CertificateId.parse(str(certificate)) for certificate in reading.ids]
    assert reading.ids == find_ids(" ".join(map(str, reading.ids)))


# Hostile texts

MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "piece",
    [
        "-",
        "<",
        "AIDA ",
        "<a ",
        "<a x='<b y=\"",
        "<!--",
        "&amp;",
        "AIPA CPAP 2026 ",
        "AIDA-\n> ",
        "A\u0301",
        "https://%41",
        "credly.com/go/",
    ],
)
def test_long_texts_of_anything_are_read(piece):
    """Completes; a quadratic step anywhere would take minutes."""
    assert len(find_ids(piece * (MEGABYTE // 5 // len(piece)))) <= 1


def test_half_a_megabyte_of_broken_markup_is_read():
    assert () == find_ids("<a x='<b y=\"" * (MEGABYTE // 24))


def test_ten_thousand_ids_in_one_link_are_read():
    ids = [f"AIDA-2026-{number:05d}" for number in range(10_000)]

    assert Reading(tuple(map(CertificateId.parse, ids)), "") == read_text("https://x.example/" + "/".join(ids))
