"""
What a message means: IDs, names, days and certifications by rules, then the command or the likeliest intent.

Exact things are never the model's: it chooses only among the intents that the message's IDs and codes allow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bots.conversation.understanding.command_words import read_command
from bots.conversation.understanding.features import see
from bots.conversation.understanding.message import Facet, MessageIntent, Understanding
from bots.conversation.understanding.text.date_words import may_name_day
from bots.conversation.understanding.text.id_marks import marked_text
from bots.conversation.understanding.text.negated_ids import negated_ids
from bots.conversation.understanding.text.words import ID, ID_SIGNS, plain, tokens
from verifier_client import late_pattern as pattern

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from bots.conversation.understanding.features import Seen
    from bots.conversation.understanding.intent_model import Models
    from bots.conversation.understanding.pairing.decisions import NamedIds
    from bots.conversation.understanding.text.dates import DayMention
    from bots.conversation.understanding.text.id_marks import MarkedText
    from verifier_client import CertificateId

_I = MessageIntent
_NEEDS_ID = frozenset({_I.VERIFY, _I.WATCH})
_NEVER_WITH_ID = frozenset({_I.ASK_BACK, _I.HELP, _I.SMALL_TALK, _I.COMPARE, _I.GUIDE})
_CHANGES = frozenset({_I.WATCH, _I.UNWATCH})
_ABOUT_LISTS = frozenset({*_CHANGES, _I.WATCHES})
_UNLIKELY = 0.05
"""Below this share nothing about watches can become what is understood, and the long pattern need not be looked at."""
_INQUIRY = pattern(
    r"(?:^|[,.;:!?]\s*|\b(?:so|and|but|hey|hi|hello)\s+)(?:"
    r"(?:am|was)\s+i\b|(?:do|did|have|should|must)\s+(?:i|we)\b|are\s+(?:we|you)\b|"
    r"(?:did|have|has|had|were)\s+(?:you|u|some(?:one|body)|any(?:one|body)|he|she|they)\b|(?:hast|habt|hat)\s+(?:du|ihr|jemand)\b|"
    r"(?:as|avez)\s+(?:tu|vous)\b|has\s+\w+d[oa]\b|(?:was|is|wurde|ist)\s+§id\s+(?:really\s+|already\s+|schon\s+)?\w+(?:ed|t|n)\s*\?|"
    r"is\s+(?:§id|it|this)\s+(?:on|in|still\s+(?:on|in)|already)\b|"
    r"why\b|how\s+(?:do|can|would)\b|since\s+when\b|who\s+(?:watches|follows|added|put|removed|took)\b|"
    r"(?:beobachte|verfolge|uberwache)\s+ich\b|steht\b|ist\s+§id\b.*\bliste\b|warum\b|est\s+ce\s+que\s+je\b|je\s+(?:suis|surveille)\s+(?:deja\s+)?§id\b.*\?|"
    r"pourquoi\b|(?:estoy|vigilo|sigo)\b.*\?|por\s+que\b|esta\s+§id\b.*\blista\b)"
)
_ASKS_TO_CHANGE = pattern(r"\b(?:can|could|would|will)\s+(?:you|u)\b|\bplease\b|\bpls\b|\bbitte\b")
_WATCHING, _ENDING = frozenset({"watch", "remind"}), frozenset({"stop", "left"})
_WEIGHS_MORE = 3.0
_ID_SIGN = pattern(f"[{ID_SIGNS}]")
_SHORT = 4
_NAMES_ALONE = 24
"""Words of a message that can be IDs and names and nothing else."""
_OTHERS, _LIKELY = 2, 0.08


def read_message(
    text: str,
    *,
    where: str,
    today: date | None = None,
    models: Models | None = None,
    badge_hosts: Collection[str] = (),
    ids: tuple[CertificateId, ...] | None = None,
) -> Understanding:
    """
    Read one message.

    Args:
        text: the message as the platform sends it, with its markup; of any length.
        where: dm, mention, slash_verify, slash_certguide, or another name of a place.
        today: the writer's day, for "tomorrow" and days without a year; without it such days are left open.
        models: other weights than the package's own, such as a cross-validation's.
        badge_hosts: further hosts whose assertion links are IDs, as in ``find_ids``.
        ids: the message's IDs, where they have been read already; None for those that ``find_ids`` reads.

    Returns:
        what was understood; an explicit command always wins over the model.
    """
    seen = see(marked_text(text, badge_hosts, ids), where=where)
    command = read_command(seen.marked, where=where)
    if command is not None:
        return _understanding(command.intent, seen, today=today, models=models, command=command.word)
    named = _named(seen.marked)
    shares = {_I.VERIFY: 1.0} if _is_only_named(seen, named) else _shares(seen, models)
    best, *rest = sorted(shares, key=shares.__getitem__, reverse=True)
    others = tuple(each for each in rest if shares[each] >= _LIKELY)[:_OTHERS]
    return _understanding(best, seen, named, today=today, models=models, certainty=shares[best], others=others)


def understand(text: str, *, where: str) -> dict[str, Any]:
    """
    Return a message's meaning as a mapping of plain values.

    Args:
        text: the message as the platform sends it.
        where: dm, mention, slash_verify or slash_certguide.

    Returns:
        ``intent`` and ``facet`` (values of the enums, ``facet`` "" where there is none), ``ids`` (canonical, all
        of the message), ``codes`` (display codes meant), ``name`` (the holder's as typed, "" if none).
    """
    return as_mapping(read_message(text, where=where))


def as_mapping(found: Understanding) -> dict[str, Any]:
    """Return an understanding as the mapping of plain values that ``understand`` promises."""
    return {
        "intent": str(found.intent),
        "ids": tuple(map(str, found.ids)),
        "codes": found.codes,
        "facet": str(found.facet or ""),
        "name": found.name,
    }


def _understanding(
    intent: MessageIntent,
    seen: Seen,
    named: NamedIds | None = None,
    *,
    today: date | None,
    models: Models | None,
    **decided: Any,
) -> Understanding:
    named = named or _named(seen.marked)
    negated = negated_ids(seen.marked)
    if intent is _I.VERIFY and len(negated) == len(seen.marked.ids) and negated:
        intent = _I.ASK_BACK  # "don't check X": nothing is left to be checked
    names = {name for _, name in named.pairs if name}
    return Understanding(
        intent=intent,
        ids=seen.marked.ids,
        negated_ids=negated,
        codes=seen.named.codes,
        negated_codes=seen.named.negated,
        facet=_facet(seen, models) if intent is _I.ABOUT else None,
        name=names.pop() if len(names) == 1 else "",
        pairs=named.pairs,
        candidates=tuple(named.candidates.items()),
        unread=named.unread,
        days=_days(seen.text, today=today),
        **decided,
    )


def _days(text: str, *, today: date | None) -> tuple[DayMention, ...]:
    if not may_name_day(plain(text)):
        return ()
    from bots.conversation.understanding.text.dates import find_days  # noqa: PLC0415 - for messages that name days

    return find_days(text, today=today)


def _facet(seen: Seen, models: Models | None) -> Facet:
    if not [word for word in seen.words if word[0] != "§" and word not in "?!"]:
        return Facet.OVERVIEW  # the bare code
    return Facet((models or _own_models()).likeliest_facet(seen))


def _own_models() -> Models:
    from bots.conversation.understanding.intent_model import models  # noqa: PLC0415 - commands load no model

    return models()


def _named(marked: MarkedText) -> NamedIds:
    from bots.conversation.understanding.named_ids import names_in  # noqa: PLC0415 - its word lists are long
    from bots.conversation.understanding.pairing.decisions import NamedIds  # noqa: PLC0415 - for messages with IDs

    return names_in(marked) if marked.ids else NamedIds((), marked.unread)


def _shares(seen: Seen, models: Models | None) -> dict[MessageIntent, float]:
    """The intents that the message allows, with the model's shares."""
    if exact := _exact(seen):
        return {exact: 1.0}
    found = (models or _own_models()).intent_shares(seen)
    shares = {MessageIntent(name): share for name, share in found.items()}
    if seen.marked.ids:
        _weigh_with_ids(shares, seen)
    else:
        shares[_I.ASK_BACK] += sum(shares.pop(name) for name in _NEEDS_ID)
        if not seen.named.codes:
            shares.pop(_I.ABOUT)
        if _only_inquires(seen):
            shares.pop(_I.UNWATCH)
    total = sum(shares.values())
    return {name: share / total for name, share in shares.items()}


def _weigh_with_ids(shares: dict[MessageIntent, float], seen: Seen) -> None:
    """Beside IDs, only a question asks for the list or leaves it as it is, and a verb of watching weighs more."""
    inquires = any(shares[name] > _UNLIKELY for name in _ABOUT_LISTS) and _only_inquires(seen)
    barred = _NEVER_WITH_ID | (_CHANGES if inquires else frozenset() if "?" in seen.words else frozenset({_I.WATCHES}))
    for name in barred:
        shares.pop(name)
    if not inquires and seen.groups & _WATCHING and not seen.groups & _ENDING:
        shares[_I.WATCH] *= _WEIGHS_MORE


def _is_only_named(seen: Seen, named: NamedIds) -> bool:
    """Say whether IDs and the names given for them are all that is written, and no word of them asks for anything."""
    spoken = {word for word in seen.words if word != ID and word not in "?!"}
    if not seen.marked.ids or not spoken or seen.groups or len(seen.words) > _NAMES_ALONE:
        return False
    return spoken.issubset(word for _, name in named.pairs if name for word in tokens(plain(name)))


def _exact(seen: Seen) -> MessageIntent | None:
    """What needs no model: nothing to read, or IDs and nothing else."""
    spoken = [word for word in seen.words if word not in "?!"]
    if not spoken:
        return _I.HELP if not seen.words or "?" in seen.words else _I.SMALL_TALK
    if all(word == ID for word in spoken):
        return _I.VERIFY
    if all(not word.isalnum() and word[0] != "§" for word in spoken):
        return _I.SMALL_TALK  # emoji
    if seen.where == "slash_verify" and seen.state == "none" and len(seen.words) <= _SHORT and not seen.groups:
        return _I.ASK_BACK  # a name without an ID
    return None


def _only_inquires(seen: Seen) -> bool:
    """A question whether, why or since when something is watched changes nothing."""
    flat = _ID_SIGN.sub(ID, seen.plain)
    return _INQUIRY.search(flat.strip()) is not None and _ASKS_TO_CHANGE.search(flat) is None
