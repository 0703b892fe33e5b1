"""The sentences of the role guide: neutral, about roles and certifications, never about people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text.verdicts import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from role_guide import Aspect, Break, Certification, Coverage, Reason, Source, Step, TeamPlan

GUIDE_LIMITS = (
    "This is advice about the role and says nothing about any person.",
    "Issuers describe their own certifications; the sources are theirs.",
)
NONE_FITS = "None of the certifications fits that."
NONE_NEXT = "Next: say what the person will do with AI, if anything; or hire without a certification."
ASK_NEXT = "Next: choose, or describe the role in a sentence more."
NOTHING_TO_REMARK = "Nothing to remark on what that text says about the certifications of this catalogue."
REWRITTEN = "The whole text, rewritten:"
REVIEW_LIMITS = ("Only what is said about certifications was read; names of persons were ignored.",)
KIT_NO_SCORE = "The rubric says what to listen for; it has no marks, and nothing here adds up to a score."

COMPARE, WRITE_CLAUSE, MAKE_KIT = "Compare", "Clause for the job description", "Interview questions"
ASPECTS = {
    "audience": "Audience",
    "evidences": "Evidences",
    "does_not_evidence": "Does not evidence",
    "assessment": "Assessment",
    "pathways": "Ways in",
    "validity": "Validity",
    "renewal": "Renewal",
    "renewal_effort": "Effort of renewal",
    "fee": "Fee",
    "verification": "How to verify",
    "accreditation": "Accreditation",
}


def named(certification: Certification) -> str:
    """Name a certification with its issuer: a code alone does not tell which is meant."""
    title = "" if certification.title == certification.display else f": {certification.title}"
    return f"{certification.display}{title} ({certification.issuer_name})"


def fits(codes: Sequence[str]) -> str:
    """Say which certifications fit, best first."""
    first, *others = codes
    return f"{first} fits best{', then ' + ', '.join(others) if others else ''}."


def because(reasons: Sequence[Reason]) -> str:
    """Quote the asker's own words that counted."""
    return "; ".join(f"“{reason.quote}”: {reason.says}" for reason in reasons) or "the role as a whole"


def would_change(what: str) -> str:
    """Say what would change the answer."""
    return f"What would change this answer: {what}"


def not_used(reasons: Sequence[Reason]) -> str:
    """Say what was read and did not count, in the asker's own words."""
    return " ".join(f"Read and not used: “{reason.quote}”, for {reason.says}." for reason in reasons)


def sources(pages: Iterable[Source], most: int = 3) -> str:
    """Name pages and the days on which they were read; every claim has one."""
    different = list(dict.fromkeys(pages))
    shown = "; ".join(f"{page.url} (read on {day(page.read_on)})" for page in different[:most])
    more = f"; and {len(different) - most} more" if len(different) > most else ""
    return f"Sources: {shown}{more}." if shown else ""


def aspect(value: Aspect) -> str:
    """Name a row of a comparison."""
    return ASPECTS[value]


def side_by_side(codes: Sequence[str]) -> str:
    """Head a comparison."""
    return f"{', '.join(codes[:-1])} and {codes[-1]} side by side, in the order you asked."


def remarks(count: int, sentences: int) -> str:
    """Count remarks on a text, and the sentences that they are about."""
    said = "1 remark" if count == 1 else f"{count} remarks"
    where = "" if sentences == 1 else f", in {sentences} sentences"
    return f"{said} on what the text says about certifications{where}."


def not_in_catalogue(names: Sequence[str]) -> str:
    """Name certifications of which nothing is known here."""
    return f"Not in this catalogue, so nothing is said about {'it' if len(names) == 1 else 'them'}: {', '.join(names)}."


def plan_headline(plan: TeamPlan) -> str:
    """Say whether a team covers a profile, and for how long."""
    until = f"; coverage breaks in {plan.breaks_in} if nobody renews" if plan.breaks_in else ""
    covers = "covers" if plan.covered else "does not cover"
    return f"The team of {plan.people} {covers} “{plan.profile.title}” today{until}."


def coverage(value: Coverage) -> str:
    """Say how one need stands."""
    area = f" ({value.area})" if value.area else ""
    if not value.applies:
        state = "does not apply"
    elif value.met:
        state = "met"
    else:
        rows = f"; rows without: {', '.join(map(str, value.lacking))}" if value.lacking else ""
        state = f"{value.missing} missing{rows}"
    return f"{value.need.text}{area}: {state}."


def step(value: Step) -> str:
    """Say one of the cheapest next steps."""
    fee = "fee unknown" if value.fee_usd is None else "free" if not value.fee_usd else f"{value.fee_usd:g} USD each"
    area = f" in {value.area}" if value.area else ""
    return f"{value.count} x {value.code}{area} ({fee}), for: {value.need}"


def breaking(value: Break) -> str:
    """Say when coverage breaks."""
    expiring = ", ".join(f"row {row}: {code}" for row, code in value.expiring)
    area = f" ({value.area})" if value.area else ""
    return f"{value.month}: {value.need}{area} lacks {value.missing} from {day(value.on)} on ({expiring or 'expiry'})."
