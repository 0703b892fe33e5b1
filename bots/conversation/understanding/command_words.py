"""
Commands that a message begins with: they decide what is wanted, and no model is loaded for them.

A first word is a command only before what that command takes; "Watch out", "Link building" and "Team lead for ML" are
sentences.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bots.conversation.model.team_profiles import PROFILES
from bots.conversation.understanding.message import MessageIntent
from bots.conversation.understanding.text.certifications import find_certifications
from bots.conversation.understanding.text.message_text import MENTION
from bots.conversation.understanding.text.words import ID_SIGNS, LONGEST_READ, plain
from verifier_client import late_pattern as pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bots.conversation.understanding.text.id_marks import MarkedText

HELP_TOPICS = frozenset(
    {"", "verify", "guide", "watch", "watching", "watches", "compare", "about", "all", "notify", "team"}
)
_NOTIFY = pattern(
    r"(?:on|off|at\s+\d.*|pause(?:\s+(?:\d+\s*\w+|until\s.*))?|zone\s+\S+|days\s+\S.*|alerts\s+\d+|urgent\s+\S+|heartbeat\s+(?:on|off))?$",
    re.IGNORECASE,
)
_RULE = pattern(r".+?[\s:]+(?:-?\d{1,5}(?:[\s,;/]+-?\d{1,5})*|standard|profile\s+[\w-]+)(?:\s+save)?$", re.IGNORECASE)
_NAME = pattern(r"(?:[^\W\d_][^\s\d]*\s*){1,4}$")
_MARK = pattern(f"[{ID_SIGNS}]")
_CHECKED = pattern(
    rf"(?:\W|[{ID_SIGNS}]|\b(?:please|pls|plz|thanks|thx|now|and|fresh|bitte|stp|svp|porfa)\b)*$", re.IGNORECASE
)
_LONGEST_RULE = 500


class Command(NamedTuple):
    """An explicit command: its word, what it asks for, and what stands behind it."""

    word: str
    intent: MessageIntent
    rest: str


def read_command(marked: MarkedText, *, where: str) -> Command | None:
    """
    Return the command that a message begins with, or None for a sentence.

    Args:
        marked: the message with its IDs put aside.
        where: dm, mention, slash_verify, slash_certguide; behind a slash the platform has named a command already.
    """
    words = marked.text[:LONGEST_READ].strip(f" \t\r\n`*{MENTION}")
    first, _, rest = words.partition(" ") if " " in words else (words, "", "")
    first = re.split(r"\s", first, maxsplit=1)[0]
    rest = words[len(first) :].strip()
    word = plain(first.strip("/:,"))
    known = _COMMANDS.get(word)
    if known is not None and len(words) <= _LONGEST_RULE * 20:
        intent, takes = known
        if takes(first, rest, where):
            return Command(word, intent, rest)
    if where == "slash_verify" and marked.ids and _CHECKED.match(words):
        return Command("verify", MessageIntent.VERIFY, words)
    return None


def _ids(_first: str, rest: str, _where: str) -> bool:
    return _MARK.search(rest) is not None


def _ids_only(_first: str, rest: str, _where: str) -> bool:
    return _MARK.search(rest) is not None and _CHECKED.match(rest) is not None


def _ids_or_all(first: str, rest: str, where: str) -> bool:
    return _ids(first, rest, where) or rest.lower() in {"all", "all yes"}


def _alone(_first: str, rest: str, _where: str) -> bool:
    return not rest.strip("!.? ")


def _page(_first: str, rest: str, _where: str) -> bool:
    return not rest or rest.isdigit()


def _role(_first: str, rest: str, _where: str) -> bool:
    return (
        bool(rest)
        and rest.split(maxsplit=1)[0].lower() not in {"me", "us", "to", "for", "on", "?", "please"}
        and not _MARK.search(rest)
    )


def _role_behind_slash(first: str, rest: str, where: str) -> bool:
    return where == "slash_certguide" and _role(first, rest, where)


def _two_codes(_first: str, rest: str, _where: str) -> bool:
    return len(find_certifications(rest).mentions) >= 2 and not _MARK.search(rest)


def _code_first(_first: str, rest: str, _where: str) -> bool:
    mentions = find_certifications(rest).mentions
    return bool(mentions) and not rest[: mentions[0].start].strip(" \"'“”*") and not _MARK.search(rest)


def _text_for_review(first: str, rest: str, where: str) -> bool:
    named = first.lower().startswith("review-jd") or first.endswith(":") or where == "slash_certguide"
    return named and bool(rest) and not _MARK.search(rest)


def _profile(_first: str, rest: str, _where: str) -> bool:
    words = rest.split(maxsplit=1)
    return len(words) > 1 and words[0].strip(":,").lower() in PROFILES


_I = MessageIntent
_COMMANDS: Mapping[str, tuple[MessageIntent, Callable[[str, str, str], bool]]] = {
    "verify": (_I.VERIFY, _ids),
    "certverify": (_I.VERIFY, _ids),
    "receipt": (_I.VERIFY, _ids),
    "check": (_I.VERIFY, _ids_only),
    "help": (_I.HELP, lambda _f, rest, _w: rest.lower().strip("!.? ") in HELP_TOPICS),
    "?": (_I.HELP, _alone),
    "commands": (_I.HELP, _alone),
    "guide": (_I.GUIDE, _role),
    "certguide": (_I.GUIDE, _role),
    "recommend": (_I.GUIDE, _role_behind_slash),
    "compare": (_I.COMPARE, _two_codes),
    "jd": (_I.JOB_DESCRIPTION, _code_first),
    "review-jd": (_I.REVIEW, _text_for_review),
    "review": (_I.REVIEW, _text_for_review),
    "kit": (_I.INTERVIEW_KIT, _code_first),
    "team": (_I.TEAM, _profile),
    "watch": (_I.WATCH, _ids),
    "unwatch": (_I.UNWATCH, _ids_or_all),
    "watches": (_I.WATCHES, _page),
    "snooze": (_I.NOTIFY, _ids),
    "ack": (_I.NOTIFY, _ids_or_all),
    "acknowledge": (_I.NOTIFY, _ids_or_all),
    "assign": (_I.NOTIFY, _ids),
    "deputy": (_I.NOTIFY, _ids),
    "ends": (_I.NOTIFY, _ids),
    "fallback": (_I.NOTIFY, _alone),
    "rules": (_I.NOTIFY, _alone),
    "rule": (_I.NOTIFY, lambda _f, rest, _w: len(rest) <= _LONGEST_RULE and _RULE.match(rest) is not None),
    "links": (_I.NOTIFY, _page),
    "link": (_I.NOTIFY, lambda _f, rest, _w: rest[:1].isupper() and _NAME.match(rest) is not None),
    "unlink": (_I.NOTIFY, lambda _f, rest, _w: rest[:1].isupper() and _NAME.match(rest) is not None),
    "claim": (_I.NOTIFY, lambda _f, rest, _w: re.fullmatch(r"[A-Za-z0-9]{4}-?[A-Za-z0-9]{4}", rest) is not None),
    "notify": (_I.NOTIFY, lambda _f, rest, _w: _NOTIFY.match(rest) is not None),
    "settings": (_I.NOTIFY, _alone),
    "admin": (_I.NOTIFY, _alone),
    "forget": (_I.PRIVACY, lambda _f, rest, _w: rest.lower() in {"me", "me yes"}),
}
