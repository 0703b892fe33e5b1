"""
Who may talk to the page: a browser on this machine, and only from the page itself.

The page has no login, so its protection is where it listens, and these checks: a page elsewhere whose name is pointed
at this machine (DNS rebinding) sends another ``Host``, and a page elsewhere that posts here (CSRF) another ``Origin``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = ("127.0.0.1", "localhost")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
    "Server": "certdesk",
}


def refusal(method: str, port: int, headers: Mapping[str, str]) -> str | None:
    """Say why a request is refused, or None when it may pass; header names are matched as the mapping matches them."""
    host = headers.get("Host", "").lower()
    if host not in {f"{name}:{port}" for name in NAMES}:
        return f"This page answers only as http://{NAMES[0]}:{port}."
    if method in {"GET", "HEAD"}:
        return None
    if headers.get("Origin", "").lower() != f"http://{host}" or headers.get("Sec-Fetch-Site", "same-origin") not in {
        "same-origin",
        "none",
    }:
        return "Only the page itself may post here."
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
        return "Post JSON (content type application/json)."
    return None
