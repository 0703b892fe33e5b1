"""Names of other scripts in Latin letters: every usual spelling of a word, script by script."""
