"""Watches and their notices: what is due, for whom and when; below storage and surfaces, above the conversation."""
