"""The sentences about codes and links, hours and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text.languages.phrasebook import day as written
from bots.conversation.text.verdicts import duration

if TYPE_CHECKING:
    from datetime import date, time

    from bots.conversation.model.watch_models import Preferences, RulePreview, TeamRule

NO_LINKS = "No roster of yours names a manager, so there is nobody to link."
NOT_A_CODE = "No open invitation has this code: it may be mistyped, used already, or older than seven days."
ASK_FOR_ANOTHER = "Next: ask whoever gave it to you for another one."
YOURS_OR_LATER = "Whoever types the code has agreed; nobody is linked by a name or an address."
NO_RULES = "No team of yours has its own days: 90, 60, 30, 7, 1 and 0 days before the end for all, or the issuer's."
RULES_SET_BY_ADMINS = "No team of yours has its own days: {} days before the end for all, as your admins set."
RULES = "Your teams' own rules:"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def code_for(what: str, code: str, until: date) -> str:
    """Give a code to hand over."""
    return f"{what}, hand over this line, good once and until {written(until)}:  claim {code}"


FOR_MANAGER = "For “{}” to get the notices that your roster gives them"
FOR_ASSIGNEE = "For somebody else to act on {}"
FOR_DEPUTY = "For somebody to be told when nobody acknowledges {} within two workdays"
FOR_FALLBACK = "To be found on another platform when I cannot reach you here, type this there yourself"

CLAIMED = {
    "manager": "You get the notices for “{}” from now on. Stop all of this: notify off. When you get them: notify",
    "assign": "You act on {} from now on: you get its notices. Stop all of this: notify off",
    "deputy": "You are told once when nobody acknowledges {}. Stop all of this: notify off",
    "fallback": "When I cannot reach you where you made the code, I write to you here.",
}


def too_many_codes(wait: float) -> str:
    """Keep people from guessing codes."""
    return f"That were many tries: wait {duration(wait + 0.999)}, then type the code again."


def links_head(total: int, first: int, last: int) -> str:
    """Head a page of a roster's managers."""
    head = f"Your rosters name {total:,} manager{'' if total == 1 else 's'}"
    return f"{head}." if last - first + 1 == total else f"{head}; {first:,} to {last:,} are shown."


def link_line(name: str, watches: int, *, linked: bool) -> str:
    """Say how a roster's manager stands."""
    count = f"{watches:,} watch{'' if watches == 1 else 'es'}"
    return f"{name}: {'linked' if linked else 'not linked, their notices come to you'}, {count}"


def no_such_manager(name: str) -> str:
    """Say that no roster names them."""
    return f"No roster of yours names a manager “{name}”; links shows who is named."


def unlinked(name: str) -> str:
    """Say that a link is forgotten."""
    return f"“{name}” is not linked any more; their notices come to you."


def not_linked(name: str) -> str:
    """Say that there was no link."""
    return f"“{name}” was not linked."


def preferences(chosen: Preferences, opens: time, closes: time, *, who: str) -> tuple[tuple[str, str], ...]:
    """List when somebody is told."""
    return (
        ("Digest", f"once a day at most, from {opens:%H:%M} until before {closes:%H:%M}"),
        ("Time zone", chosen.zone),
        ("Days", ", ".join(WEEKDAYS[day - 1] for day in sorted(chosen.workdays))),
        ("At once", f"revocations always; up to {chosen.alerts_a_day} messages a day with suspensions"),
        ("Outside the hours", "urgent messages come" if chosen.urgent_any_time else "nothing comes"),
        ("Sign of life", "weekly, when there is no news" if chosen.heartbeat else "off"),
        ("Known to me as", who),
    )


def paused(until: date) -> str:
    """Say that notices wait."""
    return f"Your notices are paused until {WEEKDAYS[until.weekday()]}, {written(until)}."


def unread_end(written: str) -> str:
    """Say which end of a pause could not be read as a day."""
    return f"I could not read “{written[:60]}” as a day."


def no_pause(until: date) -> str:
    """Refuse a pause that ends too early or too late."""
    return f"A pause must end after today and within a year; {written(until)} does not, so nothing was changed."


def what_waited(until: date) -> str:
    """Say in the first digest after a pause what it holds."""
    return f"Your notices were paused until {written(until)}; what waited is here."


def could_not_wait(until: date) -> str:
    """Say in what comes during a pause why it comes."""
    return f"Your notices are paused until {written(until)}; this could not wait."


PAUSE_URGENT = "What is due then comes on that morning; revocations and suspensions come all the same."
PAUSE_ALL = "What is due then comes on that morning, revocations too."
NOTIFY_ON, NOTIFY_OFF = "When I write to you about what you watch:", "I write to you about nothing: you turned it off."
NOTIFY_AGAIN = "Your notices are on. When I write to you about what you watch:"
NOTIFY_UNREAD = "I did not understand when you want to be told, so nothing was changed."
NOTIFY_AS_BEFORE = "Below is what holds, as before."
UNTIL_WHEN = "Until when shall I send you nothing? Nothing was changed yet."
PAUSES = (("A day", "notify pause 1d"), ("A week", "notify pause 7d"), ("A month", "notify pause 30d"))
UNTIL_NEXT = "Or name a day in the next year, like: notify pause until 2027-01-15. For good: notify off."
NOTIFY_NEXT = (
    "Next: notify at 09:00-17:00 Europe/Berlin, notify days mon-fri, notify alerts 3, notify pause 1w, or notify off."
)


def no_zone(name: str) -> str:
    """Say that a time zone is not known."""
    return f"“{name[:40]}” is no time zone that I know: write it like Europe/Berlin, America/New_York or UTC."


def would_send(team: str, preview: RulePreview) -> str:
    """Say what a rule would send, before it is saved."""
    if not preview.watches:
        return f"No watch of yours belongs to a team “{team}” yet, so this rule would send nothing."
    messages, watches = _count(preview.messages, "message"), _count(preview.watches, "watch", "es")
    return f"This rule would send {messages} within a year, about {watches} of team {team}."


def made_of(preview: RulePreview) -> str:
    """Say what the messages are."""
    digests, beats = _count(preview.digests, "digest"), _count(preview.heartbeats, "weekly sign")
    return f"{digests}, {preview.alerts:,} at once, {beats} of life, if no registry changes a word."


def saved(team: str, days: tuple[int, ...] | None) -> str:
    """Say what holds now."""
    return f"Saved: team {team} is told {_days(days)}."


def rule_line(rule: TeamRule) -> str:
    """List one rule."""
    profile = f"; held to the profile {rule.profile}" if rule.profile else ""
    return f"• {rule.team}: {_days(rule.days)}{profile}"


def held_to(team: str, profile: str) -> str:
    """Say which profile a team is held to."""
    if not profile:
        return f"Team {team} is held to no profile any more."
    return f"Team {team} is held to the profile {profile}: a digest says when its numbers would no longer meet it."


def no_profile(name: str, known: str) -> str:
    """Say which profiles there are."""
    return f"There is no profile “{name}”. Profiles: {known}."


def _days(days: tuple[int, ...] | None) -> str:
    if days is None:
        return "by the standard days"
    return f"{', '.join(map(str, sorted(set(days), reverse=True)))} days before the end, and around it"


def _count(count: int, what: str, plural: str = "s") -> str:
    return f"{count:,} {what}{'' if count == 1 else plural}"
