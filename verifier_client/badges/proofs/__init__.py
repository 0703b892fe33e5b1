"""Who signed a badge, and whether the signature fits: keys, Data Integrity proofs, tokens."""
