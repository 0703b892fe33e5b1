"""The sentences about watching: help, buttons, lists, deeds and digests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.watch_models import Urgency
from bots.conversation.text.languages.phrasebook import day as written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bots.conversation.model.watch_models import WatchFilter

ACKNOWLEDGE, SNOOZE_WEEK, ASSIGN, CHECK_NOW = "Acknowledge", "Snooze a week", "Assign", "Check now"
SHOW_ALL, ASK_AGAIN, STOP_ALL, NEXT, BACK = "Show all", "Ask again", "Forget them all", "Next page", "Page before"
SAVE, TURN_OFF, TURN_ON, MAKE_CODE, UNLINK = "Save this rule", "Turn off", "Turn on", "Make a code", "Unlink"
WATCH_AGAIN, REMIND_AGAIN, UNDO = "Watch again", "Remind me again", "Undo"
RESUME = "Resume now"
TELL_ME, IMPORT, WATCH, UNWATCH = "Tell me when it is back", "Import", "Watch", "Stop watching"
MANAGERS, THIS_QUARTER = "By name", "Ends this quarter"
URGENCIES = {
    Urgency.TAKEN: "Revoked or suspended",
    Urgency.ENDING: "Ended, or ends within 90 days",
    Urgency.UNCLEAR: "Could not be read, or not found",
    Urgency.LATER: "Later",
    Urgency.NO_END: "No end known",
}
OTHER_NAMES = {
    "differs": "its registry names another person: check the spelling, or ask",
    "partly": "its registry's name agrees only in part",
}
NOTHING_WATCHED = "You watch no certificate. Watch one with: watch AIDA-2026-1234"
NOTHING_WATCHED_HERE = "Nothing is watched from this terminal."
NOT_KEPT_HERE = "Certificates cannot be watched here: nothing that would be kept is set up."

ALL_FACTS = (
    ("Watch", "watch AIDA-2026-1234 for Jane Doe until 2027-03-01 team Risk because client work"),
    ("Stop", "unwatch AIDA-2026-1234, or: unwatch all"),
    ("What you watch", "watches, or some of it: watches this quarter, watches team Risk, watches for Jane Doe"),
    ("You act on it", "ack AIDA-2026-1234, or: ack all; take it back: ack AIDA-2026-1234 undo"),
    ("Remind me later", "snooze AIDA-2026-1234 2w, or: snooze AIDA-2026-1234 until 2027-02-01"),
    ("Let somebody else act", "assign AIDA-2026-1234, or: assign AIDA-2026-1234 to Rita Lead"),
    ("Asked to act", "accept AIDA-2026-1234, or: decline AIDA-2026-1234"),
    ("Who is told if nobody acts", "deputy AIDA-2026-1234"),
    ("Managers in a roster", "links, link Rita Lead, unlink Rita Lead"),
    ("You were given a code", "claim K3F9-2QXT"),
    ("If I cannot reach you here", "fallback"),
    ("When you are told", "notify at 09:00-17:00 Europe/Berlin, notify days mon-fri, notify pause 2w, notify off"),
    ("How much, how soon", "notify alerts 3, notify urgent hours, notify heartbeat off"),
    ("A team's own days", "rule Risk 120 60 30, rule Risk standard, rules"),
    ("What a team must hold", "rule Risk profile growing"),
    ("No registry to ask", "ends CAIP1234567-2026-03 2029-03-31"),
    ("A registry that is down", "tell me AIDA-2026-1234 Jane Doe"),
    ("All that I keep about you", "forget me"),
    ("What admins set here", "settings"),
)
HELP_HEADLINE = "I tell you in time whose certificate ends, what that breaks, and at once if one is revoked."
SEND_A_ROSTER = (
    "A roster (CSV, XLSX or ODS with a column of certificate IDs, and any of person, manager, team, until, purpose) "
    "can be sent to me as a file; I show what it would do before I import it."
)
HELP_LINES = (
    SEND_A_ROSTER,
    "A manager is linked by typing a code, never by a name or an address.",
)
NEEDS = {
    "watch": "Give the ID of the certificate, like: watch AIDA-2026-1234",
    "unwatch": "Give the IDs, like: unwatch AIDA-2026-1234, or: unwatch all",
    "snooze": "Give the ID, and for how long: snooze AIDA-2026-1234 7d, or 2w, or until 2027-02-01",
    "ack": "Give the ID, like: ack AIDA-2026-1234, or: ack all",
    "assign": "Give the ID, like: assign AIDA-2026-1234, or: assign AIDA-2026-1234 to Rita Lead",
    "accept": "Give the ID that you were asked about, like: accept AIDA-2026-1234",
    "decline": "Give the ID that you were asked about, like: decline AIDA-2026-1234",
    "deputy": "Give the ID, like: deputy AIDA-2026-1234",
    "claim": "Give the code, like: claim K3F9-2QXT",
    "link": "Give the manager's name as your roster has it, like: link Rita Lead",
    "unlink": "Give the manager's name as your roster has it, like: unlink Rita Lead",
    "notify": (
        "I can read: notify off, notify on, notify at 09:00-17:00 Europe/Berlin, notify days mon-fri, notify alerts 3, "
        "notify pause 2w, notify urgent hours, notify heartbeat off"
    ),
    "rule": "Give the team and the days before the end, like: rule Risk 120 60 30, or: rule Risk standard",
    "ends": "Give the ID and the day, like: ends CAIP1234567-2026-03 2029-03-31",
    "tell": "Give the ID, like: tell me AIDA-2026-1234 Jane Doe",
    "forget": "Say: forget me. I ask back before I do.",
    "columns": "Send the roster's file first; then say what a column is, by the buttons below what I show.",
    "import": "Send the roster's file first; the button below what I show imports it.",
}
MORE_HELP = "Next: help watching lists all that I can read."
ONE_AT_A_TIME = "Give one certificate at a time for this."
TOO_LONG = "That is too long: 200 characters at most for a name, a team or a reason."

WHY_ALERT = "Revocations and suspensions come at once. Stop all of this: notify off. Change it: notify"
WHY_DIGEST = "One message a day at most, when something is due. Stop all of this: notify off. Change it: notify"
WHY_HEARTBEAT = "I write once a week even without news, so that you know I still look. Stop it: notify off"
WHY_HANDED = "You get this because you set up these watches. Stop all of this: notify off. Change it: notify"
WHY_ALARM = "You get this as the admin of Certdesk here."
PROMISED = "You asked to be told when this could be checked again."
SAYS_NOTHING = "This says nothing about the certificate, neither good nor bad."
WATCH_NEXT = "I tell you in our own chat when something is due; watches lists all, notify says when you are told."
ACT_NEXT = "Next: press a button, or write ack, snooze or assign with the ID; help watching says how."
ALL_QUIET = "All quiet: no certificate that you watch needs you."
OR_NOT_ACKNOWLEDGED = ", or nothing of it was acknowledged"
OR_NO_END, OR_ASKED = ", or no end of it is known", ", or its registry can be asked"
STILL_TOLD = "I still write the day before it ends, on that day and the day after, and at once if it is revoked."


def watched(new: Sequence[str], known: Sequence[str]) -> str:
    """Say what is watched now."""
    already = f" {listed(known)} {'were' if len(known) > 1 else 'was'} watched already." if known else ""
    return f"You watch {listed(new)} now.{already}" if new else already.strip()


def badges_not_kept(names: Sequence[str]) -> str:
    """Say that badges cannot be watched any more, as nothing of them is kept."""
    return f"Of {listed(names)} nothing is kept any more. Send the badge's file again, and press Watch below it."


def all_others_stand(count: int) -> str:
    """Count those of several of which nothing else need be said."""
    return f"{count:,} {'is' if count == 1 else 'are'} in good standing; watches lists all."


def not_issued_to(name: str) -> str:
    """Say that a certificate is another person's than was said; whose, is not said."""
    return f"It is not issued to {name}, but to somebody else: check the ID and the name."


