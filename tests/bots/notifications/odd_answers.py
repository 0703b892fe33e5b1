"""A registry that answers some of its certificates in a way of its own, and whatever a transport makes of that."""

import json

from tests.verifier_client.factories import answer_to, pai_answer, pai_body
from verifier_client import Garbled, Throttled, Unavailable
from verifier_client.testing import json_response
from verifier_client.transport import RegistryResponse

LONG, DEEP = 100_000, 2_000
JSON = {"content-type": "application/json"}


def said(body, *, status=200, **headers):
    return RegistryResponse(status, JSON | headers, body)


def raised(error):
    def answer(_request):
        raise error

    return answer


def changed(**changes):
    return lambda request: pai_answer(request.url.rpartition("/")[2], **changes)


def with_headers(**headers):
    return lambda request: pai_answer(request.url.rpartition("/")[2], headers=headers)


def in_bytes(change):
    return lambda request: said(change(pai_body(request.url.rpartition("/")[2])))


def twice(body):
    """The same key twice: which one holds?"""
    return json.dumps(body)[:-1].encode() + b', "status": "revoked"}'


ODD_ANSWERS = {
    "down": raised(Unavailable("down")),
    "out of order": json_response({}, status=503),
    "broken": json_response({}, status=500),
    "a pause of a minute": json_response({}, status=503, retry_after="60"),
    "refused": json_response({}, status=403),
    "a page": RegistryResponse(200, {"content-type": "text/html"}, b"<html>Sign in</html>"),
    "a page that is not there": RegistryResponse(404, {"content-type": "text/html"}, b"<html>Not found</html>"),
    "unasked: unchanged": RegistryResponse(304, {}, b""),
    "a teapot": json_response({}, status=418),
    "nothing": said(b""),
    "half": said(b'{"id": "AIDA-20'),
    "a list": said(b"[]"),
    "a number": said(b"1e999"),
    "no number": said(b'{"id": NaN}'),
    "deep": said(b"[" * DEEP + b"]" * DEEP),
    "a key twice": in_bytes(twice),
    "another encoding": in_bytes(lambda body: json.dumps(body).encode("utf-16")),
    "half a letter": in_bytes(lambda body: json.dumps(body | {"holder": {"name": "\ud800"}}).encode()),
    "a zero in the name": changed(holder={"name": "Jane\0Doe"}),
    "a zero in the code": changed(certification={"code": "AI\0DA", "title": "\0", "issuer": "\0"}),
    "a long name": changed(holder={"name": "x" * LONG}),
    "a long title": changed(certification={"code": "AIDA", "title": "x" * LONG, "issuer": "y" * LONG}),
    "another certificate": changed(id="CPAP-2026-8841"),
    "an unknown status": changed(status="dormant\0"),
    "a status that is none": changed(status={"is": "active"}),
    "the last day there is": changed(expires_on="9999-12-31"),
    "the first day there is": changed(issued_on="0001-01-01", expires_on="0001-01-02"),
    "no day": changed(expires_on="soon"),
    "an end before its begin": changed(issued_on="2030-01-01", expires_on="2026-01-01"),
    "its own successor": lambda request: pai_answer(
        (text := request.url.rpartition("/")[2]), superseded_by=text, status="revoked"
    ),
    "a successor that is none": changed(superseded_by="\0" * 300),
    "a tag with a control character": with_headers(ETag='"\x00"'),
    "a tag that would split a header": with_headers(ETag='"a\r\nX: y"'),
    "a day that is none": with_headers(**{"Last-Modified": "yesterday\x7f"}),
    "a header that no transport carries": raised(ValueError("header")),
    "a transport that breaks": raised(RuntimeError("closed")),
    "too deep for a transport": raised(RecursionError("too deep")),
    "what cannot be read": raised(Garbled("odd")),
}
PAUSES = {"slow down": raised(Throttled("slow down", retry_after=86_400.0))}


def registry(odd):
    """Answer as usual, but for the certificates in ``odd``, which are mapped to their answers."""

    def answer(request):
        found = odd.get(request.url.rpartition("/")[2], answer_to)
        return found(request) if callable(found) else found

    return answer
