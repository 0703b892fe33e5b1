"""Reads certificate IDs out of human text: markup, then normalisation, then the grammar. Public face: identifiers."""
