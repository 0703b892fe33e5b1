"""
What an organisation's admins set for all of its people: each with a safe default, a form field, and an effect.

Sharing is on by default, as an answer stays private until who asked presses the button, and what is shared then names
nobody; off, Teams' search would find nothing, and people would copy the whole answer, with the holder's name.

A setting is kept as the text that its field shows, so that forms, commands and the database say the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bots.conversation.model.watch_models import Preferences
from bots.conversation.organisation.hours import DAYS, read_notify
from bots.conversation.organisation.retention_presets import PRESETS, days_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


YES, NO = "yes", "no"
ADMINS_ASKED = "admins_asked"  # kept beside the settings: who of the admins has not agreed yet
OFFER_LASTS = timedelta(days=7)
EVERYBODY, ADMINS = "everybody", "admins"
NEAREST, FARTHEST, MOST_RUNGS = -366, 1098, 12
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class AdminOffer:
    """That somebody was asked to be an admin: ``by`` whom (``Asker.key``), when (UTC, ISO), whether they declined."""

    by: str
    at: str
    declined: bool = False

    def is_open(self, now: datetime) -> bool:
        """Say whether it can still be answered."""
        return not self.declined and now - datetime.fromisoformat(self.at) < OFFER_LASTS


def admin_offers(text: str) -> dict[str, AdminOffer]:
    """Return the offers that a text holds, by the ID of who is asked; it has one a line."""
    found: dict[str, AdminOffer] = {}
    for line in text.splitlines():
        person, at, by, *rest = [*line.split(" "), "", ""]
        if person and by:
            found[person] = AdminOffer(by, at, declined="declined" in rest)
    return found


def admin_offers_text(offers: Mapping[str, AdminOffer]) -> str:
    """Return the text that holds these offers; IDs and keys of people hold no spaces."""
    return "\n".join(
        f"{person} {each.at} {each.by}{' declined' if each.declined else ''}" for person, each in sorted(offers.items())
    )


@dataclass(frozen=True, slots=True)
class OrganisationSettings:
    """An organisation's settings, as texts by the names of ``FIELDS``; what is not set has its default."""

    texts: tuple[tuple[str, str], ...] = ()

    def text(self, name: str) -> str:
        """Return a setting as its field shows it."""
        return dict(self.texts).get(name, FIELDS[name].default)

    @property
    def may_share(self) -> bool:
        """Whether people may share an answer by pressing a button; it is private until then in any case."""
        return self.text("sharing") == YES

    @property
    def notice_days(self) -> tuple[int, ...] | None:
        """On which days before an end people are told, where their team has no own; None: the issuer's or standard."""
        return _numbers(self.text("days")) or None

    @property
    def default_preferences(self) -> Preferences:
        """When people are told who set nothing themselves."""
        hours, days = read_notify(f"at {self.text('hours')}"), read_notify(f"days {self.text('workdays')}")
        found = Preferences(self.text("zone"))
        return Preferences(
            found.zone,
            hours.opens if hours else found.opens,
            hours.closes if hours else found.closes,
            days.workdays if days else found.workdays,
        )

    @property
    def audit_days(self) -> int:
        """So long the audit's lines are kept."""
        return days_of(self.text("audit_days"))

    @property
    def message_days(self) -> int:
        """So long a message that was sent can be looked up."""
        return int(self.text("message_days"))

    @property
    def watch_for_admins_only(self) -> bool:
        """Whether only admins may watch for other people."""
        return self.text("watch_for") == ADMINS

    @property
    def admins(self) -> frozenset[str]:
        """Who else may change these settings, by their ID: picked, and not asked without having agreed."""
        return self.picked_admins - self.admin_offers.keys()

    @property
    def picked_admins(self) -> frozenset[str]:
        """Who was picked as an admin, by their ID, whatever they answered."""
        return frozenset(self.text("admins").replace(",", " ").split())

    @property
    def admin_offers(self) -> dict[str, AdminOffer]:
        """Who was asked to be an admin and did not accept, by their ID."""
        return admin_offers(dict(self.texts).get(ADMINS_ASKED, ""))

    @property
    def checks_names(self) -> bool:
        """Whether it is noticed that an ID was presented with another name before."""
        return self.text("same_name") == YES

    @property
    def name_days(self) -> int:
        """So long the hash of a name is kept for that."""
        return int(self.text("name_days"))


@dataclass(frozen=True, slots=True)
class SettingField:
    """
    A setting as a form shows it; ``fault`` says what is wrong with a text, or nothing.

    ``picks_people``: the text holds people's IDs, and a platform's form has its person picker for them. ``unset`` says
    what holds while the text is empty.
    """

    label: str
    hint: str
    default: str
    fault: Callable[[str], str]
    choices: tuple[tuple[str, str], ...] = ()
    picks_people: bool = False
    unset: str = ""

    def in_words(self, text: str) -> str:
        """Say what a text of this field means to people."""
        return dict(self.choices).get(text, text) or self.unset