def watch_details(person: str, team: str, purpose: str, until: date | None) -> str:
    """Say what was noted beside a certificate; empty where nothing was."""
    end = f"until {written(until)}" if until else ""
    parts = (person and f"for {person}", team and f"team {team}", end, purpose and f"because {purpose}")
    noted = ", ".join(filter(None, parts))
    return f"Noted: {noted}." if noted else ""


def watch_again(names: Sequence[str]) -> str:
    """Offer to watch some of several again."""
    return f"Watch {names[0]} again" if len(names) == 1 else f"Watch {len(names)} again"


def remind_again(name: str) -> str:
    """Offer to be reminded of one of several again."""
    return f"Remind me of {name}"[:75]


def reminding(names: Sequence[str]) -> str:
    """Say that a snooze is over."""
    return f"I remind you of the end of {listed(names)} again."


def unwatched(gone: Sequence[str], unknown: Sequence[str]) -> str:
    """Say what is watched no more."""
    never = f" {listed(unknown)} {'were' if len(unknown) > 1 else 'was'} not watched by you." if unknown else ""
    return f"You no longer watch {listed(gone)}.{never}" if gone else never.strip()


def callback_expired(certificate: str) -> str:
    """Say that a registry did not answer within the time of a promise."""
    return f"{certificate} could still not be checked within a day; I stop trying now."


