"""
Why an answer was given, in the asker's words: those whose log-odds decided between the answer and the runner-up.

The verdict is linear, so the log-odds between two classes are a sum over features; each feature's part is shared out
among the words that it rests on. A quote's worth is the sum over its words, exact but for what rests on no word.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from role_guide.linear_model import ZERO
from role_guide.matching.lexicon import answers, lexicon, sentences
from role_guide.matching.negation import Stance
from role_guide.matching.recommendation import Reason, Unused
from role_guide.matching.verdict import verdict_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from role_guide.matching.features.builder import Features, Span, Spans
    from role_guide.matching.signals import Reading
    from role_guide.matching.verdict import Verdict

MOST = 5
LEAST = 0.02  # log-odds below which a quote says nothing
SHORTEST = 3  # letters of a word that is quoted by itself; words that stand for a text of which none decided
LONG_ENOUGH = 6  # letters of a word whose ending tells its language


def reasons_of(reading: Reading, features: Features, rows: Sequence[bytes], verdict: Verdict) -> tuple[Reason, ...]:
    """
    Quote the words that decided, weightiest first.

    Args:
        reading: what was read.
        features: those of the reading.
        rows: their weights in the model.
        verdict: what was decided on, and its runner-up.

    Returns:
        at most ``MOST`` reasons, at least one if the text has a word.
    """
    worth_of = log_odds_of_words(reading, features, rows, verdict).of
    worths = [(worth_of(span), span, says) for span, says in _candidates(reading, verdict)]
    found = [each for each in worths if each[0] >= LEAST]
    found.sort(key=lambda each: (-each[0], each[1]))
    kept: list[tuple[Span, str]] = []
    for _, span, says in found:
        if len(kept) == MOST:
            break
        quote = reading.shown[span[0] : span[1]].lower()
        if all(span[1] <= a or span[0] >= b for (a, b), _ in kept) and all(
            quote != reading.shown[a:b].lower() for (a, b), _ in kept
        ):
            kept.append((span, says))
    if not kept:
        first = reading.sentences[0][0]
        kept.append(((first[0].start, first[min(len(first), SHORTEST) - 1].end), str(sentences()["as_a_whole"])))
    whole = [(_whole_word(reading.shown, span), says) for span, says in kept]
    return tuple(Reason(quote, says) for quote, says in dict(reversed(whole)).items())[::-1]


def _whole_word(text: str, span: Span) -> str:
    """Quote joined words whole: "client-facing" where only "client" was weighed."""
    start, end = span
    while start and (text[start - 1].isalnum() or text[start - 1] == "-"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "-"):
        end += 1
    return text[start:end].strip("-")


class LogOdds(NamedTuple):
    """What words add to the log-odds: where words start and end, and the running sum up to each."""

    starts: list[int]
    begins: dict[int, int]
    ends: dict[int, int]
    sums: list[float]

    def of(self, span: Span) -> float:
        """Add up what the words between two offsets add."""
        start, end = span
        try:
            return self.sums[self.ends[end]] - self.sums[self.begins[start]]
        except KeyError:  # an offset within a word, or between two
            return self.sums[bisect_left(self.starts, end)] - self.sums[bisect_left(self.starts, start)]


def log_odds_of_words(reading: Reading, features: Features, rows: Sequence[bytes], verdict: Verdict) -> LogOdds:
    """
    Give what each word adds to the log-odds between what was decided on and its runner-up.

    Args:
        reading: what was read.
        features: those of the reading.
        rows: their weights in the model.
        verdict: what was decided on, and its runner-up.

    Returns:
        the words' parts; together with the features that rest on no word, and the intercepts, they add up to the
            difference of the two scores.
    """
    words = {start: end for sentence, _ in reading.sentences for _, start, end, _ in sentence}
    starts = list(words)
    begins = dict(zip(starts, range(len(starts)), strict=True))
    ends = dict(zip(words.values(), range(1, len(starts) + 1), strict=True))
    worth = [0.0] * len(starts)
    for spans, part in _parts(features, rows, verdict):
        share = part / len(spans)
        for start, end in spans:
            try:
                first, last = begins[start], ends[end]
            except KeyError:  # an offset within a word, or between two
                first, last = bisect_left(starts, start), bisect_left(starts, end)
            if last - first == 1:
                worth[first] += share
                continue
            each = share / max(last - first, 1)
            for at in range(first, last):
                worth[at] += each
    return LogOdds(starts, begins, ends, [0.0, *accumulate(worth)])


def _parts(features: Features, rows: Sequence[bytes], verdict: Verdict) -> Iterable[tuple[Spans, float]]:
    """Give what features add to the log-odds, and where their words stand; features of the same words are added up."""
    model = verdict_model()
    decided, other = (model.classes.index(name) if name else -1 for name in (verdict.decided, verdict.runner_up))
    scale, less = model.scales[decided], model.scales[other] if other >= 0 else 0.0
    parts: dict[int, float] = {}
    places: dict[int, Spans] = {}
    for spans, value, row in zip(features.spans.values(), features.values.values(), rows, strict=True):
        if spans:
            part = (scale * (row[decided] - ZERO) - less * (row[other] - ZERO)) * value
            key = id(spans)  # features of one duty share their places
            if key in parts:
                parts[key] += part
            else:
                parts[key] = 0.0 + part
                places[key] = spans
    return zip(places.values(), parts.values(), strict=True)


def _candidates(reading: Reading, verdict: Verdict) -> Iterator[tuple[Span, str]]:
    """Yield what may be quoted: the lexicon's phrases, the level, and single words."""
    why = sentences()["why"]
    for group, found in reading.signals.items():
        if group in why:
            for signal in found:
                says = why[group] if signal.stance is Stance.OWN else f"said, but not of the person: {why[group]}"
                yield (signal.start, signal.start + len(signal.quote)), says
    if reading.level_at[1]:
        yield reading.level_at, f"level: {reading.level}"
    says, empty = f"speaks for {' and '.join(verdict.decided.split('+'))}", _says_nothing()
    for sentence, _ in reading.sentences:
        for word in sentence:
            if word.end - word.start >= SHORTEST and word.text not in empty:
                yield (word.start, word.end), says


