"""Clauses, reviews of job descriptions and interview kits."""
