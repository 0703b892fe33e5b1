"""
RDF Dataset Canonicalization, RDFC-1.0 (W3C Recommendation of 21 May 2024), with a budget.

Blank nodes have no names of their own. Each is named by the hash of what is said about it; nodes that this does not
tell apart are named by walking the graph around them in every order, which can be made to take for ever: hence the
budget, which is spent on every step.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from verifier_client.badges.linked_data.statements import Quad
    from verifier_client.badges.linked_data.work_budget import WorkBudget


def canonical_graph(quads: Iterable[Quad], budget: WorkBudget, algorithm: str = "sha256") -> str:
    """
    Return the canonical N-Quads document of some statements (RDFC-1.0).

    Args:
        quads: The statements.
        budget: The work that may be spent.
        algorithm: The hash for naming blank nodes, ``sha256`` or ``sha384``.

    Raises:
        Undetermined: When the budget is used up.
    """
    canonicalizer = _Canonicalizer(quads, budget, algorithm)
    names = canonicalizer.names()
    return "".join(sorted({line(quad, names) for quad in canonicalizer.quads}))


def blank_names(quads: Iterable[Quad], budget: WorkBudget, algorithm: str = "sha256") -> dict[str, str]:
    """
    Return the canonical name of each blank node, as ``_:b3`` -> ``_:c14n0``.

    Args:
        quads: The statements.
        budget: The work that may be spent.
        algorithm: The hash for naming blank nodes, ``sha256`` or ``sha384``.

    Raises:
        Undetermined: When the budget is used up.
    """
    return _Canonicalizer(quads, budget, algorithm).names()


def line(quad: Quad, names: Mapping[str, str]) -> str:
    """
    Return a statement as a line of N-Quads, with blank nodes renamed.

    Args:
        quad: The statement.
        names: The new name of each blank node.
    """
    terms = [names.get(term, term) for term in quad if term]
    return " ".join(terms) + " .\n"


class _Names:
    """Gives out names in order; a copy can be tried and thrown away."""

    def __init__(self, prefix: str, given: dict[str, str] | None = None) -> None:
        self._prefix = prefix
        self.given = given if given is not None else {}

    def name(self, blank: str) -> str:
        if blank not in self.given:
            self.given[blank] = f"{self._prefix}{len(self.given)}"
        return self.given[blank]

    def copy(self) -> _Names:
        return _Names(self._prefix, dict(self.given))


class _Canonicalizer:
    def __init__(self, quads: Iterable[Quad], budget: WorkBudget, algorithm: str) -> None:
        self.quads = set(quads)
        self._budget = budget
        self._hash: Callable[[bytes], hashlib._Hash] = getattr(hashlib, algorithm)
        self._about: dict[str, list[Quad]] = defaultdict(list)
        for quad in self.quads:
            for term in {quad.subject, quad.object, quad.graph}:
                if term.startswith("_:"):
                    self._about[term].append(quad)
        self._first: dict[str, str] = {}
        self._canonical = _Names("_:c14n")

    def names(self) -> dict[str, str]:
        groups: dict[str, list[str]] = defaultdict(list)
        for blank in self._about:
            groups[self._first_degree(blank)].append(blank)
        for _hash, (blank, *more) in sorted(groups.items()):
            if not more:
                self._canonical.name(blank)
        for _hash, group in sorted(groups.items()):
            if len(group) > 1:
                self._name_alike(group)
        return self._canonical.given

    def _name_alike(self, group: list[str]) -> None:
        results = []
        for blank in group:
            if blank not in self._canonical.given:
                trial = _Names("_:b")
                trial.name(blank)
                results.append(self._n_degree(blank, trial))
        for _hash, trial in sorted(results, key=lambda result: result[0]):
            for blank in trial.given:
                self._canonical.name(blank)

    def _digest(self, text: str) -> str:
        self._budget.spend(2 + len(text) // 256)
        return self._hash(text.encode()).hexdigest()

    def _first_degree(self, blank: str) -> str:
        if blank not in self._first:
            lines = []
            for quad in self._about[blank]:
                self._budget.spend()
                names = {term: "_:a" if term == blank else "_:z" for term in quad if term.startswith("_:")}
                lines.append(line(quad, names))
            self._first[blank] = self._digest("".join(sorted(lines)))
        return self._first[blank]

    def _related(self, related: str, quad: Quad, trial: _Names, position: str) -> str:
        name = self._canonical.given.get(related) or trial.given.get(related) or self._first_degree(related)
        return self._digest(f"{position}{'' if position == 'g' else quad.predicate}{name}")

    def _neighbours(self, blank: str, trial: _Names) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for quad in self._about[blank]:
            for term, position in ((quad.subject, "s"), (quad.object, "o"), (quad.graph, "g")):
                if term.startswith("_:") and term != blank:
                    found[self._related(term, quad, trial, position)].append(term)
        return found

    def _n_degree(self, blank: str, trial: _Names) -> tuple[str, _Names]:
        """Hash all that is around ``blank``, and name it on the way (RDFC-1.0, 4.8, Hash N-Degree Quads)."""
        text = ""
        for related, blanks in sorted(self._neighbours(blank, trial).items()):
            chosen, chosen_trial = "", trial
            for order in permutations(blanks):
                self._budget.spend(12 + 4 * len(order) + len(trial.given))
                path, after = self._walk(order, trial.copy(), chosen)
                if path and (not chosen or path < chosen):
                    chosen, chosen_trial = path, after
            text += related + chosen
            trial = chosen_trial
        return self._digest(text), trial

    def _walk(self, order: tuple[str, ...], trial: _Names, best: str) -> tuple[str, _Names]:
        """Return the path of one order and the names given on it; an empty path when ``best`` is better already."""
        path = ""
        unnamed = []
        for related in order:
            if related in self._canonical.given:
                path += self._canonical.given[related]
            else:
                if related not in trial.given:
                    unnamed.append(related)
                path += trial.name(related)
            if _worse(path, best):
                return "", trial
        for related in unnamed:
            digest, after = self._n_degree(related, trial)
            path += f"{trial.name(related)}<{digest}>"
            trial = after
            if _worse(path, best):
                return "", trial
        return path, trial


def _worse(path: str, best: str) -> bool:
    return bool(best) and len(path) >= len(best) and path > best
