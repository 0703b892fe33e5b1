"""
Commands that a message begins with: they decide what is wanted, and no model is loaded for them.

A first word is a command only before what that command takes; "Watch out", "Link building" and "Team lead for ML" are
sentences.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bots.conversation.model.command_names import SETTING_NAMES
from bots.conversation.model.team_profiles import PROFILES
from bots.conversation.understanding.message import MessageIntent
from bots.conversation.understanding.text.certifications import find_certifications
from bots.conversation.understanding.text.message_text import MENTION
from bots.conversation.understanding.text.words import ID_SIGNS, LONGEST_READ, UNREAD_SIGNS, plain
from verifier_client import late_pattern as pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bots.conversation.understanding.text.id_marks import MarkedText

HELP_TOPICS = frozenset(
    {"", "all", "verify", "watch", "watching", "watches", "notify", "guide", "compare", "about", "team", "jd", "kit"}
    | {"review-jd"}
)
_NOTIFY = pattern(r"(?:on|off|at|pause|zone|days|alerts|urgent|heartbeat)\b", re.IGNORECASE)
_RULE = pattern(r".+?[\s:]+(?:-?\d{1,5}(?:[\s,;/]+-?\d{1,5})*|standard|profile\s+[\w-]+)(?:\s+save)?$", re.IGNORECASE)
_NAME = pattern(r"(?:[^\W\d_][^\s\d]*\s*){1,4}$")
_MARK = pattern(f"[{ID_SIGNS}]")
_CHECKED = pattern(
    rf"(?:\W|[{ID_SIGNS}]|\b(?:please|pls|plz|thanks|thx|now|and|fresh|bitte|stp|svp|porfa)\b)*$", re.IGNORECASE
)
_LONGEST_RULE = 500
_FEW_WORDS = 4
_FOR = pattern(r"(?:for|f\u00fcr|pour|para)\s", re.IGNORECASE)
_TABLE = pattern(r"\brole\s*,|,\s*role\b", re.IGNORECASE)
_LIKE_CODE = pattern(r"[AC][A-Zi]{3,4}\b")
_LIKE_CODES = pattern(r"[AC][A-Zi]{2,4}\W+(?:\w+\W+)?[AC][A-Zi]{2,4}\b")
"""Codes, mistyped ones too: a command says that there is none such, and never takes another for it."""
_BESIDE_OTHERS = pattern(
    r"\W*[A-Z][A-Za-z]+\W+(?:and|with|to|vs|versus|or|against|und|mit|et|avec|y|con)\W+[A-Z][A-Za-z]*[A-Z]\W*$"
)
"""One code that is known beside capitals that are none of ours: said to be unknown, and not left out."""
_UNREAD = pattern(f"[{UNREAD_SIGNS}]")
_TELL_ME = pattern(rf"me\s+(?:about\s+)?[{ID_SIGNS}]", re.IGNORECASE)
_COLUMNS = pattern(r"[0-9a-fA-F]{8,64}\s")
_LISTED = pattern(r"(?:page\s+)?\d{1,6}$|(?:this|next|within|in)\s|team(?:\s*[:=]|\s)|(?:for|of)\s", re.IGNORECASE)
"""What is said of a list: its page, a period, a team, a person."""


class Command:
    """An explicit command: its word, what it asks for, and what stands behind it."""

    __slots__ = ("intent", "rest", "word")

    def __init__(self, word: str, intent: MessageIntent, rest: str) -> None:
        self.word = word
        self.intent = intent
        self.rest = rest


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
    if known is not None:
        intent, takes = known
        if takes(first, rest, where):
            lacks = intent is MessageIntent.VERIFY and not marked.ids
            return Command(word, MessageIntent.ASK_BACK if lacks else intent, rest)
    if where == "slash_verify" and marked.ids and _CHECKED.match(words):
        return Command("verify", MessageIntent.VERIFY, words)
    return None


def _ids(_first: str, rest: str, _where: str) -> bool:
    return _MARK.search(rest) is not None


def _ids_only(_first: str, rest: str, _where: str) -> bool:
    return _MARK.search(rest) is not None and _CHECKED.match(rest) is not None


def _ids_or_all(first: str, rest: str, where: str) -> bool:
    return _ids(first, rest, where) or rest.lower() in {"all", "all yes"}


def _ids_or_admin(first: str, rest: str, where: str) -> bool:
    """What somebody was asked to act on, or to be."""
    return _ids(first, rest, where) or rest.lower() == "admin"


def _alone(_first: str, rest: str, _where: str) -> bool:
    return not rest.strip("!.? ")


def _page(_first: str, rest: str, _where: str) -> bool:
    return not rest or rest.isdigit()


def _one_word(_first: str, rest: str, _where: str) -> bool:
    return len(rest.split()) == 1


def _list(_first: str, rest: str, _where: str) -> bool:
    return not rest or _LISTED.match(rest) is not None


def _verifiable(first: str, rest: str, where: str) -> bool:
    """IDs, what was offered as one, or a few words that hold none: a code and perhaps a name, ``verify Jane Doe``."""
    if _ids(first, rest, where) or _UNREAD.search(rest) is not None:
        return True
    return len(rest.split()) <= _FEW_WORDS or _code_first(first, rest, where)


def _setting(_first: str, rest: str, _where: str) -> bool:
    return not rest or rest.split(maxsplit=1)[0].lower() in SETTING_NAMES


def _role(_first: str, rest: str, _where: str) -> bool:
    return (
        bool(rest)
        and rest.split(maxsplit=1)[0].lower() not in {"me", "us", "to", "for", "on", "?", "please"}
        and not _MARK.search(rest)
    )


def _two_codes(_first: str, rest: str, _where: str) -> bool:
    if _MARK.search(rest):
        return False
    mentions = find_certifications(rest).mentions
    is_one = len(mentions) == 1 and rest.strip(" .!?") == rest[mentions[0].start : mentions[0].end]
    beside = len(mentions) == 1 and _BESIDE_OTHERS.match(rest) is not None
    return len(mentions) > 1 or is_one or beside or _LIKE_CODES.match(rest) is not None


def _code_first(_first: str, rest: str, _where: str) -> bool:
    if _MARK.search(rest):
        return False
    mentions = find_certifications(rest).mentions
    leads = bool(mentions) and not rest[: mentions[0].start].strip(" \"'“”*")
    return leads or rest.startswith(("--", "\u2014")) or _LIKE_CODE.match(rest) is not None


def _code_or_role(first: str, rest: str, where: str) -> bool:
    if _MARK.search(rest):
        return False
    return len(rest.split()) == 1 or _FOR.match(rest) is not None or _code_first(first, rest, where)


def _text_for_review(first: str, rest: str, where: str) -> bool:
    named = first.lower().startswith("review-jd") or first.endswith(":") or where == "slash_certguide"
    return named and bool(rest) and not _MARK.search(rest)


def _profile(_first: str, rest: str, _where: str) -> bool:
    words = rest.split(maxsplit=1)
    is_known = len(words) > 1 and words[0].strip(":,").lower() in PROFILES
    return is_known or (_TABLE.search(rest) is not None and not _MARK.search(rest))


_I = MessageIntent
_COMMANDS: Mapping[str, tuple[MessageIntent, Callable[[str, str, str], bool]]] = {
    "verify": (_I.VERIFY, _verifiable),
    "certverify": (_I.VERIFY, _verifiable),
    "receipt": (_I.VERIFY, _verifiable),
    "check": (_I.VERIFY, _ids_only),
    "help": (_I.HELP, lambda _f, rest, _w: rest.lower().strip("!.? ") in HELP_TOPICS),
    "?": (_I.HELP, _alone),
    "commands": (_I.HELP, _alone),
    "guide": (_I.GUIDE, _role),
    "certguide": (_I.GUIDE, _role),
    "recommend": (_I.GUIDE, _role),
    "compare": (_I.COMPARE, _two_codes),
    "jd": (_I.JOB_DESCRIPTION, _code_or_role),
    "review-jd": (_I.REVIEW, _text_for_review),
    "review": (_I.REVIEW, _text_for_review),
    "kit": (_I.INTERVIEW_KIT, _code_or_role),
    "team": (_I.TEAM, _profile),
    "watch": (_I.WATCH, _ids),
    "unwatch": (_I.UNWATCH, _ids_or_all),
    "watches": (_I.WATCHES, _list),
    "snooze": (_I.NOTIFY, _ids),
    "ack": (_I.NOTIFY, _ids_or_all),
    "acknowledge": (_I.NOTIFY, _ids_or_all),
    "assign": (_I.NOTIFY, _ids),
    "deputy": (_I.NOTIFY, _ids),
    "ends": (_I.NOTIFY, _ids),
    "accept": (_I.NOTIFY, _ids_or_admin),
    "decline": (_I.NOTIFY, _ids_or_admin),
    "tell": (_I.NOTIFY, lambda _f, rest, _w: _TELL_ME.match(rest) is not None),
    "import": (_I.NOTIFY, _one_word),
    "columns": (_I.NOTIFY, lambda _f, rest, _w: _COLUMNS.match(rest) is not None),
    "about": (_I.ABOUT, _code_first),
    "certifications": (_I.ABOUT, _alone),
    "fallback": (_I.NOTIFY, _alone),
    "rules": (_I.NOTIFY, _alone),
    "rule": (_I.NOTIFY, lambda _f, rest, _w: len(rest) <= _LONGEST_RULE and _RULE.match(rest) is not None),
    "links": (_I.NOTIFY, _page),
    "link": (_I.NOTIFY, lambda _f, rest, _w: rest[:1].isupper() and _NAME.match(rest) is not None),
    "unlink": (_I.NOTIFY, lambda _f, rest, _w: rest[:1].isupper() and _NAME.match(rest) is not None),
    "claim": (_I.NOTIFY, _one_word),
    "notify": (_I.NOTIFY, lambda _f, rest, _w: _NOTIFY.match(rest) is not None or len(rest.split()) <= 1),
    "settings": (_I.NOTIFY, _setting),
    "admin": (_I.NOTIFY, _setting),
    "forget": (_I.PRIVACY, lambda _f, rest, _w: rest.lower() in {"me", "me yes"}),
}
