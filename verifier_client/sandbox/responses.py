"""
Answers a request as the sandbox's registries would: pure but for the counters of scripted trouble.

How the answer travels (in the process, or over HTTP) is not known here; delays and cuts are instructions.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote
from zlib import crc32

from msgspec import Struct, field, structs

from verifier_client.sandbox import bodies
from verifier_client.sandbox.addresses import (
    BADGE_CLASSES_PATH,
    BADGES_PATH,
    CERTIFICATES_PATH,
    CREDENTIALS_PATH,
    CREDLY_CLASSES_PATH,
    CREDLY_PATH,
    ELSEWHERE,
)
from verifier_client.sandbox.register import FailureKind, Group

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from verifier_client.sandbox.register import Entry, Register, ScriptedFailure

MOVED = "/moved"
HUGE = 50_000_000
DEEP = 60_000
METHODS = "GET, HEAD"
_ID = re.compile(r"(?=.{4,40}\Z)[A-Z0-9]{2,16}(-[A-Z0-9]{1,16}){1,4}")
_DETAILS = {
    401: "Send the registry's key as 'Authorization: Bearer <key>'.",
    404: "The register has no such certificate.",
    410: "The badge was revoked.",
    429: "Too many requests: wait as long as Retry-After says.",
    500: "The registry failed.",
    503: "The registry is out of order.",
}


class SandboxResponse(Struct, frozen=True):
    """
    An answer, and how it travels.

    ``delay`` is in seconds, ``filler`` a number of blanks after the body (too many to hold in memory); a ``cut``
    answer breaks off in the middle of the body. Header names are lower case.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay: float = 0.0
    filler: int = 0
    cut: bool = False


