"""Sentences about certificates in four languages, and how each writes days and spans of time."""
