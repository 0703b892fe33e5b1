"""A request and a response of HTTP, as values."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

TIMEOUT = 10.0  # seconds for a whole call
MAX_RESPONSE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """
    A call that is to be made.

    ``timeout`` is in seconds and holds for the whole call; ``max_bytes`` is how long the response's body may be.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    timeout: float = TIMEOUT
    max_bytes: int = MAX_RESPONSE_BYTES


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """
    What was answered, by others to us or by one of our doors.

    Header names of responses that a transport brings are found in any case.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)

    @classmethod
    def error(cls, status: int, why: str, **headers: str) -> HttpResponse:
        """
        Return the response of a door that lets nobody in.

        Args:
            status: the HTTP status, from 400 on.
            why: a few words that quote nothing of the request.
            headers: more headers by name; underscores stand for hyphens.

        Returns:
            A JSON object with ``why`` as its ``error``.
        """
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(status, {"content-type": "application/json"} | more, json.dumps({"error": why}).encode())


Door = Callable[[bytes, Mapping[str, str]], Awaitable[HttpResponse]]
"""What takes what is posted to one path: the raw body and the headers."""

Page = Callable[[Mapping[str, str], Mapping[str, str]], Awaitable[HttpResponse]]
"""What a browser may open at one path: the query and the headers."""
