"""The sentences of the role guide: neutral, about roles and certifications, never about people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.text.about import CLAIMS, IN_TABLES, claim_in_words, few_words
from bots.conversation.text.languages.phrasebook import day
from role_guide import Unknown, sources_differ

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from role_guide import (
        Aspect,
        Break,
        Cell,
        Certification,
        Claim,
        Comparison,
        Contrast,
        Coverage,
        Fit,
        Kit,
        Passage,
        Reason,
        Row,
        Source,
        Step,
        TeamPlan,
        Unused,
    )

ADVICE = "Advice about the role, not about a person."
NONE_FITS = "None of the certifications fits that."
NONE_NEXT = "Next: say what the person will do with AI, if anything; or hire without a certification."
ASK_NEXT = "Next: choose, or describe the role in a sentence more."
NOTHING_TO_REMARK = "Nothing to remark on what that text says about the certifications of this catalogue."
REVIEW_LIMITS = "Only what is said about certifications was read; names of people were ignored."
TEAM_LIKE = "For example:"
NO_MARKS = "The questions say what to listen for; give no marks, and add nothing up."
NOBODY_NAMED = "Rows are the lines of your table; nobody is named, and nothing here orders people."

COMPARE, WRITE_CLAUSE, MAKE_KIT, AUDIENCE = "Compare", "Clause", "Questions", "Who is it for"
REWRITTEN = "The whole text, rewritten; what changed is marked:"
ONLY_CHANGED = "The text is long; these are the sentences that change:"
REWRITTEN_IN_DETAILS = "The details have every remark and the whole text, rewritten."
REWRITTEN_NEXT = "Next: copy the rewritten text, and read it once before it goes out."
COPY_NEXT = "Next: copy the clause and make the words yours; keep “or equivalent”."
VARIANTS = {"required": "a must", "preferred": "a wish", "procurement": "a demand on a supplier"}
AS_VARIANT = {"required": "As a must", "preferred": "As a wish"}
SEVERITIES = {"high": "Serious", "medium": "Worth a change", "low": "Minor"}
FACTS, UNKNOWN_CELL = "Facts", "–"  # noqa: RUF001
CELL_UNKNOWN, CELL_DIFFERS = "– not known.", "¹ The sources differ: see the details."  # noqa: RUF001
LONGEST_ISSUER = 24  # characters of an issuer's name in a heading; of a longer one the short form is taken
LONGEST_QUOTE = 90  # characters of a sentence that is quoted in a list


def named(certification: Certification) -> str:
    """Name a certification with its issuer: a code alone does not tell which is meant."""
    title = "" if certification.title == certification.display else f": {certification.title}"
    return f"{certification.display}{title} ({certification.issuer_name})"


def heading(certification: Certification) -> str:
    """Head the lines about one certification."""
    long = len(certification.issuer_name) > LONGEST_ISSUER
    return f"{certification.display}, {certification.issuer if long else certification.issuer_name}:"


def fits(codes: Sequence[str]) -> str:
    """Say which certifications fit, best first."""
    first, *others = codes
    return f"{first} fits best{', then ' + ', '.join(others) if others else ''}."


def why(reasons: Sequence[Reason]) -> str:
    """Quote the asker's own words that counted."""
    return f"Why: {', '.join(f'“{reason.quote}”' for reason in reasons) or 'the role as a whole'}"


def fit_in_short(fit: Fit, *, with_reasons: bool) -> Iterator[str]:
    """
    Say why a certification fits, what it shows and what it does not: a line each.

    Args:
        fit: the certification, and why it fits.
        with_reasons: whether the words that counted are its own, and not those of all.
    """
    yield heading(fit.certification)
    if with_reasons:
        yield f"• {why(fit.reasons)}"
    yield f"• Shows: {few_words(fit.certification.evidences)}"
    yield f"• Does not show: {few_words(fit.certification.does_not_evidence)}"


def fit_in_full(fit: Fit) -> Iterator[str]:
    """Say all of it: what the words were taken to say, and what the pages say."""
    found = fit.certification
    yield f"{found.display} in full:"
    yield f"• Name: {named(found)}"
    if fit.reasons:
        yield f"• Why: {'; '.join(f'“{reason.quote}”: {reason.says}' for reason in fit.reasons)}"
    for key in ("evidences", "does_not_evidence", "assessment", "validity", "fee"):
        yield f"• {aspect_in_full(found, key)}"


def aspect_in_full(certification: Certification, key: str) -> str:
    """Say all claims of one aspect behind its label."""
    return f"{CLAIMS[key]}: {in_full(certification, key)}"


def in_full(certification: Certification, key: str) -> str:
    """Say all claims of one aspect of a certification."""
    found = getattr(certification, key)
    claims: tuple[Claim, ...] = found if isinstance(found, tuple) else (found,)
    known = [claim for claim in claims if not isinstance(claim, Unknown)]
    return " ".join(claim_in_words(claim, certification.issuer_name) for claim in known or claims)


def would_change(what: str) -> str:
    """Say what would change the answer."""
    return f"What would change this answer: {what}"


def not_used(unused: Iterable[Unused]) -> tuple[str, ...]:
    """Say what was read and did not count, in the asker's own words."""
    return tuple(f"Read and not used: “{each.quote}”, for {each.says}." for each in unused)


def sources(pages: Iterable[Source], most: int = 3) -> str:
    """Name pages and the days on which they were read; every claim has one."""
    different = list(dict.fromkeys(pages))
    shown = "; ".join(f"{page.url} (read on {day(page.read_on)})" for page in different[:most])
    more = f"; and {len(different) - most} more" if len(different) > most else ""
    return f"Sources: {shown}{more}." if shown else ""


