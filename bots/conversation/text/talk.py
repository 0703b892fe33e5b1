"""What the bot says of itself: short, true, and with the button that one needs next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.talk_intents import HelpTopic, Missing
from bots.conversation.text.general import HELP_HEADLINE

if TYPE_CHECKING:
    from collections.abc import Sequence

THANKS = "You're welcome."
OTHER = "I'm here: send an ID like AIDA-2026-1234, describe a role, or write help."
WHO = "I am Certdesk, a bot: I ask the issuers' registries whether an AI certificate stands."
WHO_LINES = (
    "I also say which certification fits a role, and tell you in time when a certificate ends.",
    "No language model decides a verdict.",
)
COMPLAINT = "I'm sorry. Say what you wanted in other words, or tell the people who run me here."
HUMAN = "A human helps you here:"
NO_HUMAN = "Nobody has told me where a human helps with Certdesk; ask whoever brought me here."
OFF_TOPIC = "That is not mine."
OFF_TOPIC_LINES = ("I verify AI certificates, say which certification fits a role, and watch when certificates end.",)

STORED = "What I keep of you:"
STORED_LINES = (
    "The watches you made and what you set about notices, until you remove them.",
    "Who asked about which certificate ID and the outcome, for the audit: no names, and not your words.",
    "A registry's answers only in memory; a file you send is read in memory and not kept.",
    "watches and notify show yours; forget me deletes it.",
)
WHO_SEES = "Only you see my answers, unless you share one yourself."
WHO_SEES_LINES = (
    "What is shared names no holder. The registry asked gets the ID and not the name.",
    "The people who run Certdesk can see in the audit that you asked about an ID, not what you wrote.",
)
DELETE = "I can delete what I keep of you: watches, settings, and your trace in the audit."
DELETE_LINE = "It cannot be undone, so I ask once more: press the button, or write forget me."
STOP = "Shall I send you nothing any more?"
STOP_LINE = "Your watches stay; notify on brings the notices back."
FORGET_ME, NOTICES_OFF, HELP, MY_WATCHES = "Delete my data", "Turn notices off", "Help", "My watches"

_ASKS = {
    Missing.ID: "Which certificate? Give me its ID or the badge link.",
    Missing.CERTIFICATION: "Which certification do you mean?",
    Missing.ROLE: "For which role? Its title, or what the person will do with AI, is enough.",
    Missing.MESSAGE: (
        "I read only what is written to me. On that message choose Verify certificates (Slack: ⋮; Teams: …), or paste "
        "its ID here."
    ),
    Missing.MEANING: "I did not understand that.",
}
ID_LOOKS_LIKE = "An ID looks like AIDA-2026-1234, AIPA-CAIP-2026-8K2M4T or CAIP1234567-2026-03."

_TOPICS = {
    HelpTopic.ALL: (
        ("verify", "{verify}AIDA-2026-1234 Jane Doe"),
        ("guide", "{guide}senior ML engineer, client-facing RAG"),
        ("about", "{guide}what does CPAP cost?"),
        ("watch", "{plain}watch AIDA-2026-1234 for Jane Doe"),
    ),
    HelpTopic.VERIFY: (
        ("one", "{verify}AIDA-2026-1234 Jane Doe"),
        ("several", "{verify}AIDA-2026-1234 Jane Doe, CPAP-2026-8841 Sam Poe"),
        ("on a day", "{verify}AIDA-2026-1234 on 2027-03-01"),
        ("anew", "{verify}AIDA-2026-1234 fresh"),
        ("file", "Drop a file with IDs into this chat"),
    ),
    HelpTopic.GUIDE: (
        ("role", "{guide}senior ML engineer, client-facing RAG"),
        ("facts", "{guide}about CPAP cost"),
        ("compare", "{guide}compare CAIP CAIM"),
        ("job ad", "{guide}jd CAIP machine learning engineer"),
        ("interview", "{guide}kit AIDA CPAP for platform engineer"),
    ),
    HelpTopic.WATCHING: (
        ("watch", "{plain}watch AIDA-2026-1234 for Jane Doe"),
        ("list", "{plain}watches"),
        ("stop", "{plain}unwatch AIDA-2026-1234"),
        ("when", "{plain}notify at 09:00-17:00 Europe/Berlin"),
        ("roster", "Drop a CSV, XLSX or ODS roster into this chat"),
    ),
}
_LABELS = {
    "verify": "Verify", "guide": "Which certification fits", "about": "A fact", "watch": "Be told before it ends",
    "file": "A file", "one": "One certificate", "several": "Several", "on a day": "On a day", "anew": "Ask anew",
    "role": "For a role", "facts": "A fact", "compare": "Side by side", "job ad": "Clause for a job ad",
    "interview": "Interview questions", "list": "What you watch", "stop": "Stop", "when": "When you are told",
    "roster": "Many at once",
}  # fmt: skip
_GRAMMARS = {
    "slack": {"verify": "/verify ", "guide": "/certguide ", "plain": ""},
    "terminal": {"verify": "certdesk verify ", "guide": "certdesk guide ", "plain": "certdesk watches say "},
}
_PLAIN = {"verify": "verify ", "guide": "guide ", "plain": ""}
_HEADLINES = {
    HelpTopic.ALL: HELP_HEADLINE,
    HelpTopic.VERIFY: "Verify certificates: an ID or a badge link, and the holder's name if you know it.",
    HelpTopic.GUIDE: "Ask about certifications: which one fits a role, what it shows and what not.",
    HelpTopic.WATCHING: "I tell you before a certificate ends, and at once when it is revoked.",
}


def help_headline(topic: HelpTopic) -> str:
    """Head the help for a topic."""
    return _HEADLINES[topic]


def help_facts(topic: HelpTopic, surface: str, *, watches: bool, files: bool) -> tuple[tuple[str, str], ...]:
    """
    Return what one can type, in a surface's own grammar.

    Args:
        topic: which part of the bot.
        surface: ``slack``, ``teams``, ``terminal`` or another; it decides which commands are shown.
        watches: whether certificates can be watched here.
        files: whether files are read here.

    Returns:
        At most five pairs of a label and an example that can be typed as it stands.
    """
    grammar = _GRAMMARS.get(surface, _PLAIN)
    hidden = (set() if watches else {"watch", "list", "stop", "when", "roster"}) | (set() if files else {"file"})
    return tuple(
        (_LABELS[name], example.format_map(_commands(name, grammar)))
        for name, example in _TOPICS[topic]
        if name not in hidden
    )


def _commands(name: str, grammar: dict[str, str]) -> dict[str, str]:
    """In the terminal each command of the guide is a command of its own."""
    own = {"facts", "compare", "job ad", "interview"}
    if grammar["guide"].startswith("certdesk") and name in own:
        return {**grammar, "guide": "certdesk "}
    return {**grammar, "guide": ""} if grammar is _PLAIN and name in own else grammar


def more_help(topics: Sequence[HelpTopic]) -> str:
    """Say how to ask for more help, in words, as buttons are not everywhere."""
    return f"More: {', '.join(f'help {each}' for each in topics)}"


def asks(missing: Missing) -> str:
    """Ask for what a question lacks."""
    return _ASKS[missing]


def unread_ids(unread: Sequence[str], *, alone: bool = True) -> str:
    """Name what was offered as an ID and is none, ``alone`` or beside others; it is never corrected."""
    named = ", ".join(f"“{each}”" for each in unread[:3])
    more = f" and {len(unread) - 3} more" if len(unread) > 3 else ""
    verb = "has" if len(unread) == 1 else "have"
    checked = "nothing was checked" if alone else f"{'it was' if len(unread) == 1 else 'they were'} not checked"
    return f"{named}{more} {verb} no certificate ID's form, so {checked}. {ID_LOOKS_LIKE}"


def only_patterns(patterns: Sequence[str]) -> str:
    """Say that what was offered is the issuer's pattern of an ID and nobody's."""
    named = ", ".join(f"“{each}”" for each in patterns[:3])
    verb = "is the pattern" if len(patterns) == 1 else "are patterns"
    return f"{named} {verb} that issuers print to show what an ID looks like, so nothing was checked. {ID_LOOKS_LIKE}"
