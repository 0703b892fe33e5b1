"""
Makes the role guide's lexicon from ``role_guide/data/signals``: ``python -m tests.training.lexicon_file``.

People write phrases in TOML; the guide reads one file of JSON, in which all phrases are one tree (as
``role_guide/matching/phrase_matcher.py`` describes it) that is walked as it lies. ``word`` is itself, ``word*`` also
what begins so (with three letters at least), ``a|b*`` one of several, and ``..`` up to five words between.
"""

import json
import tomllib
from functools import cache
from pathlib import Path

import role_guide
from role_guide.matching.phrase_matcher import END, ENDS, FAR, HEAD, STAR, Phrase, Phrases

DATA = Path(role_guide.__file__).parent / "data"
LEXICON = DATA / "lexicon.json"
PHRASE_FILES = ("presence", "scopes", "level", "building", "leading", "wishes")
WEIGHTS = {"strong": 3, "plain": 2, "weak": 1, "topics": 3, "crowd": 2}
NAMES = {"topics", "crowd"}  # fields and people: they weigh little beside somebody who leads
MARKS = 0xE000  # signs from here on stand for phrases; no phrase has them


class PhraseTree:
    """Phrases while they are added: by the part that each begins with, what is left of it, as one text."""

    def __init__(self, short=None):
        """Start empty; ``short`` are the words that texts are rid of, so that phrases must be too."""
        self.short = short or {}
        self.phrases, self.lefts = [], {}
        self.nodes, self.starts = {}, set()
        self.grown = cache(self.node)

    def add(self, written, phrase):
        """Add phrases as the data files write them, parted by semicolons or lines; ``phrase`` is what they mean."""
        mark = chr(MARKS + len(self.phrases))
        self.phrases.append(phrase)
        for each in written.replace("\n", ";").split(";"):
            if each.strip():
                part, _, rest = each.strip().partition(" ")
                self.keep(self.lefts, part, f"{rest} {mark}".strip())

    def keep(self, lefts, part, rest):
        """Keep what is left of a phrase with the others that go on with the same part."""
        if part in self.short:
            part, *more = self.short[part]
            rest = " ".join((*more, rest))
        lefts.setdefault(part, []).append(rest)

    def written(self):
        """Return the tree as ``Phrases`` takes it: phrases, beginnings of words, the root, and nodes."""
        root = self.branches(self.lefts)
        return {
            "phrases": [list(phrase) for phrase in self.phrases],
            "starts": " ".join(sorted(self.starts)),
            "root": " ".join(root),
            "nodes": ";".join(self.nodes),
        }

    def node(self, left):
        """Return where these ends of phrases are gone on with: the same ends have one node."""
        ends, near, far = [], {}, {}
        for written in dict.fromkeys(left):
            part, _, rest = written.partition(" ")
            branches = near
            if part == "..":
                part, _, rest = rest.partition(" ")
                branches = far
            if rest:
                self.keep(branches, part, rest)
            else:
                ends.append(f"{END}{ord(part) - MARKS}")
        if len(ends) == 1 and not (near or far):
            return ends[0]
        parts = [f"{ENDS} {','.join(ends)}"] if ends else []
        parts += self.branches(near)
        if far:
            parts.append(f"{FAR} {self.kept(self.branches(far))}")
        return self.kept(parts)

    def kept(self, parts):
        """Return the number of a node with these keys, and what they lead to."""
        return str(self.nodes.setdefault(" ".join(parts), len(self.nodes)))

    def branches(self, lefts):
        """
        Return where each word, and each beginning of words, leads to.

        Whatever a word could be is in one node, so a walk follows the word, or else its longest beginning.
        """
        exact, starts = {}, []
        for part, left in lefts.items():
            for one in part.split("|"):
                if not one.endswith(STAR):
                    exact.setdefault(one, []).extend(left)
                elif len(one) > HEAD:
                    starts.append((one.removesuffix(STAR), left))

        def begun(word):
            return [each for start, left in starts if word.startswith(start) for each in left]

        leads = {word: self.grown((*left, *begun(word))) for word, left in exact.items()}
        leads |= {f"{start}{STAR}": self.grown(tuple(begun(start))) for start, _ in starts}
        self.starts.update(start for start, _ in starts)
        return [f"{key} {leads[key]}" for key in leads]


def phrases_of(tree):
    """Return phrases ready to be looked for."""
    return Phrases(**tree.written())


def made():
    """Return the content of the lexicon's file."""
    words = table("words")
    short = dict(pairs(words["short"]))
    tree, marked = PhraseTree(short), {"anyone": [], "undeniable": []}
    for file in PHRASE_FILES:
        for group, rows in table(file).items():
            for key, weight in WEIGHTS.items():
                if key in rows:
                    tree.add(rows[key], Phrase(group, weight, topic=key in NAMES))
            for mark in marked.keys() & rows.keys():
                marked[mark].append(group)
    lexicon = {
        "tree": tree.written(),
        "meant": words["often_misspelt"].split(),
        "real": words["no_slips"].split(),
        "short": short,
        "foreign": dict(pairs(words["foreign"])),
        **marked,
        "scopes": list(table("scopes")),
        "wishes": {kind: rows["says"] for kind, rows in table("wishes").items()},
        "answers": table("answers"),
        "sentences": table("sentences"),
    }
    return "{\n" + ",\n".join(f"{json.dumps(key)}: {json.dumps(part)}" for key, part in lexicon.items()) + "\n}\n"


def table(name):
    """Return one file of signals."""
    return tomllib.loads((DATA / "signals" / f"{name}.toml").read_text(encoding="utf-8"))


def pairs(block):
    """Yield the pairs of a text such as ``ml = machine learning; nn = neural network``."""
    for pair in block.replace("\n", ";").split(";"):
        left, equals, right = pair.partition("=")
        if equals:
            yield left.strip(), right.split()


if __name__ == "__main__":
    LEXICON.write_text(made(), encoding="utf-8")
