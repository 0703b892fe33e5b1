"""The Teams surface: door and trust of our own, logic on botbuilder-core, cards, outbound."""
