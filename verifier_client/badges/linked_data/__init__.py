"""What a badge means: vocabularies, statements, and the one canonical form of each."""
