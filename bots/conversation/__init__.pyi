from .understanding.findings import NamedIds as NamedIds
from .understanding.named_ids import named_ids as named_ids

__all__ = ["NamedIds", "named_ids"]
