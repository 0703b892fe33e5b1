"""Mutation testing: random lines are changed one at a time, and the tests that run them must notice."""
