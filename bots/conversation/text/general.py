"""The sentences of the conversation itself: help, questions back, refusals, buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.team_profiles import PROFILES
from bots.conversation.text.languages.phrasebook import ENGLISH, say
from bots.conversation.text.verdicts import duration

if TYPE_CHECKING:
    from collections.abc import Sequence

HELP_HEADLINE = say("help all")
READS = (
    "I read IDs of the Production AI Institute (AIDA-2026-1234), the AI Professional Alliance (AIPA-CAIP-2026-8K2M4T) "
    "and PECB (CAIP1234567-2026-03), and Credly badge links. I never correct an ID: O and 0 are different characters."
)
HELP_LINES = (READS, "Answers are shown to you alone. I never rank, score or compare people.")

NEEDS = {
    "guide": "Describe the role: its title, or what the person will do.",
    "about": (
        "Name a certification, like: {guide}about CPAP, or: {guide}about CPAP cost. All of them: {guide}certifications"
    ),
    "compare": "Give two to four codes, like: {guide}compare CAIP CAIM",
    "jd": "Give a code and the role, like: {guide}jd CAIP machine learning engineer",
    "review-jd": "Paste the text of the job description behind the command.",
    "kit": "Give one to four codes, and the role if you like: {guide}kit AIDA CPAP for platform engineer",
    "team": (
        "Give a profile and the team without names, as a table with a line for each person; of its columns only role "
        f"is needed. Profiles: {', '.join(PROFILES)}."
    ),
}
"""What a command lacks; ``{guide}`` stands for how a surface writes the guide's commands, see ``needs_on``."""
_GUIDES = {"slack": "/certguide ", "terminal": "certdesk "}


def needs_on(surface: str, problem: str) -> str:
    """
    Return a sentence of ``NEEDS`` in a surface's own grammar; any other sentence as it is.

    Args:
        surface: ``slack``, ``terminal`` or another, where commands are typed as they are.
        problem: what could not be read, or what is lacking.
    """
    return problem.replace("{guide}", _GUIDES.get(surface, "")) if problem in NEEDS.values() else problem


CHECK_AGAIN, SHARE, ASK_HOLDER, OPEN_PAGE = "Check again", "Share here", "Ask the holder", "View at the registry"

NO_ID = (
    "An ID looks like AIDA-2026-1234, AIPA-CAIP-2026-8K2M4T or CAIP1234567-2026-03; a Credly badge link works as well."
)
NOTHING_IN_MESSAGE = "There is no certificate ID in that message."


def unclear_headline(problem: str) -> str:
    """Say that the words could not be read."""
    return problem or say("ask meaning")


def compare_with(name: str) -> str:
    """Offer to compare a name that was perhaps meant."""
    return f"Compare with “{name[:50]}”?"


def check_other(certificate: str) -> str:
    """Offer to verify the certificate that replaced this one."""
    return f"Check {certificate}"


def write_like(example: str) -> str:
    """Show how a command is written."""
    return f"Write it like: {example}"


def nearest(command: str, surface: str) -> str:
    """
    Offer the command that was probably meant.

    Args:
        command: its word.
        surface: in whose grammar the example is written.
    """
    like = f", like: {like_verify(surface)}" if command == "verify" else ""
    return f"Did you mean “{command}”{like}?"


def which_issuer(code: str, issuers: Sequence[str]) -> str:
    """Ask back: a code that several issuers use is never assigned by guess."""
    return f"{code} is awarded by {len(issuers)} issuers: {', '.join(issuers)}. Which one issued the certificate?"


def needs_id(code: str, title: str, issuer: str) -> str:
    """Say that a code alone names no certificate."""
    named = issuer if title in {"", code} else f"{title}, {issuer}"
    return f"{code} ({named}) is a certification; to verify one person's certificate I need its ID."


def too_many(asked: int, most: int) -> str:
    """Say how many can be verified at once."""
    return f"That is {asked:,} certificates; {most} at most can be verified at once here."


def slow_down(wait: float, ids: int, seconds: float) -> str:
    """Say when to come back."""
    return (
        f"You may ask about {ids} certificates in {duration(seconds)}. Try again in {duration(wait + 0.999)}; "
        "the limit protects holders from having registries read out."
    )


