"""
From typed words to what somebody wants of their watches.

``watch <ids...> [for PERSON] [until DATE] [team NAME] [manager: NAME] [because ...]``, ``unwatch <ids...>|all``,
``watches [this quarter|next 30 days] [team NAME] [for PERSON] [page]``,
``snooze <ids...> [7d|2w|until DATE|off]``, ``ack [<ids...> [undo]|all]``, ``assign <id> [to NAME]``,
``accept <id>``, ``decline <id>``, ``deputy <id>``,
``fallback``, ``claim <code>``, ``links``, ``link NAME``, ``unlink NAME``, ``notify [off|on|at|days|alerts ...]``,
``rule TEAM <days...>|standard|profile NAME [save]``, ``rules``, ``ends <id> DATE``, ``tell me <id> [NAME]``,
``import <digest>``, ``forget me``, ``settings [NAME VALUE]``. A sentence that
only begins with such a word is left to the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bots.conversation.grammar.watch_filters import read_list
from bots.conversation.model.dates import UNREADABLE, read_day
from bots.conversation.model.intents import Unclear
from bots.conversation.model.table_options import DayOrder, Field, TableOptions
from bots.conversation.model.watch_intents import (
    AcceptInvitation,
    AcceptOffer,
    Acknowledge,
    AnswerAdminOffer,
    Assign,
    DeclineOffer,
    EnterEndDate,
    ForgetMe,
    HelpWatching,
    ImportRoster,
    InvitePerson,
    ListInvitations,
    ListRules,
    PreviewRoster,
    RequestCallback,
    SetDeputy,
    SetFallback,
    SetProfile,
    SetRule,
    SetSettings,
    ShowSettings,
    Snooze,
    TakeBackAcknowledgement,
    UnlinkPerson,
    Unwatch,
    UnwatchAll,
    Watch,
    WatchIntent,
)
from bots.conversation.organisation.hours import read_notify
from bots.conversation.text import watches as phrases
from bots.conversation.text.organisation import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bots.conversation.model.ports import Verifier
    from verifier_client import CertificateId

LONGEST = 200  # of a name, a team or a purpose
_PARTS = re.compile(r"(?:^|\s)(for|until|team|manager(?=\s*[:=]))(?:\s*[:=]\s*|\s+)", re.IGNORECASE)
_BECAUSE = re.compile(r"(?:^|\s)because(?:\s*[:=]\s*|\s+)", re.IGNORECASE)
_SPAN = re.compile(r"(\d{1,3})\s*(d|days?|w|weeks?)$", re.IGNORECASE)
_RULE = re.compile(r"^(?P<team>.+?)[\s:]+(?P<days>-?\d{1,5}(?:[\s,;/]+-?\d{1,5})*)(?P<save>\s+save)?$", re.IGNORECASE)
_STANDARD = re.compile(r"^(?P<team>.+?)\s+standard(?P<save>\s+save)?$", re.IGNORECASE)
_PROFILE = re.compile(r"^(?P<team>.+?)\s+profile\s+(?P<profile>[\w-]+)$", re.IGNORECASE)
_PARTICLES = {
    "al",
    "bin",
    "da",
    "de",
    "del",
    "der",
    "di",
    "dos",
    "du",
    "el",
    "la",
    "le",
    "ten",
    "van",
    "von",
    "y",
    "zu",
}
_MENTION = re.compile(r"<@([UW][A-Z0-9]{2,30})(?:\|[^>]*)?>")  # a person as Slack writes one
_COLUMNS = re.compile(r"([0-9a-fA-F]{8,64})((?:\s+(?:\"[^\"]*\"|[^\s\"=]+)=[a-z-]+)+)$")
_COLUMN = re.compile(r'\s(?:"([^"]*)"|([^\s"=]+))=([a-z-]+)')
ADMIN = "admin"  # stands in place of an ID where somebody was asked to be one


def read_watching(command: str, words: str, verifier: Verifier) -> WatchIntent | Unclear:
    """Return what a command about watching asks for."""
    words = " ".join(words.split())
    if words.lower() in {"help", "?"}:
        return HelpWatching()
    reader = _READERS.get(command)
    if reader is not None:
        return reader(words) or Unclear(words, phrases.NEEDS[command], command)
    if command in {"accept", "decline"} and words.lower() == ADMIN:
        return AnswerAdminOffer(accepts=command == "accept")
    reading = verifier.read_text(words)
    if command == "ack" and (not words or words.lower() == "all"):
        return Acknowledge()
    if command == "unwatch" and not reading.ids and words.lower() in {"all", "all yes"}:
        return UnwatchAll(sure=words.lower() == "all yes")
    if not reading.ids:
        return Unclear(words, phrases.NEEDS[command], command)
    if len(reading.ids) > 1 and command in {"assign", "accept", "decline", "deputy", "ends", "tell"}:
        return Unclear(words, phrases.ONE_AT_A_TIME, command)
    if command == "assign" and (mentioned := _MENTION.search(words)):  # the rest of a reading has no links in it
        return Assign(reading.ids[0], person=mentioned[1])
    return _about(command, reading.ids, reading.rest.strip(" ,;"))


def _about(command: str, ids: tuple[CertificateId, ...], rest: str) -> WatchIntent | Unclear:
    match command:
        case "watch":
            return _watch(ids, rest)
        case "unwatch":
            return Unwatch(ids)
        case "ack":
            return TakeBackAcknowledgement(ids) if rest.lower() in {"undo", "off"} else Acknowledge(ids)
        case "snooze":
            return _snooze(ids, rest)
        case "assign":
            return Assign(ids[0], re.sub(r"^to(?:\s+|$)", "", rest, flags=re.IGNORECASE))
        case "accept":
            return AcceptOffer(ids[0])
        case "decline":
            return DeclineOffer(ids[0])
        case "deputy":
            return SetDeputy(ids[0])
        case "ends":
            day = read_day(re.sub(r"^on\s+", "", rest, flags=re.IGNORECASE))
            return EnterEndDate(ids[0], day) if day else Unclear(rest, _no_day(rest), command)
        case _:
            return _tell_me(ids[0], rest)


def _watch(ids: tuple[CertificateId, ...], rest: str) -> Watch | Unclear:
    rest, *reasons = _BECAUSE.split(rest, maxsplit=1)
    parts = _PARTS.split(rest)
    values = {key.lower(): value.strip(" ,;.") for key, value in zip(parts[1::2], parts[2::2], strict=True)}
    values["because"] = "".join(reasons).strip()
    if any(len(value) > LONGEST for value in (parts[0], *values.values())):
        return Unclear(rest, phrases.TOO_LONG, "watch")
    until = read_day(values["until"]) if "until" in values else None
    if "until" in values and until is None:
        return Unclear(rest, _no_day(values["until"]), "watch")
    person = _person(ids[0], values.get("for", "")) or _name(parts[0].strip(" ,;."))
    return Watch(ids, person, values.get("team", ""), values["because"], until, values.get("manager", ""))


def _person(certificate: CertificateId, said: str) -> str:
    """
    Behind "for", words in small letters are a person only where they read as a name: not "for changes please".

    What stands in quotation marks is taken as it is: so do our own buttons write names in small letters.
    """
    if len(said) > 2 and said[0] == said[-1] == '"':
        return said[1:-1]
    if not said.islower() or not said.isascii():
        return said
    from bots.conversation.understanding.named_ids import named_ids  # noqa: PLC0415 - its word lists are long

    return named_ids(f"{certificate.text} {said}").pairs[0][1] or ""


def _name(text: str) -> str:
    """Without "for", only words that begin like a name's are taken for one: "Watch out, ..." names nobody."""
    words = text.split()
    return text if all(not word[0].islower() or word in _PARTICLES for word in words) else ""


