"""
From typed words to a question about certificates, or an issuer's code.

``<ids...> [name] [on <date>] [in English|German|French|Spanish] [fresh]``; behind one ID, ``perhaps <a> or <b>`` keeps
two names to be chosen from.
"""

# ruff: noqa: RUF001 - quotation marks and dashes of many languages are cut off around a name

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bots.conversation.model.dates import UNREADABLE, read_day
from bots.conversation.model.intents import Unclear, Verify, VerifyCode, holders_of
from bots.conversation.text.languages.phrasebook import NAMES
from bots.conversation.verify.question_commands import OR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bots.conversation.model.ports import Verifier
    from bots.conversation.model.talk_intents import AskBack
    from bots.conversation.understanding.pairing.decisions import NamedIds
    from verifier_client import CertificateId

LONGEST_NAME = 200
LONGEST_NAME_WORDS = 4
_NAME_WORD = re.compile(r"(?:(?-i:[^\W\d_a-z])[^\W\d_]*[’'.-]?)+,?")
_PLACEHOLDER = re.compile(r"-([XN])\1{3,}$")
_LIKE_AN_ID = re.compile(r"(?<!\S)(?=\S*\d)[A-Za-z]{2,}[-_/]?[\w-]+(?!\S)")  # behind "verify": XYZ-1
_ON = re.compile(r"(?:^|\s)(?:--)?on[\s=:]+(\S+(?:\s+[A-Za-z]{3,9}\.?\s+\d{4})?)(?=\s|$)", re.IGNORECASE)
_FRESH = re.compile(r"(?:^|\s)(?:--)?fresh(?=\s*$)", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:^|\s)(?:--)?in (english|german|french|spanish)(?=\s*$)", re.IGNORECASE)
_PERHAPS = re.compile(r"\sperhaps\s+(.+)$", re.IGNORECASE)
_CODES = {name.lower(): code for code, name in NAMES.items()}
_DAY_AT_END = re.compile(r"\s(?:--)?on[\s=:]+\d{4}-\d\d-\d\d\s*$", re.IGNORECASE)
_ISSUER = re.compile(r"(?:^|\s)from[\s=:]+([a-z0-9_]+)(?=\s|$)", re.IGNORECASE)
_LEAD = re.compile(r"^(?:for|name|holder|of|is|by)(?:\s*[:=]\s*|\s+)", re.IGNORECASE)
_CODE = re.compile(r"^(?:senior\s+)?([A-Za-z]{3,5})\b[®\s]*(.*)$", re.IGNORECASE | re.DOTALL)
EDGES = " \t\r\n,;:.!?|\"'`*_~()[]{}<>«»„“”‘’-–—/\\"
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def read_verify(words: str, verifier: Verifier) -> Verify | VerifyCode | Unclear | AskBack:
    """Return what is to be verified: IDs with the names and the day given for them, or an issuer's code."""
    reading = verifier.read_text(words)
    rest, fresh = _cut(_FRESH, reading.rest)
    rest, language = _cut(_LANGUAGE, rest)
    on = _day(rest, verifier.today) if rest.strip(EDGES) else None
    if isinstance(on, str):
        typed = re.search(re.escape(on), words, re.IGNORECASE)
        return Unclear(words, f"“{typed[0] if typed else on}” {UNREADABLE}")
    if not reading.ids:
        return _without_id(words, rest, verifier)
    if placeholders := placeholders_in(reading.ids):
        return _lacks_id(placeholders)
    if not rest.strip(EDGES):
        return Verify(reading.ids, fresh=fresh is not None, language=_CODES.get((language or "").lower(), ""))
    if len(reading.ids) == 1 and on is None and language is None and _is_only_name(reading.rest, words):
        return Verify(reading.ids, reading.rest)
    if len(reading.ids) == 1 and (possible := _PERHAPS.search(_without_end(words))):
        names = tuple(possible[1].split(OR))
        spoken = _CODES[language.lower()] if language else ""
        return Verify(
            reading.ids, on=on, fresh=fresh is not None, candidates=((reading.ids[0].text, names),), language=spoken
        )
    named = _named_ids(_without_end(words), verifier, reading.ids)
    holder, holders = holders_of(reading.ids, named.pairs)
    holder = _whole_name(holder, rest) if len(reading.ids) == 1 else holder
    if long := next((name for name in (holder or "", *dict(holders).values()) if len(name) > LONGEST_NAME), None):
        return Unclear(words, f"The name has {len(long):,} characters; {LONGEST_NAME} at most can be compared.")
    return Verify(
        reading.ids,
        holder,
        on,
        fresh is not None,
        holders,
        tuple(named.candidates.items()),
        named.unread,
        _CODES[language.lower()] if language else question_language(rest, named.pairs, named.candidates),
    )


def _is_only_name(rest: str, words: str) -> bool:
    """Say whether a full name is all that stands before or behind one ID: ``/verify AIDA-2026-1234 Jane Doe``."""
    from bots.conversation.understanding.people.bare_names import is_bare_name  # noqa: PLC0415 - its word lists are long

    return (words.endswith(rest) or words.startswith(rest)) and is_bare_name(rest)


