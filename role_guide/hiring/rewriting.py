"""Rewrites a sentence by what was found wrong in it: as little as possible is changed, and what else it says stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from role_guide.hiring.patterns import NEVER
from role_guide.hiring.review_rules import Fix, Rule
from role_guide.hiring.validity import claims_for_all, corrected, validity_claims

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from role_guide.catalogue.models import Certification
    from role_guide.hiring.code_mentions import Mention

EQUIVALENT = "or equivalent evidence"
FEW = 3  # words that a sentence says besides, so few that they may go with the rest

_SIGN = re.compile(r"[®™℠]")
_IN_BRACKETS = re.compile(r"\s*\(([^()]{1,160})\)")
_ATTACHED = re.compile(r"[- ]certified\b", re.IGNORECASE)
_NOUN = re.compile(
    r"[\s-]+(?:(?P<people>holders?)|certifications?|certificates?|credentials?|badges?|qualifications?|designations?)\b",
    re.IGNORECASE,
)
_SAYS_EQUIVALENT = re.compile(
    r"\s*,?\s*\(?\s*or (?:an? |any |other )?(?:equivalent|comparable|similar)(?: (?:evidence|experience))?\s*\)?,?",
    re.IGNORECASE,
)
_LINK = re.compile(r"\s*(?:,|and|or|&|/|\+|,\s*(?:and|or))\s*", re.IGNORECASE)
_ALSO = re.compile(r"[,;&/+]|\b(?:and|or|with|plus)\b", re.IGNORECASE)
_DEMANDS = (
    (re.compile(r"^(?:Must|must) (?:hold|have|be|bring|possess)\b"), "Welcome:"),
    (re.compile(r"\bmust (hold|have|be|bring|possess)\b", re.IGNORECASE), r"may \1"),
    (re.compile(r"\b(is|are) (?:an? )?(?:absolute(?:ly)? )?(?:must|prerequisite)\b", re.IGNORECASE), r"\1 welcome"),
    (re.compile(r"\b(?:strictly |absolutely )?(?:mandatory|required|compulsory|essential|obligatory)\b"), "welcome"),
    (re.compile(r"\b(?:Mandatory|Required|Compulsory|Essential|Obligatory)\b"), "Welcome"),
)


class Fault(NamedTuple):
    """What a rule says about a mention, or about a sentence that names no certification."""

    rule: Rule
    mention: Mention | None


class Edit(NamedTuple):
    """New words for a part of a sentence."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Task:
    """All that is wrong with one mention."""

    mention: Mention
    rules: tuple[Rule, ...]

    def rule(self, fix: Fix) -> Rule | None:
        return next((rule for rule in self.rules if rule.fix is fix), None)


def rewritten(sentence: str, faults: Sequence[Fault], asked: Collection[str] = ()) -> str:
    """
    Return a sentence without its faults.

    Args:
        sentence: The sentence.
        faults: What was found in it.
        asked: The codes that the text has asked for before.
    """
    tasks = _tasks(faults)
    passages = [edit for task in tasks for edit in _passage(sentence, task, asked)]
    others = [edit for at, task in enumerate(tasks) for edit in _mention_edits(sentence, task, tasks[at + 1 :], asked)]
    others += [edit for task in tasks for edit in _validity(task)]
    if any(fault.mention is None for fault in faults):
        others += [Edit(claim.start, claim.end, corrected(claim, None)) for claim in claims_for_all(sentence)]
    changed = _applied(sentence, [*passages, *others])
    return _softened(changed) if _is_softened(sentence, tasks) else changed


def _tasks(faults: Iterable[Fault]) -> list[_Task]:
    rules: dict[Mention, list[Rule]] = {}
    for rule, mention in faults:
        if mention is not None:
            rules.setdefault(mention, []).append(rule)
    return [_Task(mention, tuple(found)) for mention, found in sorted(rules.items(), key=lambda item: item[0].start)]


def _applied(sentence: str, edits: Iterable[Edit]) -> str:
    """Make the edits; of two that overlap the first in the list counts."""
    chosen: list[Edit] = []
    for edit in edits:
        if all(edit.end <= other.start or other.end <= edit.start for other in chosen):
            chosen.append(edit)
    for start, end, text in sorted(chosen, reverse=True):
        sentence = f"{sentence[:start]}{text}{sentence[end:]}"
    return sentence


def _passage(sentence: str, task: _Task, asked: Collection[str]) -> Iterator[Edit]:
    rule = task.rule(Fix.PASSAGE)
    if rule is None:
        return
    start, end = task.mention.start, task.mention.end
    if words := rule.words.search(task.mention.around):
        offset = task.mention.offset
        start, end = min(start, offset + words.start()), max(end, offset + words.end())
    body = len(sentence.rstrip(".!;: "))
    if len(re.findall(r"\w+", sentence[:start] + " " + sentence[end:])) <= FEW:
        start, end = 0, body
    else:
        start = max((sentence.rfind(sign, 0, start) + 1 for sign in ",;:("), default=0)
        ends = [at for sign in ",;:)" if (at := sentence.find(sign, end)) >= 0]
        end = min([*ends, body])
        start += len(sentence[start:end]) - len(sentence[start:end].lstrip())
    certification = task.mention.certification
    text = rule.filled(rule.repeated if certification.code in asked else rule.replacement, certification)
    yield Edit(start, end, text if start else f"{text[:1].upper()}{text[1:]}")


