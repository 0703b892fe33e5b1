from .understanding.message import Facet as Facet
from .understanding.message import MessageIntent as MessageIntent
from .understanding.message import Understanding as Understanding
from .understanding.message_reading import read_message as read_message
from .understanding.message_reading import understand as understand
from .understanding.named_ids import named_ids as named_ids
from .understanding.pairing.decisions import NamedIds as NamedIds

__all__ = ["Facet", "MessageIntent", "NamedIds", "Understanding", "named_ids", "read_message", "understand"]
