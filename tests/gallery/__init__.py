"""Every kind of answer as Slack and as Teams draw it, to be looked at: ``make gallery``."""