def summary(counts: Sequence[tuple[str, int, int]], total: int, language: str = ENGLISH) -> str:
    """
    Count a bulk answer by outcome and standing; certificates are counted, people are not compared.

    Args:
        counts: for each standing its word, how many stand so, and how many of these are in another name.
        total: how many there are in all.
        language: in which it is said.
    """
    parts = [_with_differing(f"{count} {what}", count, differing, language) for what, count, differing in counts]
    return say("certificate one" if total == 1 else "certificates", language, count=total, counts=", ".join(parts))


def _with_differing(counted: str, count: int, differing: int, language: str) -> str:
    if not differing:
        return counted
    key = "in another name" if count == 1 else "of them in another name"
    return say(key, language, counted=counted, differing=differing)


def names_summary(*, found: int, agreed: int, open_names: int, without_name: int, language: str = ENGLISH) -> str:
    """Say how many names agree, how many are left to compare, and that none was compared where none was given."""
    if not found or without_name == found:
        return say("no name given", language) if found else ""
    counts = (("name agrees", "names agree", agreed), ("name left", "names left", open_names))
    said = [say(one if count == 1 else many, language, count=count) for one, many, count in counts if count]
    none = [say("without a name", language, count=without_name)] if without_name else []
    return " ".join([*said, *none])


def not_verified(rest: int, asked: int, most: int) -> str:
    """Say how many certificates of a message were left out."""
    were = "was" if rest == 1 else "were"
    return f"{rest:,} of your {asked:,} certificates {were} not verified yet: {most} at most at once here."


def verify_rest(count: int, *, is_all: bool) -> str:
    """Offer to verify what was left out."""
    return f"Verify the other {count}" if is_all else f"Verify the next {count}"


def rest_next(*, reads_files: bool) -> str:
    """Say how to go on with many certificates."""
    return "Next: press the button, or send all of them to me as a file." if reads_files else "Next: press the button."


HELP_BUTTON = "Help"
_VERIFY = {"slack": "/verify", "terminal": "certdesk verify"}


def like_verify(surface: str) -> str:
    """Show how the command to verify is typed on a surface."""
    return f"{_VERIFY.get(surface, 'verify')} AIDA-2026-1234 Jane Doe"


DETAILS, LESS = "Details", "Less"
VERIFY, VERIFY_ANOTHER, VERIFY_PRIVATELY = "Verify", "Verify another", "Verify privately"
DAY_UNREADABLE = "That is not a day that can be read: write it like 2026-12-01."
CERTIFICATE_LINK = "A link to a certificate. Whoever verifies it here sees the answer alone."
FOR_THE_HOLDER = "A message to the holder, ready to be copied:"
REST_IN_DIRECT = "There is more than fits here: the rest is in our direct messages."
WELCOME = "Welcome! Write an ID below, or use one of the ways listed under it. Nobody else sees what you ask."
NOTHING_TO_SET = "There is nothing to set: I send nothing that nobody asked for, and everybody may ask the same."
SET_HERE = (
    "I send what you asked to be told, and nothing else: notify says when, and turns it off. What admins set for "
    "everybody here: settings"
)
MY_WATCHES, MY_NOTICES = "My watches", "When I am told"
UNFINISHED = (
    "I could not finish this. Try it again in a minute, and if it happens again, tell the people who run Certdesk here."
)


MORE = "More of the answer:"
FIND_CERTIFICATION, ASK_GUIDE, GUIDE_AGAIN = "Find a certification", "Ask the guide", "Ask the guide again"
GUIDE_HEADLINE = "I also say which certification fits a role, and what it leaves open."
IN_THIS_WINDOW = "The answer appears in this window, for you alone."
READING = "Reading…"
GUIDE_FORM_WISH, GUIDE_FORM_TEXT = "What do you need?", "Role, text or codes"
GUIDE_FORM_EXAMPLE = "Senior ML engineer, runs client-facing RAG systems"
GUIDE_FORM_HINT = (
    "No names of people are needed. 3,000 characters fit here; a longer text can be sent to me as a direct message "
    "that begins with guide or review-jd."
)
GUIDE_FORM_CHOOSE = "Choose what you need."
GUIDE_FORM_WISHES = {
    "guide": ("Which certification fits", "Describe the role: its title, or the duties in two sentences"),
    "review-jd": ("Review a job description", "Paste its text: what it says about certifications is checked"),
    "jd": ("Clause for a job description", "The code, then the role: CAIP machine learning engineer"),
    "kit": ("Interview questions", "The codes, then the role: AIDA CPAP for platform engineer"),
}
GUIDE_FORM_NEEDS = {
    "guide": "Describe the role: its title, or what the person will do.",
    "review-jd": "Paste the text of the job description.",
    "jd": "Begin with the code, then the role, like: CAIP machine learning engineer",
    "kit": "Begin with one to four codes, then the role if you like: AIDA CPAP for platform engineer",
}