def _mention_edits(sentence: str, task: _Task, later: Sequence[_Task], asked: Collection[str]) -> Iterator[Edit]:
    name, equivalent, instead = task.rule(Fix.NAME), task.rule(Fix.EQUIVALENT), task.rule(Fix.MENTION)
    if task.mention.certification.code in asked and name and name.words is NEVER:
        name = None  # its full name stands in the text by now
    if not (name or equivalent or instead):
        return
    mention, certification = task.mention, task.mention.certification
    place = _Place.of(sentence, mention, (instead or name))
    text = sentence[place.start : place.end] if mention.is_spelled_out else certification.display
    if instead:
        text = instead.filled(instead.replacement, certification)
    elif name:
        text = f"{certification.issuer_name} {text}" if place.in_brackets else name.filled("{named}", certification)
    needs_equivalent = bool(equivalent or instead) and not _says_equivalent(sentence, place)
    if needs_equivalent and not instead and _is_linked(sentence, place, later):
        needs_equivalent = False
    yield from _edits(sentence, place, text, needs_equivalent=needs_equivalent)


@dataclass(frozen=True, slots=True)
class _Place:
    """A code with what belongs to it: its name in or before brackets, a noun behind it, "-certified"."""

    start: int
    end: int
    noun_end: int
    in_brackets: bool
    attached: bool
    people: bool

    @classmethod
    def of(cls, sentence: str, mention: Mention, name: Rule | None) -> _Place:
        """Return the place of a mention; ``name`` is the rule by which its name is written anew, if one does."""
        start, end = mention.start, mention.end
        end += len(found[0]) if (found := _SIGN.match(sentence, end)) else 0
        before = sentence[:start].rstrip()
        noun_end = end
        if name and before.endswith("(") and sentence.startswith(")", end):
            title = _title_before(before[:-1], mention.certification, name)
            start, end = (start, end) if title is None else (title, end + 1)
        elif (found := _IN_BRACKETS.match(sentence, end)) and (
            mention.namesake or _is_name(found[1], mention.certification, name)
        ):
            noun_end = found.end()
            end = noun_end if name else end
        noun = _NOUN.match(sentence, max(end, noun_end))
        attached = _ATTACHED.match(sentence, end) is not None
        brackets = sentence.count("(", 0, start) > sentence.count(")", 0, start)
        noun_end = noun.end() if noun else max(end, noun_end)
        return cls(start, end, noun_end, brackets, attached, bool(noun and noun["people"]))


def _title_before(text: str, certification: Certification, name: Rule) -> int | None:
    """Return where the full name begins that stands before a code in brackets, if one does."""
    text = text.rstrip()
    if text.lower().endswith(certification.title.lower()):
        return len(text) - len(certification.title)
    return next((other.start() for other in name.words.finditer(text) if other.end() == len(text)), None)


def _is_name(text: str, certification: Certification, name: Rule | None) -> bool:
    """Say whether brackets hold nothing but the code's name, its issuer or the name that another issuer gives it."""
    known = {certification.title.lower(), certification.issuer.lower(), certification.issuer_name.lower()}
    if all(part.strip() in known for part in text.lower().split(",")):
        return True
    return bool(name and name.words.fullmatch(text.strip()))


def _says_equivalent(sentence: str, place: _Place) -> bool:
    return bool(_SAYS_EQUIVALENT.match(sentence, place.noun_end)) or EQUIVALENT in sentence.lower()


def _is_linked(sentence: str, place: _Place, later: Sequence[_Task]) -> bool:
    """Say whether another certification follows in the same breath, behind which the words stand for both."""
    for task in later[:1]:
        if task.rule(Fix.EQUIVALENT) and not task.rule(Fix.PASSAGE):
            return bool(_LINK.fullmatch(sentence, place.noun_end, task.mention.start))
    return False


def _edits(sentence: str, place: _Place, text: str, *, needs_equivalent: bool) -> Iterator[Edit]:
    said = "or people with equivalent evidence" if place.people else EQUIVALENT
    if place.attached:
        code, _, name = text.partition(" (")
        inside = ", ".join(filter(None, (name.removesuffix(")"), said if needs_equivalent else "")))
        certified = _ATTACHED.match(sentence, place.end)
        end = certified.end() if certified else place.end
        yield Edit(place.start, end, f"{code}-certified{f' ({inside})' if inside else ''}")
        return
    yield Edit(place.start, place.end, text)
    if needs_equivalent:
        rest = sentence[place.noun_end :]
        closes = not rest.strip() or rest.lstrip()[0] in ".!?;:,)" or rest.startswith((" and ", " or "))
        yield Edit(place.noun_end, place.noun_end, f", {said}{'' if closes else ','}")


def _validity(task: _Task) -> Iterator[Edit]:
    """Put lengths right; what was said of a certification that another one replaces is not said of that one."""
    is_replaced = task.rule(Fix.MENTION) is not None
    if not is_replaced and task.rule(Fix.VALIDITY) is None:
        return
    years = None if is_replaced else task.mention.certification.validity_years
    for claim in validity_claims(task.mention):
        if claim.years != years:
            yield Edit(claim.start, claim.end, corrected(claim, years))


def _is_softened(sentence: str, tasks: Sequence[_Task]) -> bool:
    """Say whether a sentence is about one certification alone, which is no must but a wish."""
    if len(tasks) != 1 or not (rule := tasks[0].rule(Fix.MENTION)) or not rule.softens:
        return False
    mention = tasks[0].mention
    rest = sentence[: mention.start] + sentence[mention.end :]
    return not _ALSO.search(_SAYS_EQUIVALENT.sub("", rest))


def _softened(sentence: str) -> str:
    for demand, wish in _DEMANDS:
        sentence = demand.sub(wish, sentence)
    return sentence
