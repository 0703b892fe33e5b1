"""``certdesk doctor``: is everything that is configured as it must be, and if not, what to do."""
