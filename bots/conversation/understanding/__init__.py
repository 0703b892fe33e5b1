"""Reads a message: its text, its IDs and whose they are, days and certifications in it, and what its writer wants."""
