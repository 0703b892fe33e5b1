"""What is said in the language of who asked: verdicts, help and small talk, and how days and spans are written."""
