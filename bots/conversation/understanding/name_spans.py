"""Finds the stretches of a line that can be a person's name, by how words are written and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from bots.conversation.understanding.eastern_spans import eastern_spans
from bots.conversation.understanding.name_words import cues, folded, labels, name_words
from bots.conversation.understanding.tokens import Kind, is_caseless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.conversation.understanding.tokens import Token


class Quality(IntEnum):
    """How much a stretch looks like a person's name by itself."""

    QUIET = 1
    """Small letters only."""
    WEAK = 2
    """Capitals on ordinary words, a name only behind a label."""
    POSSIBLE = 3
    """Every word is an ordinary word too: Will May."""
    SINGLE = 4
    """One word that is not known otherwise."""
    FULL = 5
    """Two words or more, or one after a title."""


@dataclass(frozen=True, slots=True)
class Span:
    """A possible name: tokens ``first`` to ``last``, the text as written, its quality, and whether ``'s`` follows."""

    first: int
    last: int
    text: str
    quality: Quality
    possessive: bool = False
    titled: bool = False


_LOWER_ONLY = frozenset({"don", "dona", "pan", "pani", "hr", "fru", "dame", "bay", "md", "ing"})
_ARTICLES = frozenset("la le les el il o a die der das den dem i los las d het de en as os um du das ein".split())
_JOINING = frozenset({"y", "e", "i", "und"})
_MOST_WORDS = 8


def name_spans(line: str, tokens: Sequence[Token]) -> list[Span]:
    """Return the possible names of a line from left to right, without titles, degrees and honorifics."""
    finder = _Finder(line, tokens)
    found: list[Span] = []
    at, titled = 0, False
    while at < len(tokens):
        token = tokens[at]
        if token.kind is not Kind.WORD:
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
    found = _with_nicknames(line, tokens, found)
    return [*found, *eastern_spans(line, tokens)] if not line.isascii() else found


_NICK = {'"': '"', "(": ")", "\u201c": "\u201d", "\u201e": "\u201c", "\u00ab": "\u00bb", "'": "'", "\u2018": "\u2019"}


def _with_nicknames(line: str, tokens: Sequence[Token], spans: list[Span]) -> list[Span]:
    """Join ``Robert "Bob" Smith`` and ``Elizabeth (Liz) Harper``."""
    out = [_with_initials(line, tokens, span) for span in spans]
    for at in range(len(out) - 3, -1, -1):
        one, nick, last = out[at : at + 3]
        marks = (one.last + 2 == nick.first, nick.last + 2 == last.first, nick.first == nick.last)
        if all(marks) and _NICK.get(tokens[one.last + 1].text) == tokens[nick.last + 1].text and one.first == one.last:
            end = tokens[last.last]
            text = line[tokens[one.first].start : end.start + len(end.text)]
            out[at : at + 3] = [Span(one.first, last.last, text, Quality.FULL, last.possessive, one.titled)]
    return out


