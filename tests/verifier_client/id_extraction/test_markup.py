"""What a person sees of Slack's markup, of HTML and of plain text, and what lies beside it."""

import pytest

from verifier_client.id_extraction.characters import EDGE
from verifier_client.id_extraction.markup import Aside, decoded, visible

LINK = "https://a.example/?a=1&b=2"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("AIDA < B & C > D", "AIDA < B & C > D"),
        ("I <3 AIDA-2026", "I <3 AIDA-2026"),
        ("<p>One</p><p>Two</p>", "\nOne\nTwo\n"),
        ("One<br>Two", "One\nTwo"),
        ("One<br><br/>Two", "One\n\nTwo"),
        ("<ul>\n  <li>A</li>\n  <li>B</li>\n</ul>", "\nA\nB\n"),
        ("<div>a</div>\r\n\n  b", "\na\nb"),
        ("<div>a</div>  b", "\na\n  b"),
        ("a\n<p>b</p>", "a\nb\n"),
        ("a\r<p>b</p>", "a\nb\n"),
        ("a \t<p>b</p>", "a \t\nb\n"),
        ("a\n<b>b</b>", "a\nb"),
        ("<b>AIDA</b>-2026", "AIDA-2026"),
        ("<td>A</td>", f"{EDGE}A{EDGE}"),
        ("x<!-- never --> seen -->y", "x seen -->y"),
        ("x<!-- no end", "x<!-- no end"),
        ("x<!---->y", "xy"),
        ("<!DOCTYPE html>z", "z"),
        ("<!doctype", "<!doctype"),
        ("AIDA&amp;B &#65;&#x42; &copy=1 &nope;", "AIDA&B AB &copy=1 &nope;"),
        ("<p>&lt;b&gt;</p>", "\n<b>\n"),
    ],
)
def test_what_is_seen(raw, text):
    assert text == visible(raw).text
    assert ((), ()) == (visible(raw).asides, visible(raw).mentions)


def test_entities_are_decoded_once():
    assert "&lt;" == decoded("&amp;lt;")
    assert "no entity" == decoded("no entity")


@pytest.mark.parametrize(
    ("raw", "text", "asides"),
    [
        (
            "<@U1|Jane> hi",
            f"{EDGE}{EDGE} hi",
            [Aside(1, 1, "@U1", is_link=False), Aside(1, 1, "Jane", is_link=False)],
        ),
        ("<#C1>", EDGE * 2, [Aside(1, 1, "#C1", is_link=False)]),
        ("<!here>", EDGE * 2, [Aside(1, 1, "!here", is_link=False)]),
        ("<https://a.example/x>", f"{EDGE}https://a.example/x{EDGE}", []),
        ("<mailto:a@b.example|a&amp;b>", f"{EDGE}a&b{EDGE}", [Aside(1, 4, "mailto:a@b.example", is_link=True)]),
        ("a <https://a.example/?a=1&amp;b=2|AIDA>", f"a {EDGE}AIDA{EDGE}", [Aside(3, 7, LINK, is_link=True)]),
        ('<a href="https://a.example/?a=1&amp;b=2">AIDA</a> b', "AIDA b", [Aside(0, 4, LINK, is_link=True)]),
        (
            "x <a href='u1'>one<a href='u2'>two</a> y",
            "x onetwo y",
            [Aside(2, 5, "u1", is_link=True), Aside(5, 8, "u2", is_link=True)],
        ),
        ("x <a href='u1'>never closed", "x never closed", [Aside(2, 2, "u1", is_link=True)]),
        ("<a>no target</a> x</a>", "no target x", []),
    ],
)
def test_what_lies_beside_it(raw, text, asides):
    assert (text, tuple(asides)) == (visible(raw).text, visible(raw).asides)


def test_where_a_bot_is_mentioned():
    both = visible("<at id='0'>Bot</at> AIDA <at>Ada</at>")

    assert f"{EDGE}Bot{EDGE} AIDA {EDGE}Ada{EDGE}" == both.text
    assert [f"Bot{EDGE}", f"Ada{EDGE}"] == [both.text[start:end] for start, end in both.mentions]
    assert () == visible("a</at>b <at>never closed").mentions
