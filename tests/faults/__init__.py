"""Fault runs: processes are killed, platforms and databases misbehave, and everything that was promised must arrive."""
