"""A digest as it is sent, from few words."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from bots.conversation.plain_text import reply_as_text
from bots.notifications.cards.digest_cards import digest_reply
from bots.notifications.message_models import Message, MessageKind
from bots.notifications.models import Facts, Notice, NoticeKey, NoticeKind, RegistryReading, ScheduledWatch, WatchState
from bots.notifications.round_models import DigestContent, DueWatch, WatchedCertificate
from bots.notifications.schedule.calendars import Manager
from bots.notifications.schedule.digests import WatchSummary
from verifier_client import CertificateId, RegistryStatus

TODAY = date(2027, 2, 12)  # a Friday
END = date(2027, 3, 14)
READ = datetime(2027, 2, 12, 6, tzinfo=UTC)
BERLIN = Manager("boss", "Europe/Berlin", opens=time(9), closes=time(17))
ABOUT = ("AIDA-2026-1234", "Jane Doe", "Risk")


def due(watch="1", *, about=ABOUT, reading=None, owner="boss", team=None, profile="", **kw):
    certificate, person, its_team = about
    facts = Facts(RegistryStatus.VALID, READ, "CPAP", "PAI", expires_on=END, previous_end=date(2027, 3, 1))
    reading = reading or RegistryReading(facts, READ)
    state = WatchState(ScheduledWatch(watch, certificate, "boss", person, **kw), reading)
    kept = WatchedCertificate(1, CertificateId.parse(certificate), reading)
    return DueWatch(state, kept, owner, team=its_team if team is None else team, profile=profile)


def notice(kind=NoticeKind.EXPIRING, step=30, *, watch="1", on=END, of=None, to="boss", **kw):
    details = {"end": END, "start_by": date(2027, 2, 12), "assumed": True}
    return Notice(NoticeKey(watch, kind, on, step, of), (to,), **details | kw)


def digesting(*notices, watches=None, mates=None, kind=MessageKind.DIGEST, to="boss", **kw):
    watches = watches or {"1": due()}
    message = Message("dig:boss:2027-02-12", kind, to, TODAY, urgent=False)
    given = {"summary": WatchSummary(143, 0, 0, READ), "manager": BERLIN} | kw
    return DigestContent(message, notices=notices, watches=watches, team_certificates=mates or {}, **given)


def card(*notices, **kw):
    [one] = digest_reply(digesting(*notices, **kw)).cards
    return one


def text(*notices, **kw):
    return reply_as_text(digest_reply(digesting(*notices, **kw)))


def line(one, **kw):
    """The one line that a notice makes."""
    [group] = card(one, **kw).groups
    [item] = group.items
    return item.text


def read(**facts):
    """A reading with these facts, or none."""
    reading = {name: facts.pop(name) for name in ("failing_since", "gone_since", "by_hand_since") if name in facts}
    known = Facts(RegistryStatus.VALID, READ, "CPAP", "PAI", expires_on=END)
    return RegistryReading(replace(known, **facts), READ, **reading)
