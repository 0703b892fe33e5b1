"""The bots: a conversation that knows no chat platform, and the surfaces on which it is held."""
