"""
The front door for Teams: who comes through was sent by the Bot Framework, and brings a well-formed activity.

It knows no web framework and no bot library: bad input is answered here, 400 before and 401 after its token was looked
at, and neither bodies nor tokens reach the log.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from bots.http.messages import HttpResponse
from bots.teams.api.keys import KeysUnavailable
from bots.teams.api.trust import Untrusted
from bots.teams.model.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bots.teams.api.trust import Caller

log = logging.getLogger(__name__)

LONGEST_BODY = 512 * 1024  # several times what Teams itself lets a message hold
LONGEST_ID = 2048
OBJECTS = ("from", "recipient", "channelData", "relatesTo")
LISTS = ("membersAdded", "membersRemoved", "reactionsAdded", "reactionsRemoved", "attachments", "entities")
TEXTS = ("id", "text", "name", "action", "locale", "replyToId", "deliveryMode")
FROM_PEOPLE = frozenset({"message", "messageUpdate", "messageDelete", "invoke"})
WITH_VALUE = ("adaptiveCard/", "composeExtension/", "task/")


class Check(Protocol):
    """Decides who comes in."""

    async def check(self, activity: Mapping[str, Any], headers: Mapping[str, str]) -> Caller:
        """Return who it is; raises ``Untrusted`` or ``KeysUnavailable``."""
        ...


class TeamsDoor:
    """Callable with a raw body and headers; answers with status, headers and body, and never raises."""

    def __init__(self, dispatch: Callable[[dict[str, Any], Caller], Awaitable[tuple[int, Any]]], trust: Check) -> None:
        """Hand activities that ``trust`` lets in to ``dispatch``, which may raise ``Malformed``."""
        self._dispatch = dispatch
        self._trust = trust

    async def __call__(self, raw: bytes, headers: Mapping[str, str]) -> HttpResponse:
        """Let one request in, or say briefly why not."""
        if len(raw) > LONGEST_BODY:
            return _refused(400, "body too large")
        named = {name.lower(): value for name, value in headers.items()}
        if named.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return _refused(400, "content type is not application/json")
        try:
            activity = _activity(raw)
            caller = await self._trust.check(activity, named)
            status, body = await self._dispatch(activity, caller)
        except Malformed as error:
            return _refused(400, str(error))
        except Untrusted as error:
            return _refused(401, "not from the Bot Framework", str(error))
        except KeysUnavailable:
            # Nothing is known against the sender: with 503 the Bot Framework tries again, with 401 it would give up.
            return _refused(503, "the keys cannot be read just now", retry_after="5")
        content = b"" if body is None else json.dumps(body).encode()
        return HttpResponse(status, {"content-type": "application/json"}, content)


def _activity(raw: bytes) -> dict[str, Any]:
    """Parse an activity as far as everything behind the door relies on its shape."""
    try:
        activity = json.loads(raw.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Malformed("body is not JSON") from None
    if not isinstance(activity, dict):
        raise Malformed("body is not a JSON object")
    _check_address(activity)
    for name in TEXTS:
        if not isinstance(activity.get(name), str | None):
            raise Malformed(f"{name} is not a text")
    for name in OBJECTS:
        if not isinstance(activity.get(name), dict | None):
            raise Malformed(f"{name} is not an object")
    for name in LISTS:
        _need_objects(activity.get(name), name)
    if activity["type"] in FROM_PEOPLE:
        _need_sender(activity)
    if activity["type"] == "invoke":
        _check_invoke(activity)
    return activity


def _check_address(activity: Mapping[str, Any]) -> None:
    """See to what trust and connector rely on."""
    for name in ("type", "channelId", "serviceUrl"):
        _need_text(activity, name, name)
    conversation = activity.get("conversation")
    if not isinstance(conversation, dict):
        raise Malformed("no conversation")
    _need_text(conversation, "id", "conversation.id")


def _need_sender(activity: Mapping[str, Any]) -> None:
    """See to it that somebody spoke: all who have no identity would be one and the same person."""
    sender = activity.get("from") or {}
    if not any(isinstance(sender.get(name), str) and sender[name].strip() for name in ("aadObjectId", "id")):
        raise Malformed("no from.id")


def _check_invoke(activity: Mapping[str, Any]) -> None:
    name, value = activity.get("name"), activity.get("value")
    if isinstance(name, str) and name.startswith(WITH_VALUE) and not isinstance(value, dict):
        raise Malformed("invoke without a value")
    if name == "adaptiveCard/action" and isinstance(value, dict):
        action = value.get("action")
        if not isinstance(action, dict) or action.get("type") != "Action.Execute":
            raise Malformed("card action without an Action.Execute")
        if not isinstance(action.get("data"), dict | None) or not isinstance(action.get("verb"), str | None):
            raise Malformed("card action with wrong data")


def _need_text(found: Mapping[str, Any], name: str, called: str) -> None:
    value = found.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_ID:
        raise Malformed(f"no {called}")


def _need_objects(value: Any, name: str) -> None:
    if value is not None and not (isinstance(value, list) and all(isinstance(each, dict) for each in value)):
        raise Malformed(f"{name} is not a list of objects")


def _no_number(_word: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")


def _refused(status: int, why: str, detail: str = "", **headers: str) -> HttpResponse:
    log.info("a request to the Teams door was refused: %d %s", status, detail or why)
    return HttpResponse.error(status, why, **headers)
