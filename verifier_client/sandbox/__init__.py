"""
The embedded sandbox: fictional certificates of every standing and scripted trouble, answered without a network.

``server.py`` serves the same register over HTTP; nothing here imports it.
"""

from verifier_client.sandbox.tables import sandbox_tables
from verifier_client.sandbox.transport import SandboxTransport

__all__ = ["SandboxTransport", "sandbox_tables"]
