"""
From a credential's JSON to expanded JSON-LD: the only file that knows PyLD.

Only pinned contexts are admitted, so what a context means after another never changes: PyLD's processed contexts are
remembered by identity, which makes it ten times as fast. PyLD's caches are not safe between threads, hence the lock.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from verifier_client.badges.errors import Undetermined
from verifier_client.badges.linked_data.contexts import PINNED, context

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from verifier_client.badges.linked_data.work_budget import WorkBudget

    Run = Callable[[Mapping[str, Any], Callable[[str | None], None]], list[Any]]

STEPS_OF_VALUE = 80
MAX_CONTEXTS = 8
MAX_REMEMBERED = 400


class Expander:
    """Expands credentials with the pinned contexts and those in ``extra``, by address (for tests)."""

    def __init__(self, extra: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        """Load nothing yet: PyLD takes half a second, which only a badge needs."""
        self._extra = dict(extra or {})
        self._lock = threading.Lock()
        self._run: Run | None = None

    def expand(self, document: Mapping[str, Any], budget: WorkBudget) -> list[Any]:
        """
        Return a document as expanded JSON-LD.

        Args:
            document: The document.
            budget: The work that may be spent.

        Raises:
            Undetermined: When a context is not known, when a key has no meaning (what is shown would not be what is
                signed), when it is no JSON-LD, or when the budget is used up.
        """
        self._admit(document, budget)
        dropped: list[str | None] = []
        with self._lock:
            if self._run is None:
                self._run = _expansion(self._load)
            expanded = self._run(document, dropped.append)
        if dropped:
            raise Undetermined("The badge holds a key that no vocabulary explains: what it says is not what is signed.")
        return expanded

    def _admit(self, value: object, budget: WorkBudget) -> None:
        """Refuse what could make the JSON say one thing and the statements another; pay for what PyLD will do."""
        budget.spend(STEPS_OF_VALUE * len(value) if isinstance(value, (dict, list)) else 0)
        if isinstance(value, list):
            for part in value:
                self._admit(part, budget)
        elif isinstance(value, dict):
            for key, part in value.items():
                if key == "@context":
                    self._admit_contexts(part)
                elif (key[:1] == "@" and "@value" not in value) or ":" in key:
                    raise Undetermined("The badge writes its keys in a way that readers would show differently.")
                elif isinstance(part, (dict, list)):
                    self._admit(part, budget)
                elif key == "id" and isinstance(part, str) and part.startswith("_:"):
                    raise Undetermined("The badge names a blank node, which readers would show differently.")

    def _admit_contexts(self, named: object) -> None:
        contexts = named if isinstance(named, list) else [named]
        if len(contexts) > MAX_CONTEXTS:
            raise Undetermined("The badge needs more vocabularies than any badge.")
        for one in contexts:
            if not isinstance(one, str):
                raise Undetermined("The badge brings a vocabulary of its own, which could change what its words mean.")
            if one not in PINNED and one not in self._extra:
                context(one)  # says which one is not known

    def _load(self, url: str, _options: object) -> dict[str, Any]:
        document = self._extra.get(url) or context(url)
        return {"contextUrl": None, "documentUrl": url, "document": document, "tag": "static"}


PINNED_ONLY = Expander()
"""The expander of the product: it knows the bundled contexts and no other."""


def _expansion(load: Callable[[str, object], dict[str, Any]]) -> Run:
    from pyld import jsonld  # noqa: PLC0415
    from pyld.context_resolver import ContextResolver  # noqa: PLC0415

    resolved: dict[str, Any] = {}  # as bounded as the pinned contexts are
    processor = _remembering(jsonld.JsonLdProcessor)
    expected_errors = (jsonld.JsonLdError, RecursionError, TypeError, ValueError, KeyError, AttributeError)

    def run(document: Mapping[str, Any], on_dropped: Callable[[str | None], None]) -> list[Any]:
        options = {"documentLoader": load, "contextResolver": ContextResolver(resolved, load), "base": ""}
        try:
            expanded: list[Any] = processor(on_property_dropped=on_dropped).expand(document, options)
        except expected_errors as error:
            raise Undetermined("The badge is not JSON-LD that can be read one way only.") from error
        return expanded

    return run


def _remembering(base: Any) -> Any:
    """Return PyLD's processor with a memory for processed contexts, which lives as long as the class."""
    processed: dict[object, tuple[Any, Any, Any]] = {}

    class Processor(base):  # type: ignore[misc]
        def _process_context(self, active: Any, local: Any, options: Any, *rest: Any, **named: Any) -> Any:
            if rest or "cycles" in named:  # PyLD's own checks of scoped contexts
                return super()._process_context(active, local, options, *rest, **named)
            key = (id(active), _identity(local), tuple(sorted(named.items())))
            if key not in processed:
                if len(processed) >= MAX_REMEMBERED:
                    processed.clear()
                result = super()._process_context(active, local, options, *rest, **named)
                processed[key] = (result, active, local)  # both are held, so that their identity stays theirs
            return processed[key][0]

    return Processor


def _identity(local: Any) -> object:
    """Addresses are the same context wherever they stand; other contexts live in PyLD's remembered ones."""
    if isinstance(local, list) and all(isinstance(one, str) for one in local):
        return tuple(local)
    return local if isinstance(local, str) else id(local)