def _one_of(*known: str) -> Callable[[str], str]:
    return lambda text: "" if text in known else f"Say {' or '.join(known)}."


def _between(least: int, most: int) -> Callable[[str], str]:
    def fault(text: str) -> str:
        is_number = bool(re.fullmatch(r"[0-9]{1,5}", text)) and least <= int(text) <= most
        return "" if is_number else f"Give a number of days from {least} to {most}."

    return fault


def _audit_days_fault(text: str) -> str:
    if text.casefold() in PRESETS:
        return ""
    return _between(30, 3650)(text) and f"Give a number of days from 30 to 3650, or {', '.join(PRESETS)}."


def _days_fault(text: str) -> str:
    numbers = _numbers(text)
    is_fine = not text or (bool(numbers) and len(numbers) <= MOST_RUNGS)
    if is_fine and all(NEAREST <= each <= FARTHEST for each in numbers):
        return ""
    return f"Give at most {MOST_RUNGS} numbers of days from {FARTHEST} before the end to {-NEAREST} after it, or none."


def _numbers(text: str) -> tuple[int, ...]:
    if not re.fullmatch(r"-?\d{1,5}(?:[\s,;]+-?\d{1,5})*", text):
        return ()
    return tuple(sorted({int(each) for each in re.findall(r"-?\d+", text)}, reverse=True))


def _hours_fault(text: str) -> str:
    found = read_notify(f"at {text}")
    is_fine = found is not None and not found.zone and (found.opens or time()) < (found.closes or time())
    return "" if is_fine else "Give hours like 09:00-17:00."


def _workdays_fault(text: str) -> str:
    return "" if read_notify(f"days {text}") else f"Give days like mon-fri, or some of {', '.join(DAYS)}."


def _ids_fault(text: str) -> str:
    is_fine = len(text) <= LONGEST and re.fullmatch(r"[\w:.@, -]*", text)
    return "" if is_fine else "Give people's IDs on this platform, as notify shows them, separated by commas."


_SWITCH = ((YES, "Yes"), (NO, "No"))
FIELDS: dict[str, SettingField] = {
    "sharing": SettingField(
        "May people share answers?",
        "Answers are private; with yes, whoever asked may press “Share here”, and what is shared names nobody.",
        YES,
        _one_of(YES, NO),
        _SWITCH,
    ),
    "days": SettingField(
        "Days before the end on which people are told",
        "Like 90 60 30 7 1 0; empty: as each issuer's renewal needs, or 90 60 30 7 1 0.",
        "",
        _days_fault,
        unset="as each issuer's renewal needs, or 90, 60, 30, 7, 1 and 0",
    ),
    "zone": SettingField(
        "Time zone of who set none",
        "For people whose platform names none and who set none themselves, like Europe/Berlin.",
        "UTC",
        lambda text: "" if text else "Give one.",
    ),
    "hours": SettingField(
        "Hours for messages", "Digests come when these open, unless people set others.", "09:00-17:00", _hours_fault
    ),
    "workdays": SettingField(
        "Weekdays for messages", "On these days, unless people set others.", "mon-fri", _workdays_fault
    ),
    "watch_for": SettingField(
        "Who may watch for other people?",
        "Import lists, name the holders, say who is told, and let others act.",
        EVERYBODY,
        _one_of(EVERYBODY, ADMINS),
        ((EVERYBODY, "Everybody"), (ADMINS, "Admins only")),
    ),
    "admins": SettingField(
        "Who else may change these settings?",
        "Their IDs on this platform, separated by commas. I ask them first.",
        "",
        _ids_fault,
        picks_people=True,
        unset="nobody else",
    ),
    "audit_days": SettingField(
        "Days for which it is kept who asked what",
        "Who asked about which certificate, and when: a number, or california, colorado or eu, as laws there ask.",
        "400",
        _audit_days_fault,
    ),
    "message_days": SettingField(
        "Days for which sent messages are kept", "To look up what was told.", "90", _between(7, 90)
    ),
    "same_name": SettingField(
        "Say when an ID was checked with another name before?",
        "No name is kept, only what tells two names apart, and never who asked.",
        NO,
        _one_of(YES, NO),
        _SWITCH,
    ),
    "name_days": SettingField("Days for which that is remembered", "", "30", _between(1, 90)),
}
"""All settings, in the order in which forms show them."""


def setting_errors(texts: Mapping[str, str], why_not: Callable[[Preferences], str]) -> dict[str, str]:
    """Say what is wrong with which text; ``why_not`` knows the time zones."""
    known = {name: text.strip() for name, text in texts.items() if name in FIELDS}
    found = {name: FIELDS[name].fault(text) for name, text in known.items()}
    for name in ("zone", "hours"):
        if name in known and not found[name]:
            found[name] = why_not(OrganisationSettings(((name, known[name]),)).default_preferences)
    return {name: fault for name, fault in found.items() if fault}