def _snooze(ids: tuple[CertificateId, ...], rest: str) -> Snooze | Unclear:
    rest = re.sub(r"^for\s+", "", rest, flags=re.IGNORECASE)
    if not rest or rest.lower() == "off":
        return Snooze(ids, 0 if rest else 7)
    if span := _SPAN.match(rest):
        return Snooze(ids, int(span[1]) * (7 if span[2][0].lower() == "w" else 1))
    day = read_day(re.sub(r"^until\s+", "", rest, flags=re.IGNORECASE))
    return Snooze(ids, until=day) if day else Unclear(rest, phrases.NEEDS["snooze"], "snooze")


def _tell_me(certificate: CertificateId, rest: str) -> RequestCallback | Unclear:
    rest = re.sub(r"^me\b[\s,]*(?:about\b)?", "", rest, flags=re.IGNORECASE).strip()
    day = re.search(r"(?:^|\s)on\s+(\S+)$", rest, re.IGNORECASE)
    on = read_day(day[1]) if day else None
    name = rest[: day.start()] if day and on else rest
    return (
        RequestCallback(certificate, name.strip(), on)
        if len(name) <= LONGEST
        else Unclear(rest, phrases.TOO_LONG, "tell")
    )


def _page(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and 0 < len(words) <= 6 else 1


def _rule(words: str) -> SetRule | SetProfile | None:
    if match := _RULE.match(words):
        days = tuple(int(day) for day in re.findall(r"-?\d+", match["days"])[:50])
        return SetRule(match["team"], days, save=bool(match["save"]))
    if match := _STANDARD.match(words):
        return SetRule(match["team"], save=bool(match["save"]))
    if match := _PROFILE.match(words):
        return SetProfile(match["team"], "" if match["profile"].lower() == "none" else match["profile"].lower())
    return None


def _forget(words: str) -> ForgetMe | None:
    return ForgetMe(sure=words == "me yes") if words in {"me", "me yes"} else None


def _settings(words: str) -> ShowSettings | SetSettings:
    name, _, text = words.partition(" ")
    return SetSettings(((name.lower(), "" if text.lower() == NOTHING else text),)) if name else ShowSettings()


def _columns(words: str) -> PreviewRoster | None:
    """Read ``KEY "Chief"=manager days=day-first``: what the columns of a file are that was shown."""
    found = _COLUMNS.match(words)
    if found is None:
        return None
    said = [(quoted or bare, meant) for quoted, bare, meant in _COLUMN.findall(found[2])]
    days = next((meant for name, meant in said if name == "days"), None)
    try:
        columns = tuple((name, Field(meant)) for name, meant in said if name != "days")
        return PreviewRoster(found[1].lower(), TableOptions(columns, DayOrder(days) if days else None))
    except ValueError:
        return None


def _no_day(text: str) -> str:
    return f"“{text[:40]}” {UNREADABLE}"


def _named(kind: type[InvitePerson | UnlinkPerson]) -> Callable[[str], WatchIntent | None]:
    return lambda words: kind(words) if 0 < len(words) <= LONGEST else None


_READERS: dict[str, Callable[[str], WatchIntent | Unclear | None]] = {
    "watches": read_list,
    "links": lambda words: ListInvitations(max(_page(words), 1)),
    "link": _named(InvitePerson),
    "unlink": _named(UnlinkPerson),
    "fallback": lambda _: SetFallback(),
    "rules": lambda _: ListRules(),
    "rule": _rule,
    "notify": read_notify,
    "claim": lambda words: AcceptInvitation(words) if 0 < len(words) <= 40 else None,
    "settings": _settings,
    "forget": lambda words: _forget(words.lower()),
    "columns": _columns,
    "import": lambda words: ImportRoster(words.lower()) if re.fullmatch(r"[0-9a-fA-F]{8,64}", words) else None,
}
