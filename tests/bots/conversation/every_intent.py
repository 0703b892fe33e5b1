"""The values that the alias ``Intent`` names."""

from typing import NamedTuple, get_type_hints

from bots.conversation.model import intents, talk_intents, watch_intents


class _Wanted(NamedTuple):
    intent: intents.Intent


NAMES = vars(talk_intents) | vars(watch_intents) | vars(intents)
EVERY_INTENT = get_type_hints(_Wanted, localns=NAMES)["intent"]