def not_used(reading: Reading, *, codes_counted: bool) -> tuple[Unused, ...]:
    """
    Name what was read and not weighed: fees, effort, pay, fame, and codes where they say nothing of the role.

    Args:
        reading: what was read.
        codes_counted: whether the codes in the text did count, as rungs of a ladder.
    """
    says = lexicon().wishes
    found = {wish.kind: Unused(wish.kind, wish.quote, says[wish.kind]) for wish in reversed(reading.wishes)}
    codes = {code.lower() for code in reading.codes} if not codes_counted else set()
    if codes:
        code = next(word for sentence, _ in reading.sentences for word in sentence if word.text in codes)
        found["code"] = Unused("code", reading.shown[code.start : code.end], str(sentences()["code_not_used"]))
    return tuple(found.values())


def would_change(verdict: Verdict) -> str:
    """Say what would have led to the runner-up."""
    known = answers()
    return known[verdict.runner_up]["if_so"] if verdict.runner_up in known else known["ask"]["if_so"]


def language_note(shown: str, words: Sequence[str]) -> str:
    """
    Say, in the text's language, that German, French or Spanish is read poorly; nothing for other texts.

    Args:
        shown: the visible text; its first 600 characters are looked at.
        words: the words that were read in it.
    """
    looked_at = shown[:600].lower()
    written = [word.strip(".,:;!?()¿¡") for word in looked_at.split()]
    if len(written) < 3 or not words:
        return ""
    counts = {name: sum(word in some for word in written) for name, some in _function_words().items()}
    if max(counts.values()) < max(2, 0.2 * len(written)):
        return ""
    known = sentences()
    marks = {
        name: sum(letter in looked_at for letter in known["own_letters"][name])
        + sum(word.endswith(tuple(known["own_endings"][name].split())) for word in written if len(word) >= LONG_ENOUGH)
        for name in counts
    }
    language = max(counts, key=lambda name: (counts[name] + marks[name], counts[name]))
    enough = counts[language] >= 2 and counts[language] >= 0.2 * len(written)
    return str(known["read_poorly"][language]) if enough else ""


@cache
def _says_nothing() -> frozenset[str]:
    """Give the words that say nothing of a role by themselves, whatever the model has learned from them."""
    return frozenset(sentences()["says_nothing"].split())


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in sentences()["function_words"].items()}
