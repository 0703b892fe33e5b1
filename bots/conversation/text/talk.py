"""What the bot says of itself: short, true, and with the button that one needs next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bots.conversation.model.talk_intents import HelpTopic, OwnWord

if TYPE_CHECKING:
    from collections.abc import Sequence


class Prompt(NamedTuple):
    """What somebody can begin with by a press: a title of a few words, and what it sends."""

    title: str
    text: str


IS_IT_REAL = Prompt("Is it real?", "Is AIDA-2026-1234 of Jane Doe real, and does it still stand?")
WHICH_FITS = Prompt(
    "Which one fits a role?", "Which certification fits a senior ML engineer who builds RAG for clients?"
)
FOR_AN_INTERVIEW = Prompt("Questions for an interview", "kit AIDA CPAP for a platform engineer")
WHAT_IS_IT = Prompt("What is CAIP?", "What is CAIP, and what does it not show?")
WHAT_ENDS = Prompt("What ends next?", "What do I watch, and what ends next?")
WELCOME_TRIES = (
    "A certificate: verify AIDA-2026-1234 Jane Doe",
    "A role: guide senior ML engineer, client-facing RAG",
    "All that I read, with examples: help",
)
STORED = "What I keep of you:"
STORED_LINES = (
    "The watches you made and what you set about notices, until you remove them; what I sent you, 90 days as a rule.",
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
DELETE_LINE = "It cannot be undone. If you are sure, press the button, or write forget me yes."
STOP = "Shall I send you nothing any more?"
STOP_LINE = "Your watches stay; notify on brings the notices back."
OWN_WORDS = {
    OwnWord.REVOKED: (
        "Revoked: the issuer took the certificate back, so it no longer counts, whatever its end date says.",
        "The reason is shown where the registry gives one. Ask the issuer or the holder about it.",
    ),
    OwnWord.SUSPENDED: (
        "Suspended: the issuer does not let the certificate count for now; it is neither valid nor revoked.",
        "Ask the issuer how long, and check again later.",
    ),
    OwnWord.EXPIRED: (
        "Expired: the certificate's end date has passed. It was real, and no longer counts unless it was renewed.",
    ),
    OwnWord.SANDBOX: (
        "SANDBOX: I run on a made-up register with made-up people, so that I can be tried out. It proves nothing.",
        "It goes once the people who run me here configure real registries.",
    ),
    OwnWord.WEAK_EVIDENCE: (
        "Weak evidence: the name on record agrees with yours, but many people share a name.",
        "That it is this person needs more: an identity document, or a message to the holder.",
    ),
    OwnWord.NOT_FOUND: (
        "Not found: the issuer's registry has no record of that ID. It is no proof of a forgery.",
        "Compare the ID letter by letter, see that it is this issuer's, and ask the issuer or the holder.",
    ),
}
FORGET_ME, NOTICES_OFF, HELP, MY_WATCHES = "Delete my data", "Turn notices off", "Help", "My watches"
_GUESSED = {"help": HELP, "watches": MY_WATCHES, "notify": "My notices", "certifications": "All certifications"}

_TOPICS = {
    HelpTopic.ALL: (
        ("verify", "{verify}AIDA-2026-1234 Jane Doe"),
        ("guide", "{guide}senior ML engineer"),
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
    "verify": "Verify", "guide": "Role", "about": "Fact", "watch": "Watch",
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
ALSO = "compare, jd, review-jd, kit, team, receipt, privacy"


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


def label_of(command: str) -> str:
    """Return what a button says that sends a command: what it brings, or the command itself where it names an ID."""
    return _GUESSED.get(command, command)


def more_help(topics: Sequence[HelpTopic]) -> str:
    """Say how to ask for more help, in words, as buttons are not everywhere."""
    return f"More: {', '.join(f'help {each}' for each in topics)}. Also: {ALSO}."
