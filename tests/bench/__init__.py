"""Measures the promises on speed, side by side with the alternatives in one run; prints ratios, tests nothing."""
