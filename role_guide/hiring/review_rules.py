"""The rules of the review, read once from ``review_rules.toml`` and compiled."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from role_guide.catalogue.catalogue import DATA, known
from role_guide.catalogue.models import Unknown, day_in_words, years_in_words
from role_guide.catalogue.schemas import RulesTable, RuleTable
from role_guide.catalogue.toml_files import check, read_toml
from role_guide.hiring.job_description import named
from role_guide.hiring.patterns import NEVER, Pattern, any_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from importlib.resources.abc import Traversable

    from role_guide.catalogue.models import Certification, Namesake

FILE = "review_rules.toml"


class Severity(StrEnum):
    """How much a remark matters."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Fix(StrEnum):
    """How the fault that a rule finds is put right in the text."""

    NAME = "name"  # the code gains its full name and issuer
    EQUIVALENT = "equivalent"  # the code gains "or equivalent evidence"
    MENTION = "mention"  # another certification takes the code's place
    PASSAGE = "passage"  # the words that claim too much are replaced, with the code
    VALIDITY = "validity"  # the length is put right, or left open


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One rule: which certifications it is about, which words call it up, and which excuse the sentence.

    Where a rule that stands ``alone`` speaks about a mention, the rules after it are silent. ``rewrite`` says what
    to write instead, and ``replacement`` is the very text of it where ``fix`` needs one (``repeated`` where the
    certification was asked for before). A rule that ``softens`` turns a must into a wish.
    """

    name: str
    severity: Severity
    codes: frozenset[str]
    words: Pattern
    unless: Pattern
    reason: str
    rewrite: str
    fix: Fix
    replacement: str
    repeated: str
    softens: bool
    alone: bool
    on: bool

    def applies_to(self, sentence: str) -> bool:
        """Return whether the words call the rule up and nothing excuses the sentence."""
        return bool(self.words.search(sentence)) and not self.excused(sentence)

    def excused(self, sentence: str) -> bool:
        """Return whether the sentence holds words that excuse it."""
        return bool(self.unless.search(sentence))

    def filled(self, template: str, certification: Certification | None, namesake: Namesake | None = None) -> str:
        """
        Return one of the rule's texts with its gaps filled.

        Args:
            template: ``reason``, ``rewrite`` or ``replacement``.
            certification: What it is about, None where a sentence names none.
            namesake: Whose letters they are where they are not the certification's own.
        """
        if certification is None:
            return template
        whose = {"named": f"{namesake.code} ({namesake.issuer})"} if namesake else {}
        return template.format_map(_words(certification) | whose)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules in the order of the file, and what they need to know about words."""

    rules: tuple[Rule, ...]
    junior_title: Pattern
    not_junior_title: Pattern
    junior_anywhere: Pattern
    certification_words: Pattern
    required_heading: Pattern
    equivalent_anywhere: Pattern
    issuers: Mapping[str, Pattern]
    elsewhere: Mapping[str, Pattern]

    def names(self) -> tuple[str, ...]:
        """The rules' names, by which they are switched off."""
        return tuple(rule.name for rule in self.rules)

    def active(self, off: Collection[str]) -> Iterator[Rule]:
        """Yield the rules that are on."""
        return (rule for rule in self.rules if rule.on and rule.name not in off)

    def issuers_in(self, text: str) -> frozenset[str]:
        """The issuers that a text names."""
        return frozenset(issuer for issuer, pattern in self.issuers.items() if pattern.search(text))

    def is_elsewhere(self, code: str, sentence: str) -> bool:
        """
        Return whether a sentence uses a code's letters in another meaning.

        Args:
            code: A certification's code, such as ``CAIM``.
            sentence: One sentence.
        """
        return bool(self.elsewhere.get(code, NEVER).search(sentence))


@cache
def rules() -> Rules:
    """Return the rules that come with the package."""
    return load_rules(DATA)


def load_rules(data: Traversable) -> Rules:
    """Read ``review_rules.toml`` below ``data``; raise ``DataFault`` at the first fault."""
    table = check(read_toml((data / FILE).read_text(encoding="utf-8"), file=FILE), RulesTable, file=FILE)
    for code in table.elsewhere:
        known(code, file=FILE, key="elsewhere")
    return Rules(
        tuple(map(_rule, table.rules)),
        any_of(table.junior_title, file=FILE, key="junior_title"),
        any_of(table.not_junior_title, file=FILE, key="not_junior_title"),
        any_of(table.junior_anywhere, file=FILE, key="junior_anywhere"),
        any_of(table.certification_words, file=FILE, key="certification_words"),
        any_of(table.required_heading, file=FILE, key="required_heading"),
        any_of(table.equivalent_anywhere, file=FILE, key="equivalent_anywhere"),
        {issuer: any_of(words, file=FILE, key=f"issuers.{issuer}") for issuer, words in table.issuers.items()},
        {code: any_of(words, file=FILE, key=f"elsewhere.{code}") for code, words in table.elsewhere.items()},
    )


def _rule(table: RuleTable) -> Rule:
    key = f"rules.{table.name}"
    return Rule(
        table.name,
        Severity(table.severity),
        frozenset(known(code, file=FILE, key=f"{key}.codes").display for code in table.codes),
        any_of(table.words, file=FILE, key=f"{key}.words"),
        any_of(table.unless, file=FILE, key=f"{key}.unless"),
        table.reason,
        table.rewrite,
        Fix(table.fix),
        table.replacement,
        table.repeated,
        table.softens,
        table.alone,
        table.on,
    )


def _words(certification: Certification) -> dict[str, str]:
    years, validity = certification.validity_years, certification.validity
    return {
        "code": certification.display,
        "title": certification.title,
        "issuer": certification.issuer_name,
        "named": named(certification),
        "years": "" if years is None else years_in_words(years),
        "since": day_in_words(validity.since) if isinstance(validity, Unknown) else "",
        "others": " and ".join(same_letters(certification)),
    }


def same_letters(certification: Certification) -> list[str]:
    """Return the other issuers that use the very same code."""
    return [each.issuer for each in certification.namesakes if each.code == certification.display]
