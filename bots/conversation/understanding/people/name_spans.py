"""Finds the stretches of a line that can be a person's name, by how words are written and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.understanding.people.eastern_spans import eastern_spans
from bots.conversation.understanding.people.name_edges import (
    closes_letter,
    is_closed_given,
    is_degree_behind,
    is_given_like,
    is_initial,
    is_spanish_don,
    is_surname,
    is_syllable,
    without_lead,
)
from bots.conversation.understanding.people.name_tokens import MARK, WORD, Kind, is_caseless
from bots.conversation.understanding.people.name_words import cues, labels, name_words
from bots.conversation.understanding.people.neighbours import is_monsieur
from bots.conversation.understanding.people.span_joins import (
    is_owner,
    polite_length,
    with_nicknames,
    without_genitive,
)
from bots.conversation.understanding.people.spans import Span
from bots.conversation.understanding.people.word_kinds import (
    is_abbreviation,
    is_behind_middle_word,
    is_code,
    is_dutch,
    is_firm_word,
    is_unknown,
    quality_of,
)
from verifier_client import late_pattern as pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.people.name_tokens import Token

_LOWER_ONLY = frozenset({"don", "dona", "pan", "pani", "hr", "fru", "dame", "bay", "md", "ing"})
_JOINING = frozenset({"y", "e", "i", "und"})
_ELIDED = frozenset({"d'", "dell'", "dall'"})
_LONGEST_MIDDLE = 5
_MOST_WORDS = 8
_FOREIGN = pattern("[^\x00-\x7f\U000f0000-\U0010ffff]")
"""What is neither ASCII nor a sign."""


def name_spans(line: str, tokens: Sequence[Token]) -> list[Span]:
    """Return the possible names of a line from left to right, without titles, degrees and honorifics."""
    finder = SpanFinder(line, tokens)
    found: list[Span] = []
    at, titled = 0, False
    while at < len(tokens):
        token = tokens[at]
        if token.kind is not WORD or is_caseless(token.text):
            titled = titled and token.text == "."
            at += 1
            continue
        if finder.is_title(at):
            titled, at = True, at + 1
            continue
        span = finder.span_at(at, titled=titled)
        titled = False
        if span is not None:
            found.append(span)
        at = max(finder.after, at + 1)
    found = with_nicknames(line, tokens, found)
    return [*found, *eastern_spans(line, tokens)] if _FOREIGN.search(line) else found


class SpanFinder:
    def __init__(self, line: str, tokens: Sequence[Token]) -> None:
        self.line = line
        self.tokens = tokens
        self.words = name_words()
        self.after = 0

    def is_title(self, at: int) -> bool:
        """Say whether the word at ``at`` is a title with a name behind it."""
        token = self.tokens[at]
        if token.neutral:
            return False
        if token.text == "M" and is_monsieur(self.tokens, at):
            return self.next_word(at) is not None
        if token.text in {"Don", "Do\u00f1a"} and is_spanish_don(self.tokens, at):
            return True
        if token.key not in self.words.titles or (
            token.key in _LOWER_ONLY and token.loud and token.key not in {"hr", "ing"}
        ):
            return False
        return self.next_word(at) is not None

    def next_word(self, at: int) -> int | None:
        """Return the index of the word that stands right behind, over white space or the dot of a short word."""
        tokens, line = self.tokens, self.line
        then, end = at + 1, tokens[at].end
        if then < len(tokens) and tokens[then].kind is WORD and tokens[then].start == end + 1:
            return then if line[end] == " " else None
        if (
            then < len(tokens)
            and tokens[then].text == "."
            and tokens[then].start == end
            and is_abbreviation(tokens[at])
        ):
            end = tokens[then].end
            then += 1
        if then >= len(tokens) or tokens[then].kind is not WORD:
            return None
        gap = line[end : tokens[then].start]
        joined = bool(gap) or end != tokens[at].end or tokens[at].key in _ELIDED
        return then if gap.strip(" ") == "" and len(gap) <= 2 and joined else None

    def span_at(self, at: int, *, titled: bool) -> Span | None:
        """Return the name that begins at ``at``; ``after`` says where to go on."""
        self.after = at + 1
        places = self._places(at)
        if not places:
            return None
        self.after = places[-1] + 1
        places = without_lead(self.tokens, places)
        titled = titled or (bool(places) and polite_length(self.tokens[places[-1]].text) > 0)
        quality = quality_of(self.tokens, places, titled=titled) if places else None
        if quality is None or self._is_firm_behind(places[-1]):
            return None
        first, last = self.tokens[places[0]], self.tokens[places[-1]]
        end = last.start + len(last.text) - polite_length(last.text)
        text = without_genitive(self.line[first.start : end], tokens=self.tokens, last=places[-1])
        owns = is_owner(self.tokens, places[-1], self.line)
        return Span(places[0], places[-1], text, quality, possessive=owns, titled=titled)

    def _is_firm_behind(self, last: int) -> bool:
        """Say whether an ordinary word and the form of a firm stand right behind: ``Hugo Boss AG``."""
        then = self.next_word(last)
        if then is None or not self.tokens[then].loud or self.tokens[last].possessive:
            return False
        beyond = self.next_word(then)
        return beyond is not None and self.tokens[beyond].loud and is_firm_word(self.tokens[beyond])

    def _places(self, at: int) -> list[int]:
        tokens, words = self.tokens, self.words
        if not self._can_begin(at):
            return []
        places = [at]
        current: int | None = at
        while current is not None and len(places) < _MOST_WORDS and not tokens[current].possessive:
            current = self._extension(places, self.next_word(current))
            if current is not None:
                places.append(current)
        while len(places) > 1 and (tokens[places[-1]].key in words.particles and not tokens[places[-1]].loud):
            places.pop()
        while len(places) > 1 and tokens[places[-1]].key in words.degrees and not is_given_like(tokens[places[-1]]):
            places.pop()
        return places

    def _can_begin(self, at: int) -> bool:
        token, words = self.tokens[at], self.words
        if token.neutral:
            return True
        if not token.loud:
            return self._begins_with_particles(at)
        if is_initial(self.tokens, at, self.next_word(at)) or is_closed_given(self.tokens, at, self.next_word(at)):
            return True
        if token.closed or (token.key in words.titles and token.key not in words.either):
            is_particle = token.key in words.particles and token.key not in cues()["name_articles"]
            return (is_particle or self._is_article_name(at)) and self._loud_follows(at)
        if is_degree_behind(self.tokens, at, self.next_word(at)):
            return False
        is_name = token.key in words.given or token.key in words.either
        return token.key not in words.roles and (is_name or token.key not in labels()["other"]) and not is_code(token)

    def _is_article_name(self, at: int) -> bool:
        """Say whether an article is the first word of a family name (``De Luca``) and not of a sentence."""
        follower = self.next_word(at)
        if follower is None or self.tokens[at].key not in self.words.particles:
            return False
        key = self.tokens[follower].key
        known = (
            key in self.words.closed or key in self.words.roles or key in self.words.common or key in self.words.firms
        )
        begins = at == 0 or self.tokens[at - 1].kind is not WORD
        return not known and begins and (key not in self.words.given or self.next_word(follower) is None)

    def _begins_with_particles(self, at: int) -> bool:
        """Say whether small particles open a name: ``van der Berg`` anywhere, ``de la Cruz, Ana`` after a mark."""
        keys, tokens = self.words.particles, self.tokens
        if tokens[at].key not in keys or not self._loud_follows(at):
            return False
        follower = self.next_word(at)
        two = follower is not None and not tokens[follower].loud
        if tokens[at].key in {"van", "von"} and two:
            return not self._is_article_before_given(at)
        lead = at == 0 or (tokens[at - 1].kind is MARK and tokens[at - 1].text != ",")
        only = (
            follower is not None
            and tokens[at - 1].kind is Kind.ID
            and follower == len(tokens) - 1
            and tokens[follower].key not in keys
        )
        lead = lead or (at == 1 and only and tokens[at + 1].key not in self.words.given)
        return lead and tokens[at].key in cues()["opening_particles"]

    def _is_article_before_given(self, at: int) -> bool:
        """Say whether ``von der Anna Meier`` is a preposition and an article before a whole name."""
        then = self.next_word(at)
        while then is not None and not self.tokens[then].loud:
            then = self.next_word(then)
        return then is not None and self.tokens[then].key in self.words.given and self.next_word(then) is not None

    def _loud_follows(self, at: int) -> bool:
        then = self.next_word(at)
        for _ in range(3):
            if then is None:
                return False
            is_particle = self.tokens[then].key in self.words.particles
            if self.tokens[then].loud and not (is_particle and self.tokens[then].closed):
                is_filler = self.tokens[then].closed and self.tokens[then].key not in self.words.closed_syllables
                return not is_filler or is_dutch(self.tokens[at], self.tokens[then])
            if not is_particle:
                return False
            then = self.next_word(then)
        return False

    def _extension(self, places: list[int], then: int | None) -> int | None:
        if then is None:
            return None
        token, words = self.tokens[then], self.words
        if token.neutral:
            return then
        if not token.loud:
            return then if self._is_particle(places, then) or self.is_elided(then) else None
        begins = token.key in cues()["plain_titles"] or token.key in cues()["addresses"]
        if closes_letter(self.tokens, then) or (begins and self.next_word(then) is not None):
            return None
        if (len(token.text) == 1 and token.text != "I") or is_syllable(
            self.tokens, places[-1], then, self.next_word(then)
        ):
            return then
        if token.key in words.turned or (token.key in words.particles and self._ends_or_goes_on(places, then)):
            return then
        if token.key in words.foreign and len(token.key) <= _LONGEST_MIDDLE and self._is_middle(places, then):
            return then
        if token.closed or token.key in words.degrees or is_code(token):
            return (
                then
                if is_behind_middle_word(self.tokens[places[-1]], token) or is_surname(self.tokens, places[0], then)
                else None
            )
        if token.key in words.roles and token.key not in words.given:
            return None
        full = len(places) >= 2 and self.tokens[places[-1]].key not in words.particles
        is_place = token.key in words.places and token.key not in words.place_surnames and token.key not in words.firms
        return None if full and is_place and self.tokens[places[0]].key in words.given else then

    def _is_middle(self, places: list[int], at: int) -> bool:
        """Say whether filler of another language stands between two words of a name: Dilşad Nur Erkmenoğlu."""
        follower = self.next_word(at)
        return (
            follower is not None
            and self.tokens[follower].loud
            and is_unknown(self.tokens[follower])
            and is_unknown(self.tokens[places[-1]])
        )

    def is_elided(self, at: int) -> bool:
        """Say whether a particle without its vowel stands right before a word: ``d'`` of ``Jean d'Almeida``."""
        then = self.next_word(at)
        return (
            then is not None and self.tokens[at].key in _ELIDED and self.tokens[then].loud == self.tokens[at - 1].loud
        )

    def _ends_or_goes_on(self, places: list[int], at: int) -> bool:
        """Say whether a particle with a capital has a further word of the name behind it, or is the last one."""
        if self._loud_follows(at):
            return True
        is_article = self.tokens[at].key in cues()["name_articles"] - {"la", "le", "de", "do"}
        return len(places) > 1 and not is_article and self._is_last(at)

    def _is_last(self, at: int) -> bool:
        follower = self.next_word(at)
        return follower is None or self.tokens[follower].loud

    def _is_particle(self, places: list[int], then: int) -> bool:
        key = self.tokens[then].key
        if key not in self.words.particles or not self._loud_follows(then):
            return False
        if key not in _JOINING:
            return True
        beyond = self.next_word(then)
        return len(places) >= 2 and beyond is not None and self.next_word(beyond) is None
