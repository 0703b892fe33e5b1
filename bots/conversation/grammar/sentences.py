"""
From a reading of a message to an intent: what a sentence without a command asks of the desk.

A sentence never deletes: what would end something is shown with a button first, or can be undone by one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bots.conversation.grammar.back_references import asks_how_it_stands, asks_of_last, holder_of_last
from bots.conversation.grammar.guide import names_a_role, recommended, role_in
from bots.conversation.grammar.guide_words import wanted_variant, without_asides
from bots.conversation.grammar.notify_sentences import asks_about_notices, asks_to_resume, read_notify_sentence
from bots.conversation.grammar.talk_sentences import (
    asks_about_person,
    asks_about_word,
    asks_to_rank,
    asks_who,
    help_topic,
    points_above,
    privacy_kind,
    said_of_answers,
    talk_kind,
    wants_silence,
)
from bots.conversation.grammar.watch_filters import read_list
from bots.conversation.model.intents import (
    AboutCertification,
    Compare,
    Guide,
    ListCertifications,
    MakeKit,
    PlanTeam,
    ReviewText,
    Unclear,
    Verify,
    WriteClause,
    holders_of,
)
from bots.conversation.model.talk_intents import (
    AskBack,
    AskPrivacy,
    ExplainWord,
    Help,
    Missing,
    OffTopic,
    PrivacyKind,
    SmallTalk,
    TalkKind,
)
from bots.conversation.model.watch_intents import ChangePreferences, Unwatch, Watch
from bots.conversation.text.general import NEEDS
from bots.conversation.understanding.message import MessageIntent
from bots.conversation.understanding.text.dates import DayRole, chosen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bots.conversation.model.intents import Intent
    from bots.conversation.understanding.message import Understanding
    from verifier_client import CertificateId

SURE_ENOUGH = 0.65  # below this share of the model, what changes something is asked back with the likeliest readings
MOST_COMPARED = 4
MOST_CODES = 4

_I = MessageIntent
_CHANGES = frozenset({_I.WATCH, _I.UNWATCH, _I.NOTIFY})
_MAY_ASK_ABOUT_NOTICES = frozenset({_I.NOTIFY, _I.OFF_TOPIC, _I.ASK_BACK})
_LIST = re.compile(r"\b(?:list|all|every|which|what|welche|alle|quelles|toutes|todas|cuáles|cuales)\b", re.IGNORECASE)
_CERTIFICATIONS = re.compile(r"\b(?:certifications|credentials|zertifizierungen|certificaciones)\b", re.IGNORECASE)
_TEAM_LEAD = re.compile(r"\s*team[\s-]?lead(?:er)?\b", re.IGNORECASE)  # a title, and no team
_OWN = re.compile(r"\b(?:my|mine|our|i|we|me|meine?|ich|wir|mes|je|nous|mis|yo)\b", re.IGNORECASE)
_WORTH = re.compile(r"\b(?:worth|lohnt|wert|vaut|vale\s+la\s+pena|merece)\b", re.IGNORECASE)
_GUESSES = {
    _I.WATCHES: "watches",
    _I.NOTIFY: "notify",
    _I.HELP: "help",
    _I.ABOUT: "certifications",
    _I.PRIVACY: "help",
}


def intent_of(found: Understanding, text: str, ids: tuple[CertificateId, ...], *, today: date) -> Intent:
    """
    Return what a sentence asks of the desk.

    Args:
        found: the reading of the message.
        text: the message, for what is handed on as it was written (a role, a job description).
        ids: the certificate IDs that the configured registries read in it, in order.
        today: the writer's day.

    Returns:
        An intent; what lacks something is asked back, never guessed.
    """
    if not ids and asks_to_rank(text):
        return SmallTalk(TalkKind.WHO_IS_BEST)
    if not (ids or found.codes or found.unread) and (aside := _aside(text, today)):
        return aside
    if not (ids or found.unread) and asks_about_person(text):
        return AskBack(Missing.ID_OF_NAMED)
    if found.intent in _MAY_ASK_ABOUT_NOTICES and not found.unread and asks_about_notices(text):
        return read_notify_sentence(text, today=today)
    wanted = tuple(each for each in ids if each not in set(found.negated_ids))
    if found.certainty < SURE_ENOUGH and found.intent in _CHANGES and wanted and _I.VERIFY in found.others:
        return _verify(found, wanted, today)  # to look is never wrong
    if found.certainty < SURE_ENOUGH and found.intent in _CHANGES:
        return AskBack(Missing.MEANING, found.unread, guesses_of(found, wanted))
    if found.intent is _I.NOTIFY:
        return read_notify_sentence(text, today=today)
    if found.intent is _I.OFF_TOPIC:
        return _off_topic(text, today)
    reader = _WITH_IDS.get(found.intent)
    if reader is not None:
        return reader(found, wanted, today) if wanted else AskBack(Missing.ID, found.unread)
    return _READERS[found.intent](found, text)


def _aside(text: str, today: date) -> Intent | None:
    """Read a few words that need no model: what is said of answers, "it" that was asked about last, notices again."""
    if said := said_of_answers(text):
        return SmallTalk(said)
    if word := asks_about_word(text):
        return ExplainWord(word)
    holder = holder_of_last(text)
    if asks_how_it_stands(text) or (holder and not names_a_role(holder)):
        return AskBack(Missing.ID, of_last=True, holder=holder)
    return read_notify_sentence(text, today=today) if asks_to_resume(text) else None


def guesses_of(found: Understanding, ids: tuple[CertificateId, ...]) -> tuple[str, ...]:
    """Return the commands that were perhaps meant, the likeliest first."""
    guesses = []
    for intent in (found.intent, *found.others):
        if intent in _WITH_IDS and ids:
            command = {_I.VERIFY: "verify", _I.WATCH: "watch", _I.UNWATCH: "unwatch"}[intent]
            guesses.append(f"{command} {' '.join(each.text for each in ids)}")
        elif intent in _GUESSES:
            guesses.append(_GUESSES[intent])
    return tuple(dict.fromkeys(guesses))


def day_of(found: Understanding, *, today: date) -> date | None:
    """Return the day on which a certificate must stand, where the message names exactly one; a month by its last."""
    days = {
        each.last or chosen(each, today=today)
        for each in found.days
        if each.role is not DayRole.UNSAID or each.last or not re.search(r"\d", each.written)
    }
    known = days - {None}
    return known.pop() if len(known) == 1 else None


def _verify(found: Understanding, ids: tuple[CertificateId, ...], today: date) -> Verify:
    holder, holders = holders_of(ids, found.pairs)
    on = day_of(found, today=today)
    return Verify(ids, holder, on=on, holders=holders, candidates=found.candidates, unread=found.unread)


def _watch(found: Understanding, ids: tuple[CertificateId, ...], today: date) -> Watch:
    until = [chosen(each, today=today) for each in found.days if each.role in {DayRole.UNTIL, DayRole.BEFORE}]
    names = {name for certificate, name in found.pairs if name and certificate in ids}
    names = names or {name for _, possible in found.candidates for name in possible}  # whom else is it watched for?
    return Watch(ids, names.pop() if len(names) == 1 else "", until=until[0] if len(until) == 1 else None)


def _unwatch(_found: Understanding, ids: tuple[CertificateId, ...], _today: date) -> Unwatch:
    return Unwatch(ids)


def _about(found: Understanding, text: str) -> Intent:
    from role_guide import Facet, issuers_named  # noqa: PLC0415 - its tables are for those who ask

    if not found.codes:
        return ListCertifications() if _LIST.search(text) else AskBack(Missing.CERTIFICATION)
    codes = found.codes[:MOST_CODES]
    issuers = tuple(dict.fromkeys(issuer for code in codes for issuer in issuers_named(text, code)))
    facet = Facet(found.facet or "overview")
    return AboutCertification(codes, facet, issuers, worth=_WORTH.search(text) is not None)


def _compare(found: Understanding, text: str) -> Intent:
    if len(found.codes) > 1:
        return Compare(found.codes[:MOST_COMPARED])
    return _about(found, text) if found.codes else Guide(text)  # "PECB's CAIP or AIPA's CAIP?"


def _clause(found: Understanding, text: str) -> Intent:
    codes = found.codes or recommended(text)[:1]
    words, variant = wanted_variant(without_asides(text))
    if not codes:
        return AskBack(Missing.CERTIFICATION)
    role = "" if variant == "procurement" else role_in(words, found.codes)
    return WriteClause(codes[0], role, variant or "required")


def _kit(found: Understanding, text: str) -> Intent:
    codes = found.codes or recommended(text)[:2]
    return MakeKit(codes[:MOST_CODES], role_in(text, found.codes)) if codes else AskBack(Missing.CERTIFICATION)


def _team(_found: Understanding, text: str) -> Intent:
    profile = re.search(
        r"\b(small|growing|enterprise|procurement|cai-organisations|cai-employers)\b", text, re.IGNORECASE
    )
    table = re.search(r"^.*\brole\b.*,.*$", text, re.IGNORECASE | re.MULTILINE)
    if profile and table:
        return PlanTeam(profile[1], text[table.start() :])
    if _TEAM_LEAD.match(text):
        return Guide(text)
    return Unclear("team", NEEDS["team"], "team")


def _watches(_found: Understanding, text: str) -> Intent:
    named = _CERTIFICATIONS.search(text) and not _OWN.search(text)
    return ListCertifications() if named else replace(read_list(text), person="", page=1)


def _small_talk(_found: Understanding, text: str) -> Intent:
    return AskPrivacy(PrivacyKind.STOP) if wants_silence(text) else SmallTalk(talk_kind(text))


def _off_topic(text: str, today: date) -> Intent:
    """What sounds foreign may still be a role with AI in it, or hours with their zone."""
    notices = read_notify_sentence(text, today=today)
    if isinstance(notices, ChangePreferences) and notices.opens is not None and notices.zone:
        return notices
    return Guide(text) if names_a_role(text) else OffTopic()


def _help(_found: Understanding, text: str) -> Intent:
    if asked := asks_who(text):
        return SmallTalk(asked)
    return Help(help_topic(text))


def _ask(found: Understanding, text: str) -> Intent:
    if talk_kind(text) is TalkKind.HUMAN:
        return SmallTalk(TalkKind.HUMAN)
    if points_above(text):
        return AskBack(Missing.MESSAGE)
    missing = Missing.ID if found.unread or not found.others else _MISSING.get(found.others[0], Missing.MEANING)
    of_last = not (found.unread or found.codes) and asks_of_last(text)
    return AskBack(missing, found.unread, guesses_of(found, ()), of_last=of_last)


_MISSING = {
    _I.VERIFY: Missing.ID,
    _I.WATCH: Missing.ID,
    _I.UNWATCH: Missing.ID,
    _I.ABOUT: Missing.CERTIFICATION,
    _I.COMPARE: Missing.CERTIFICATION,
    _I.JOB_DESCRIPTION: Missing.CERTIFICATION,
    _I.INTERVIEW_KIT: Missing.CERTIFICATION,
    _I.GUIDE: Missing.ROLE,
}
_WITH_IDS: dict[MessageIntent, Callable[[Understanding, tuple[CertificateId, ...], date], Intent]] = {
    _I.VERIFY: _verify,
    _I.WATCH: _watch,
    _I.UNWATCH: _unwatch,
}
_READERS: dict[MessageIntent, Callable[[Understanding, str], Intent]] = {
    _I.ABOUT: _about,
    _I.COMPARE: _compare,
    _I.GUIDE: lambda _found, text: Guide(text),
    _I.JOB_DESCRIPTION: _clause,
    _I.REVIEW: lambda _found, text: ReviewText(text),
    _I.INTERVIEW_KIT: _kit,
    _I.TEAM: _team,
    _I.WATCHES: _watches,
    _I.PRIVACY: lambda _found, text: AskPrivacy(privacy_kind(text)),
    _I.HELP: _help,
    _I.SMALL_TALK: _small_talk,
    _I.ASK_BACK: _ask,
}