class _Finder:
    def __init__(self, line: str, tokens: Sequence[Token]) -> None:
        self.line = line
        self.tokens = tokens
        self.words = name_words()
        self.after = 0

    def is_title(self, at: int) -> bool:
        """Say whether the word at ``at`` is a title with a name behind it."""
        token = self.tokens[at]
        if token.key not in self.words.titles or (token.key in _LOWER_ONLY and token.loud and token.key not in {"hr", "ing"}):
            return False
        if token.key in {"sr", "me", "mag", "ing", "md"} and self.next_word(at) is None:
            return False
        return self.next_word(at) is not None

    def next_word(self, at: int) -> int | None:
        """Return the index of the word that stands right behind, over white space or the dot of a short word."""
        tokens, line = self.tokens, self.line
        then = at + 1
        end = tokens[at].end
        if then < len(tokens) and tokens[then].text == "." and tokens[then].start == end and _is_short(tokens[at]):
            end = tokens[then].end
            then += 1
        if then >= len(tokens) or tokens[then].kind is not Kind.WORD:
            return None
        gap = line[end : tokens[then].start]
        return then if (gap.strip(" ") == "" and len(gap) <= 2 and (gap or end != tokens[at].end)) else None

    def span_at(self, at: int, *, titled: bool) -> Span | None:
        """Return the name that begins at ``at``; ``after`` says where to go on."""
        self.after = at + 1
        places = self._places(at)
        if not places:
            return None
        self.after = places[-1] + 1
        places = self._without_lead(places)
        quality = self._quality(places, titled=titled) if places else None
        if quality is None:
            return None
        first, last = self.tokens[places[0]], self.tokens[places[-1]]
        end = last.start + len(last.text)
        text = _without_genitive(self.line[first.start : end], tokens=self.tokens, last=places[-1])
        return Span(places[0], places[-1], text, quality, _is_owner(self.tokens, places[-1], self.line), titled)

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
        while len(places) > 1 and tokens[places[-1]].key in words.degrees and not _given_like(tokens[places[-1]]):
            places.pop()
        return places

    def _can_begin(self, at: int) -> bool:
        token, words = self.tokens[at], self.words
        if not token.loud:
            return self._begins_with_particles(at)
        if token.closed or token.key in words.titles - words.either:
            is_particle = token.key in words.particles and token.key not in _ARTICLES
            return (is_particle or self._is_article_name(at)) and self._loud_follows(at)
        is_label = token.key in labels()["other"] and token.key not in words.given and token.key not in words.either
        return token.key not in words.roles and not is_label

    def _is_article_name(self, at: int) -> bool:
        """Say whether an article is the first word of a family name (``De Luca``, ``La Rocca``) and not of a sentence."""
        follower = self.next_word(at)
        if follower is None or self.tokens[at].key not in self.words.particles:
            return False
        key = self.tokens[follower].key
        known = key in self.words.closed or key in self.words.roles or key in self.words.common or key in self.words.firms
        begins = at == 0 or self.tokens[at - 1].kind is not Kind.WORD
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
        lead = at == 0 or (tokens[at - 1].kind is Kind.MARK and tokens[at - 1].text != ",")
        only = follower is not None and tokens[at - 1].kind is Kind.ID and follower == len(tokens) - 1 and tokens[follower].key not in keys
        lead = lead or (at == 1 and only and tokens[at + 1].key not in self.words.given)
        return lead and tokens[at].key in {"van", "von", "de", "da", "di", "del", "al", "el", "bin", "ibn", "dos", "du", "ter", "ten"}

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
            if self.tokens[then].loud:
                return not self.tokens[then].closed
            if self.tokens[then].key not in self.words.particles:
                return False
            then = self.next_word(then)
        return False

    def _extension(self, places: list[int], then: int | None) -> int | None:
        if then is None:
            return None
        token, words = self.tokens[then], self.words
        if not token.loud:
            return then if self._is_particle(places, then) else None
        if len(token.text) == 1 and token.text != "I":
            return then
        if token.key in words.turned or (token.key in words.particles and self._loud_follows(then)):
            return then
        if token.key in words.particles and len(places) > 1 and token.key not in _ARTICLES - {"la", "le", "de", "do"} and self._is_last(then):
            return then
        if token.key in words.foreign and len(token.key) <= 4 and self._is_middle(places, then):
            return then
        if token.closed or token.key in words.degrees:
            return None
        if token.key in words.roles and token.key not in words.given:
            return None
        full = len(places) >= 2 and self.tokens[places[-1]].key not in words.particles
        return None if full and ((token.key in words.places and token.key not in words.place_surnames) and token.key not in words.firms) and self._is_person(places) else then

    def _is_middle(self, places: list[int], at: int) -> bool:
        """Say whether a word that is filler in another language stands between two words of a name: Dilşad Nur Erkmenoğlu."""
        follower = self.next_word(at)
        return follower is not None and self.tokens[follower].loud and is_unknown(self.tokens[follower]) and is_unknown(self.tokens[places[-1]])

    def _is_last(self, at: int) -> bool:
        follower = self.next_word(at)
        return follower is None or self.tokens[follower].loud

    def _is_person(self, places: list[int]) -> bool:
        return self.tokens[places[0]].key in self.words.given

    def _is_particle(self, places: list[int], then: int) -> bool:
        key = self.tokens[then].key
        if key not in self.words.particles or not self._loud_follows(then):
            return False
        if key not in _JOINING:
            return True
        beyond = self.next_word(then)
        return len(places) >= 2 and beyond is not None and self.next_word(beyond) is None

    def _without_lead(self, places: list[int]) -> list[int]:
        """Drop an ordinary word at the start of a sentence before a name: ``Interviewing Jane Doe``."""
        words, first = self.words, self.tokens[places[0]]
        if len(places) < 2 or first.key in words.given or first.key in words.either:
            return places
        begins = places[0] == 0 or self.tokens[places[0] - 1].kind is not Kind.WORD
        ordinary = first.key in words.common or (first.key.endswith("ing") and len(first.key) > 5)
        if begins and ordinary and first.key not in words.particles and self.tokens[places[1]].key in words.given:
            return places[1:]
        return places

    def _quality(self, places: list[int], *, titled: bool) -> Quality | None:
        tokens, words = self.tokens, self.words
        cores = [
            tokens[at] for at in places if len(tokens[at].text) > 1 and (tokens[at].key not in words.particles or len(places) == 1)
        ]
        if not cores:
            return Quality.SINGLE if titled and len(places) > 1 else None
        if is_firm(self.line, tokens, places, cores) or _are_places(cores):
            return None
        strong = [core for core in cores if is_unknown(core)]
        many = len(places) > 1
        if titled:
            return Quality.FULL
        if not strong and len(tokens[places[0]].text) == 1 and many and cores[0].key not in words.roles | words.firms:
            return Quality.FULL
        if not strong:
            return _of_known(cores, many=many)
        if many:
            return Quality.FULL
        word = cores[0].text
        if word.isupper() and len(word) <= 5 and cores[0].key not in words.given:
            return None
        return Quality.SINGLE