def side_by_side(codes: Sequence[str]) -> str:
    """Head a comparison."""
    return f"{', '.join(codes[:-1])} and {codes[-1]} side by side."


def cells(row: Row) -> tuple[str, ...]:
    """Return a row of a comparison: its label, and what is known of each certification in a few words."""
    return (IN_TABLES[row.aspect.value], *map(_cell, row.cells))


def _cell(cell: Cell) -> str:
    return f"{_capital(cell.short) or UNKNOWN_CELL}{'¹' if sources_differ(cell.claims) else ''}"


def legend(rows: Sequence[Row]) -> str:
    """Explain the signs that stand in a table."""
    cells = [cell for row in rows for cell in row.cells]
    unknown = CELL_UNKNOWN if any(not cell.short for cell in cells) else ""
    differs = CELL_DIFFERS if any(sources_differ(cell.claims) for cell in cells) else ""
    return " ".join(filter(None, (unknown, differs)))


def contrasted(contrast: Contrast) -> str:
    """Say how the issuer itself tells two certifications apart."""
    return f"{'; '.join(f'{code}: {word}' for code, word in contrast.sides)}."


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def same_for_all(rows: Sequence[Row]) -> str:
    """Say on one line in what the certifications do not differ."""
    said = "; ".join(f"{CLAIMS[row.aspect.value].lower()}: {row.cells[0].short}" for row in rows)
    return f"The same for all: {said}." if said else ""


def unknown_for_all(aspects: Sequence[Aspect]) -> str:
    """Name on one line what is known of none of the certifications."""
    named = ", ".join(CLAIMS[aspect.value].lower() for aspect in aspects)
    return f"Not known for any of them: {named}." if named else ""


def compared_in_full(comparison: Comparison) -> Iterator[str]:
    """Say a comparison in full: a heading for each aspect, and a line for each certification."""
    for row in comparison.rows:
        if row.is_known:
            yield f"{CLAIMS[row.aspect.value]}:"
            for each in comparison.certifications:
                yield f"• {each.display}: {in_full(each, row.aspect.value)}"


def clause_headline(certification: Certification, variant: str) -> str:
    """Head a clause."""
    return f"A clause that asks for {certification.display} as {VARIANTS[variant]}."


def remarks(count: int, sentences: int) -> str:
    """Count remarks on a text, and the sentences that they are about."""
    said = "1 remark" if count == 1 else f"{count} remarks"
    where = "" if sentences == 1 else f", in {sentences} sentences"
    return f"{said} on what the text says about certifications{where}."


def worst_of(number: int, passage: Passage) -> Iterator[str]:
    """Quote a sentence, and say the worst of it."""
    worst, *others = passage.remarks
    more = f" And {len(others)} more." if others else ""
    yield f"{number}. “{shortened(passage.quote, LONGEST_QUOTE)}”"
    yield f"• {SEVERITIES[worst.severity]}: {worst.reason}{more}"


def rest_of(number: int, passage: Passage, *, is_quoted: bool) -> Iterator[str]:
    """
    Say what else there is to say about a sentence.

    Args:
        number: its number.
        passage: the sentence, and what is wrong with it.
        is_quoted: whether it was quoted before, with its worst remark.
    """
    said = passage.remarks[1:] if is_quoted else passage.remarks
    if said:
        yield f"More on {number}:" if is_quoted else f"{number}. “{passage.quote}”"
        yield from (f"• {SEVERITIES[remark.severity]}: {remark.reason}" for remark in said)


def not_in_catalogue(names: Sequence[str]) -> str:
    """Name certifications of which nothing is known here."""
    return f"Not in this catalogue, so nothing is said about {'it' if len(names) == 1 else 'them'}: {', '.join(names)}."


def kit_headline(kit: Kit) -> str:
    """Head the questions of an interview."""
    for_role = f" for {kit.role}," if kit.role else ""
    return f"Interview questions{for_role} for holders of {', '.join(each.display for each in kit.certifications)}"


def not_asked(kit: Kit) -> str:
    """Name what the certificates evidence already."""
    codes: dict[str, list[str]] = {}
    for each in kit.evidenced:
        codes.setdefault(each.topic, []).append(each.certification)
    said = "; ".join(f"{topic} ({', '.join(holders)})" for topic, holders in codes.items())
    return f"Not to be asked again: {said}." if said else ""


def listen_for(number: int, rubric: Sequence[str]) -> str:
    """Say what to listen for in the answer to one question."""
    return f"{number}. Listen for: {'; '.join(rubric)}."


def left_open(code: str, claim: Claim, issuer: str) -> str:
    """Say what a certificate leaves open."""
    return f"Left open by {code}: {claim_in_words(claim, issuer)}"


def plan_headline(plan: TeamPlan) -> str:
    """Say whether a team covers a profile, and for how long."""
    first = min((each.on for each in plan.breaks), default=None)
    until = f"; from {day(first)} on it lacks more if nobody renews" if first else ""
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
    return f"Next step: {value.count} x {value.code}{area} ({fee}), for: {value.need}"


def breaking(value: Break) -> str:
    """Say from when on a need lacks more than today."""
    expiring = ", ".join(f"row {row}: {code}" for row, code in value.expiring)
    area = f" ({value.area})" if value.area else ""
    return f"From {day(value.on)} on: {value.need}{area}: {value.missing} missing ({expiring or 'expired'})."


def shortened(text: str, most: int) -> str:
    """Return a text on one line, cut where it is longer than so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def shortened_lines(text: str, most: int) -> str:
    """Return the first whole lines of a text that together are not longer than so many characters."""
    return text if len(text) <= most else text[:most].rpartition("\n")[0] or shortened(text, most)
