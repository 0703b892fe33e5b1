"""Which certification fits a role, and what it does not tell: pure, data-driven, and not written yet."""

__all__: list[str] = []
