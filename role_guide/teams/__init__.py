"""Teams against profiles: what is held and what is missing."""