class SandboxRegistry:
    """Knows the register, the key that it wants (None: none), and how often each scripted trouble was met."""

    def __init__(self, register: Register, *, today: Callable[[], date], key: str | None = None) -> None:
        """
        Create the sandbox's registries with no scripted failure met yet.

        Args:
            register: The fictional certificates.
            today: Returns the current day, asked at each response.
            key: The bearer key that certificates want, None for none.
        """
        self._register = register
        self._today = today
        self._key = key
        self._met: Counter[str] = Counter()

    def answer(self, method: str, path: str, headers: Mapping[str, str], *, origin: str) -> SandboxResponse:
        """
        Return the response to a request.

        Args:
            method: The HTTP method.
            path: The path as sent, still escaped.
            headers: Header names in small letters.
            origin: Scheme and host that were asked.
        """
        response = self._answer(method, path, headers, origin)
        return (
            response
            if method != "HEAD"
            else structs.replace(response, body=b"", filler=0, cut=False, headers=_with_length(response))
        )

    def _answer(self, method: str, path: str, headers: Mapping[str, str], origin: str) -> SandboxResponse:
        moved = path.startswith(MOVED + "/")
        place = path.removeprefix(MOVED) if moved else path
        root, _, last = place.rpartition("/")
        known = _GROUPS.get(root + "/")
        name = unquote(last)
        if place != "/healthz" and (known is None or not name):
            return _problem(404, "There is nothing at this address.", path)
        if method not in {"GET", "HEAD"}:
            return _problem(405, f"Only {METHODS} can be used here.", path, allow=METHODS)
        if known is None:
            return _json({"status": "ok"})
        if Group.PAI in known or Group.AIPA in known:
            if not self._may_ask(headers):
                return _problem(401, _DETAILS[401], path, **{"www-authenticate": 'Bearer realm="register"'})
            if not _ID.fullmatch(name):
                return _problem(400, "This is no certificate ID: letters A to Z, digits and dashes.", path)
        response = self._look_up(known, name, path, origin, moved=moved)
        return _unless_unchanged(response, headers)

    def _may_ask(self, headers: Mapping[str, str]) -> bool:
        if self._key is None:
            return True
        import hmac  # noqa: PLC0415 - only asked for over HTTP

        scheme, _, given = headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(
            given.strip().encode("utf-8", "surrogateescape"), self._key.encode()
        )

    def _look_up(self, groups: tuple[Group, ...], name: str, path: str, origin: str, *, moved: bool) -> SandboxResponse:
        if not groups:
            course = self._register.course(name)
            return _json(bodies.badge_class(course, address=origin + path)) if course else _not_found(path)
        entry = next((entry for group in groups if (entry := self._register.find(group, name))), None)
        if entry is None:
            return _not_found(path)
        failure = entry.failure
        if failure is None or moved or not self._is_due(entry, failure):
            return self._fine(entry, origin)
        return self._failing(entry, failure, path, origin)

    def _is_due(self, entry: Entry, failure: ScriptedFailure) -> bool:
        if failure.times is None:
            return True
        met = self._met[entry.id] % (failure.times + 1)
        self._met[entry.id] += 1
        return met < failure.times

    def _fine(self, entry: Entry, origin: str) -> SandboxResponse:
        course = self._register.courses.get(entry.code)
        if course is None or entry.issued_on is None:
            return _not_found("")
        today = self._today()
        match entry.group:
            case Group.PAI | Group.PECB:
                return _json(bodies.certificate(entry, course, today))
            case Group.AIPA:
                return _json(bodies.credential(entry, course, today))
            case Group.BADGE | Group.CREDLY:
                return _json(bodies.assertion(entry, course, today, origin=origin))

    def _failing(self, entry: Entry, failure: ScriptedFailure, path: str, origin: str) -> SandboxResponse:
        fine = self._fine(entry, origin)
        match failure.how:
            case FailureKind.STATUS:
                wait = {} if failure.retry_after is None else {"retry-after": str(failure.retry_after)}
                return _problem(failure.status, _DETAILS[failure.status], path, **wait)
            case FailureKind.SLOW:
                return structs.replace(fine, delay=failure.delay)
            case FailureKind.CUT:
                return structs.replace(fine, cut=True)
            case FailureKind.TORN:
                return SandboxResponse(200, _CONTENT, fine.body[: len(fine.body) // 2])
            case FailureKind.ECHO:
                return self._fine(structs.replace(entry, id=failure.id), origin)
            case FailureKind.AWAY:
                return SandboxResponse(302, {"location": ELSEWHERE})
            case FailureKind.MOVED:
                return SandboxResponse(307, {"location": MOVED + quote(path)})
            case FailureKind.HTML | FailureKind.DEEP | FailureKind.HUGE:
                return _NOT_JSON[failure.how]


_GROUPS: Mapping[str, tuple[Group, ...]] = {
    CERTIFICATES_PATH: (Group.PAI, Group.PECB),
    CREDENTIALS_PATH: (Group.AIPA,),
    BADGES_PATH: (Group.BADGE,),
    CREDLY_PATH: (Group.CREDLY,),
    BADGE_CLASSES_PATH: (),
    CREDLY_CLASSES_PATH: (),
}
_CONTENT = {"content-type": "application/json"}
_NOT_JSON = {
    FailureKind.HTML: SandboxResponse(
        200, {"content-type": "text/html; charset=utf-8"}, b"<!doctype html><title>Hello</title>"
    ),
    FailureKind.DEEP: SandboxResponse(200, _CONTENT, b'{"id": ' + b"[" * DEEP + b"]" * DEEP + b"}"),
    FailureKind.HUGE: SandboxResponse(200, _CONTENT, b"{", filler=HUGE),
}


def _json(document: Mapping[str, object]) -> SandboxResponse:
    body = json.dumps(document, ensure_ascii=False).encode()
    return SandboxResponse(
        200, {**_CONTENT, "etag": f'"{crc32(body):08x}"', "cache-control": "private, no-cache"}, body
    )


def _problem(status: int, detail: str, path: str, **headers: str) -> SandboxResponse:
    body = json.dumps(bodies.problem(status, detail, path)).encode()
    return SandboxResponse(status, {"content-type": "application/problem+json", **headers}, body)


def _not_found(path: str) -> SandboxResponse:
    return _problem(404, _DETAILS[404], path)


def _unless_unchanged(response: SandboxResponse, headers: Mapping[str, str]) -> SandboxResponse:
    """Answer 304 when the asker holds this very body (RFC 9110, 13.1.2: weak comparison, or any)."""
    held = [tag.strip().removeprefix("W/") for tag in headers.get("if-none-match", "").split(",")]
    etag = response.headers.get("etag")
    if response.status != 200 or etag is None or not {etag, "*"} & set(held):
        return response
    kept = {name: response.headers[name] for name in ("etag", "cache-control")}
    return structs.replace(response, status=304, headers=kept, body=b"")


def _with_length(response: SandboxResponse) -> Mapping[str, str]:
    if response.status == 304:
        return response.headers
    return {**response.headers, "content-length": str(len(response.body) + response.filler)}
