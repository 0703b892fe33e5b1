"""Reads a message: its text, its certificate IDs, and which person was named for which ID."""