def handed_over(cause: str) -> str:
    """Say where these notices come from; the cause reads on after a person (``text.delivery``)."""
    why = cause.rstrip(".") or "was not found"
    return f"These notices could not be delivered where they were due: their reader there {why}."


def until_passed(until: date) -> str:
    """Say that a watch would be over before it began."""
    return f"{written(until)} has passed: give a day to come, or none."


def watch_many(asked: int, most: int) -> str:
    """Say how many can be watched by one command, and the way for more."""
    return f"That is {asked:,} certificates; {most} at most can be watched by one command. Send a roster for more."


def forget_all(count: int) -> str:
    """Ask back before everything is forgotten."""
    return f"Forget {'the one watch' if count == 1 else f'all {count:,} watches'}? That cannot be undone."


def forgot(count: int) -> str:
    """Say that all is forgotten."""
    return f"{count:,} {'watch is' if count == 1 else 'watches are'} forgotten."


def page_of(total: int, first: int, last: int, wanted: WatchFilter) -> str:
    """Head a page of what somebody watches."""
    head = f"You watch {total:,} certificate{'' if total == 1 else 's'}{_filtered(wanted)}"
    return f"{head}." if last - first + 1 == total else f"{head}; {first:,} to {last:,} are shown."


def nothing_listed(wanted: WatchFilter) -> str:
    """Say that nothing of what is watched is wanted."""
    return f"You watch no certificate{_filtered(wanted)}."


def _filtered(wanted: WatchFilter) -> str:
    team = f" of team {wanted.team}" if wanted.team else ""
    person = f" for {wanted.person}" if wanted.person else ""
    ends = f" with an end from {written(wanted.ends[0])} to {written(wanted.ends[1])}" if wanted.ends else ""
    return f"{team}{person}{ends}"


def page_beyond(page: int, pages: int) -> str:
    """Say that there is no such page."""
    return f"There is no page {page:,}: the last is {pages:,}."


def not_theirs(names: Sequence[str], *, or_else: str = "") -> str:
    """Say that nothing was touched; ``or_else`` is another reason for it."""
    what = "it is" if len(names) == 1 else "they are"
    return f"Nothing changed for {listed(names)}: {what} not among what you watch{or_else}."


def snoozed(names: Sequence[str], until: date) -> str:
    """Say until when nothing more is said."""
    return f"I remind you of {listed(names)} again on {written(until)}, and not before."


def snooze_until(until: date) -> str:
    """Refuse a snooze that ends too early or too late."""
    return f"A snooze must end after today and within a year; {written(until)} does not."


def acknowledged(names: Sequence[str]) -> str:
    """Say that somebody is on it."""
    return f"Noted: you act on {listed(names)}; nobody is reminded of it from now on."


def open_again(names: Sequence[str]) -> str:
    """Say that nobody is on it any more."""
    return f"Nobody acts on {listed(names)} any more; I remind you again."


def acknowledged_all(count: int) -> str:
    """Say that somebody is on everything that was told."""
    if not count:
        return "There is nothing to acknowledge: all that I told you was acknowledged, or over."
    return f"Noted: you act on all of it ({count:,} certificate{'' if count == 1 else 's'})."


def assigned(name: str, to: str) -> str:
    """Say who acts now."""
    return f"{to} acts on {name} from now on; you still hear at once if it is revoked or suspended."


def taken_back(name: str) -> str:
    """Say that it is the asker's again."""
    return f"{name} is yours to act on again."


def end_entered(name: str, on: date) -> str:
    """Say that an end was noted."""
    return f"Noted: {name} ends on {written(on)}. No registry confirmed it, and I say so each time."


def will_tell(name: str, hours: int) -> str:
    """Promise an answer."""
    return f"I keep asking about {name} and tell you the answer. If there is none within {hours} hours, I say so."


def promised_enough(most: int) -> str:
    """Refuse one promise more."""
    return f"I am already asking about {most} certificates for you: wait for one answer, or check again yourself later."


def listed(names: Sequence[str]) -> str:
    """List names as a sentence does."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