def checking(count: int) -> str:
    """Say that work is under way."""
    return f"Checking {count:,} certificates…" if count > 1 else "Checking…"


def name_too_long(length: int, most: int) -> str:
    """Say how long a name can be."""
    return f"The name has {length:,} characters; {most} at most can be compared."


def help_from(contact: str | None) -> str:
    """Say where people find help."""
    return f"Questions and problems: {contact or 'ask the people who run Certdesk in your organisation'}."


def registries_asked(titles: Sequence[str]) -> str:
    """Say whose certificates can be verified."""
    return f"I ask: {', '.join(titles)}."


TAKE_BACK = "Take back"
TAKE_BACK_ASK = "Delete what you shared here?"
SHARED_HERE = "You shared this here."
TAKEN_BACK = "What you shared here is deleted."
NOT_TAKEN_BACK = "It could not be deleted: perhaps it is gone already. A person who may delete messages here can do it."
SHARED_BEFORE = "You shared this here already."
REST_FORGOTTEN = "I do not have the rest of this answer any more: please ask again, or send the file again."


def share_where(text: str, warning: str = "") -> str:
    """Say before something is shared what everybody here will read."""
    return f"{f'{warning} ' if warning else ''}Everybody in this conversation will read: {text}"


def cannot_share(bot: str) -> str:
    """Say how the bot gets into a channel."""
    return f"I am not in that channel, so nothing was shared. Invite me there with /invite @{bot}, then share again."


LOOKED_UP = "A certificate was looked up; the result was shown privately."
SHOW_PRIVATELY, BACK, CLOSE, CANCEL = "Show privately", "Back", "Close", "Cancel"
DETAILS_OF, CHOOSE_ONE = "Details of", "Choose one of the certificates."
ANSWERED_PRIVATELY = "I answered in your own chat with me; nobody else here sees it."
ANSWERED_TO_YOU_ALONE = "I answered here, and nobody else sees it. It goes after a day."
ANSWERED_BELOW = "It is the newest message below."
ONE_FOR_A_STEP = "A step verifies one certificate: give one ID, and use a step for each."
NO_PERSONAL_CHAT = "I answer you alone: press the button, or add me under Apps and ask me there."
UNKNOWN_BUTTON = "That button is not known here any more. Write help to see what I can do."
WELCOME_CHAT = "Welcome! Write me a certificate's ID, or a question about a role. Nobody else sees what you ask here."
WELCOME_GROUP = (
    "I am here for everybody in this conversation: mention me with a certificate's ID or a question about a role. "
    "I answer each person privately, and I write here only when I am asked."
)
SEARCH_HINT = "Type a certificate's ID, like AIDA-2026-1234, or a role, like senior ML engineer."
SEARCH_NOTHING = "Nothing to show for that."
FORM_IDS, FORM_NAME, FORM_ON = "Certificate IDs", "Name of the holder (optional)", "Valid on (optional)"
VERIFY_CERTIFICATE, FORM_NEEDS_TEXT = "Verify a certificate", "Write the role, the text or the codes."


def half_an_id(typed: str) -> str:
    """Say how an ID looks to somebody who has not typed all of one."""
    return f"“{typed[:60]}” is no whole certificate ID yet. {NO_ID} Behind it the holder's name can follow."


def perhaps_these(certifications: Sequence[str]) -> str:
    """Name the certifications that begin with what was typed."""
    return f"Certifications that begin so: {'; '.join(certifications)}. Type what you want to know, like: CPAP cost."


def more_than_fits(count: int) -> str:
    """Say that an answer is longer than one card, and how to get the rest."""
    return f"… and {count} more: ask for fewer at once."


def too_many_here(count: int, most: int) -> str:
    """Say how many certificates a window verifies at once."""
    return f"There are {count:,} certificates in that; {most} at most fit here. Send them to me in our own chat."


def added_by(name: str) -> str:
    """Say who brought the bot into a conversation."""
    return f"{name} added me."


def asked_in(where: str) -> str:
    """Say in the personal chat where the question was asked."""
    return f"You asked this in {where}."
