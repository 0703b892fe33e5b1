"""Long messages are read in steps that grow with their length and no faster, whatever their layout."""

import sys

import pytest

from bots.conversation import named_ids

ID = "AIDA-2026-{:04}"
LAYOUTS = {
    "words": lambda n: "word " * n + ID.format(1),
    "Hangul": lambda n: "김민수 " * n + ID.format(1),
    "Han": lambda n: "王小明 " * n + ID.format(1),
    "kana": lambda n: "ジェーン・ドウ " * n + ID.format(1),
    "Cyrillic": lambda n: "Иван Петров, " * n + ID.format(1),
    "right to left": lambda n: "\u202eAIDA-2026-1234 \u200fJane\u202c Doe " * n,
    "one line of names": lambda n: ", ".join(_name(at) for at in range(n)) + " ".join(map(ID.format, range(3))),
    "one line of names and IDs": lambda n: "; ".join(f"{_name(at)} {ID.format(at)}" for at in range(n)),
    "names, then IDs": lambda n: ", ".join(map(_name, range(n))) + ": " + ", ".join(map(ID.format, range(n))),
    "lines of names": lambda n: "\n".join(map(_name, range(n))) + "\n" + ID.format(1),
    "ragged table": lambda n: (
        "Name\tCert\n" + "\n".join("\t".join([_name(at), ID.format(at), ""][: at % 4]) for at in range(n))
    ),
    "chat record": lambda n: "[09:15] Tom Berg: hi " * n + ID.format(1),
    "letters in one line": lambda n: ID.format(1) + " Kind regards, " + " - ".join(map(_name, range(n))),
    "owners": lambda n: " ".join(f"{_name(at)}'s" for at in range(n)) + " " + ID.format(1),
    "first person": lambda n: "\n".join(f"my certificate {ID.format(at)}" for at in range(n)),
    "open markup": lambda n: "<a <at> &amp " * n + ID.format(1),
    "mail headers": lambda n: "From: Jane Doe\nTo: Tom Berg\n" * n + ID.format(1),
    "Vietnamese": lambda n: "Nguyễn Văn An, " * n + ID.format(1),
    "Arabic": lambda n: "محمد علي حسن، " * n + ID.format(1),
    "Thai": lambda n: "สมชาย ใจดี " * n + ID.format(1),
    "Devanagari": lambda n: "राहुल शर्मा " * n + ID.format(1),
    "lines of names with gaps": lambda n: "\n\n".join(map(_name, range(n))) + "\n\n" + ID.format(1),
    "bullets": lambda n: "\n".join(f"- {_name(at)}" for at in range(n)) + "\n" + ID.format(1),
    "numbered": lambda n: "\n".join(f"{at}. {_name(at)} - {ID.format(at)}" for at in range(n)),
    "names in small letters": lambda n: "\n".join(f"{_name(at).lower()} {ID.format(at)}" for at in range(n)),
    "given and family names": lambda n: "\n".join(
        f"First name: Ann\nLast name: {_name(at)[5:]}\nID: {ID.format(at)}\n" for at in range(n)
    ),
    "labels above values": lambda n: "\n\n".join(f"Name:\n{_name(at)}\n\nID:\n{ID.format(at)}" for at in range(n)),
    "quoted cells": lambda n: "Name,Cert\n" + "\n".join(f'"{_name(at)[5:]}, Ann",{ID.format(at)}' for at in range(n)),
    "semicolons": lambda n: "Name;Cert\n" + "\n".join(f"{_name(at)};{ID.format(at)}" for at in range(n)),
    "pipes": lambda n: "\n".join(f"| {_name(at)} | {ID.format(at)} | valid |" for at in range(n)),
    "JSON": lambda n: ",\n".join(f'{{"name": "{_name(at)}", "id": "{ID.format(at)}"}}' for at in range(n)),
    "HTML table": lambda n: (
        "<table>" + "".join(f"<tr><td>{_name(at)}</td><td>{ID.format(at)}</td></tr>" for at in range(n)) + "</table>"
    ),
    "quoted ten levels deep": lambda n: "\n".join(
        f"{'>' * (at % 10)} check {ID.format(at)} of Jane" for at in range(n)
    ),
    "addresses": lambda n: "\n".join(f"{_name(at)} <ann{at}@example.com> {ID.format(at)}" for at in range(n)),
    "respectively": lambda n: (
        ", ".join(map(_name, range(n))) + " have " + ", ".join(map(ID.format, range(n))) + " respectively"
    ),
}


def _name(at):
    return f"Ann{chr(97 + at % 26)} Doe{chr(97 + at // 26 % 26)}"


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_twice_the_message_takes_about_twice_the_steps(layout):
    named_ids(layout(1))
    small, large = _steps(layout(60)), _steps(layout(240))
    assert large <= 5 * small


def _steps(text):
    """Count the lines of our code that run, loops in one line included; no clock, so that it is the same anywhere."""
    count = 0

    def line(_frame, event, _value):
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        named_ids(text)
    finally:
        sys.settrace(before)
    return count