def _of_known(cores: list[Token], *, many: bool) -> Quality | None:
    """Judge a name all of whose words are ordinary words too."""
    words = name_words()
    first = cores[0].key
    if first not in words.either and first not in words.given:
        bare = not any(core.closed or core.key in words.roles or core.key in words.firms for core in cores)
        return Quality.WEAK if many and bare else None
    if any(core.key in words.roles and core.key not in words.either for core in cores):
        return None
    if many and all(core.key in words.either or core.key in words.given for core in cores):
        return Quality.FULL if any(core.key not in words.common for core in cores) else Quality.POSSIBLE
    return Quality.POSSIBLE if not many or len(cores) == 2 else None


def is_unknown(token: Token) -> bool:
    """Say whether a word is no ordinary word, role, firm or place, or only a given name."""
    words, key = name_words(), token.key
    if key in words.given and key not in words.either and key not in words.common and key not in words.places:
        return True
    if token.closed or any(key in known for known in (words.either, words.roles, words.firms, words.places, words.common)):
        return False
    parts = key.replace("\u2010", "-").replace("\u2011", "-").split("-")
    if len(parts) == 1:
        return True
    ordinary = [part for part in parts if part in words.closed or part in words.roles or part in words.firms or part in words.common]
    return not ordinary or any(part in words.given for part in parts)


def is_firm(line: str, tokens: Sequence[Token], places: list[int], cores: list[Token]) -> bool:
    """Say whether a stretch names a firm: by its last or first word, or by ``&`` beside it."""
    last, first = cores[-1], cores[0]
    if _is_firm_word(last) or (_is_firm_word(first) and len(cores) > 1) or any(map(_is_firm_word, cores[1:-1])):
        return True
    before = tokens[places[0] - 1].text if places[0] else ""
    after = tokens[places[-1] + 1].text if places[-1] + 1 < len(tokens) else ""
    if after == "&":
        then = places[-1] + 2
        return len(cores) == 1 and then < len(tokens) and tokens[then].kind is Kind.WORD and tokens[then].loud
    return before == "&" and len(cores) == 1


def _is_firm_word(token: Token) -> bool:
    words = name_words()
    if token.key in words.acronyms and token.text.isupper():
        return True
    return token.key in words.firms and token.key not in words.given and token.key not in words.either


def _are_places(cores: list[Token]) -> bool:
    words = name_words()
    if " ".join(core.key for core in cores).replace("-", " ") in cues()["places"] or " ".join(core.key for core in cores) in words.place_names:
        return True
    if len(cores) > 1 and cores[0].key in words.given:
        return False
    return all(core.key in words.places or (at and core.closed) for at, core in enumerate(cores))


_OWNED = frozenset("zertifikat zertifikate nachweis zertifikatsnummer nummer lebenslauf bewerbung badge".split())


def _with_initials(line: str, tokens: Sequence[Token], span: Span) -> Span:
    """Join ``Brewster, J. R.``: a family name, a comma and initials."""
    last = span.last
    if last + 2 >= len(tokens) or tokens[last + 1].text != "," or span.possessive:
        return span
    at = last + 2
    while at < len(tokens) and ((len(tokens[at].text) == 1 and tokens[at].loud) or (tokens[at].text == "." and at > last + 2)):
        at += 1
    if at == last + 2 or (at < len(tokens) and tokens[at].kind is Kind.WORD):
        return span
    end = at - 2 if tokens[at - 1].text == "." else at - 1
    text = line[tokens[span.first].start : tokens[end].end]
    return Span(span.first, at - 1, text, Quality.FULL, titled=span.titled)


