"""The two models: which intent, and for a question about a certification which facet. Loaded when first asked."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bots.conversation.understanding.features import facet_features, intent_features
from role_guide import LinearModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bots.conversation.understanding.features import Seen

_FOLDER = f"{__file__.rpartition('intent_model')[0]}data"


class Models:
    """The weights of both models; their classes are the values of ``MessageIntent`` and ``Facet``."""

    def __init__(self, intents: LinearModel, facets: LinearModel) -> None:
        self.intents = intents
        self.facets = facets

    def intent_shares(self, seen: Seen) -> Mapping[str, float]:
        """Return for each intent how likely the model holds it to be; the shares add up to 1."""
        return self.intents.probabilities(intent_features(seen))

    def likeliest_facet(self, seen: Seen) -> str:
        """Return the facet that a question about a certification most likely asks for."""
        scores = self.facets.scores(facet_features(seen))
        return max(scores, key=scores.__getitem__)


@cache
def models() -> Models:
    """Return the models that come with the package; read from their files once."""
    return Models(*(LinearModel.from_file(f"{_FOLDER}/{name}.weights") for name in ("intents", "facets")))
