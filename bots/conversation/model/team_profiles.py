"""The issuer's team profiles by name, and a team as it is typed; apart, so that reading a message loads no more."""

PROFILES = ("small", "growing", "enterprise", "procurement", "cai-organisations", "cai-employers")
EXAMPLE = """team small
role,level,area,client_facing,certificates
ML engineer,mid,search,yes,AIDA 2027-03-01
engineering manager,senior,search,no,"""
"""A team that can be typed as it stands."""
