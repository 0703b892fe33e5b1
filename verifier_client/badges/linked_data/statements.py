"""
From expanded JSON-LD to RDF statements, as N-Quads terms (JSON-LD 1.1 API, "Deserialize JSON-LD to RDF").

Nothing is left out silently: a type or identifier that is not absolute, and whatever else would give no statement,
is refused, because what is shown must be what is signed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from verifier_client.badges.errors import Undetermined
from verifier_client.badges.linked_data.canonical_json import canonical_json

if TYPE_CHECKING:
    from verifier_client.badges.linked_data.work_budget import WorkBudget

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = f"<{RDF}type>"
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_ESCAPED = re.compile('[\x00-\x1f"\\\\\x7f]')
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_EXACT_INTEGER = 1e21  # below it a number without a fraction is written as an integer


class Quad(NamedTuple):
    """One statement; each term is written as in N-Quads, ``graph`` is empty for the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str


def literal(text: str, suffix: str = "") -> str:
    """
    Return a text as a canonical N-Quads literal.

    Args:
        text: The text.
        suffix: Its datatype or language, as N-Quads writes it.
    """
    return f'"{_ESCAPED.sub(_escape, text)}"{suffix}'


def statements(expanded: list[Any], budget: WorkBudget) -> tuple[str, set[Quad]]:
    """
    Return the term of the one node that a document describes, and all statements.

    Args:
        expanded: The document as expanded JSON-LD.
        budget: The work that may be spent.

    Raises:
        Undetermined: When there is not exactly one node at the top, or when something would give no statement.
    """
    if len(expanded) != 1 or not isinstance(expanded[0], dict):
        raise Undetermined("The badge does not describe one thing.")
    graph = _Graph(budget)
    root = graph.node(expanded[0], "")
    return root, graph.quads


class _Graph:
    def __init__(self, budget: WorkBudget) -> None:
        self.quads: set[Quad] = set()
        self._budget = budget
        self._blanks = 0

    def node(self, node: dict[str, Any], graph: str) -> str:
        """Add what ``node`` says and return its term."""
        self._budget.spend()
        subject = _iri(node["@id"]) if "@id" in node else self._blank()
        for key, values in node.items():
            if key == "@id":
                continue
            if key == "@type":
                self.quads.update(Quad(subject, RDF_TYPE, _iri(one), graph) for one in values)
            elif key == "@graph":
                for one in values:
                    self.node(one, subject)
            elif key.startswith("@"):
                raise Undetermined("The badge is written in a way that readers would show differently.")
            else:
                predicate = _iri(key)
                for one in values:
                    self.quads.add(Quad(subject, predicate, self._object(one, graph), graph))
        return subject

    def _object(self, value: dict[str, Any], graph: str) -> str:
        self._budget.spend()
        if "@value" in value:
            return _value(value)
        if "@list" in value:
            return self._list(value["@list"], graph)
        return self.node(value, graph)

    def _list(self, values: list[dict[str, Any]], graph: str) -> str:
        rest = f"<{RDF}nil>"
        for one in reversed([self._object(value, graph) for value in values]):
            cell = self._blank()
            self.quads.add(Quad(cell, f"<{RDF}first>", one, graph))
            self.quads.add(Quad(cell, f"<{RDF}rest>", rest, graph))
            rest = cell
        return rest

    def _blank(self) -> str:
        self._blanks += 1
        return f"_:b{self._blanks - 1}"


def _iri(text: object) -> str:
    if not isinstance(text, str) or not _ABSOLUTE.fullmatch(text):
        raise Undetermined("The badge holds a type or an identifier that no vocabulary explains.")
    return f"<{text}>"


def _value(value: dict[str, Any]) -> str:
    content, kind = value["@value"], value.get("@type")
    if value.keys() - {"@value", "@type", "@language", "@direction"}:
        raise Undetermined("The badge is written in a way that readers would show differently.")
    if kind == "@json":
        return literal(canonical_json(content).decode(), f"^^<{RDF}JSON>")
    if isinstance(content, bool):
        return literal("true" if content else "false", f"^^{_iri(kind or XSD + 'boolean')}")
    if isinstance(content, (int, float)):
        return _number(content, kind)
    if "@language" in value:
        if not _TAG.fullmatch(value["@language"]):
            raise Undetermined("The badge names a language that is none.")
        return literal(content, f"@{value['@language'].lower()}")
    return literal(content, "" if kind in {None, XSD + "string"} else f"^^{_iri(kind)}")


def _number(content: float, kind: str | None) -> str:
    whole = isinstance(content, int) or content == int(content)
    if kind == XSD + "double" or not whole or abs(content) >= _EXACT_INTEGER:
        return literal(_double(float(content)), f"^^{_iri(kind or XSD + 'double')}")
    return literal(str(int(content)), f"^^{_iri(kind or XSD + 'integer')}")


def _double(content: float) -> str:
    """Write the canonical form of ``xsd:double``: one digit, a fraction of up to 15, an exponent."""
    mantissa, _, exponent = f"{content:.15E}".partition("E")
    mantissa = mantissa.rstrip("0")
    return f"{mantissa}0E{int(exponent)}" if mantissa.endswith(".") else f"{mantissa}E{int(exponent)}"


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _SHORT.get(character) or f"\\u{ord(character):04X}"