def _without_genitive(text: str, *, tokens: Sequence[Token], last: int) -> str:
    """Drop the German genitive before what is owned: ``Anna Bergers Zertifikat``."""
    follows = tokens[last + 1].key if last + 1 < len(tokens) else ""
    if follows not in _OWNED or not text.endswith("s") or text.endswith("ss") or len(tokens[last].text) < 4:
        return text
    return text if tokens[last].key in name_words().given else text[:-1]


def _is_short(token: Token) -> bool:
    """Say whether a dot behind a word belongs to it: an initial, a title, an abbreviated given name."""
    words = name_words()
    return (
        len(token.text) == 1
        or token.key in words.titles
        or token.key in words.degrees
        or (token.loud and len(token.text) <= 3 and not token.closed and token.key not in words.common)
        or (token.loud and token.text.replace(".", "").isupper() and "." in token.text)
    )


def _given_like(token: Token) -> bool:
    return token.key in name_words().given and not token.text.isupper()


def _is_owner(tokens: Sequence[Token], last: int, line: str) -> bool:
    """Say whether a genitive follows: ``Jane's``, ``Nicholas' certificate``."""
    token = tokens[last]
    if token.possessive:
        return True
    if last + 2 >= len(tokens) or tokens[last + 1].text not in {"'", "\u2019"} or not token.text.endswith(("s", "x", "z")):
        return False
    mark = tokens[last + 1]
    return mark.start == token.end and tokens[last + 2].start > mark.end and "'" not in line[: token.start][-1:]


def quiet_spans(line: str, tokens: Sequence[Token]) -> list[Span]:
    """Return stretches of small letters that hold no ordinary word and can be a name (``joost de witte``)."""
    finder, words = _Finder(line, tokens), name_words()
    found: list[Span] = []
    at = 0
    while at < len(tokens):
        if tokens[at].kind is not Kind.WORD or not _can_be_quiet(tokens[at]) or tokens[at].key in words.particles:
            at += 1
            continue
        places = [at]
        then = finder.next_word(at)
        while then is not None and len(places) < _MOST_WORDS and not tokens[places[-1]].possessive and (
            _can_be_quiet(tokens[then]) or tokens[then].key in words.particles
        ):
            places.append(then)
            then = finder.next_word(then)
        at = places[-1] + 1
        while len(places) > 1 and tokens[places[-1]].key in words.particles and tokens[places[-1]].key not in words.given:
            places.pop()
        if all(tokens[place].loud for place in places):
            continue
        last = tokens[places[-1]]
        text = line[tokens[places[0]].start : last.start + len(last.text)]
        titled = places[0] > 0 and finder.is_title(_before_dot(tokens, places[0]))
        found.append(Span(places[0], places[-1], text, Quality.QUIET, _is_owner(tokens, places[-1], line), titled))
    return found


def _before_dot(tokens: Sequence[Token], at: int) -> int:
    return at - 2 if at > 1 and tokens[at - 1].text == "." else at - 1


def _can_be_quiet(token: Token) -> bool:
    words = name_words()
    if token.kind is not Kind.WORD or is_caseless(token.text) or token.closed or token.key in words.titles:
        return False
    if token.key in words.roles or token.key in words.places or token.key in words.firms:
        return token.key in words.given
    return True


_OFTEN_MISSPELT = (
    "please check verify validate certificate certification thanks candidate number valid could would should confirm someone holder "
    "issued expired name status urgent credential quick quickly applicant really still active their there about look need want "
    "registry genuine morning afternoon hello regards belong belongs company manager because before received"
).split()


@lru_cache(maxsize=4096)
def is_misspelt(key: str) -> bool:
    """Say whether a word is most likely a slip in typing an ordinary one: ``plaese``, ``certifcate``."""
    if len(key) < 4 or key in name_words().given:
        return False
    most = 1 if len(key) < 7 else 2
    return any(abs(len(key) - len(word)) <= most and OSA.distance(key, word, score_cutoff=most) <= most for word in _OFTEN_MISSPELT)


def is_filler(text: str) -> bool:
    """Say whether a text has only words that are never part of a name."""
    words = name_words()
    return all(folded(word.strip(".,;:!?()")) in words.closed for word in text.split())
