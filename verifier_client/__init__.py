"""Asks registries whether a certificate stands. Knows nothing of chat."""
