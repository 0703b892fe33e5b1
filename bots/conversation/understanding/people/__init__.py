"""Which words of a message can be a person's name, and which of those people can be a holder."""
