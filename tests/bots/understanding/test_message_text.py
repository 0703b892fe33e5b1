"""What a platform sends becomes the text a person saw."""

from __future__ import annotations

import pytest

from bots.conversation.understanding.text.message_text import MENTION, plain_text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<@U0B0T> hi", f"{MENTION} hi"),
        ("<at>Certdesk</at> hi", f"{MENTION} hi"),
        ("see <https://a.example/x|the badge>", "see  https://a.example/x the badge "),
        ("<https://a.example|a.example>", " https://a.example "),
        ("<mailto:a@b.example|a@b.example>", " a@b.example "),
        ("<!date^1796083200^{date}|2026-12-01>", " 2026-12-01 "),
        ("R&amp;D &lt;x&gt;", "R&D <x>"),
        ("> quoted\n>> twice", "quoted\ntwice"),
        ("*bold* _slanted_ `code`", "bold slanted code"),
        (":tada: done", "  done"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "\na\tb\nc\n"),
        ("<p>one</p><p>two</p>", "\none\ntwo\n"),
        ("one<br><br>two", "one\n\ntwo"),
        ("[Jane](https://a.example)", " https://a.example Jane "),
        ("a\u00a0b\u200b\u202ec", "a bc"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("snake_case_name", "snake_case_name"),
    ],
)
def test_markup_becomes_text(raw, text):
    assert plain_text(raw) == text
