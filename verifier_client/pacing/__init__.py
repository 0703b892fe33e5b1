"""How often a registry is asked, and when it is left alone."""