def question_language(
    words: str,
    pairs: Iterable[tuple[CertificateId, str | None]],
    candidates: Mapping[str, tuple[str, ...]],
) -> str:
    """
    Return the language in which a question is asked, "" where it cannot be told.

    Args:
        words: what was written.
        pairs: the names in it, each with its certificate; a name says nothing of the writer's language.
        candidates: names of which only the asker knows which one was meant, by certificate.
    """
    from bots.conversation.understanding.text.language import language_of  # noqa: PLC0415 - a bare ID has no language

    for name in {name for _, name in pairs if name}.union(*candidates.values()):
        words = words.replace(name, " ")
    return language_of(words, default="")


def _without_end(words: str) -> str:
    """Leave out "fresh", the language and the day at the end, so that a name is read there as it is without them."""
    return _cut(_DAY_AT_END, _cut(_LANGUAGE, _cut(_FRESH, words)[0])[0])[0]


def _whole_name(name: str | None, rest: str) -> str | None:
    """Behind the command and one ID, words that all begin like a name's are one name: "Zoë Gone" is not cut."""
    words = rest.strip(EDGES).split()
    if name is None or not 2 <= len(words) <= LONGEST_NAME_WORDS or not set(name.split()) < set(words):
        return name
    return " ".join(words) if all(_NAME_WORD.fullmatch(word) for word in words) else name


def placeholders_in(ids: Sequence[CertificateId]) -> tuple[str, ...]:
    """Return the IDs whose last part is only a pattern, as issuers print it to show what an ID looks like."""
    return tuple(each.text for each in ids if _PLACEHOLDER.search(each.text))


def _day(rest: str, today: date) -> date | str | None:
    """Return the one day that a command names, the words that are no day, or None where it names none."""
    from bots.conversation.understanding.text.date_words import may_name_day  # noqa: PLC0415 - a bare ID has no rest
    from bots.conversation.understanding.text.words import plain  # noqa: PLC0415 - a bare ID has no rest

    _, written = _cut(_ON, rest)
    if not may_name_day(plain(rest)):
        return None if written is None else read_day(written) or written
    from bots.conversation.understanding.text.dates import DayRole, chosen, find_days  # noqa: PLC0415 - few name days

    for each in (days := find_days(rest, today=today)):
        if len(each.readings) != 1 and chosen(each, today=today) is None and each.role is not DayRole.UNSAID:
            return each.written
    known = {each.last or chosen(each, today=today) for each in days} - {None}
    if known:
        return known.pop() if len(known) == 1 else " / ".join(each.written for each in days)
    return None if written is None else read_day(written) or written


def _without_id(words: str, rest: str, verifier: Verifier) -> VerifyCode | Unclear | AskBack:
    if unread := _named_ids(words, verifier, ()).unread:
        return _lacks_id(unread)
    from bots.conversation.grammar.talk_sentences import points_above  # noqa: PLC0415 - mostly there is an ID
    from bots.conversation.model.talk_intents import AskBack, Missing  # noqa: PLC0415 - mostly there is an ID

    rest, registry = _cut(_ISSUER, rest)
    match = _CODE.match(rest.strip(EDGES))
    if match and verifier.registries_of(match[1]):
        after = match[2].strip()
        name = None if re.search(r"\d", after) else clean_name(after)
        return VerifyCode(match[1].upper(), name, registry.lower() if registry else None)
    if points_above(words):
        return AskBack(Missing.MESSAGE)
    if like_ids := tuple(_LIKE_AN_ID.findall(words)):
        return _lacks_id(like_ids)
    return Unclear(words, "There is no certificate ID in that.", "verify")


def _lacks_id(unread: tuple[str, ...]) -> AskBack:
    from bots.conversation.model.talk_intents import AskBack, Missing  # noqa: PLC0415 - mostly there is an ID

    return AskBack(Missing.ID, unread)


def _named_ids(words: str, verifier: Verifier, ids: tuple[CertificateId, ...]) -> NamedIds:
    from bots.conversation.understanding.named_ids import named_ids  # noqa: PLC0415 - its word lists are long

    return named_ids(words, where="slash_verify", badge_hosts=badge_hosts_of(verifier), ids=ids)


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str | None]:
    """Return a text without the first match of a pattern, and the match: its group where it has one."""
    match = pattern.search(text)
    if match is None:
        return text, None
    caught = match[1] if match.lastindex else match[0]
    return f"{text[: match.start()]} {text[match.end() :]}".strip(), caught


def clean_name(text: str) -> str | None:
    """Return a name without the punctuation and the little words around it, or None when nothing is left."""
    text = _UNSEEN.sub("", " ".join(text.split()))
    text = _LEAD.sub("", text.strip(EDGES.replace(".", "")))
    text = text.strip(EDGES.replace(".", "").replace("'", ""))
    return text if any(character.isalpha() for character in text) else text.strip() or None


def badge_hosts_of(verifier: Verifier) -> frozenset[str]:
    """Return the hosts whose assertion links the configured registries read as IDs."""
    return frozenset[str]().union(*(about.badge_hosts for about in verifier.registries))
