"""Whether two names agree: their letters, scripts and parts, and how alike two parts are."""
