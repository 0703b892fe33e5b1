"""From a role in any words to the certifications that fit it."""
